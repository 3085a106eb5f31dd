"""What a session's machine tells whoever drives it, and what it wants to know when a session is made or taken up.

Events are what has happened. Those that a consumer must finish (items, ends of pipelines, host calls) have the number under which they
came; `SessionMachine.finish` takes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pssession.objects import (
    ErrorRecord,
    HostInfo,
    HostMethod,
    OutputBufferingMode,
    PSInvocationState,
    RunspaceAvailability,
    RunspacePoolState,
    StreamKind,
)


class ItemReceived:
    """Say that a pipeline gave a value of one of its streams; made for every object, so it is as light as can be."""

    __slots__ = ("kind", "pipeline_id", "sequence", "value")

    def __init__(self, pipeline_id: UUID, kind: StreamKind, value: Any, sequence: int) -> None:
        self.pipeline_id = pipeline_id
        self.kind = kind
        self.value = value
        self.sequence = sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineEnded:
    """Say that a pipeline has ended; nothing comes from it any more."""

    pipeline_id: UUID
    state: PSInvocationState
    reason: ErrorRecord | None
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HostCalled:
    """Say that a command calls the host; `answers` tells whether it waits for a result."""

    pipeline_id: UUID | None
    call_id: int
    method: HostMethod
    parameters: Sequence[Any]
    answers: bool
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged:
    """Say that the session's state or availability is another one.

    Attributes:
        reason: What a person needs to know about it, "" for what was asked for.
    """

    state: RunspacePoolState
    availability: RunspaceAvailability
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachRefused:
    """Say that the other side does not let us in."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachOvertaken:
    """Say that an earlier wish for this new session was heard after all: this connection is of no use, the session's own is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineFound:
    """Say that a session that was taken up has a pipeline; its items follow."""

    pipeline_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UserEventReceived:
    """Say that an event was raised in the session that somebody forwards to clients."""

    event: Any
    sequence: int


Event = ItemReceived | PipelineEnded | HostCalled | StateChanged | AttachRefused | AttachOvertaken | PipelineFound | UserEventReceived


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Say what a new session shall be like, in the words of the protocols.

    Attributes:
        engine: Empty for the built-in one, else the command of an engine.
        idle_timeout_seconds: None for the server's own choice.
        adapter: Describes the caller's own kinds of objects to the CLIXML writer.
    """

    session_id: UUID
    name: str = ""
    engine: Sequence[str] = ()
    idle_timeout_seconds: float | None = None
    output_buffering: OutputBufferingMode = OutputBufferingMode.NONE
    configuration_name: str = "Microsoft.PowerShell"
    application_arguments: Mapping[str, Any] | None = None
    host_info: HostInfo | None = None
    adapter: Any = None
