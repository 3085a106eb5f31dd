"""Streams to unix sockets of this user on this machine.

Only sockets whose other end runs as this user are spoken to: a socket that somebody else put into the folder gets not a byte.
"""

from __future__ import annotations

import os
import socket
import struct

from pssession.errors import TransportError
from pssession.transport.descriptor import DescriptorStream

_CREDENTIALS = struct.Struct("3i")


class UnixStream(DescriptorStream):
    """Talk to a unix socket, blocking."""

    __slots__ = ()

    @classmethod
    def connect(cls, path: str) -> UnixStream:
        """Connect.

        Raises:
            FileNotFoundError: There is no such socket.
            ConnectionRefusedError: Nobody listens there any more.
            TransportError: The socket belongs to another user, or cannot be reached for another reason.
        """
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            reach(connection, path)
        except BaseException:
            connection.close()
            raise
        descriptor = connection.detach()
        return cls(descriptor, descriptor, os.path.basename(path))


def reach(connection: socket.socket, path: str) -> None:
    """Connect a socket; see `UnixStream.connect` for what it raises, and BlockingIOError if it is non-blocking and the queue is full."""
    try:
        connection.connect(path)
    except (FileNotFoundError, ConnectionRefusedError, BlockingIOError):
        raise
    except NotADirectoryError as error:
        raise FileNotFoundError(error.errno, error.strerror, path) from error
    except OSError as error:
        raise TransportError(f"cannot reach the socket {path}: {error.strerror or error}") from error
    refuse_strangers(connection, path)


def refuse_strangers(connection: socket.socket, path: str) -> None:
    """Raise TransportError unless the other end runs as this user (or as root)."""
    _, user, _ = _CREDENTIALS.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    if user not in (os.geteuid(), 0):
        raise TransportError(f"the socket {path} belongs to another user (uid {user}); it is not used")
