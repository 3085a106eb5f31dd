"""Run rows, write results: behaviour rows, trees of parse rows, or scripts of a folder.

Source: the README beside the recorded rows.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from pssession.testing.conformance.forks import Row, results
from pssession.testing.conformance.session_bed import SessionBed, needs_sessions


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    if options.scripts is not None:
        for path in sorted(options.scripts.rglob("*.ps1")):
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            yield {"id": str(path.relative_to(options.scripts)), "group": "scripts", "code": text}
        return
    wanted = set(options.id)
    for line in options.rows.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            row: Row = json.loads(line)
            if not wanted or row["id"] in wanted or row["group"] in wanted:
                yield row


def main(arguments: list[str] | None = None) -> int:
    """Run from a command line; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m pssession.testing.conformance", description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--rows", type=Path, help="a file of recorded rows")
    source.add_argument("--scripts", type=Path, help="a folder of script files, to be parsed")
    parser.add_argument("--out", type=Path, required=True, help="the file of results")
    parser.add_argument("--parse", action="store_true", help="write tokens and trees")
    parser.add_argument("--id", action="append", default=[], help="only this row or group; may be given again")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=float, default=10.0, help="seconds for a row")
    options = parser.parse_args(arguments)
    name = "trees" if options.parse or options.scripts is not None else "behaviour"
    work: Any = importlib.import_module(f"pssession.testing.conformance.{name}").run_row
    rows = list(_rows(options))
    bed: AbstractContextManager[object] = SessionBed() if name == "behaviour" and needs_sessions(rows) else nullcontext()
    failed = 0
    with bed, options.out.open("w", encoding="utf-8", errors="surrogatepass") as file:
        for row, result in results(rows, work, jobs=options.jobs, limit=options.limit):
            if result is None:
                failed += 1
                sys.stderr.write(f"no result: {row['id']}\n")
                continue
            file.write(json.dumps(result, ensure_ascii=True) + "\n")
    if failed:
        sys.stderr.write(f"{failed} rows without a result\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
