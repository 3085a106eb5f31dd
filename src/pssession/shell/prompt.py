"""The prompt of a terminal: editing, history, highlighting, completion, statements of many lines, entered sessions.

What runs a line is the console, or the session that was entered; nothing is run or formatted here.

Source: about_PSReadLine for what the keys do; the prompt of an entered session as PowerShell 7.6 shows it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from pssession.shell.completer import EngineCompleter
from pssession.shell.console import Interruption
from pssession.shell.highlighter import TokenLexer, style
from pssession.shell.statements import Target, is_incomplete

if TYPE_CHECKING:
    from pssession.shell.console import Console

_LOGO = "pssession (PowerShell {version} on Python)\nType 'Get-Help about_PSSessions' for sessions that live on, 'exit' to leave.\n"


class Prompt:
    """Ask for statements and run them until the person leaves.

    Args:
        console: Runs what is typed while no session is entered.
        logo: Whether to say hello.
    """

    def __init__(self, console: Console, *, logo: bool) -> None:
        self._console = console
        self._logo = logo
        self._session: PromptSession[str] = PromptSession(
            history=_history(),
            lexer=TokenLexer() if console.host.colors else None,
            style=style(),
            completer=EngineCompleter(console),
            complete_while_typing=False,
            key_bindings=_keys(),
            multiline=True,
            prompt_continuation=lambda width, line, wrapped: ">> ",
            enable_open_in_editor=True,
            mouse_support=False,
        )

    def run(self) -> int:
        """Ask and run; give the exit status."""
        host = self._console.host
        if self._logo:
            host.write_line(_LOGO.format(version=host.version))
        while True:
            target: Target = host.entered or self._console
            try:
                text = self._session.prompt(ANSI(target.prompt_text()))
            except KeyboardInterrupt:
                continue
            except EOFError:
                text = "exit"
            if host.entered is not None and text.strip().lower() == "exit":
                host.pop_runspace()
            elif text.strip():
                with Interruption(target.stop):
                    target.run_text(text, history=True)
            for code in (self._console.exit_code, host.exit_code):
                if code is not None:
                    return code & 0xFF


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def accept(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        text = buffer.document.text
        if buffer.complete_state is not None and buffer.complete_state.current_completion is not None:
            buffer.complete_state = None
            return
        if text.strip() and buffer.document.is_cursor_at_the_end and is_incomplete(text) and not text.endswith("\n\n"):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def newline(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("c-l")
    def clear(event: KeyPressEvent) -> None:
        event.app.renderer.clear()

    return keys


def _history() -> History:
    folder = os.path.join(os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state"), "pssession")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        path = os.path.join(folder, "history")
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    except OSError:
        return InMemoryHistory()
    return _Discreet(path)


_SECRET = ("password", "asplaintext", "token", "apikey", "secret")


class _Discreet(FileHistory):
    """Keep what was typed, but for lines that look as if they held a secret, as PSReadLine does."""

    def store_string(self, string: str) -> None:
        if not any(word in string.lower() for word in _SECRET):
            super().store_string(string)
