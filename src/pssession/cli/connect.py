"""`pssession connect`: take a session up: see its command through, then type commands."""

from __future__ import annotations

import argparse
import sys

from pssession.cli.choosing import HELP as WORD
from pssession.cli.choosing import choose_one, token_of

HELP = """Take a session up: show what its command gave since it was left, wait for the command's end, and then type commands.
Without a terminal nothing is typed, and this is the same as `receive`."""
EXAMPLES = """examples:
  pssession run --detach build './make-everything.ps1'
  pssession connect build
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("session", metavar="SESSION", help=WORD)


def run(arguments: argparse.Namespace) -> int:
    """Show what there is; then ask, where there is somebody to ask."""
    from pssession.cli.watching import Watcher
    from pssession.client.connecting import reconnect

    info = choose_one(arguments.session)
    watcher = Watcher()
    status = 0
    with reconnect(token_of(info), host=watcher.host) as session:
        while session.unreceived:
            status = watcher.see_through(session.receive())
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            return status
        from pssession.cli.interactive import converse

        return converse(session)
