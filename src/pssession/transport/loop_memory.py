"""Streams that stay in memory, for the asynchronous face."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pssession.transport.memory import Channel, MemoryBytes
from pssession.transport.stream import AsyncStream


class AsyncMemoryStream(MemoryBytes, AsyncStream):
    """Be one end, waiting by `await`.

    Attributes:
        peer: Called while this end waits and has nothing to read, where the other end is no task of its own.
    """

    __slots__ = ("_changed", "peer")

    def __init__(self, incoming: Channel, outgoing: Channel) -> None:
        super().__init__(incoming, outgoing)
        self._changed = asyncio.Event()
        self._incoming.watcher = self._changed.set
        self.peer: Callable[[], None] | None = None

    async def wait(self) -> None:
        """Wait for bytes."""
        if not self.ready and self.peer is not None:
            self.peer()
        if not self.ready:
            self._changed.clear()
            await self._changed.wait()

    async def drain(self) -> None:
        """Do nothing: memory takes everything at once."""

    def wake(self) -> None:
        """Let a `wait` that is under way return at once."""
        self._changed.set()


def async_memory_pair() -> tuple[AsyncMemoryStream, AsyncMemoryStream]:
    """Give two asynchronous ends that hear each other."""
    one, other = Channel(), Channel()
    return AsyncMemoryStream(one, other), AsyncMemoryStream(other, one)
