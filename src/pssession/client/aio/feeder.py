# Each face has its own.
"""Feeds a command's input while its output is taken: here by a task beside."""

from __future__ import annotations

import asyncio
from typing import Any

from pssession.client.aio.conversation import AsyncConversation, Pipe
from pssession.client.aio.primitives import each


class Feeder:
    """Send the values of an iterable, of either kind, as a command's input."""

    __slots__ = ("_error", "_input", "_task")

    def __init__(self, values: Any) -> None:
        self._input = values
        self._task: asyncio.Task[None] | None = None
        self._error: BaseException | None = None

    async def feed_until(self, conversation: AsyncConversation, pipe: Pipe) -> None:
        """Wait for an item or the end; raise what the iterable raised."""
        if self._task is None:
            self._task = asyncio.create_task(self._feed(conversation, pipe))
        await conversation.until(lambda: bool(pipe.items) or pipe.ended or self._error is not None)
        if pipe.ended:
            self.cancel()
        elif self._error is not None and not pipe.items:
            raise self._error

    async def _feed(self, conversation: AsyncConversation, pipe: Pipe) -> None:
        try:
            async for value in each(self._input):
                if pipe.ended:
                    return
                conversation.send_input_nowait(pipe, value)
                await conversation.flush()
            conversation.end_input_nowait(pipe)
            await conversation.flush()
        except Exception as error:
            self._error = error
            conversation.wake()

    def cancel(self) -> None:
        """Have done with the input."""
        if self._task is not None:
            self._task.cancel()
