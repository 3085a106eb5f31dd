"""What a byte stream is: the interface that every transport has, once for each face.

Everything that touches bytes is the same in both faces and never waits: `read` takes what has arrived, `write` hands over what shall go.
Only the waiting differs. So whoever drives a protocol machine can keep "read, feed the machine, hand out its events" in one piece that
no interrupt and no cancellation cuts in two.
"""

from __future__ import annotations

from abc import ABC, abstractmethod


class ByteStream(ABC):
    """Move bytes without waiting; the part that both faces share."""

    __slots__ = ()

    @abstractmethod
    def read(self) -> bytes:
        """Take what has arrived; nothing where nothing has.

        Raises:
            ConnectionLost: The stream has ended and everything that had arrived was taken.
        """

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Hand over bytes to be sent in this order; what cannot go at once is kept and goes when somebody waits.

        Raises:
            ConnectionLost: The other end is gone. Bytes that it sent before can still be read.
        """

    @property
    @abstractmethod
    def unsent(self) -> int:
        """Count the bytes handed over and not yet sent."""

    @abstractmethod
    def fileno(self) -> int:
        """Give the descriptor that becomes readable when bytes arrive, -1 where there is none."""

    @abstractmethod
    def close_nowait(self) -> None:
        """Close without waiting for anything; closing twice is fine."""


class Stream(ByteStream):
    """Wait by blocking the thread. `time_limit` bounds each wait; `wake`, from any thread, ends one."""

    __slots__ = ()

    @abstractmethod
    def wait(self) -> None:
        """Wait until there is something to read, the end included, or until woken.

        Raises:
            TimeoutError: The time limit of the caller's scope ran out.
        """

    @abstractmethod
    def drain(self) -> None:
        """Wait until everything that was written is sent. What arrives meanwhile is kept for `read`.

        Raises:
            ConnectionLost: The other end is gone.
            TimeoutError: The time limit of the caller's scope ran out.
        """

    @abstractmethod
    def wake(self) -> None:
        """Let a `wait` of another thread, or the next one, return at once."""

    def close(self) -> None:
        """Close."""
        self.close_nowait()


class AsyncStream(ByteStream):
    """Wait by `await`; cancelling a wait loses no bytes."""

    __slots__ = ()

    @abstractmethod
    async def wait(self) -> None:
        """Wait until there is something to read, the end included."""

    @abstractmethod
    async def drain(self) -> None:
        """Wait until everything that was written is sent. What arrives meanwhile is kept for `read`.

        Raises:
            ConnectionLost: The other end is gone.
        """

    @abstractmethod
    def wake(self) -> None:
        """Let a `wait` that is under way return at once; for the loop's own thread."""

    async def aclose(self) -> None:
        """Close."""
        self.close_nowait()
