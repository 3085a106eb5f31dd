"""`pssession enter`: type commands into a session, as if it were here."""

from __future__ import annotations

import argparse

from pssession.cli.choosing import HELP as WORD
from pssession.cli.choosing import choose_one, token_of

HELP = """Type commands into a session: what is typed runs there, and is shown as it would be at PowerShell's own prompt.
`exit` leaves the session as it is."""
EXAMPLES = """examples:
  pssession enter build
  pssession enter build < commands.ps1
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("session", metavar="SESSION", help=WORD)


def run(arguments: argparse.Namespace) -> int:
    """Take the session up, and leave it when the person leaves."""
    from pssession.cli.interactive import converse
    from pssession.client.connecting import reconnect

    info = choose_one(arguments.session)
    with reconnect(token_of(info)) as session:
        return converse(session)
