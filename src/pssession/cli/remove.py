"""`pssession remove`: end sessions and what runs in them."""

from __future__ import annotations

import argparse

from pssession.cli import exit_codes
from pssession.cli.choosing import HELP as WORD
from pssession.cli.choosing import choose_all
from pssession.cli.failures import complain, status_of
from pssession.client.directory import list_sessions, remove_session
from pssession.errors import SessionBusy, SessionNotFound

HELP = "End sessions, and what runs in them. One that somebody uses is left alone."
EXAMPLES = """examples:
  pssession remove build
  pssession remove 'web*' nightly
  pssession remove --all
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("sessions", nargs="*", default=[], metavar="SESSION", help=WORD)
    parser.add_argument("--all", action="store_true", help="all of this user's sessions on this machine")


def run(arguments: argparse.Namespace) -> int:
    """End them; what stands in the way of one does not keep the others."""
    if bool(arguments.sessions) == arguments.all:
        raise ValueError("name the sessions to remove, or say --all")
    status = exit_codes.DONE
    for info in list_sessions() if arguments.all else choose_all(arguments.sessions):
        try:
            remove_session(info.session_id, info.runtime_folder)
        except SessionNotFound:
            # It ended by itself meanwhile, which is what was wanted.
            pass
        except SessionBusy as error:
            complain(f"{info.name}: {error}")
            status = status_of(error)
    return status
