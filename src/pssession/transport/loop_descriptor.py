"""A stream over file descriptors for the asynchronous face: the event loop says when there is something to do.

Never imported by the blocking face: importing asyncio takes longer than a whole session.
"""

from __future__ import annotations

import asyncio

from pssession.transport.descriptor import READ_LIMIT, DescriptorBytes
from pssession.transport.stream import AsyncStream


class LoopDescriptorStream(DescriptorBytes, AsyncStream):
    """Wait on descriptors by `await`.

    The descriptor stays registered with the loop between waits. It is taken off when bytes arrive that nobody waits for, which is all the
    flow control there is: what is not read stays with the peer.
    """

    __slots__ = ("_loop", "_readable", "_watching", "_writable")

    def __init__(self, read_fd: int, write_fd: int, name: str) -> None:
        super().__init__(read_fd, write_fd, name)
        self._loop = asyncio.get_running_loop()
        self._readable: asyncio.Future[None] | None = None
        self._writable: asyncio.Future[None] | None = None
        self._watching = False

    async def wait(self) -> None:
        """Wait until there is something to read."""
        if self._inbox or self._ended or self._closed:
            return
        if not self._watching:
            self._loop.add_reader(self._read_fd, self._on_readable)
            self._watching = True
        self._readable = self._loop.create_future()
        try:
            await self._readable
        finally:
            self._readable = None

    def _on_readable(self) -> None:
        if self._writable is not None:
            # While we wait to send, the peer may be waiting to send too: take what it has.
            self._fill(READ_LIMIT)
            if self._ended:
                self._unwatch()
        if self._readable is not None:
            self.wake()
        elif self._writable is None:
            self._unwatch()

    def _unwatch(self) -> None:
        if self._watching:
            self._watching = False
            self._loop.remove_reader(self._read_fd)

    def wake(self) -> None:
        """Let a `wait` that is under way return at once."""
        if self._readable is not None and not self._readable.done():
            self._readable.set_result(None)

    async def drain(self) -> None:
        """Wait until everything that was written is sent."""
        while self._backlog:
            if self._writable is not None:
                await asyncio.wait([self._writable])
                continue
            self._writable = self._loop.create_future()
            if not self._watching and not self._ended:
                self._loop.add_reader(self._read_fd, self._on_readable)
                self._watching = True
            self._loop.add_writer(self._write_fd, self._on_writable)
            try:
                await self._writable
            finally:
                self._writable = None
                if not self._closed:
                    self._loop.remove_writer(self._write_fd)
            self._send()

    def _on_writable(self) -> None:
        if self._writable is not None and not self._writable.done():
            self._writable.set_result(None)

    def close_nowait(self) -> None:
        """Close the descriptors."""
        if not self._closed:
            self._unwatch()
            if self._writable is not None:
                self._loop.remove_writer(self._write_fd)
            super().close_nowait()
            self.wake()
            self._on_writable()
