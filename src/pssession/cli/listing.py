"""`pssession list`: show this user's sessions on this machine."""

from __future__ import annotations

import argparse
import sys

from pssession.cli.choosing import HELP as WORD
from pssession.cli.choosing import choose_all
from pssession.cli.describing import show_sessions
from pssession.client.directory import list_sessions

HELP = """Show this user's sessions on this machine, whichever program made them, oldest first.

STATE is `free`, `running` (a command goes on without anybody), or `in use` (a client is attached)."""
EXAMPLES = """examples:
  pssession list
  pssession list 'web*'
  pssession list --json | jq -r '.[] | select(.running) | .name'
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("sessions", nargs="*", default=[], metavar="SESSION", help=WORD)
    parser.add_argument("--json", action="store_true", help="for programs: a JSON array")


def run(arguments: argparse.Namespace) -> int:
    """Show them."""
    found = choose_all(arguments.sessions) if arguments.sessions else list_sessions()
    if not found and not arguments.json:
        print("There are no sessions; `pssession new NAME` makes one.", file=sys.stderr)
    show_sessions(found, as_json=arguments.json)
    return 0
