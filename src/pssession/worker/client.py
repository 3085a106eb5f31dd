"""Somebody who is connected to a session's process: the socket and the protocol's end of it."""

from __future__ import annotations

import socket

from pssession.protocol.attach import AttachServer
from pssession.protocol.attach.server import Phase
from pssession.worker.connection import Connection


class Client:
    """Hold one connection.

    Args:
        connection: The socket.
        deadline: When it is closed unless its client is attached by then.

    Attributes:
        machine: The protocol's end.
        connection: The socket, with what could not go yet.
        deadline: None for one that waits for the session's end.
    """

    __slots__ = ("connection", "deadline", "machine")

    def __init__(self, connection: socket.socket, deadline: float | None = None) -> None:
        self.connection = Connection(connection)
        self.machine = AttachServer()
        self.deadline = deadline

    def flush(self) -> None:
        """Send what the machine wants sent, as far as it goes."""
        data = self.machine.bytes_to_send()
        if data:
            self.connection.write(data)

    @property
    def is_done(self) -> bool:
        """Tell whether everything is said and the socket may be closed."""
        phase = self.machine.phase
        return self.connection.broken or phase is Phase.CUT or (phase is Phase.OVER and not self.connection.unsent_bytes)
