"""A session as its server sees it: messages in, requests of the client out; answers in, messages out, by the tables of `states`.

`ServerPool` does no I/O and runs nothing. What the client wants comes back from `receive_message` or `receive_data` as requests; an
engine acts on them and writes through `ServerPipeline`. What is to be sent lies in `messages_to_send` as whole encoded messages, which a
worker may keep without ever decoding them. A machine has no lock: who writes from several threads sees to that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from pssession.errors import LimitExceeded, ProtocolError, SessionStateError
from pssession.objects import ErrorRecord, HostInfo, HostMethod, PrimitiveDictionary, RunspacePoolState
from pssession.protocol.clixml import Adapter, Limits, SecureStringKey
from pssession.protocol.psrp import messages, requests, versions
from pssession.protocol.psrp.fragments import OBJECT_LIMIT, Defragmenter
from pssession.protocol.psrp.header import NO_ID, Destination, Header, MessageType, unpack
from pssession.protocol.psrp.messages import Message
from pssession.protocol.psrp.messages.codec import LIMITS, load_body
from pssession.protocol.psrp.messages.table import BY_CLASS, BY_TYPE
from pssession.protocol.psrp.outgoing import DEFAULT, OutgoingMessage
from pssession.protocol.psrp.primitives import primitive_dictionary
from pssession.protocol.psrp.records.views import chain
from pssession.protocol.psrp.secrets import NO_KEY, KeyMissing, ServerKey, server_key
from pssession.protocol.psrp.server_pipeline import NO_ANSWER, HostCalls, ServerPipeline
from pssession.protocol.psrp.session_key import SessionKey, seal
from pssession.protocol.psrp.states import ENDED, POOL_ENDED, SERVER_POOL, PoolState, Trigger

# These name no session, except to a client that connects.
_ANONYMOUS = (messages.SessionCapability, messages.EncryptedSessionKey)
_NAMED = (PoolState.OPENED, PoolState.DISCONNECTED, PoolState.CONNECT_NEGOTIATED)


class ServerPool:
    """Be the server of one session; its id is the client's choice.

    Args:
        version: The newest protocol version to speak; 2.3 where the transport does not hide secrets.
        adapter: Describes the engine's objects.
        limits: Bounds of what messages may hold.
        object_limit_bytes: The greatest message taken.

    Attributes:
        id: The session's id; zero before the client said its capability.
        state: How far it is.
        version: The version agreed.
        pipelines: The open ones by id, ended or not.
        host_info: What the client's host is like.
        application_arguments: What the client gave to scripts.
    """

    def __init__(
        self,
        *,
        version: versions.Pair = versions.NEWEST,
        adapter: Adapter | None = None,
        limits: Limits = LIMITS,
        object_limit_bytes: int | None = OBJECT_LIMIT,
    ) -> None:
        self.id = NO_ID
        self.state = PoolState.BEFORE_OPEN
        self.version: versions.Pair = version
        self.pipelines: dict[UUID, ServerPipeline] = {}
        self.min_runspaces = 1
        self.max_runspaces = 1
        self.host_info: HostInfo | None = None
        self.application_arguments: PrimitiveDictionary | None = None
        self._newest = version
        self._adapter = chain(adapter)
        self._limits = limits
        self._object_limit = object_limit_bytes
        self._key: SecureStringKey = NO_KEY
        self._outgoing: list[OutgoingMessage] = []
        self._defragmenters: dict[tuple[UUID | None, str], Defragmenter] = {}
        self._calls = HostCalls()
        self._close_wanted = False
        self._waiting: list[tuple[Message, UUID | None]] = []

    @property
    def runspace_pool_state(self) -> RunspacePoolState:
        """Give the state as PowerShell names it."""
        return self.state.runspace_pool_state

    # What the engine does.

    def accept(self, private_data: PrimitiveDictionary | Mapping[str, Any] | None = None) -> None:
        """Answer OpenRequested or ConnectRequested: the session is open.

        Args:
            private_data: What to tell about this server; `PSVersionTable` in it must name the protocol version, PowerShell goes by that.
        """
        connecting = self.state is PoolState.CONNECT_NEGOTIATED
        self._do(Trigger.ACCEPT)
        if connecting:
            self.send(messages.RunspacePoolInitData(min_runspaces=self.min_runspaces, max_runspaces=self.max_runspaces))
        self.send(messages.ApplicationPrivateData(data=primitive_dictionary(private_data)))
        if not connecting:
            self.send(messages.RunspacePoolState(state=RunspacePoolState.OPENED))

    def fail(self, error: ErrorRecord | None = None) -> None:
        """Tell that the session is broken, and why."""
        ended = self.state in POOL_ENDED
        self._do(Trigger.FAIL)
        if not ended:
            self.send(messages.RunspacePoolState(state=RunspacePoolState.BROKEN, error=error))

    def close(self) -> None:
        """End the session: answer PoolCloseRequested, or of one's own accord."""
        opened = self.state in (PoolState.OPENED, PoolState.NEGOTIATION_SUCCEEDED, PoolState.CONNECT_NEGOTIATED, PoolState.DISCONNECTED)
        self._do(Trigger.CLOSE)
        if opened:
            self.send(messages.RunspacePoolState(state=RunspacePoolState.CLOSING))
            self.send(messages.RunspacePoolState(state=RunspacePoolState.CLOSED))

    def answer(self, call_id: int, response: bool | int) -> None:
        """Answer a question about runspaces: whether it was done, or how many are free."""
        self.send(messages.RunspaceAvailability(response=response, call_id=call_id))

    def raise_event(self, event: messages.UserEvent) -> None:
        """Forward an event to the client."""
        self.send(event)

    def call_host(self, method: HostMethod, *parameters: Any, answered: bool = True) -> int:
        """Call the session's host; give the number under which the answer comes, -100 for none."""
        call_id = self._calls.begin() if answered else NO_ANSWER
        self.send(messages.HostCall(method=method, parameters=parameters, call_id=call_id))
        return call_id

    def forget(self, pipeline_id: UUID) -> list[requests.Request]:
        """Close a pipeline; the session's own close may have waited for it.

        Raises:
            SessionStateError: It has not ended.
        """
        pipeline = self.pipelines.get(pipeline_id)
        if pipeline is not None and pipeline.state not in ENDED:
            raise SessionStateError("A pipeline that runs cannot be forgotten.")
        self.pipelines.pop(pipeline_id, None)
        for key in [key for key in self._defragmenters if key[0] == pipeline_id]:
            del self._defragmenters[key]
        if self._close_wanted and not self.pipelines:
            self._close_wanted = False
            return [requests.PoolCloseRequested()]
        return []

    def disconnect(self) -> None:
        """Note that the client is gone and may come back; messages are made all the same."""
        for defragmenter in self._defragmenters.values():
            defragmenter.tolerate_off_sync()
        self._do(Trigger.DISCONNECT)

    def reconnect(self) -> None:
        """Note that the same client is back."""
        self._do(Trigger.RECONNECT)

    def messages_to_send(self) -> list[OutgoingMessage]:
        """Give what is to be sent, in order, once."""
        outgoing, self._outgoing = self._outgoing, []
        return outgoing

    def send(self, message: Message, pipeline_id: UUID | None = None, data: bytes | None = None) -> None:
        """Encode a message, unless that was done, and queue it; `ServerPipeline` does this for what pipelines write."""
        if self._waiting and type(message) not in _ANONYMOUS and type(message) is not messages.PublicKeyRequest:
            self._waiting.append((message, pipeline_id))
            return
        if data is None:
            data = self.encode(message, pipeline_id)
        if data is None:
            # Before 2.2 a client begins the exchange only when it is asked to.
            self._waiting.append((message, pipeline_id))
            self.send(messages.PublicKeyRequest())
            return
        self._outgoing.append(OutgoingMessage(pipeline_id=pipeline_id, data=data))

    def encode(self, message: Message, pipeline_id: UUID | None = None) -> bytes | None:
        """Encode a message; None where a secret in it waits for the key. Changes nothing here."""
        named = type(message) not in _ANONYMOUS or self.state in _NAMED
        try:
            return messages.encode(
                message,
                self.id if named else NO_ID,
                pipeline_id,
                destination=Destination.CLIENT,
                version=self.version,
                adapter=self._adapter,
                key=self._key,
            )
        except KeyMissing:
            return None

    # What the carrier says.

    def receive_signal(self, pipeline_id: UUID) -> list[requests.Request]:
        """Take note that the client wants a pipeline stopped; one that has ended or is unknown is none of our business."""
        pipeline = self.pipelines.get(pipeline_id)
        if pipeline is None or not pipeline.want_stop():
            return []
        return [requests.StopRequested(pipeline_id=pipeline_id)]

    def receive_close(self, pipeline_id: UUID | None) -> list[requests.Request]:
        """Take note that the client closes a pipeline, or the session: that waits until all pipelines are closed."""
        if pipeline_id is None:
            if self.pipelines:
                self._close_wanted = True
                return []
            return [requests.PoolCloseRequested()]
        pipeline = self.pipelines.get(pipeline_id)
        if pipeline is None:
            return []
        found: list[requests.Request] = self.receive_signal(pipeline_id)
        return [*found, requests.PipelineCloseRequested(pipeline_id=pipeline_id)]

    # What the client says.

    def receive_data(self, data: bytes, pipeline_id: UUID | None = None, stream: str = DEFAULT) -> list[requests.Request]:
        """Take bytes of fragments, cut anywhere.

        Args:
            data: The bytes.
            pipeline_id: The pipeline whose stream they are of; None for the session's. One that is not known may be created by them.
            stream: The stream's name.

        Returns:
            What the client wants. `Rejected` is the last of it where something broke the protocol: the rest of the data is forgotten
            then, and the session goes on.
        """
        key = (pipeline_id, stream)
        defragmenter = self._defragmenters.get(key)
        found: list[requests.Request] = []
        try:
            if defragmenter is None:
                if len(self._defragmenters) >= _MAX_STREAMS:
                    raise LimitExceeded("There are too many pipelines.")
                defragmenter = self._defragmenters[key] = Defragmenter(object_limit_bytes=self._object_limit)
            for message in defragmenter.receive_data(data):
                found += self.receive_message(message)
            failure = defragmenter.take_failure()
        except ProtocolError as error:
            failure = error
            if defragmenter is not None:
                defragmenter.take_failure()
        if failure is not None:
            found.append(requests.Rejected(pipeline_id=pipeline_id, reason=str(failure)))
        return found

    def receive_message(self, data: bytes) -> list[requests.Request]:
        """Take one whole message.

        Raises:
            ProtocolError: It breaks the protocol; the session goes on.
        """
        header = unpack(data)
        if header.destination is not Destination.SERVER:
            raise ProtocolError("Received packet not destined for logged-on user: user = Server, packet destination = Client.")
        pipeline_id = None if header.pipeline_id == NO_ID else header.pipeline_id
        row = BY_TYPE.get(header.type)
        if row is None or self.state in POOL_ENDED:
            return [requests.Ignored(pipeline_id=pipeline_id, type=int(header.type))]
        if row.destination is Destination.CLIENT:
            raise ProtocolError(f"The message {row.type.name} is not one for a server.")
        if row.type is MessageType.SESSION_CAPABILITY:
            return self._on_capability(header, row.read(load_body(data, self._key, self._limits)))
        if row.type in _OF_SESSION:
            return self._of_session(header, pipeline_id, row.read(load_body(data, self._key, self._limits)))
        if self.state not in (PoolState.OPENED, PoolState.DISCONNECTED):
            return [requests.Ignored(pipeline_id=pipeline_id, type=int(row.type))]
        if pipeline_id is None:
            raise ProtocolError(f"The message {row.type.name} is of no pipeline.")
        if header.runspace_pool_id != self.id:
            # pwsh 7.6: a pipeline that names another session closes this one.
            self.close()
            return [requests.PoolEnded(reason=f"A pipeline of the session {header.runspace_pool_id} came to {self.id}.")]
        return self._of_pipeline(row.type, pipeline_id, row.read(load_body(data, self._key, self._limits)))

    def _on_capability(self, header: Header, message: messages.SessionCapability) -> list[requests.Request]:
        asked = versions.pair(message.protocol_version)
        version, good = versions.server_answer(asked, self._newest)
        trigger = Trigger.CAPABILITY if good else Trigger.REFUSED_CAPABILITY
        following = SERVER_POOL[self.state].get(trigger)
        if following is None:
            raise ProtocolError(f"SESSION_CAPABILITY came in the state {self.state.name}.")
        again = self.state in (PoolState.OPENED, PoolState.DISCONNECTED)
        if again and (header.runspace_pool_id != self.id or version < versions.CONNECT):
            raise ProtocolError("The session already exists, and this is not who may connect to it.")
        self.state = following
        if not again:
            self.id = header.runspace_pool_id
        if good and not again:
            self.version = version
            self._key = server_key(version)
        self.send(messages.SessionCapability(protocol_version=versions.version_of(version)))
        return []

    def _of_session(self, header: Header, pipeline_id: UUID | None, message: Message) -> list[requests.Request]:
        trigger, handle = _OF_SESSION[BY_CLASS[type(message)].type]
        following = SERVER_POOL[self.state].get(trigger)
        if following is None:
            if trigger is Trigger.INIT and self.state not in (PoolState.BEFORE_OPEN, PoolState.NEGOTIATION_SENT):
                raise ProtocolError(
                    f"The session already exists. Trying to create the session again with the same InstanceId {self.id} is not allowed."
                )
            # pwsh 7.6: what comes before its turn is acknowledged and forgotten.
            return [requests.Ignored(pipeline_id=pipeline_id, type=int(header.type))]
        if header.runspace_pool_id != self.id:
            raise ProtocolError(f"A message is of the session {header.runspace_pool_id}, and this is {self.id}.")
        found = handle(self, message)
        self.state = following
        return found

    def _on_init(self, message: messages.InitRunspacePool) -> list[requests.Request]:
        if not 1 <= message.min_runspaces <= message.max_runspaces:
            raise ProtocolError("The limits of a session are 1 <= MinRunspaces <= MaxRunspaces.")
        self.min_runspaces, self.max_runspaces = message.min_runspaces, message.max_runspaces
        self.host_info, self.application_arguments = message.host_info, message.application_arguments
        return [requests.OpenRequested(init=message)]

    def _on_connect(self, message: messages.ConnectRunspacePool) -> list[requests.Request]:
        return [requests.ConnectRequested(min_runspaces=message.min_runspaces, max_runspaces=message.max_runspaces)]

    def _on_public_key(self, message: messages.PublicKey) -> list[requests.Request]:
        key = self._key
        if isinstance(key, SessionKey):
            shared = key
        elif isinstance(key, ServerKey):
            shared = key.made()
        else:
            shared = SessionKey.generate()
        sealed = seal(shared, message.public_key)
        if self.version < versions.NO_SESSION_KEY:
            self._key = shared
        self.send(messages.EncryptedSessionKey(encrypted_session_key=sealed))
        waiting, self._waiting = self._waiting, []
        for waited, pipeline_id in waiting:
            self.send(waited, pipeline_id)
        return []

    def _on_max(self, message: messages.SetMaxRunspaces) -> list[requests.Request]:
        return [requests.MaxRunspacesRequested(call_id=message.call_id, count=message.max_runspaces)]

    def _on_min(self, message: messages.SetMinRunspaces) -> list[requests.Request]:
        return [requests.MinRunspacesRequested(call_id=message.call_id, count=message.min_runspaces)]

    def _on_available(self, message: messages.GetAvailableRunspaces) -> list[requests.Request]:
        return [requests.AvailableRunspacesRequested(call_id=message.call_id)]

    def _on_reset(self, message: messages.ResetRunspaceState) -> list[requests.Request]:
        return [requests.ResetRequested(call_id=message.call_id)]

    def _on_host_response(self, message: messages.HostResponse) -> list[requests.Request]:
        return self._answered(self._calls, message, None)

    def _answered(self, calls: HostCalls, message: messages.HostResponse, pipeline_id: UUID | None) -> list[requests.Request]:
        if not calls.end(message.call_id):
            return [requests.Ignored(pipeline_id=pipeline_id, type=int(BY_CLASS[type(message)].type))]
        return [
            requests.HostResponseReceived(
                pipeline_id=pipeline_id, call_id=message.call_id, method=message.method, result=message.result, error=message.error
            )
        ]

    def _of_pipeline(self, kind: MessageType, pipeline_id: UUID, message: Message) -> list[requests.Request]:
        pipeline = self.pipelines.get(pipeline_id)
        if kind in (MessageType.CREATE_PIPELINE, MessageType.GET_COMMAND_METADATA):
            if pipeline is not None:
                raise ProtocolError(f"There is a pipeline {pipeline_id} already.")
            self.pipelines[pipeline_id] = ServerPipeline(self, pipeline_id)
            if kind is MessageType.GET_COMMAND_METADATA:
                return [requests.MetadataRequested(pipeline_id=pipeline_id, query=message)]
            return [requests.PipelineRequested(pipeline_id=pipeline_id, description=message.description)]
        if pipeline is None or pipeline.state in ENDED:
            return [requests.Ignored(pipeline_id=pipeline_id, type=int(kind))]
        if kind is MessageType.PIPELINE_INPUT:
            return [requests.InputReceived(pipeline_id=pipeline_id, value=message.value)]
        if kind is MessageType.END_OF_PIPELINE_INPUT:
            return [requests.InputEnded(pipeline_id=pipeline_id)]
        return self._answered(pipeline.calls, message, pipeline_id)

    def _do(self, trigger: Trigger) -> None:
        following = SERVER_POOL[self.state].get(trigger)
        if following is None:
            raise SessionStateError(f"A session in the state {self.state.name} cannot {trigger.name.lower()}.")
        self.state = following


# So many half messages are kept at most for pipelines that may not even exist.
_MAX_STREAMS = 10_000
_M, _T = MessageType, Trigger
_OF_SESSION: dict[MessageType, tuple[Trigger, Callable[[ServerPool, Any], list[requests.Request]]]] = {
    _M.INIT_RUNSPACEPOOL: (_T.INIT, ServerPool._on_init),
    _M.CONNECT_RUNSPACEPOOL: (_T.CONNECT_REQUEST, ServerPool._on_connect),
    _M.PUBLIC_KEY: (_T.POOL_MESSAGE, ServerPool._on_public_key),
    _M.SET_MAX_RUNSPACES: (_T.POOL_MESSAGE, ServerPool._on_max),
    _M.SET_MIN_RUNSPACES: (_T.POOL_MESSAGE, ServerPool._on_min),
    _M.GET_AVAILABLE_RUNSPACES: (_T.POOL_MESSAGE, ServerPool._on_available),
    _M.RESET_RUNSPACE_STATE: (_T.POOL_MESSAGE, ServerPool._on_reset),
    _M.RUNSPACEPOOL_HOST_RESPONSE: (_T.POOL_MESSAGE, ServerPool._on_host_response),
}
