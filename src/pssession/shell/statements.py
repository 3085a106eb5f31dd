"""Code from standard input that is no terminal: line by line, an unfinished statement goes on until a blank line.

With `-File -` (or nothing) it is a prompt whose lines are echoed, so that a transcript reads as if they had been typed.

Source: `-Command -` and `-File -` of PowerShell 7.6 as recorded (group cli.stdin).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pssession.engine.syntax import parse
from pssession.shell.console import Interruption

if TYPE_CHECKING:
    from pssession.shell.console import Console
    from pssession.shell.target import Target


def is_incomplete(text: str) -> bool:
    """Tell whether a text could become a statement by more lines."""
    return any(error.incomplete_input for error in parse(text).errors)


class StandardInput:
    """Run what comes on standard input.

    Args:
        console: Runs it.
        prompting: Whether to write a prompt and echo what was read.
    """

    def __init__(self, console: Console, *, prompting: bool) -> None:
        self._console = console
        self._prompting = prompting

    def run(self) -> int:
        """Run until the input ends or the code exits; give the exit status."""
        console = self._console
        while (text := self._statement()) is not None:
            target: Target = console.host.entered or console
            if target is not console and text.strip().lower() == "exit":
                console.host.pop_runspace()
            elif text.strip():
                with Interruption(target.stop):
                    target.run_text(text, history=self._prompting)
            if console.exit_code is not None:
                return console.exit_code & 0xFF
            if console.host.exit_code is not None:
                return console.host.exit_code & 0xFF
        return 0

    def _statement(self) -> str | None:
        """Read lines until they are a whole statement; None at the end."""
        lines: list[str] = []
        while True:
            if self._prompting:
                target: Target = self._console.host.entered or self._console
                self._console.host.write(">> " if lines else target.prompt_text() or self._console.prompt_text())
            line = sys.stdin.readline()
            if not line:
                return "\n".join(lines) if lines else None
            line = line.removesuffix("\n").removesuffix("\r")
            if self._prompting:
                self._console.host.write_line(line)
            if lines and not line.strip():
                return "\n".join(lines)
            lines.append(line)
            if not is_incomplete("\n".join(lines)):
                return "\n".join(lines)
