"""What a client's machine tells: past participles, frozen, and about nothing but what the server said.

`pipeline_id` is None for the session itself. What a server's machine tells stands in `requests`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pssession.objects import (
    ErrorRecord,
    HostMethod,
    PrimitiveDictionary,
    PSInvocationState,
    RunspacePoolState,
    StreamKind,
)
from pssession.objects.structure import structure
from pssession.protocol.psrp.messages import UserEvent


@structure(frozen=True, slots=True, kw_only=True)
class PoolStateChanged:
    """Tell the new state of the session, and why where the server said so."""

    state: RunspacePoolState
    error: ErrorRecord | None = None
    reason: str | None = None


@structure(frozen=True, slots=True, kw_only=True)
class VersionAgreed:
    """Tell the protocol version of the session."""

    version: tuple[int, int]


@structure(frozen=True, slots=True, kw_only=True)
class PrivateDataReceived:
    """Tell what the server says about itself."""

    data: PrimitiveDictionary | None


@structure(frozen=True, slots=True, kw_only=True)
class LimitsReceived:
    """Tell the limits of a session that was connected."""

    min_runspaces: int
    max_runspaces: int


@structure(frozen=True, slots=True, kw_only=True)
class AvailabilityReceived:
    """Answer a call about runspaces: whether it was done, or how many are free."""

    call_id: int
    response: bool | int


@structure(frozen=True, slots=True, kw_only=True)
class SessionKeyExchanged:
    """Tell that secrets can travel now."""


@structure(frozen=True, slots=True, kw_only=True)
class UserEventReceived:
    """Tell of an event that the server forwards."""

    event: UserEvent


@structure(frozen=True, slots=True, kw_only=True)
class HostCallReceived:
    """Tell of a call to the client's host; with `call_id` -100 nobody waits for an answer."""

    pipeline_id: UUID | None
    call_id: int
    method: HostMethod
    parameters: Sequence[Any]

    @property
    def wants_answer(self) -> bool:
        """Tell whether the server waits."""
        return self.call_id != -100


@structure(frozen=True, slots=True, kw_only=True)
class StreamReceived:
    """Tell of one object of a pipeline's stream: any value for output, a record for the others."""

    pipeline_id: UUID | None
    stream: StreamKind
    value: Any


@structure(frozen=True, slots=True, kw_only=True)
class PipelineStateChanged:
    """Tell the new state of a pipeline, and the error that ended it."""

    pipeline_id: UUID
    state: PSInvocationState
    error: ErrorRecord | None = None
    reason: str | None = None


@structure(frozen=True, slots=True, kw_only=True)
class MessageIgnored:
    """Tell of a message that nobody knows, or for a pipeline that is gone."""

    pipeline_id: UUID | None
    type: int


Event = (
    PoolStateChanged
    | VersionAgreed
    | PrivateDataReceived
    | LimitsReceived
    | AvailabilityReceived
    | SessionKeyExchanged
    | UserEventReceived
    | HostCallReceived
    | StreamReceived
    | PipelineStateChanged
    | MessageIgnored
)
