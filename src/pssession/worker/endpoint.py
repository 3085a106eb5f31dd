"""A listening socket in the runtime folder: made so that whoever sees its name can connect to it, and only this user can.

The name appears when the socket listens already (it is made beside and moved there), so a socket that refuses is a dead one and may be
cleared away by anybody who finds it. Who gives or takes away a name holds the folder's lock: of two that want the same name one gets it.
"""

from __future__ import annotations

import os
import socket
import struct
from typing import Protocol

from pssession.errors import TransportError
from pssession.transport.socket_names import alone_in, is_alive

_CREDENTIALS = struct.Struct("3i")
_BACKLOG = 1024


def is_ours(connection: socket.socket) -> bool:
    """Tell whether the other end runs as this user, or as root."""
    _, user, _ = _CREDENTIALS.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    return user in (os.geteuid(), 0)


class Listener(Protocol):
    """Be where clients come."""

    def fileno(self) -> int:
        """Give the descriptor that becomes readable when somebody connects."""
        ...

    def accept(self) -> socket.socket | None:
        """Take the next connection, non-blocking; None where there is none."""
        ...

    def withdraw(self) -> None:
        """Let nobody new find the way."""

    def close(self) -> None:
        """Listen no longer."""


class Endpoint(Listener):
    """Listen on a socket.

    Args:
        path: The socket's name; a dead socket of this name is cleared away.

    Raises:
        FileExistsError: Somebody listens there.
        TransportError: The socket cannot be made.
    """

    __slots__ = ("_identity", "_socket", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        folder = os.path.dirname(path)
        beside = os.path.join(folder, f".{os.getpid()}")
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            made.setblocking(False)
            try:
                made.bind(beside)
            except FileExistsError:
                # What a process left behind that had this id before us.
                os.unlink(beside)
                made.bind(beside)
            os.chmod(beside, 0o600)
            made.listen(_BACKLOG)
            found = os.stat(beside)
            with alone_in(folder):
                if os.path.lexists(path) and is_alive(path):
                    os.unlink(beside)
                    raise FileExistsError(f"somebody listens on {path}")
                os.rename(beside, path)
        except FileExistsError:
            made.close()
            raise
        except OSError as error:
            made.close()
            raise TransportError(f"cannot make the socket {path}: {error.strerror or error}") from error
        self._socket = made
        self._identity = (found.st_dev, found.st_ino)

    def fileno(self) -> int:
        """Give the descriptor that becomes readable when somebody connects."""
        return self._socket.fileno()

    def accept(self) -> socket.socket | None:
        """Take the next connection, non-blocking; None where there is none. Somebody else's is closed at once."""
        while True:
            try:
                connection, _ = self._socket.accept()
            except (BlockingIOError, ConnectionAbortedError):
                return None
            connection.setblocking(False)
            if is_ours(connection):
                return connection
            connection.close()

    def withdraw(self) -> None:
        """Take the name away, if it is still ours; those who are connected stay so."""
        try:
            with alone_in(os.path.dirname(self.path)):
                found = os.stat(self.path)
                if (found.st_dev, found.st_ino) == self._identity:
                    os.unlink(self.path)
        except OSError:
            pass

    def close(self) -> None:
        """Listen no longer; the name stays."""
        self._socket.close()
