"""Completion at the prompt: the engine's answer in the editor's words; inside a session, the session's engine is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

if TYPE_CHECKING:
    from pssession.shell.console import Console

_LONGEST_TIP = 80


class EngineCompleter(Completer):
    """Ask the engine how the text before the cursor may go on.

    Args:
        console: Has the engine, and the session that is entered.
    """

    def __init__(self, console: Console) -> None:
        self._console = console

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Give what may stand here; nothing where the engine cannot say."""
        try:
            start, matches = self._console.complete(document.text, document.cursor_position)
        except Exception:  # whatever goes wrong while somebody types is no reason to disturb them
            return
        for text, shown, kind, tip in matches:
            if kind == "ProviderContainer" and not text.endswith(("/", "'")):
                text, shown = f"{text}/", f"{shown}/"
            meta = " ".join(tip.split())[:_LONGEST_TIP]
            yield Completion(
                text, start_position=start - document.cursor_position, display=shown, display_meta="" if meta == shown else meta
            )
