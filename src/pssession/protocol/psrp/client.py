"""A session as its client sees it: calls and messages in, events and messages out, by the tables of `states`.

`ClientPool` does no I/O. What is to be sent lies in `messages_to_send`; what came is given to `receive_message` (whole messages) or to
`receive_data` (bytes of fragments, cut anywhere), which return events. Who carries it also says when a pipeline or the session was closed
and when the bytes ended.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from pssession.errors import ProtocolError, SessionStateError
from pssession.objects import (
    ErrorRecord,
    HostInfo,
    PipelineDescription,
    PrimitiveDictionary,
    PSInvocationState,
    RunspacePoolState,
    StreamKind,
)
from pssession.protocol.clixml import Adapter, Limits, SecureStringKey
from pssession.protocol.psrp import events, messages, versions
from pssession.protocol.psrp.client_pipeline import ClientPipeline
from pssession.protocol.psrp.fragments import OBJECT_LIMIT, Defragmenter
from pssession.protocol.psrp.header import NO_ID, Destination, Header, MessageType, unpack
from pssession.protocol.psrp.messages import Message
from pssession.protocol.psrp.messages.codec import LIMITS, load_body
from pssession.protocol.psrp.messages.table import BY_TYPE
from pssession.protocol.psrp.outgoing import DEFAULT, PROMPT_RESPONSE, Outgoing, OutgoingClose, OutgoingMessage, OutgoingSignal
from pssession.protocol.psrp.secrets import KeyMissing, client_key
from pssession.protocol.psrp.session_key import KeyExchange
from pssession.protocol.psrp.states import CLIENT_POOL, POOL_ENDED, PoolState, Trigger

_STREAMS: dict[int, StreamKind] = {
    MessageType.PIPELINE_OUTPUT: StreamKind.OUTPUT,
    MessageType.ERROR_RECORD: StreamKind.ERROR,
    MessageType.WARNING_RECORD: StreamKind.WARNING,
    MessageType.VERBOSE_RECORD: StreamKind.VERBOSE,
    MessageType.DEBUG_RECORD: StreamKind.DEBUG,
    MessageType.INFORMATION_RECORD: StreamKind.INFORMATION,
    MessageType.PROGRESS_RECORD: StreamKind.PROGRESS,
}
_POOL_STATES = {
    RunspacePoolState.OPENED: Trigger.OPENED,
    RunspacePoolState.CLOSING: Trigger.CLOSING,
    RunspacePoolState.CLOSED: Trigger.CLOSED,
    RunspacePoolState.BROKEN: Trigger.BROKEN,
}
_PIPELINE_STATES = {
    PSInvocationState.COMPLETED: Trigger.COMPLETED,
    PSInvocationState.FAILED: Trigger.FAILED,
    PSInvocationState.STOPPED: Trigger.STOPPED,
}


class ClientPool:
    """Be the client of one session.

    Args:
        runspace_pool_id: The session's id; a new one where there is none.
        min_runspaces: Lower limit.
        max_runspaces: Upper limit: so many pipelines run at once.
        host_info: What this client's host is like; none by default.
        application_arguments: What the server's scripts find in `$PSSenderInfo.ApplicationArguments`.
        version: The newest protocol version to speak.
        adapter: Describes objects that `clixml` does not know.
        limits: Bounds of what messages may hold.
        object_limit_bytes: The greatest message taken.
        first_call_id: Where the numbers of calls begin; one that attaches to a running session takes a number never used before.

    Attributes:
        id: The session's id.
        state: How far it is, in detail; `runspace_pool_state` is PowerShell's word for it.
        version: The version agreed, None before.
        private_data: What the server said about itself.
        pipelines: The open ones by id.
    """

    def __init__(
        self,
        runspace_pool_id: UUID | None = None,
        *,
        min_runspaces: int = 1,
        max_runspaces: int = 1,
        host_info: HostInfo | None = None,
        application_arguments: PrimitiveDictionary | None = None,
        version: versions.Pair = versions.NEWEST,
        adapter: Adapter | None = None,
        limits: Limits = LIMITS,
        object_limit_bytes: int | None = OBJECT_LIMIT,
        first_call_id: int = 1,
    ) -> None:
        if not 1 <= min_runspaces <= max_runspaces:
            raise ValueError("the limits of a session are 1 <= min <= max")
        if not versions.OLDEST <= version <= versions.NEWEST:
            raise ValueError(f"the protocol versions are 2.0 to 2.4, not {version[0]}.{version[1]}")
        self.id = uuid.uuid4() if runspace_pool_id is None else runspace_pool_id
        self.state = PoolState.BEFORE_OPEN
        self.min_runspaces = min_runspaces
        self.max_runspaces = max_runspaces
        self.version: versions.Pair | None = None
        self.private_data: PrimitiveDictionary | None = None
        self.pipelines: dict[UUID, ClientPipeline] = {}
        self._newest = version
        self._host_info = HostInfo() if host_info is None else host_info
        self._application_arguments = application_arguments
        self._adapter = adapter
        self._limits = limits
        self._object_limit = object_limit_bytes
        self._next_call_id = first_call_id
        self._changes: dict[int, tuple[str, int]] = {}
        self._outgoing: list[Outgoing] = []
        self._defragmenters: dict[tuple[UUID | None, str], Defragmenter] = {}
        self._key: SecureStringKey = client_key(None)
        self._exchange: KeyExchange | None = None
        self._waiting: list[tuple[Message, UUID | None, str]] = []
        self._held: dict[UUID | None, list[bytes]] = {}

    @classmethod
    def adopt(
        cls,
        runspace_pool_id: UUID,
        *,
        version: versions.Pair,
        private_data: PrimitiveDictionary | None = None,
        **options: Any,
    ) -> ClientPool:
        """Attach to a session that is open, over a carrier that has done the greeting; nothing is sent."""
        pool = cls(runspace_pool_id, version=version, **options)
        pool._do(Trigger.ADOPT)
        pool._agree(version)
        pool.private_data = private_data
        return pool

    @property
    def runspace_pool_state(self) -> RunspacePoolState:
        """Give the state as PowerShell names it."""
        return self.state.runspace_pool_state

    @property
    def has_session_key(self) -> bool:
        """Tell whether secrets can travel at once."""
        return self._key is not client_key(None)

    # What we do.

    def open(self) -> None:
        """Ask for a new session: capability and init, which carriers send together."""
        self._do(Trigger.OPEN)
        self._greet()
        self._send(
            messages.InitRunspacePool(
                min_runspaces=self.min_runspaces,
                max_runspaces=self.max_runspaces,
                host_info=self._host_info,
                application_arguments=self._application_arguments,
            )
        )

    def connect(self, *, min_runspaces: int | None = None, max_runspaces: int | None = None) -> None:
        """Ask for a session that another client has left."""
        self._do(Trigger.CONNECT)
        self._greet()
        self._send(messages.ConnectRunspacePool(min_runspaces=min_runspaces, max_runspaces=max_runspaces))

    def _greet(self) -> None:
        capability = messages.SessionCapability(protocol_version=versions.version_of(self._newest))
        self._send(capability)

    def close(self) -> None:
        """Ask for the session's end, and for that of its pipelines, which the server waits for."""
        asked = self.state not in (PoolState.BEFORE_OPEN, PoolState.CLOSING, PoolState.DISCONNECTED, *POOL_ENDED)
        self._do(Trigger.CLOSE)
        if asked:
            for pipeline_id in list(self.pipelines):
                self._outgoing.append(OutgoingClose(pipeline_id=pipeline_id))
            self._outgoing.append(OutgoingClose(pipeline_id=None))

    def disconnect(self) -> None:
        """Note that this client is leaving; the carrier tells when it has left."""
        self._do(Trigger.DISCONNECT)

    def reconnect(self) -> None:
        """Note that this client is coming back; the carrier tells when it has."""
        self._do(Trigger.RECONNECT)

    def set_max_runspaces(self, count: int) -> int | None:
        """Ask for another upper limit and give the call's number; None where it is the limit already."""
        return self._change("max_runspaces", count, messages.SetMaxRunspaces)

    def set_min_runspaces(self, count: int) -> int | None:
        """Ask for another lower limit and give the call's number; None where it is the limit already."""
        return self._change("min_runspaces", count, messages.SetMinRunspaces)

    def _change(self, attribute: str, count: int, message: Callable[..., Message]) -> int | None:
        self.check_usable()
        if getattr(self, attribute) == count:
            return None
        call_id = self._call_id()
        self._changes[call_id] = (attribute, count)
        self._send(message(call_id=call_id, **{attribute: count}))
        return call_id

    def get_available_runspaces(self) -> int:
        """Ask how many runspaces are free; give the call's number."""
        self.check_usable()
        call_id = self._call_id()
        self._send(messages.GetAvailableRunspaces(call_id=call_id))
        return call_id

    def reset_runspace_state(self) -> int:
        """Ask for a runspace as it was in the beginning; give the call's number."""
        self.check_usable(versions.RESET, "resetting a runspace")
        call_id = self._call_id()
        self._send(messages.ResetRunspaceState(call_id=call_id))
        return call_id

    def _call_id(self) -> int:
        call_id = self._next_call_id
        self._next_call_id += 1
        return call_id

    def exchange_key(self) -> None:
        """Begin the exchange of keys, where the version has one and it has not begun; secrets begin it by themselves."""
        self.check_usable()
        if not self.has_session_key:
            self._begin_exchange()

    def pipeline(self, description: PipelineDescription, pipeline_id: UUID | None = None) -> ClientPipeline:
        """Make a pipeline that is not started yet."""
        return self._make(description, pipeline_id)

    def command_metadata(self, query: messages.GetCommandMetadata, pipeline_id: UUID | None = None) -> ClientPipeline:
        """Make a pipeline that asks which commands there are; its output is a count, then one object a command."""
        self.check_usable(versions.COMMAND_METADATA, "asking for commands")
        return self._make(query, pipeline_id)

    def adopt_pipeline(
        self, pipeline_id: UUID, state: PSInvocationState = PSInvocationState.RUNNING, *, input_open: bool = False
    ) -> ClientPipeline:
        """Take over a pipeline that another client started."""
        made = self._make(None, pipeline_id)
        made.adopt(state, input_open=input_open)
        return made

    def _make(self, what: PipelineDescription | messages.GetCommandMetadata | None, pipeline_id: UUID | None) -> ClientPipeline:
        made = ClientPipeline(_Port(self), uuid.uuid4() if pipeline_id is None else pipeline_id, what)
        if made.id in self.pipelines or made.id == NO_ID:
            raise ValueError(f"there is a pipeline {made.id} already")
        self.pipelines[made.id] = made
        return made

    def answer(self, call: events.HostCallReceived, result: Any = None, error: ErrorRecord | None = None) -> None:
        """Answer a host call; one that wants no answer, or whose pipeline is gone, gets none."""
        if not call.wants_answer:
            return
        if call.pipeline_id is None:
            if self.state not in POOL_ENDED:
                self._send(
                    messages.HostResponse(method=call.method, call_id=call.call_id, result=result, error=error), None, PROMPT_RESPONSE
                )
            return
        pipeline = self.pipelines.get(call.pipeline_id)
        if pipeline is not None:
            pipeline.answer(call.method, call.call_id, result, error)

    def check_usable(self, version: versions.Pair = versions.OLDEST, what: str = "") -> None:
        """Refuse where the session is not open, or its version too old.

        Raises:
            SessionStateError: It is not open.
        """
        if Trigger.USE not in CLIENT_POOL[self.state]:
            raise SessionStateError(f"The session is {self.runspace_pool_state.name.lower()}, not opened.")
        if self.version is not None and self.version < version:
            raise SessionStateError(f"The server speaks protocol version {self.version[0]}.{self.version[1]}, which has no {what}.")

    def messages_to_send(self) -> list[Outgoing]:
        """Give what is to be sent, in order, once."""
        outgoing, self._outgoing = self._outgoing, []
        return outgoing

    # What the carrier says.

    def receive_close_ack(self, pipeline_id: UUID | None) -> list[events.Event]:
        """Take note that the server has closed a pipeline, or the session."""
        return [] if pipeline_id is not None else self._came(Trigger.CLOSED)

    def connection_lost(self, reason: str | None = None) -> list[events.Event]:
        """Take note that the bytes ended and will not come back."""
        return self._came(Trigger.LOST, reason=reason)

    def disconnected(self) -> list[events.Event]:
        """Take note that the session runs on without us; half messages are forgotten."""
        for defragmenter in self._defragmenters.values():
            defragmenter.tolerate_off_sync()
        return self._came(Trigger.DISCONNECTED) + self._move_pipelines(Trigger.DISCONNECTED)

    def reconnected(self) -> list[events.Event]:
        """Take note that we are back."""
        return self._came(Trigger.RECONNECTED) + self._move_pipelines(Trigger.RECONNECTED)

    # What the server says.

    def receive_data(self, data: bytes, pipeline_id: UUID | None = None, stream: str = DEFAULT) -> list[events.Event]:
        """Take bytes of fragments, cut anywhere.

        Args:
            data: The bytes.
            pipeline_id: The pipeline whose stream they are of; None for the session's.
            stream: The stream's name.

        Raises:
            ProtocolError: They break the protocol. A client breaks with the server then.
        """
        if pipeline_id is not None and pipeline_id not in self.pipelines:
            return []
        key = (pipeline_id, stream)
        defragmenter = self._defragmenters.get(key)
        if defragmenter is None:
            defragmenter = self._defragmenters[key] = Defragmenter(object_limit_bytes=self._object_limit)
        found: list[events.Event] = []
        for message in defragmenter.receive_data(data):
            found += self.receive_message(message)
        failure = defragmenter.take_failure()
        if failure is not None:
            raise failure
        return found

    def receive_message(self, data: bytes) -> list[events.Event]:
        """Take one whole message.

        Raises:
            ProtocolError: It breaks the protocol.
        """
        header = unpack(data)
        if header.destination is not Destination.CLIENT:
            raise ProtocolError("Received packet not destined for logged-on user: user = Client, packet destination = Server.")
        if header.runspace_pool_id not in (self.id, NO_ID):
            raise ProtocolError(f"A message is of the session {header.runspace_pool_id}, and this is {self.id}.")
        pipeline_id = None if header.pipeline_id == NO_ID else header.pipeline_id
        held = self._held.get(pipeline_id)
        if held is not None and header.type is not MessageType.ENCRYPTED_SESSION_KEY:
            held.append(data)
            return []
        try:
            return self._handle(header, pipeline_id, data)
        except KeyMissing:
            # pwsh 7.6: a server sends secrets under a key that it has not handed out yet, and waits to be asked for it.
            if self.version is None:
                raise
            self._held[pipeline_id] = [data]
            self._begin_exchange()
            return []

    def _handle(self, header: Header, pipeline_id: UUID | None, data: bytes) -> list[events.Event]:
        row = BY_TYPE.get(header.type)
        if row is None:
            return [events.MessageIgnored(pipeline_id=pipeline_id, type=int(header.type))]
        if row.destination is Destination.SERVER:
            raise ProtocolError(f"The message {row.type.name} is not one for a client.")
        stream = _STREAMS.get(row.type)
        if stream is None and row.type not in _PIPELINE_HANDLERS:
            message = row.read(load_body(data, self._key, self._limits))
            return _HANDLERS[row.type](self, message)
        if pipeline_id is None:
            # Windows sends warnings of the session's start-up without a pipeline.
            if stream is None:
                raise ProtocolError(f"The message {row.type.name} is of no pipeline.")
            return [events.StreamReceived(pipeline_id=None, stream=stream, value=row.read(load_body(data, self._key, self._limits)).value)]
        pipeline = self.pipelines.get(pipeline_id)
        if pipeline is None or pipeline.has_ended or pipeline.state is PSInvocationState.NOT_STARTED:
            return [events.MessageIgnored(pipeline_id=pipeline_id, type=int(header.type))]
        if stream is StreamKind.OUTPUT:
            value = load_body(data, self._key, self._limits)
            return [events.StreamReceived(pipeline_id=pipeline_id, stream=stream, value=value)]
        message = row.read(load_body(data, self._key, self._limits))
        if stream is not None:
            return [events.StreamReceived(pipeline_id=pipeline_id, stream=stream, value=message.value)]
        return _PIPELINE_HANDLERS[row.type](self, pipeline, message)

    def _on_capability(self, message: messages.SessionCapability) -> list[events.Event]:
        version = versions.pair(message.protocol_version)
        if not versions.client_accepts(version, self._newest):
            reason = f"The server speaks protocol version {message.protocol_version}, and this client {self._newest[0]}.{self._newest[1]}."
            return self._came(Trigger.REFUSED_CAPABILITY, reason=reason)
        self._came(Trigger.CAPABILITY)
        if self.version is not None:
            return []
        self._agree(version)
        return [events.VersionAgreed(version=version)]

    def _agree(self, version: versions.Pair) -> None:
        self.version = version
        self._key = client_key(version)

    def _on_private_data(self, message: messages.ApplicationPrivateData) -> list[events.Event]:
        self._came(Trigger.PRIVATE_DATA)
        self.private_data = message.data
        return [events.PrivateDataReceived(data=message.data)]

    def _on_init_data(self, message: messages.RunspacePoolInitData) -> list[events.Event]:
        changed = self._came(Trigger.INIT_DATA)
        self.min_runspaces, self.max_runspaces = message.min_runspaces, message.max_runspaces
        return [events.LimitsReceived(min_runspaces=message.min_runspaces, max_runspaces=message.max_runspaces), *changed]

    def _on_pool_state(self, message: messages.RunspacePoolState) -> list[events.Event]:
        trigger = _POOL_STATES.get(message.state)
        return [] if trigger is None else self._came(trigger, message.error)

    def _on_availability(self, message: messages.RunspaceAvailability) -> list[events.Event]:
        self._came(Trigger.POOL_MESSAGE)
        change = self._changes.pop(message.call_id, None)
        if change is not None and message.response is True:
            setattr(self, *change)
        return [events.AvailabilityReceived(call_id=message.call_id, response=message.response)]

    def _on_user_event(self, message: messages.UserEvent) -> list[events.Event]:
        self._came(Trigger.POOL_MESSAGE)
        return [events.UserEventReceived(event=message)]

    def _on_host_call(self, message: messages.HostCall) -> list[events.Event]:
        self._came(Trigger.POOL_MESSAGE)
        call = events.HostCallReceived(pipeline_id=None, call_id=message.call_id, method=message.method, parameters=message.parameters)
        return [call]

    def _on_pipeline_host_call(self, pipeline: ClientPipeline, message: messages.PipelineHostCall) -> list[events.Event]:
        return [
            events.HostCallReceived(pipeline_id=pipeline.id, call_id=message.call_id, method=message.method, parameters=message.parameters)
        ]

    def _on_pipeline_state(self, pipeline: ClientPipeline, message: messages.PipelineState) -> list[events.Event]:
        trigger = _PIPELINE_STATES.get(message.state)
        if trigger is None or not pipeline.receive(trigger):
            return []
        pipeline.error = message.error
        return [events.PipelineStateChanged(pipeline_id=pipeline.id, state=pipeline.state, error=message.error)]

    # Keys.

    def _on_key_request(self, message: messages.PublicKeyRequest) -> list[events.Event]:
        self._came(Trigger.POOL_MESSAGE)
        if not self.has_session_key:
            self._begin_exchange()
        return []

    def _begin_exchange(self) -> None:
        if self._exchange is None:
            self._exchange = KeyExchange()
            self._send(messages.PublicKey(public_key=self._exchange.public_key()))

    def _on_session_key(self, message: messages.EncryptedSessionKey) -> list[events.Event]:
        if self._exchange is None:
            raise ProtocolError("A session key came that nobody asked for.")
        self._key = self._exchange.open(message.encrypted_session_key)
        self._exchange = None
        waiting, self._waiting = self._waiting, []
        for item in waiting:
            self._send(*item)
        held, self._held = self._held, {}
        found: list[events.Event] = [events.SessionKeyExchanged()]
        for data in [data for stream in held.values() for data in stream]:
            found += self.receive_message(data)
        return found

    # Moving.

    def _do(self, trigger: Trigger) -> None:
        following = CLIENT_POOL[self.state].get(trigger)
        if following is None:
            raise SessionStateError(f"A session that is {self.runspace_pool_state.name.lower()} cannot {trigger.name.lower()}.")
        self.state = following

    def _came(self, trigger: Trigger, error: ErrorRecord | None = None, reason: str | None = None) -> list[events.Event]:
        before = self.state
        following = CLIENT_POOL[before].get(trigger)
        if following is None:
            raise ProtocolError(f"{trigger.name} came in the state {before.name}.")
        self.state = following
        if following.runspace_pool_state is before.runspace_pool_state:
            return []
        found: list[events.Event] = [events.PoolStateChanged(state=self.runspace_pool_state, error=error, reason=reason)]
        if following in POOL_ENDED:
            found += self._move_pipelines(Trigger.LOST, reason)
            self._waiting.clear()
            self._held.clear()
            self._defragmenters.clear()
        return found

    def _move_pipelines(self, trigger: Trigger, reason: str | None = None) -> list[events.Event]:
        return [
            events.PipelineStateChanged(pipeline_id=pipeline.id, state=pipeline.state, reason=reason)
            for pipeline in list(self.pipelines.values())
            if pipeline.receive(trigger)
        ]

    # Sending.

    def _send(self, message: Message, pipeline_id: UUID | None = None, stream: str = DEFAULT) -> None:
        # What follows a message that waits for the key waits behind it; the exchange itself must not.
        if self._waiting and type(message) is not messages.PublicKey and any(item[1] == pipeline_id for item in self._waiting):
            self._waiting.append((message, pipeline_id, stream))
            return
        try:
            data = messages.encode(
                message,
                self.id,
                pipeline_id,
                destination=Destination.SERVER,
                version=self.version or self._newest,
                adapter=self._adapter,
                key=self._key,
            )
        except KeyMissing:
            if self.version is None:
                raise
            self._waiting.append((message, pipeline_id, stream))
            self._begin_exchange()
            return
        self._outgoing.append(OutgoingMessage(pipeline_id=pipeline_id, data=data, stream=stream))

    def _signal(self, pipeline_id: UUID) -> None:
        self._outgoing.append(OutgoingSignal(pipeline_id=pipeline_id))

    def _close_pipeline(self, pipeline_id: UUID) -> None:
        pipeline = self.pipelines.pop(pipeline_id, None)
        if pipeline is None:
            return
        self._waiting = [item for item in self._waiting if item[1] != pipeline_id]
        self._held.pop(pipeline_id, None)
        for key in [key for key in self._defragmenters if key[0] == pipeline_id]:
            del self._defragmenters[key]
        if pipeline.state is not PSInvocationState.NOT_STARTED and self.state not in POOL_ENDED:
            self._outgoing.append(OutgoingClose(pipeline_id=pipeline_id))


