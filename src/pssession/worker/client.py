"""Somebody who is connected to a session's process: the socket and the protocol's end of it."""

from __future__ import annotations

import socket

from pssession.errors import ProtocolError
from pssession.protocol.attach import AttachServer
from pssession.protocol.attach.events import ServerEvent
from pssession.protocol.attach.server import Phase
from pssession.worker.connection import Connection


class Client:
    """Hold one connection.

    Attributes:
        machine: The protocol's end.
        connection: The socket.
        removing: Whether it waits for the news that the session is gone.
    """

    __slots__ = ("connection", "machine", "removing")

    def __init__(self, connection: socket.socket) -> None:
        self.connection = Connection(connection)
        self.machine = AttachServer()
        self.removing = False

    def receive(self, data: bytes) -> list[ServerEvent]:
        """Take bytes; what breaks the protocol ends the conversation, not the session."""
        try:
            return self.machine.receive_data(data)
        except ProtocolError as error:
            self.machine.fail(error)
            return []

    def flush(self) -> None:
        """Send what the machine wants sent, as far as it goes."""
        data = self.machine.bytes_to_send()
        if data:
            self.connection.write(data)

    @property
    def is_done(self) -> bool:
        """Tell whether everything is said and the socket may be closed."""
        return self.connection.broken or (self.machine.phase is Phase.OVER and not self.connection.unsent_bytes and not self.removing)
