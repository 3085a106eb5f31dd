"""Asking for statements until the person leaves: who runs them, when it ends, what Ctrl-C and mistakes do.

How a statement is read is the reader's: `line_editor` where prompt-toolkit is installed, `plain_reader` elsewhere. What runs it is the
console, or the session that was entered; nothing is run or formatted here.

Source: ConsoleHost of PowerShell 7.6 as seen; the prompt of an entered session.
"""

from __future__ import annotations

import sys
import termios
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from pssession.shell.console import Interruption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pssession.shell.console import Console
    from pssession.shell.target import Target

_LOGO = "pssession {version} - PowerShell on Python. Sessions that live on: Get-Help about_PSSessions\n"
_KEEP_AND_RESTORE = "\x1b[22;0t", "\x1b[23;0t"  # keep the window's title, give it back
_TITLE = "PowerShell"
_BEFORE_ANY_PROMPT = "PS> "


class Reader(Protocol):
    """Read statements from a person."""

    def read(self, prompt: str, *, shown: bool = False) -> str:
        """Read a whole statement.

        Args:
            prompt: What stands before it.
            shown: Whether the prompt is on the screen already.

        Raises:
            EOFError: The person wants to leave.
            KeyboardInterrupt: The person wants none of what was typed.
        """


class Prompt:
    """Ask for statements and run them until the person leaves.

    Args:
        console: Runs what is typed while no session is entered.
        logo: Whether to say hello.
    """

    def __init__(self, console: Console, *, logo: bool) -> None:
        self._console = console
        self._logo = logo

    def run(self) -> int:
        """Ask and run; give the exit status."""
        host = self._console.host
        if self._logo:
            host.write_line(_LOGO.format(version=_version()))
        with self._screen() as keep:
            reader = self._first_reader()
            while (status := self._status()) is None:
                try:
                    self._one(reader)
                except KeyboardInterrupt:
                    host.write_line()
                except Exception as problem:  # a mistake of ours may not end the person's work
                    host.write_error_line(f"InternalError: {type(problem).__name__}: {problem}")
                keep()
        return status

    def _first_reader(self) -> Reader:
        """Make the reader; the prompt is on the screen before the editor is loaded."""
        self._shown = ""
        if sys.stdin.isatty():
            from pssession.shell.terminal import quiet

            with quiet():
                self._shown = self._prompt_text()
                sys.stdout.write(self._shown)
                sys.stdout.flush()
                return make_reader(self._console)
        return make_reader(self._console)

    def _one(self, reader: Reader) -> None:
        """Read one statement and run it."""
        host = self._console.host
        shown, self._shown = self._shown, ""
        prompt = shown or self._prompt_text()
        target: Target = host.entered or self._console
        try:
            text = reader.read(prompt, shown=bool(shown))
        except EOFError:
            text = "exit"
        if host.entered is not None and text.strip().lower() == "exit":
            host.pop_runspace()
            return
        if text.strip():
            host.rearm()
            with Interruption(target.stop) as interruption:
                target.run_text(text, history=True)
            if interruption.happened:
                # The terminal has written ^C where the cursor was.
                host.write_line()

    def _prompt_text(self) -> str:
        host = self._console.host
        target: Target | None = host.entered
        if target is not None:
            with Interruption(target.stop):
                text = target.prompt_text()
            if text is not None:
                return text
        return self._console.prompt_text() or _BEFORE_ANY_PROMPT

    def _status(self) -> int | None:
        for code in (self._console.exit_code, self._console.host.exit_code):
            if code is not None:
                return code & 0xFF
        return None

    @contextmanager
    def _screen(self) -> Iterator[Callable[[], None]]:
        """Give the terminal back as it was, and its settings after every statement: programs leave them in any state."""
        host = self._console.host
        held = termios.tcgetattr(sys.stdin.fileno()) if sys.stdin.isatty() else None
        titled = host.colors and sys.stdout.isatty()
        if titled:
            sys.stdout.write(_KEEP_AND_RESTORE[0])
            host.set_window_title(_TITLE)

        def keep() -> None:
            if held is not None:
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, held)

        try:
            yield keep
        finally:
            keep()
            if titled:
                sys.stdout.write(_KEEP_AND_RESTORE[1])
                sys.stdout.flush()


def make_reader(console: Console) -> Reader:
    """Make the best reader that this terminal and this installation allow."""
    from pssession.shell.plain_reader import PlainReader

    if not console.host.colors or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return PlainReader()
    try:
        from pssession.shell.line_editor import LineEditor
    except ImportError:
        console.host.write_warning_line("This prompt has no completion and no colours: pip install 'pssession[shell]' brings them.")
        return PlainReader()
    return LineEditor(console)


def _version() -> str:
    from pssession import __version__

    return __version__
