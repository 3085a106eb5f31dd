"""What the carriers tell: past participles, frozen. `pipeline_id` is None for the session itself."""

from __future__ import annotations

from uuid import UUID

from pssession.objects.structure import structure


@structure(frozen=True, slots=True, kw_only=True)
class DataReceived:
    """Bring bytes of fragments, cut anywhere."""

    pipeline_id: UUID | None
    data: bytes
    stream: str = "Default"


@structure(frozen=True, slots=True, kw_only=True)
class CommandReceived:
    """Announce a pipeline; it is acknowledged already."""

    pipeline_id: UUID


@structure(frozen=True, slots=True, kw_only=True)
class SignalReceived:
    """Ask for a pipeline to be stopped."""

    pipeline_id: UUID


@structure(frozen=True, slots=True, kw_only=True)
class CloseReceived:
    """Ask for a pipeline or the session to be closed."""

    pipeline_id: UUID | None


@structure(frozen=True, slots=True, kw_only=True)
class Ended:
    """Tell that the conversation is over, with the words that were reported and the process's exit status."""

    message: str
    status: int


@structure(frozen=True, slots=True, kw_only=True)
class CommandAcknowledged:
    """Tell that the server knows a pipeline."""

    pipeline_id: UUID


@structure(frozen=True, slots=True, kw_only=True)
class SignalAcknowledged:
    """Tell that the server has stopped a pipeline."""

    pipeline_id: UUID


@structure(frozen=True, slots=True, kw_only=True)
class CloseAcknowledged:
    """Tell that the server has closed a pipeline or the session."""

    pipeline_id: UUID | None


@structure(frozen=True, slots=True, kw_only=True)
class ErrorReceived:
    """Tell of a line in which the server reports an error of its own; what follows it may be a stack trace."""

    message: str


ServerEvent = DataReceived | CommandReceived | SignalReceived | CloseReceived | Ended
ClientEvent = DataReceived | CommandAcknowledged | SignalAcknowledged | CloseAcknowledged | ErrorReceived
