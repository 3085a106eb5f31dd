"""Completion at the prompt: the engine's answer in the prompt's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

if TYPE_CHECKING:
    from pssession.shell.console import Console


class EngineCompleter(Completer):
    """Ask the engine how the text before the cursor may go on."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Give what may stand here."""
        found = self._console.interpreter.complete(document.text, document.cursor_position)
        if found is None:
            return
        start = found.replacement_index - document.cursor_position
        for one in found.matches:
            yield Completion(one.completion_text, start_position=start, display=one.list_item_text, display_meta=one.tool_tip or "")
