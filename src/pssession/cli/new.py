"""`pssession new`: make sessions."""

from __future__ import annotations

import argparse
import itertools
import shlex
from collections.abc import Iterable

from pssession.cli import durations
from pssession.cli.describing import show_sessions
from pssession.cli.failures import NameTaken
from pssession.client.directory import find_session, list_sessions

HELP = "Make sessions. They belong to nobody's program: each waits until a command takes it up, or until its idle time-out has passed."
EXAMPLES = """examples:
  pssession new build                          a session called build
  pssession new web1 web2 web3                 three
  pssession new --engine 'pwsh -s' real        one whose commands PowerShell itself runs
  pssession new --idle-timeout 7d nightly      one that waits a week
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "names", nargs="*", default=[], metavar="NAME", help="what to call it; without one it is called Session1, Session2, ..."
    )
    parser.add_argument("--engine", default="", metavar="COMMAND", help="a command that speaks PSRP on its standard input and output")
    parser.add_argument("--idle-timeout", type=durations.seconds, metavar="TIME", help="how long it waits for somebody: 90s, 10m, 2h, 7d")
    parser.add_argument(
        "--output-buffering",
        choices=("block", "drop"),
        help="when nobody takes the output and there is no more room: stop the command (block) or forget the oldest output (drop)",
    )
    parser.add_argument("--json", action="store_true", help="for programs: a JSON array")


def run(arguments: argparse.Namespace) -> int:
    """Make them and show them."""
    from pssession.client.connecting import connect
    from pssession.client.options import BUILT_IN
    from pssession.objects import OutputBufferingMode

    engine = shlex.split(arguments.engine) or BUILT_IN
    taken = {one.name.lower() for one in list_sessions()}
    wanted = arguments.names or [_free_name(taken)]
    for name in wanted:
        if name.lower() in taken:
            raise NameTaken(f"there is a session called {name} already")
        taken.add(name.lower())
    made = []
    for name in wanted:
        opening = connect(
            name=name,
            engine=engine,
            idle_timeout=arguments.idle_timeout,
            output_buffering=OutputBufferingMode[(arguments.output_buffering or "none").upper()],
        )
        with opening as session:
            session.disconnect()
            made.append(session.id)
    found = [info for session_id in made if (info := find_session(session_id)) is not None]
    show_sessions(found, as_json=arguments.json)
    return 0


def _free_name(taken: Iterable[str]) -> str:
    return next(name for number in itertools.count(1) if (name := f"Session{number}").lower() not in taken)
