"""What the two ends tell those who drive them: past participles.

The client's events have the names and fields that a session's machine expects of any carrier, so that nothing need be translated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pssession.objects import OutputBufferingMode, PSInvocationState
from pssession.protocol.attach.opening import Attach, Description


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
    """Say that the worker has let us in.

    Attributes:
        resumed: Whether this is the connection of before that goes on.
        received: The last number that was acknowledged, where counting goes on.
        version: The session's PSRP version where it was agreed before; None where the greeting is still to come.
        greeting: The messages by which the session once told about itself, for a client that takes it up.
        pipelines: What a session that is taken up runs, in the order of their beginnings.
        first_call_id: The first number for calls of the session that no client has used yet.
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
    """Say that the worker does not let us in; `reason` is one of `opening.Reason`, `message` is for people."""

    reason: str
    message: str


class MessageCame:
    """Bring a whole message; made for every message, so it is as light as can be."""

    __slots__ = ("data", "sequence")

    def __init__(self, sequence: int, data: bytes) -> None:
        self.sequence = sequence
        self.data = data


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Say that the worker knows that we are leaving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineClosed:
    """Say that the worker has taken our close of a pipeline."""

    pipeline_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Say that the session is no more; `reason` is empty where somebody asked for it."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulted:
    """Say that the worker takes nothing more from this connection, and why; the session lives on."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Bring what a session says about itself."""

    description: Description


ClientEvent = Attached | Refused | MessageCame | Left | PipelineClosed | Gone | Faulted | Described


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachRequested:
    """Ask to be let in; answer by `accept`, `refuse` or `describe`."""

    attach: Attach


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesBegun:
    """Say that this client speaks the line protocol; `data` and all that follows is for it."""

    data: bytes


class MessageReceived:
    """Bring a numbered message of the client."""

    __slots__ = ("data", "number", "pipeline_id", "stream")

    def __init__(self, number: int, pipeline_id: UUID | None, stream: str, data: bytes) -> None:
        self.number = number
        self.pipeline_id = pipeline_id
        self.stream = stream
        self.data = data


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReceived:
    """Ask for a pipeline's stop."""

    number: int
    pipeline_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReceived:
    """Ask for the end of a pipeline, or of the session."""

    number: int
    pipeline_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Say that the client has everything up to a number."""

    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DetachRequested:
    """Say that the client leaves; None leaves a setting as it is."""

    idle_timeout_seconds: float | None
    output_buffering: OutputBufferingMode | None


ServerEvent = AttachRequested | LinesBegun | MessageReceived | SignalReceived | CloseReceived | Acknowledged | DetachRequested
