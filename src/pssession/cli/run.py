"""`pssession run`: run code in sessions and show what it gives."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pssession.cli import durations, exit_codes
from pssession.cli.choosing import HELP as WORD
from pssession.cli.choosing import choose, token_of
from pssession.cli.failures import complain
from pssession.cli.watching import Watcher
from pssession.client.connecting import reconnect
from pssession.client.limits import time_limit

if TYPE_CHECKING:
    from pssession.session.info import SessionInfo

HELP = """Run code in a session, show what it gives as PowerShell shows it, and leave the session as it is: what the code defined is there
for the next. A pattern of names runs it in several sessions at once; each line then says whose it is.

Ctrl-C stops the code; the session stays usable."""
EXAMPLES = """examples:
  pssession run build '$x = 42; Get-Date'
  pssession run build -f deploy.ps1 -- production 3      its parameters behind --
  echo 'Get-Process' | pssession run build               code from standard input
  pssession run build --input 'process { "> $_" }' < names.txt
  pssession run 'web*' hostname                          in several at once
  pssession run build --json '1..3' | jq .value          a line of JSON for each object
  pssession run build --detach ./long.ps1                leave at once; `pssession receive build` shows the rest
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("session", metavar="SESSION", help=WORD)
    parser.add_argument("code", nargs="?", metavar="CODE", help="PowerShell code; - or nothing reads it from standard input")
    parser.add_argument("arguments", nargs="*", default=[], metavar="ARGUMENT", help="what the code finds in $args, or in its param()")
    parser.add_argument("-f", "--file", metavar="FILE", help="a script file of this machine; CODE is its first argument then")
    parser.add_argument("--input", action="store_true", help="the lines of standard input are the code's pipeline input")
    parser.add_argument("--detach", action="store_true", help="start the code and leave; it goes on")
    parser.add_argument("--timeout", type=durations.seconds, metavar="TIME", help="stop the code when it takes longer: 90s, 10m, 2h")
    parser.add_argument("--json", action="store_true", help="for programs: one JSON object a line, {stream, sequence, value}")


def run(arguments: argparse.Namespace) -> int:
    """Run it and give its exit status."""
    words = list(arguments.arguments)
    if arguments.file is not None and arguments.code is not None:
        words.insert(0, arguments.code)
    code = _code(arguments)
    if arguments.detach and arguments.input:
        raise ValueError("--detach leaves at once: it cannot send input")
    found = choose(arguments.session)
    if arguments.detach:
        return _start(found, code, words)
    if len(found) > 1:
        from pssession.cli.everywhere import Everywhere

        lines = list(_lines()) if arguments.input else None
        return Everywhere(code, words, lines=lines, as_json=arguments.json, timeout=arguments.timeout).run(found)
    watcher = Watcher(as_json=arguments.json)
    with reconnect(token_of(found[0])) as session:
        _say_what_waits(session.unreceived, found[0])
        with time_limit(arguments.timeout):
            command = session.run(code, *words, input=_lines() if arguments.input else None, host=watcher.host)
            return watcher.see_through(command)


def _code(arguments: argparse.Namespace) -> str:
    if arguments.file is not None:
        with open(arguments.file, encoding="utf-8-sig") as file:
            return file.read()
    if arguments.code not in (None, "-"):
        return str(arguments.code)
    if arguments.input:
        raise ValueError("standard input is the code's input already: give the code itself, or --file")
    if sys.stdin.isatty():
        raise ValueError("there is no code: write it behind the session's name, or pipe it in")
    return sys.stdin.read()


def _lines() -> Iterator[str]:
    for line in sys.stdin:
        yield line.removesuffix("\n").removesuffix("\r")


def _start(found: list[SessionInfo], code: str, words: list[str]) -> int:
    """Start the code in each and leave it running."""
    for info in found:
        with reconnect(token_of(info)) as session:
            _say_what_waits(session.unreceived, info)
            command = session.run(code, *words)
            command.start()
            session.disconnect()
        if sys.stderr.isatty():
            print(f"{info.name} goes on; `pssession receive {info.name}` shows what it gives.", file=sys.stderr)
    return exit_codes.DONE


def _say_what_waits(count: int, info: SessionInfo) -> None:
    if count:
        complain(f"{info.name} has output of an earlier command that nobody took", f"`pssession receive {info.name}` shows it.")
