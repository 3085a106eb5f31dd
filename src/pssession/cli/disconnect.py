"""`pssession disconnect`: say how long a session waits, and what it does with its output meanwhile."""

from __future__ import annotations

import argparse

from pssession.cli import durations
from pssession.cli.choosing import HELP as WORD
from pssession.cli.choosing import address_of, choose_all

HELP = """Say how long sessions wait for somebody, and what they do with output that nobody takes.

The commands here leave a session when they are done, so this is not needed for leaving one."""
EXAMPLES = """examples:
  pssession disconnect --idle-timeout 12h build
  pssession disconnect --output-buffering drop 'web*'
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("sessions", nargs="+", metavar="SESSION", help=WORD)
    parser.add_argument("--idle-timeout", type=durations.seconds, metavar="TIME", help="how long it waits from now on: 90s, 10m, 2h, 7d")
    parser.add_argument("--output-buffering", choices=("block", "drop"), help="when there is no more room for output: stop, or forget")


def run(arguments: argparse.Namespace) -> int:
    """Take each up for a moment and leave it with what was said."""
    from pssession.client.connecting import reconnect
    from pssession.client.options import MINIMUM_IDLE_SECONDS
    from pssession.client.token import write_token
    from pssession.objects import OutputBufferingMode

    idle = arguments.idle_timeout
    if idle is not None and idle < MINIMUM_IDLE_SECONDS:
        raise ValueError(f"an idle time-out is at least {MINIMUM_IDLE_SECONDS:g} seconds, not {idle:g}")
    buffering = None if arguments.output_buffering is None else OutputBufferingMode[arguments.output_buffering.upper()]
    for info in choose_all(arguments.sessions):
        with reconnect(write_token(address_of(info))) as session:
            session.disconnect(idle_timeout_seconds=idle, output_buffering=buffering)
    return 0
