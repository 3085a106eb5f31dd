# Each face has its own.
"""Feeds a command's input while its output is taken: here piece by piece, by the one who waits for output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.client.blocking.conversation import Conversation, Pipe

# So much is sent before we look again whether something came.
_BATCH = 32


class Feeder:
    """Send the values of an iterable as a command's input."""

    __slots__ = ("_ended", "_input")

    def __init__(self, values: Any) -> None:
        self._input: Iterator[Any] = iter(values)
        self._ended = False

    def feed_until(self, conversation: Conversation, pipe: Pipe) -> None:
        """Wait for an item or the end; raise what the iterable raised."""
        while not (self._ended or pipe.items or pipe.ended):
            self._feed(conversation, pipe)
            conversation.take_in_nowait()
        conversation.until(lambda: bool(pipe.items) or pipe.ended)

    def _feed(self, conversation: Conversation, pipe: Pipe) -> None:
        for _ in range(_BATCH):
            try:
                value = next(self._input)
            except StopIteration:
                self._ended = True
                conversation.end_input_nowait(pipe)
                break
            conversation.send_input_nowait(pipe, value)
        conversation.flush()

    def cancel(self) -> None:
        """Have done with the input."""
        self._ended = True
