"""What the session's process understands of the messages that pass through it: enough to tell a later client what it missed.

It knows types, the versions agreed, the ends of pipelines; it decodes as little as that takes, for everything passes here.

Source: MS-PSRP 2.2.1 and 2.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from pssession.errors import ProtocolError
from pssession.objects import PSInvocationState, RunspacePoolState
from pssession.protocol.psrp.header import HEADER_SIZE, MessageType
from pssession.protocol.psrp.messages import SessionCapability, decode

_ENDED = (PSInvocationState.STOPPED, PSInvocationState.COMPLETED, PSInvocationState.FAILED)
# What a command gives; states, host calls and the session's own messages are not for dropping.
_DROPPABLE = frozenset(
    int(kind)
    for kind in (
        MessageType.PIPELINE_OUTPUT,
        MessageType.ERROR_RECORD,
        MessageType.WARNING_RECORD,
        MessageType.VERBOSE_RECORD,
        MessageType.DEBUG_RECORD,
        MessageType.INFORMATION_RECORD,
        MessageType.PROGRESS_RECORD,
    )
)
_CREATE, _METADATA = int(MessageType.CREATE_PIPELINE), int(MessageType.GET_COMMAND_METADATA)
_END_OF_INPUT = int(MessageType.END_OF_PIPELINE_INPUT)
_PIPELINE_STATE, _POOL_STATE = int(MessageType.PIPELINE_STATE), int(MessageType.RUNSPACEPOOL_STATE)
_CAPABILITY, _PRIVATE_DATA = int(MessageType.SESSION_CAPABILITY), int(MessageType.APPLICATION_PRIVATE_DATA)
# Answers to what one client asked. Another one is told at its attaching what it must know, and would be confused by the rest.
_PERSONAL = frozenset(
    int(kind)
    for kind in (
        MessageType.SESSION_CAPABILITY,
        MessageType.RUNSPACEPOOL_INIT_DATA,
        MessageType.APPLICATION_PRIVATE_DATA,
        MessageType.ENCRYPTED_SESSION_KEY,
        MessageType.RUNSPACE_AVAILABILITY,
    )
)
_STATE = re.compile(rb'<I32 N="(?:PipelineState|RunspaceState)">(\d{1,2})</I32>')
_NO_INPUT = re.compile(rb'<B N="NoInput">true</B>')


def type_of(data: bytes) -> int:
    """Give the number of a message's type; 0 where there are not enough bytes."""
    return int.from_bytes(data[4:8], "little") if len(data) >= HEADER_SIZE else 0


def is_droppable(data: bytes) -> bool:
    """Tell whether a message is one object of a command's output, of any stream."""
    return type_of(data) in _DROPPABLE


def is_personal(data: bytes) -> bool:
    """Tell whether a message is of no use to another client than the one that it was sent to."""
    kind = type_of(data)
    return kind in _PERSONAL or (kind == _POOL_STATE and _state_in(data) == RunspacePoolState.OPENED)


def final_state(data: bytes) -> PSInvocationState | None:
    """Give the state by which a message ends its pipeline, None where it does not."""
    if type_of(data) != _PIPELINE_STATE:
        return None
    state = _state_in(data)
    return PSInvocationState(state) if state in _ENDED else None


def _state_in(data: bytes) -> int:
    found = _STATE.search(data)
    return int(found[1]) if found is not None else -1


class Pipeline:
    """Know one pipeline.

    Attributes:
        end: The number of the message by which it ended, 0 while it has not.
        closing: Whether the engine was asked to forget it.
    """

    __slots__ = ("closing", "end", "input_open", "pipeline_id", "state")

    def __init__(self, pipeline_id: UUID, *, input_open: bool) -> None:
        self.pipeline_id = pipeline_id
        self.state = PSInvocationState.RUNNING
        self.input_open = input_open
        self.end = 0
        self.closing = False


class Hearing:
    """Listen to both sides.

    Attributes:
        greeting: The messages by which the session told about itself.
        opened: Whether it ever was open.
        ended: Whether it said that it is closed or broken.
        pipelines: Those that the engine has, and those whose end no client has for good, in the order of their beginnings.
    """

    __slots__ = ("_capability", "_left", "ended", "greeting", "opened", "pipelines")

    def __init__(self) -> None:
        self.greeting: list[bytes] = []
        self.opened = False
        self.ended = False
        self.pipelines: dict[UUID, Pipeline] = {}
        self._capability = b""
        # Closed, and what they gave is still to be acknowledged.
        self._left: list[Pipeline] = []

    @property
    def version(self) -> tuple[int, int] | None:
        """Give the version agreed, None before."""
        if not self._capability:
            return None
        try:
            message = decode(self._capability).message
        except ProtocolError:
            return None
        if not isinstance(message, SessionCapability):
            return None
        return message.protocol_version.major, message.protocol_version.minor

    @property
    def running(self) -> bool:
        """Tell whether a pipeline runs."""
        return any(not pipeline.end for pipeline in self.pipelines.values())

    def unfinished(self, acknowledged: int) -> Iterator[Pipeline]:
        """Give the pipelines whose end the client does not have."""
        return (pipeline for pipeline in self.pipelines.values() if not pipeline.end or pipeline.end > acknowledged)

    def finished(self, acknowledged: int) -> Iterator[Pipeline]:
        """Give the pipelines whose end the client has and which the engine was not asked to forget."""
        return (found for found in self.pipelines.values() if found.end and found.end <= acknowledged and not found.closing)

    def closed(self, pipeline_id: UUID, acknowledged: int) -> None:
        """Take note that the engine has closed a pipeline; it is still spoken of until a client has its end for good."""
        pipeline = self.pipelines.get(pipeline_id)
        if pipeline is None:
            return
        if pipeline.end > acknowledged:
            pipeline.closing = True
            self._left.append(pipeline)
        else:
            del self.pipelines[pipeline_id]

    def acknowledged(self, number: int) -> None:
        """Take note that everything up to a number is with a client for good."""
        if not self._left:
            return
        for pipeline in [one for one in self._left if one.end <= number]:
            self._left.remove(pipeline)
            self.pipelines.pop(pipeline.pipeline_id, None)

    def client_said(self, pipeline_id: UUID | None, data: bytes) -> None:
        """Hear a message of the client."""
        if pipeline_id is None:
            return
        kind = type_of(data)
        if kind in (_CREATE, _METADATA):
            if pipeline_id not in self.pipelines:
                self.pipelines[pipeline_id] = Pipeline(pipeline_id, input_open=kind == _CREATE and _NO_INPUT.search(data) is None)
        elif kind == _END_OF_INPUT and pipeline_id in self.pipelines:
            self.pipelines[pipeline_id].input_open = False

    def session_said(self, pipeline_id: UUID | None, data: bytes, number: int) -> None:
        """Hear a message of the session, which has got a number."""
        kind = type_of(data)
        if kind in _DROPPABLE:
            return
        if kind == _PIPELINE_STATE and pipeline_id is not None:
            state = final_state(data)
            pipeline = self.pipelines.get(pipeline_id)
            if state is not None and pipeline is not None:
                pipeline.state, pipeline.end, pipeline.input_open = state, number, False
        elif kind == _POOL_STATE:
            state_number = _state_in(data)
            self.opened = self.opened or state_number == RunspacePoolState.OPENED
            self.ended = self.ended or state_number in (RunspacePoolState.CLOSED, RunspacePoolState.BROKEN)
        elif kind == _CAPABILITY:
            self._capability = data
        elif kind == _PRIVATE_DATA:
            self.greeting = [data]
