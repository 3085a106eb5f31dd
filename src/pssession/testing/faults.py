"""Streams with faults: cut after so many bytes, split into small pieces, held back. They wrap any stream, of either face.

stream = FaultyStream(UnixStream.connect(path), cut_after=1000)
"""

from __future__ import annotations

from collections import deque

from pssession.errors import ConnectionLost
from pssession.testing.fuse import Fuse
from pssession.transport.stream import AsyncStream, ByteStream, Stream


class FaultyBytes(ByteStream):
    """Be the part that both faces share.

    Args:
        inner: The stream that is wrapped, and owned.
        cut_after: The connection is lost after so many bytes, both directions together; what is over is lost. None for never.
        piece_bytes: A read gives at most so many bytes.
        hold_reads: What has arrived is given out only by the read after so many others.

    Attributes:
        carried: How many bytes went through, both directions together.
        is_cut: Whether it was cut.
    """

    def __init__(self, inner: ByteStream, *, cut_after: int | None = None, piece_bytes: int = 1 << 30, hold_reads: int = 0) -> None:
        self.is_cut = False
        self._bytes = inner
        self._fuse = Fuse(cut_after)
        self._piece_bytes = piece_bytes
        self._hold_reads = hold_reads
        self._holding = 0
        self._held: deque[bytes] = deque()

    def read(self) -> bytes:
        """Take what has arrived, as far as the faults allow."""
        if not self.is_cut:
            data = b"" if self._held else self._bytes.read()
            if data:
                self._held.append(self._fuse.let_through(data))
                self._holding = self._hold_reads
            self._cut_if_due()
        elif not self._held:
            raise ConnectionLost("the stream was cut")
        if not self._held:
            return b""
        if self._holding > 0:
            self._holding -= 1
            return b""
        first = self._held.popleft()
        if len(first) > self._piece_bytes:
            self._held.appendleft(first[self._piece_bytes :])
        return first[: self._piece_bytes]

    def write(self, data: bytes) -> None:
        """Hand over bytes; those over the cut are lost."""
        if self.is_cut:
            raise ConnectionLost("the stream was cut")
        data = self._fuse.let_through(data)
        if data:
            self._bytes.write(data)
        self._cut_if_due()

    @property
    def carried(self) -> int:
        """Count the bytes that went through."""
        return self._fuse.carried

    def _cut_if_due(self) -> None:
        if self._fuse.is_blown:
            self.cut()

    def cut(self) -> None:
        """Cut it now; what was read before can still be taken."""
        self.is_cut = True
        self._bytes.close_nowait()

    @property
    def ready(self) -> bool:
        """Tell whether a read gives something at once, the end included."""
        return self.is_cut or bool(self._held)

    @property
    def unsent(self) -> int:
        """Count the bytes handed over and not yet sent."""
        return self._bytes.unsent

    def fileno(self) -> int:
        """Give the descriptor of what is wrapped."""
        return -1 if self.is_cut else self._bytes.fileno()

    def close_nowait(self) -> None:
        """Close what is wrapped."""
        self._bytes.close_nowait()


class FaultyStream(FaultyBytes, Stream):
    """Wrap a blocking stream."""

    def __init__(self, inner: Stream, *, cut_after: int | None = None, piece_bytes: int = 1 << 30, hold_reads: int = 0) -> None:
        super().__init__(inner, cut_after=cut_after, piece_bytes=piece_bytes, hold_reads=hold_reads)
        self._inner = inner

    def wait(self) -> None:
        """Wait until there is something to read."""
        if not self.ready:
            self._inner.wait()

    def drain(self) -> None:
        """Wait until everything that was written is sent."""
        if not self.is_cut:
            self._inner.drain()

    def wake(self) -> None:
        """Let a `wait` return at once."""
        if not self.is_cut:
            self._inner.wake()


class AsyncFaultyStream(FaultyBytes, AsyncStream):
    """Wrap an asynchronous stream."""

    def __init__(self, inner: AsyncStream, *, cut_after: int | None = None, piece_bytes: int = 1 << 30, hold_reads: int = 0) -> None:
        super().__init__(inner, cut_after=cut_after, piece_bytes=piece_bytes, hold_reads=hold_reads)
        self._inner = inner

    async def wait(self) -> None:
        """Wait until there is something to read."""
        if not self.ready:
            await self._inner.wait()

    async def drain(self) -> None:
        """Wait until everything that was written is sent."""
        if not self.is_cut:
            await self._inner.drain()

    def wake(self) -> None:
        """Let a `wait` return at once."""
        if not self.is_cut:
            self._inner.wake()
