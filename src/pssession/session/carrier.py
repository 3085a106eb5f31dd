"""What a session's machine expects of whatever carries its messages: numbered, acknowledged, and there again after a lost connection.

`protocol.attach` is such a carrier by itself; `lines` makes one of the line protocol, as far as that goes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pssession.objects import OutputBufferingMode, PSInvocationState


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPipeline:
    """Say what a session that was taken up runs or ran.

    Attributes:
        input_open: Whether it still waits for input.
    """

    pipeline_id: UUID
    state: PSInvocationState
    input_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """Say that the other side has let us in.

    Attributes:
        resumed: Whether this is the connection of before that goes on.
        received: The last number that we had acknowledged, where counting goes on.
        version: The session's protocol version where it was agreed before; None where the greeting is still to come.
        greeting: The messages by which the session once told about itself, for a client that takes it up.
    """

    session_id: UUID
    name: str = ""
    resumed: bool = False
    received: int = 0
    idle_timeout_seconds: float = 0.0
    output_buffering: OutputBufferingMode = OutputBufferingMode.BLOCK
    version: tuple[int, int] | None = None
    greeting: Sequence[bytes] = ()
    pipelines: Sequence[FoundPipeline] = ()
    first_call_id: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Say that the other side does not let us in."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCame:
    """Bring a whole message."""

    sequence: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Say that the other side knows that we are leaving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineClosed:
    """Say that the other side has forgotten a pipeline."""

    pipeline_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Say that the session is no more; `reason` is empty where we asked for it."""

    reason: str = ""


CarrierEvent = Attached | Refused | MessageCame | Left | PipelineClosed | Gone


class Carrier(ABC):
    """Carry whole messages of one session. Bytes in, events out; what is to be sent lies in `bytes_to_send`.

    Attributes:
        can_come_back: Whether a session outlives its connection.
    """

    can_come_back: bool

    @abstractmethod
    def send(self, pipeline_id: UUID | None, data: bytes, stream: str) -> None:
        """Send a whole message."""

    @abstractmethod
    def signal(self, pipeline_id: UUID) -> None:
        """Ask for a pipeline's stop."""

    @abstractmethod
    def close(self, pipeline_id: UUID | None) -> None:
        """Ask for the end of a pipeline, or of the session."""

    @abstractmethod
    def leave(self, idle_timeout_seconds: float | None, output_buffering: OutputBufferingMode | None) -> None:
        """Say that we leave."""

    @abstractmethod
    def acknowledge(self, sequence: int) -> None:
        """Say that everything up to a number is safely received."""

    @abstractmethod
    def resume(self) -> None:
        """Begin again over a new connection."""

    @abstractmethod
    def receive_data(self, data: bytes) -> list[CarrierEvent]:
        """Take bytes.

        Raises:
            ProtocolError: They break the protocol.
        """

    @abstractmethod
    def bytes_to_send(self) -> bytes:
        """Give what is to be sent, once."""