class _Port:
    """Be what a pipeline knows of its session."""

    __slots__ = ("_pool",)

    def __init__(self, pool: ClientPool) -> None:
        self._pool = pool

    def send(self, message: Message, pipeline_id: UUID | None, stream: str) -> None:
        self._pool._send(message, pipeline_id, stream)

    def signal(self, pipeline_id: UUID) -> None:
        self._pool._signal(pipeline_id)

    def close(self, pipeline_id: UUID) -> None:
        self._pool._close_pipeline(pipeline_id)

    def check_usable(self) -> None:
        self._pool.check_usable()


_M = MessageType
_HANDLERS: dict[MessageType, Callable[[ClientPool, Any], list[events.Event]]] = {
    _M.SESSION_CAPABILITY: ClientPool._on_capability,
    _M.APPLICATION_PRIVATE_DATA: ClientPool._on_private_data,
    _M.RUNSPACEPOOL_INIT_DATA: ClientPool._on_init_data,
    _M.RUNSPACEPOOL_STATE: ClientPool._on_pool_state,
    _M.RUNSPACE_AVAILABILITY: ClientPool._on_availability,
    _M.USER_EVENT: ClientPool._on_user_event,
    _M.RUNSPACEPOOL_HOST_CALL: ClientPool._on_host_call,
    _M.PUBLIC_KEY_REQUEST: ClientPool._on_key_request,
    _M.ENCRYPTED_SESSION_KEY: ClientPool._on_session_key,
}
_PIPELINE_HANDLERS: dict[MessageType, Callable[[ClientPool, ClientPipeline, Any], list[events.Event]]] = {
    _M.PIPELINE_STATE: ClientPool._on_pipeline_state,
    _M.PIPELINE_HOST_CALL: ClientPool._on_pipeline_host_call,
}
