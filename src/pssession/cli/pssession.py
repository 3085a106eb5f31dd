"""The command `pssession`: durable sessions for people who do not write PowerShell.

Only the chosen subcommand's module is imported; each has `HELP`, `EXAMPLES`, `add_arguments` and `run`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from pssession import __version__
from pssession.cli import exit_codes

# Name, module, what it does in a few words.
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("new", "new", "make a session"),
    ("list", "listing", "show this user's sessions on this machine"),
    ("run", "run", "run code in a session and show what it gives"),
    ("enter", "enter", "type commands into a session"),
    ("disconnect", "disconnect", "say how long a session waits and what it does with its output meanwhile"),
    ("connect", "connect", "take a session up: see its command through, then type commands"),
    ("receive", "receive", "show what a session's command gave since it was left"),
    ("remove", "remove", "end sessions"),
    ("doctor", "doctor", "look for what keeps sessions from working"),
)
_EXAMPLES = """examples:
  pssession new build
  pssession run build 'Get-Process | Sort-Object CPU -Descending | Select-Object -First 5'
  pssession run --detach build './make-everything.ps1'
  pssession receive build
  pssession remove build
"""
_ENVIRONMENT = """PSSESSION_RUNTIME_DIR names the folder of the sessions' sockets, PSSESSION_SPOOL_DIR that of output that nobody took yet;
NO_COLOR is respected. `pssession COMMAND --help` says more about a command."""


def top_parser() -> argparse.ArgumentParser:
    """Make the parser of the command itself: it knows the subcommands' names."""
    parser = argparse.ArgumentParser(
        prog="pssession",
        usage="pssession [-h] [--version] COMMAND ...",
        description="Durable PowerShell sessions: they outlive the program that made them.",
        epilog="\n".join((_commands(), _EXAMPLES, exit_codes.text(), "", _ENVIRONMENT)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pssession {__version__}")
    parser.add_argument("command", metavar="COMMAND", choices=[name for name, _, _ in COMMANDS], help=argparse.SUPPRESS)
    return parser


def parser_of(command: str) -> argparse.ArgumentParser:
    """Make the parser of one subcommand."""
    module = import_module(f"pssession.cli.{next(module for name, module, _ in COMMANDS if name == command)}")
    parser = argparse.ArgumentParser(
        prog=f"pssession {command}",
        description=module.HELP,
        epilog=module.EXAMPLES + "\n" + exit_codes.text(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    parser.set_defaults(run=module.run)
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit status."""
    words = sys.argv[1:] if words is None else words
    if not words:
        top_parser().print_help()
        return exit_codes.BAD_ARGUMENTS
    # What stands behind the subcommand is its own business, options between its words included.
    place = next((place for place, word in enumerate(words) if not word.startswith("-")), len(words))
    chosen = top_parser().parse_args(words[: place + 1]).command
    arguments = parser_of(chosen).parse_intermixed_args(words[place + 1 :])
    from pssession.cli.failures import explained

    return explained(lambda: int(arguments.run(arguments)))


def _commands() -> str:
    return "commands:\n" + "".join(f"  {name:<12} {summary}\n" for name, _, summary in COMMANDS)


if __name__ == "__main__":
    sys.exit(main())
