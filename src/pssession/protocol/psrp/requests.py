"""What a server's machine tells: what the client wants, frozen, and for the engine to act on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pssession.objects import ErrorRecord, HostMethod, PipelineDescription
from pssession.objects.structure import structure
from pssession.protocol.psrp.messages import GetCommandMetadata, InitRunspacePool


@structure(frozen=True, slots=True, kw_only=True)
class OpenRequested:
    """Ask for runspaces; answer by `ServerPool.accept` or `ServerPool.fail`."""

    init: InitRunspacePool


@structure(frozen=True, slots=True, kw_only=True)
class ConnectRequested:
    """Ask for a session that was left; answer by `ServerPool.accept`. None leaves a limit as it is."""

    min_runspaces: int | None
    max_runspaces: int | None


@structure(frozen=True, slots=True, kw_only=True)
class PipelineRequested:
    """Ask for a pipeline to be run; `ServerPool.pipelines` has it under its id."""

    pipeline_id: UUID
    description: PipelineDescription


@structure(frozen=True, slots=True, kw_only=True)
class MetadataRequested:
    """Ask which commands there are; the answer is the output of a pipeline."""

    pipeline_id: UUID
    query: GetCommandMetadata


@structure(frozen=True, slots=True, kw_only=True)
class InputReceived:
    """Bring one object for a pipeline."""

    pipeline_id: UUID
    value: Any


@structure(frozen=True, slots=True, kw_only=True)
class InputEnded:
    """Say that a pipeline gets no more objects."""

    pipeline_id: UUID


@structure(frozen=True, slots=True, kw_only=True)
class HostResponseReceived:
    """Bring the answer to a host call: a result or an error."""

    pipeline_id: UUID | None
    call_id: int
    method: HostMethod
    result: Any
    error: ErrorRecord | None


@structure(frozen=True, slots=True, kw_only=True)
class MaxRunspacesRequested:
    """Ask for another upper limit; answer by `ServerPool.answer`."""

    call_id: int
    count: int


@structure(frozen=True, slots=True, kw_only=True)
class MinRunspacesRequested:
    """Ask for another lower limit; answer by `ServerPool.answer`."""

    call_id: int
    count: int


@structure(frozen=True, slots=True, kw_only=True)
class AvailableRunspacesRequested:
    """Ask how many runspaces are free; answer by `ServerPool.answer`."""

    call_id: int


@structure(frozen=True, slots=True, kw_only=True)
class ResetRequested:
    """Ask for a runspace as it was in the beginning; answer by `ServerPool.answer`."""

    call_id: int


@structure(frozen=True, slots=True, kw_only=True)
class StopRequested:
    """Ask for a pipeline to be stopped."""

    pipeline_id: UUID


@structure(frozen=True, slots=True, kw_only=True)
class PipelineCloseRequested:
    """Ask for a pipeline to be forgotten, stopped before if it runs; answer by `ServerPool.forget`."""

    pipeline_id: UUID


@structure(frozen=True, slots=True, kw_only=True)
class PoolCloseRequested:
    """Ask for the session's end, now that no pipeline is open; answer by `ServerPool.close`."""


@structure(frozen=True, slots=True, kw_only=True)
class PoolEnded:
    """Tell that the machine closed the session by itself, because of what the client sent."""

    reason: str


@structure(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Tell of data that broke the protocol; the session goes on, and the carrier may report the reason."""

    pipeline_id: UUID | None
    reason: str


@structure(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Tell of a message that nobody knows, that came out of turn, or for a pipeline that is gone."""

    pipeline_id: UUID | None
    type: int


Request = (
    OpenRequested
    | ConnectRequested
    | PipelineRequested
    | MetadataRequested
    | InputReceived
    | InputEnded
    | HostResponseReceived
    | MaxRunspacesRequested
    | MinRunspacesRequested
    | AvailableRunspacesRequested
    | ResetRequested
    | StopRequested
    | PipelineCloseRequested
    | PoolCloseRequested
    | PoolEnded
    | Rejected
    | Ignored
)
