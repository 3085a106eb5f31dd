"""Run rows, write results: behaviour rows, trees of parse rows, or scripts of a folder.

Source: the README beside the recorded rows.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pssession.testing.conformance.forks import Row, Work, results
from pssession.testing.conformance.session_bed import is_remote, session_bed


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


def _work(*, parses: bool) -> Work:
    """Give what is done with a row; what it needs is imported here, once for all the processes that are forked."""
    if parses:
        from pssession.testing.conformance import trees

        return trees.run_row
    from pssession.testing.conformance import behaviour, remote_rows

    return lambda row: (remote_rows if is_remote(row) else behaviour).run_row(row)


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
    rows = list(_rows(options))
    parses = options.parse or options.scripts is not None
    bed: AbstractContextManager[object] = nullcontext() if parses or not any(map(is_remote, rows)) else session_bed()
    failed = 0
    with bed, options.out.open("w", encoding="utf-8", errors="surrogatepass") as file:
        for row, result in results(rows, _work(parses=parses), jobs=options.jobs, limit=options.limit):
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
