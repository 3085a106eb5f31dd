"""Run the recorded rows through this engine, compare, and hold the floor that only rises.

    python tools/conformance.py --goldens ../shared/goldens              everything, against tests/data/conformance
    python tools/conformance.py --goldens … --only op,conv,remote        some topics, no floor
    python tools/conformance.py --goldens … --write-floor                raise the floor to what passes now

The rows and their comparer (`compare.py`) lie in the folder that --goldens names.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

FLOORS = Path(__file__).resolve().parent.parent / "tests" / "data" / "conformance"


def results(kind: str, rows: Path, out: Path, jobs: int) -> None:
    """Write what the engine does with one file of rows."""
    extra = ["--parse"] if kind == "parse" else []
    command = [sys.executable, "-m", "pssession.testing.conformance", "--rows", str(rows), "--out", str(out), "--jobs", str(jobs), *extra]
    subprocess.run(command, check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--goldens", type=Path, required=True, help="folder with behaviour/, parse/ and compare.py")
    parser.add_argument("--only", default="", help="topics, comma separated")
    parser.add_argument("--kinds", default="parse,behaviour", help="parse, behaviour or both")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for the results")
    parser.add_argument("--write-floor", action="store_true")
    options = parser.parse_args()
    if not (options.goldens / "compare.py").is_file():
        print(f"no recordings in {options.goldens}: say GOLDENS=folder", file=sys.stderr)
        return 2
    topics = [topic for topic in options.only.split(",") if topic]
    FLOORS.mkdir(parents=True, exist_ok=True)
    status = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for kind in options.kinds.split(","):
            merged = folder / f"{kind}.jsonl"
            with merged.open("w") as sink:
                for rows in sorted((options.goldens / kind).glob("*.jsonl")):
                    if topics and rows.stem not in topics:
                        continue
                    out = folder / f"{kind}-{rows.name}"
                    results(kind, rows, out, options.jobs)
                    sink.write(out.read_text())
            compare = [sys.executable, str(options.goldens / "compare.py"), str(merged), "--goldens", str(options.goldens / kind)]
            if not topics:
                compare += ["--floor", str(FLOORS / f"{kind}.json"), *(["--write-floor"] if options.write_floor else [])]
            status |= subprocess.run(compare).returncode
    return status


if __name__ == "__main__":
    raise SystemExit(main())
