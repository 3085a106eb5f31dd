"""What a session's machine expects of whatever carries its messages: numbered, acknowledged, and there again after a lost connection.

`protocol.attach` is such a carrier by itself; `lines` makes one of the line protocol, as far as that goes.
"""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from pssession.objects import OutputBufferingMode
from pssession.protocol.attach.events import Attached, ClientEvent, Faulted, FoundPipeline, Gone, Left, MessageCame, PipelineClosed, Refused

CarrierEvent = ClientEvent


class Carrier(Protocol):
    """Carry whole messages of one session. Bytes in, events out; what is to be sent lies in `bytes_to_send`.

    Attributes:
        can_come_back: Whether a session outlives its connection.
        was_let_in: Whether the other side ever let us in.
    """

    can_come_back: bool
    was_let_in: bool

    def send(self, pipeline_id: UUID | None, data: bytes, stream: str) -> None:
        """Send a whole message."""

    def signal(self, pipeline_id: UUID) -> None:
        """Ask for a pipeline's stop."""

    def close(self, pipeline_id: UUID | None) -> None:
        """Ask for the end of a pipeline, or of the session."""

    def leave(self, idle_timeout_seconds: float | None, output_buffering: OutputBufferingMode | None) -> None:
        """Say that we leave."""

    def acknowledge(self, sequence: int) -> None:
        """Say that everything up to a number is safely received."""

    def resume(self) -> None:
        """Go on over a new connection."""

    def begin_again(self) -> None:
        """Ask once more for a new session, over a new connection: nobody has heard of it."""

    def receive_data(self, data: bytes) -> list[CarrierEvent]:
        """Take bytes.

        Raises:
            ProtocolError: They break the protocol.
        """
        ...

    def bytes_to_send(self) -> bytes:
        """Give what is to be sent, once."""
        ...


__all__ = [
    "Attached",
    "Carrier",
    "CarrierEvent",
    "Faulted",
    "FoundPipeline",
    "Gone",
    "Left",
    "MessageCame",
    "PipelineClosed",
    "Refused",
]
