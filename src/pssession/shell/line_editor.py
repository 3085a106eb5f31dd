"""The editor of the command line: keys, history, colours, completion, statements of many lines, by prompt-toolkit.

Source: about_PSReadLine for what the keys do.
"""

from __future__ import annotations

import os
from itertools import takewhile
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.shortcuts import CompleteStyle

from pssession.shell.completer import EngineCompleter
from pssession.shell.highlighter import TokenLexer, style
from pssession.shell.statements import is_incomplete

if TYPE_CHECKING:
    from pssession.shell.console import Console

_MORE = ">> "
_SECRET = ("password", "asplaintext", "token", "apikey", "secret")
_MENU_LINES = 8


class LineEditor:
    """Read statements with an editor.

    Args:
        console: Completes, while no session is entered.
    """

    def __init__(self, console: Console) -> None:
        self._session: PromptSession[str] = PromptSession(
            history=_history(),
            lexer=TokenLexer(),
            style=style(),
            completer=EngineCompleter(console),
            complete_while_typing=False,
            complete_style=CompleteStyle.MULTI_COLUMN,
            complete_in_thread=False,
            auto_suggest=AutoSuggestFromHistory(),
            enable_history_search=True,
            key_bindings=_keys(),
            multiline=True,
            prompt_continuation=lambda width, line, wrapped: "" if wrapped else _whole(_MORE),
            enable_open_in_editor=True,
            mouse_support=False,
            reserve_space_for_menu=_MENU_LINES,
            output=_output(),
        )

    def read(self, prompt: str, *, shown: bool = False) -> str:
        """Read a whole statement.

        Args:
            prompt: What stands before it.
            shown: Whether the prompt is on the screen already.

        Raises:
            EOFError: Ctrl-D on an empty line.
            KeyboardInterrupt: Ctrl-C.
        """
        if shown:
            self._session.output.write_raw("\r")
        return self._session.prompt(_whole(prompt))


def _output() -> Output:
    """Give the screen, without asking it where the cursor is: the answer costs a round trip, and nothing here depends on it."""
    output = create_output()
    if hasattr(output, "enable_cpr"):
        output.enable_cpr = False
    return output


def _whole(prompt: str) -> StyleAndTextTuples:
    """Give a prompt with its colours; blanks at its end have a colour too, else the editor takes them for nothing."""
    pieces = to_formatted_text(ANSI(prompt))
    return [(f"{piece[0]} class:prompt" if piece[1].isspace() else piece[0], piece[1]) for piece in pieces]


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def accept(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        text = buffer.document.text
        if buffer.complete_state is not None and buffer.complete_state.current_completion is not None:
            buffer.complete_state = None
        elif text.strip() and is_incomplete(text):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @keys.add("tab")
    def complete(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state is not None:
            buffer.complete_next()
            return
        # Asked at once and not in the background: what is typed next may depend on the answer.
        found = list(buffer.completer.get_completions(buffer.document, CompleteEvent(completion_requested=True)))
        if len(found) == 1:
            buffer.apply_completion(found[0])
        elif found:
            _insert_common_part(buffer, found)
            buffer.start_completion()

    @keys.add("escape", "enter")
    def newline(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("c-l")
    def clear(event: KeyPressEvent) -> None:
        event.app.renderer.clear()

    return keys


def _insert_common_part(buffer: Buffer, found: list[Completion]) -> None:
    """Type what all the ways to go on have in common."""
    starts = {one.start_position for one in found}
    if len(starts) > 1:
        return
    typed = -found[0].start_position
    common = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*(one.text.lower() for one in found))))
    if common > typed:
        buffer.delete_before_cursor(typed)
        buffer.insert_text(found[0].text[:common])


def _history() -> History:
    folder = os.path.join(os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state"), "pssession")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        path = os.path.join(folder, "history")
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    except OSError:
        return InMemoryHistory()
    return _Discreet(path)


class _Discreet(FileHistory):
    """Keep what was typed, but for lines that look as if they held a secret, as PSReadLine does."""

    def store_string(self, string: str) -> None:
        if not any(word in string.lower() for word in _SECRET):
            try:
                super().store_string(string)
            except OSError:  # a full disk may not end the prompt
                return
