"""Start a long command, leave it, and collect its results in a later run of this program, each exactly once.

    python examples/nightly.py start    makes the session and leaves the command running
    python examples/nightly.py collect  takes the session up and stores what came, then ends it

The results go to a SQLite database beside the token. An item is acknowledged after it is stored: whenever this program is killed, the next
run goes on with the first item that is not stored yet.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pssession

COMMAND = "1..5 | ForEach-Object { Start-Sleep -Milliseconds 20; [pscustomobject]@{ Step = $_; Square = $_ * $_ } }"


def start(token_file: Path) -> None:
    """Make the session, start the command, and leave."""
    with pssession.connect(name="Nightly", idle_timeout=24 * 3600) as session:
        session.run(COMMAND).start()
        token_file.write_text(session.disconnect())


def collect(token_file: Path, database: Path) -> int:
    """Store what came; give how many rows there are."""
    store = sqlite3.connect(database)
    store.execute("CREATE TABLE IF NOT EXISTS results (sequence INTEGER PRIMARY KEY, step INTEGER, square INTEGER)")
    with pssession.reconnect(token_file.read_text()) as session:
        run = session.receive(acknowledge=False)
        for item in run:
            match item:
                case pssession.Output(pssession.PSObject() as value):
                    with store:
                        row = (item.sequence, value.get("Step"), value.get("Square"))
                        store.execute("INSERT OR IGNORE INTO results VALUES (?, ?, ?)", row)
                case pssession.Error(record):
                    print(f"error: {record}", file=sys.stderr)
            run.acknowledge(item)
        session.close()
    (count,) = store.execute("SELECT count(*) FROM results").fetchone()
    store.close()
    return int(count)


def main() -> int:
    """Do what the command line says."""
    token_file, database = Path("nightly.token"), Path("nightly.db")
    match sys.argv[1:]:
        case ["start"]:
            start(token_file)
        case ["collect"]:
            print(f"{collect(token_file, database)} results")
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
