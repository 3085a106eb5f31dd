"""`pssession receive`: show what a session's command gave since it was left, and see it through."""

from __future__ import annotations

import argparse
import sys

from pssession.cli import durations, exit_codes
from pssession.cli.choosing import HELP as WORD
from pssession.cli.choosing import choose_one, token_of
from pssession.cli.watching import Watcher
from pssession.client.connecting import reconnect
from pssession.client.limits import time_limit

HELP = """Show what a session's command gave since the session was left, wait for its end, and leave the session again.
What was shown does not come again. Ctrl-C stops the command."""
EXAMPLES = """examples:
  pssession run build --detach './make-everything.ps1'
  pssession receive build
  pssession receive --json build > results.jsonl
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("session", metavar="SESSION", help=WORD)
    parser.add_argument("--timeout", type=durations.seconds, metavar="TIME", help="stop the command when it takes longer: 90s, 10m, 2h")
    parser.add_argument("--json", action="store_true", help="for programs: one JSON object a line, {stream, sequence, value}")


def run(arguments: argparse.Namespace) -> int:
    """Show it; the exit status is that of the last command."""
    info = choose_one(arguments.session)
    status = exit_codes.DONE
    watcher = Watcher(as_json=arguments.json)
    with reconnect(token_of(info), host=watcher.host) as session, time_limit(arguments.timeout):
        if not session.unreceived and not arguments.json:
            print(f"{info.name} has nothing to receive: no command was left in it.", file=sys.stderr)
        while session.unreceived:
            status = watcher.see_through(session.receive())
    return status
