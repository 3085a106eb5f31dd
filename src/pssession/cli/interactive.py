"""A conversation with one session: the shell's prompt, whose every line runs in the session that was entered."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from pssession.shell.console import Console
from pssession.shell.console_host import ConsoleHost

if TYPE_CHECKING:
    from pssession.client.blocking.session import Session


class _Entered:
    """Be what the console's host enters: a session under its name, that stays when it is left."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.name = self.computer_name = session.name

    def leave(self) -> None:
        """Leave it as it is."""


class _Doorway(Console):
    """Be a console that is over as soon as the session that was entered is left."""

    def run_text(self, text: str, **how: Any) -> bool:
        entered = self.host.entered
        well = entered is not None and text.strip().lower() != "exit" and entered.run_text(text, history=bool(how.get("history")))
        if entered is not None and text.strip().lower() == "exit":
            self.host.pop_runspace()
        self._look()
        return well

    def prompt_text(self) -> str:
        entered = self.host.entered
        text = entered.prompt_text() if entered is not None else None
        self._look()
        return text or ""

    def stop(self) -> None:
        entered = self.host.entered
        if entered is not None:
            entered.stop()

    def _look(self) -> None:
        if self.host.entered is None and self.exit_code is None:
            self.exit_code = 0


class _DoorwayHost(ConsoleHost):
    """Tell the console when the session is left."""

    console: _Doorway | None = None

    def pop_runspace(self) -> None:
        super().pop_runspace()
        if self.console is not None and self.console.exit_code is None:
            self.console.exit_code = self.exit_code or 0


def converse(session: Session) -> int:
    """Let the person on standard input type into a session until they leave; give the exit status."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    host = _DoorwayHost(interactive=sys.stdin.isatty(), colors=None if terminal else False)
    console = host.console = _Doorway(host)
    host.push_runspace(_Entered(session))
    if terminal:
        try:
            from pssession.shell.prompt import Prompt
        except ImportError:
            host.write_warning_line("The prompt has no editing: install pssession[shell].")
        else:
            return Prompt(console, logo=False).run()
    from pssession.shell.statements import StandardInput

    return StandardInput(console, prompting=terminal).run()
