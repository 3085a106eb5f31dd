"""Measures what the project promises of its speed and size, each beside its anchor, and prints the table. Results never fail it.

python benchmarks                         everything
python benchmarks --only round_trip,text  some of it
python benchmarks --quick                 a fifth of the rounds
python benchmarks --json                  for programs
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib import import_module

from bed import Bed
from harness import Row, table

BENCHMARKS = (
    "new_session", "fresh_client", "round_trip", "objects", "text", "memory", "many_sessions", "reattach", "start_up", "codec_rows",
)  # fmt: skip


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help=f"some of {', '.join(BENCHMARKS)}; comma separated")
    parser.add_argument("--quick", action="store_true", help="a fifth of the rounds")
    parser.add_argument("--json", action="store_true", help="for programs: a JSON array")
    given = parser.parse_args()
    chosen = [name for name in given.only.split(",") if name] or list(BENCHMARKS)
    unknown = set(chosen) - set(BENCHMARKS)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    with Bed(quick=given.quick) as bed:
        for name in chosen:
            if sys.stderr.isatty():
                print(f"\x1b[K{name} ...", end="\r", file=sys.stderr, flush=True)
            rows += import_module(name).measure(bed)
        powershell = bed.reference is not None
    if given.json:
        print(json.dumps([row.fields() for row in rows], indent=2))
        return 0
    print(table(rows))
    for row in rows:
        if row.note:
            print(f"  {row.what}: {row.note}.")
    if not powershell:
        print("  PowerShell was not measured: set PSREF to its command.")
    one, five, _ = os.getloadavg()
    print(f"  Load {one:.1f} (1 minute), {five:.1f} (5 minutes) on {os.cpu_count()} processors; the ratios are what counts.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
