"""Streams that stay in memory: two ends that hear each other, for tests and for machines that sit in one process.

A blocking end cannot wait for a peer in its own thread; so an end can be given a `peer`, a function that is called when the end waits and
that has the chance to answer. In the asynchronous face the peer may as well be another task.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from pssession.errors import ConnectionLost
from pssession.transport.stream import ByteStream, Stream


class Channel:
    """Hold the bytes of one direction."""

    __slots__ = ("closed", "pieces", "watcher")

    def __init__(self) -> None:
        self.pieces: deque[bytes] = deque()
        self.closed = False
        self.watcher: Callable[[], None] | None = None

    def changed(self) -> None:
        if self.watcher is not None:
            self.watcher()


class MemoryBytes(ByteStream):
    """Be one end."""

    __slots__ = ("_incoming", "_outgoing")

    def __init__(self, incoming: Channel, outgoing: Channel) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    def read(self) -> bytes:
        """Take what has arrived."""
        pieces = self._incoming.pieces
        if pieces:
            data = b"".join(pieces)
            pieces.clear()
            return data
        if self._incoming.closed:
            raise ConnectionLost("the other end in memory is closed")
        return b""

    def write(self, data: bytes) -> None:
        """Give bytes to the other end."""
        if self._outgoing.closed or self._incoming.closed:
            raise ConnectionLost("the other end in memory is closed")
        if data:
            self._outgoing.pieces.append(bytes(data))
            self._outgoing.changed()

    @property
    def unsent(self) -> int:
        """Give 0: memory takes everything at once."""
        return 0

    @property
    def ready(self) -> bool:
        """Tell whether there is something to read, the end included."""
        return bool(self._incoming.pieces) or self._incoming.closed

    def fileno(self) -> int:
        """Give -1."""
        return -1

    def close_nowait(self) -> None:
        """Close both directions; what was written can still be read by the other end."""
        for channel in (self._outgoing, self._incoming):
            channel.closed = True
            channel.changed()
        self._incoming.pieces.clear()


class MemoryStream(MemoryBytes, Stream):
    """Be one end, blocking.

    Attributes:
        peer: Called while this end waits and has nothing to read; it must write something to, or close, the other end.
    """

    __slots__ = ("_woken", "peer")

    def __init__(self, incoming: Channel, outgoing: Channel) -> None:
        super().__init__(incoming, outgoing)
        self.peer: Callable[[], None] | None = None
        self._woken = False

    def wait(self) -> None:
        """Let the peer answer."""
        if self._woken:
            self._woken = False
        elif not self.ready:
            if self.peer is not None:
                self.peer()
            if not self.ready:
                raise TimeoutError("nobody answers in memory: the peer had its turn and wrote nothing")

    def drain(self) -> None:
        """Do nothing: memory takes everything at once."""

    def wake(self) -> None:
        """Let the next `wait` return at once."""
        self._woken = True


def memory_pair() -> tuple[MemoryStream, MemoryStream]:
    """Give two blocking ends that hear each other."""
    one, other = Channel(), Channel()
    return MemoryStream(one, other), MemoryStream(other, one)
