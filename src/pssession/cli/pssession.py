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


def make_parser(chosen: str | None) -> argparse.ArgumentParser:
    """Make the parser; only the chosen subcommand gets its arguments."""
    parser = argparse.ArgumentParser(
        prog="pssession",
        description="Durable PowerShell sessions: they outlive the program that made them.",
        epilog=_EXAMPLES
        + "\n"
        + exit_codes.text()
        + "\n\nPSSESSION_RUNTIME_DIR names the folder of the sessions' sockets; NO_COLOR is respected.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pssession {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module_name, summary in COMMANDS:
        if name != chosen:
            commands.add_parser(name, help=summary)
            continue
        module = import_module(f"pssession.cli.{module_name}")
        command = commands.add_parser(
            name,
            help=summary,
            description=module.HELP,
            epilog=module.EXAMPLES + "\n" + exit_codes.text(),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit status."""
    words = sys.argv[1:] if words is None else words
    chosen = next((word for word in words if not word.startswith("-")), None)
    arguments = make_parser(chosen).parse_args(words)
    from pssession.cli.failures import explained

    return explained(lambda: int(arguments.run(arguments)))


if __name__ == "__main__":
    sys.exit(main())
