"""One client's connection to the session's process: bytes that have come, bytes that could not go yet."""

from __future__ import annotations

import socket
from collections import deque

_READ_BYTES = 256 * 1024


class Connection:
    """Hold a non-blocking socket.

    Attributes:
        unsent_bytes: What was written and has not gone.
    """

    __slots__ = ("_backlog", "_socket", "broken", "unsent_bytes")

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._socket = connection
        self._backlog: deque[memoryview] = deque()
        self.unsent_bytes = 0
        self.broken = False

    def fileno(self) -> int:
        """Give the descriptor."""
        return self._socket.fileno()

    def read(self) -> bytes | None:
        """Take what has come; nothing where nothing has, None at the end."""
        try:
            return self._socket.recv(_READ_BYTES) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def write(self, data: bytes) -> None:
        """Send bytes; what does not go at once is kept. A client that is gone takes nothing, and reading tells."""
        if not data or self.broken:
            return
        self.unsent_bytes += len(data)
        self._backlog.append(memoryview(data))
        if len(self._backlog) == 1:
            self.flush()

    def flush(self) -> None:
        """Send what was kept, as far as it goes."""
        backlog = self._backlog
        try:
            while backlog:
                piece = backlog[0]
                sent = self._socket.send(piece)
                self.unsent_bytes -= sent
                if sent < len(piece):
                    backlog[0] = piece[sent:]
                    return
                backlog.popleft()
        except BlockingIOError:
            return
        except OSError:
            self.broken = True
            self.unsent_bytes = 0
            backlog.clear()

    def close(self) -> None:
        """Close."""
        self._socket.close()
        self._backlog.clear()
        self.unsent_bytes = 0
