"""A stream over file descriptors (a socket, or the two pipes of a child): the part both faces share, and the blocking face.

Descriptors are non-blocking. Bytes that cannot be sent at once wait in a list, so that an interrupt between two pieces of a message
loses none of them.
"""

from __future__ import annotations

import os
import select
from collections import deque
from threading import Lock

from pssession.errors import ConnectionLost
from pssession.transport.stream import ByteStream, Stream
from pssession.transport.time_limit import remaining

READ_SIZE = 256 * 1024
# What one `read` takes at most when the peer is faster than we are.
READ_LIMIT = 1024 * 1024
_GONE = (BrokenPipeError, ConnectionResetError, ConnectionAbortedError)


class DescriptorBytes(ByteStream):
    """Read and write descriptors without waiting."""

    __slots__ = ("_backlog", "_closed", "_ended", "_inbox", "_name", "_read_fd", "_unsent", "_write_fd")

    def __init__(self, read_fd: int, write_fd: int, name: str) -> None:
        """Own two descriptors (the same one twice for a socket); `name` stands in messages."""
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._name = name
        self._inbox: list[bytes] = []
        self._backlog: deque[memoryview] = deque()
        self._unsent = 0
        self._ended = False
        self._closed = False
        for descriptor in {read_fd, write_fd}:
            os.set_blocking(descriptor, False)

    def fileno(self) -> int:
        """Give the descriptor that is read."""
        return self._read_fd

    @property
    def unsent(self) -> int:
        """Count the bytes handed over and not yet sent."""
        return self._unsent

    def read(self) -> bytes:
        """Take what has arrived."""
        if not self._ended:
            self._fill(READ_LIMIT)
        inbox = self._inbox
        if inbox:
            data = inbox[0] if len(inbox) == 1 else b"".join(inbox)
            inbox.clear()
            return data
        if self._ended:
            raise ConnectionLost(self._end_message())
        return b""

    def _fill(self, limit: int) -> None:
        """Move what the kernel has to the inbox; note the end."""
        if self._closed:
            self._ended = True
            return
        taken = 0
        while taken < limit:
            try:
                data = os.read(self._read_fd, READ_SIZE)
            except BlockingIOError:
                return
            except _GONE:
                data = b""
            if not data:
                self._ended = True
                return
            self._inbox.append(data)
            if len(data) < READ_SIZE:
                return
            taken += len(data)

    def write(self, data: bytes) -> None:
        """Hand over bytes to be sent."""
        if self._closed:
            raise ConnectionLost(f"{self._name} is closed")
        if data:
            self._backlog.append(memoryview(data))
            self._unsent += len(data)
            self._send()

    def _send(self) -> None:
        """Send what goes without waiting."""
        backlog = self._backlog
        try:
            while backlog:
                piece = backlog[0]
                sent = os.write(self._write_fd, piece)
                self._unsent -= sent
                if sent < len(piece):
                    backlog[0] = piece[sent:]
                else:
                    backlog.popleft()
        except BlockingIOError:
            return
        except _GONE as error:
            backlog.clear()
            self._unsent = 0
            raise ConnectionLost(self._end_message()) from error

    def _end_message(self) -> str:
        return f"the connection to {self._name} has ended"

    def close_nowait(self) -> None:
        """Close both descriptors."""
        if not self._closed:
            self._closed = True
            self._backlog.clear()
            self._unsent = 0
            for descriptor in {self._read_fd, self._write_fd}:
                os.close(descriptor)


class DescriptorStream(DescriptorBytes, Stream):
    """Wait on descriptors by blocking the thread."""

    __slots__ = ("_poll", "_reading", "_waker")

    def __init__(self, read_fd: int, write_fd: int, name: str) -> None:
        super().__init__(read_fd, write_fd, name)
        self._waker = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._poll = select.poll()
        self._poll.register(read_fd, select.POLLIN)
        self._poll.register(self._waker, select.POLLIN)
        # Two threads may not take bytes from the descriptor at the same time: their order would be lost.
        self._reading = Lock()

    def wait(self) -> None:
        """Wait until there is something to read, or until woken."""
        if self._inbox or self._ended or self._closed:
            return
        left = remaining()
        ready = self._poll.poll(None if left is None else left * 1000 + 1)
        if not ready:
            raise TimeoutError("the time limit ran out")
        for descriptor, _ in ready:
            if descriptor == self._waker:
                self._forget_wake()

    def read(self) -> bytes:
        """Take what has arrived."""
        with self._reading:
            return super().read()

    def drain(self) -> None:
        """Wait until everything that was written is sent; take in what arrives meanwhile, so that the peer can go on too."""
        while self._backlog:
            poll = select.poll()
            poll.register(self._write_fd, select.POLLOUT)
            if self._reading.acquire(blocking=False):
                try:
                    if not self._ended:
                        poll.register(self._read_fd, select.POLLIN | (select.POLLOUT if self._read_fd == self._write_fd else 0))
                    self._poll_or_raise(poll)
                    if not self._ended:
                        self._fill(READ_LIMIT)
                finally:
                    self._reading.release()
            else:
                self._poll_or_raise(poll)
            self._send()

    @staticmethod
    def _poll_or_raise(poll: select.poll) -> None:
        left = remaining()
        if not poll.poll(None if left is None else left * 1000 + 1):
            raise TimeoutError("the time limit ran out")

    def wake(self) -> None:
        """Let a `wait` of another thread, or the next one, return at once."""
        if not self._closed:
            os.eventfd_write(self._waker, 1)

    def _forget_wake(self) -> None:
        try:
            os.eventfd_read(self._waker)
        except BlockingIOError:
            pass

    def close_nowait(self) -> None:
        """Close the descriptors."""
        if not self._closed:
            super().close_nowait()
            os.close(self._waker)
