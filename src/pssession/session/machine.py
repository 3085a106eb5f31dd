"""One PSSession as its client sees it, without I/O: bytes and wishes in, events and bytes out.

The machine puts two machines together: the PSRP client, which knows states and messages, and a carrier, which knows numbers, signals and
how to come back. What it adds is what a person calls the session: its state and availability, the pipelines of a session that was taken
up, and the ledger that says which messages the consumer has.

    BeforeOpen -> Opening -> Opened -> Disconnecting -> Disconnected        (a new machine takes it up: Connecting -> Opened)
                                   \\-> Closing -> Closed
    any state, when the other side is gone: Broken

A lost connection changes no state: `resume` goes on where it was, by the numbers. Only when whoever drives the machine gives up, or the
other side does not let us come back, does the session become Disconnected (it lives on, somewhere) or Broken (it is no more).

Source: the transitions of RunspaceState and RunspaceAvailability as PowerShell 7.6 has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pssession.errors import ProtocolError, SessionBusy, SessionStateError
from pssession.objects import (
    ErrorCategory,
    ErrorRecord,
    HostError,
    OutputBufferingMode,
    PipelineDescription,
    PSInvocationState,
    RunspaceAvailability,
    RunspacePoolState,
)
from pssession.protocol.psrp import events as psrp
from pssession.protocol.psrp.client import ClientPool
from pssession.protocol.psrp.outgoing import OutgoingClose, OutgoingMessage, OutgoingSignal
from pssession.session.carrier import Attached, Carrier, Faulted, FoundPipeline, Gone, Left, MessageCame, PipelineClosed, Refused
from pssession.session.events import (
    AttachOvertaken,
    AttachRefused,
    Event,
    HostCalled,
    ItemReceived,
    PipelineEnded,
    PipelineFound,
    StateChanged,
    UserEventReceived,
)
from pssession.session.ledger import Ledger

_State = RunspacePoolState
_NO_ID = UUID(int=0)


class SessionMachine:
    """Be one session's client. `making` makes machines.

    Args:
        carrier: Carries the messages; it has begun to say who we are.
        pool: The PSRP client; None for a session that is taken up, whose carrier tells what it is.
        session_id: The session's instance id.
        pool_options: How the PSRP client of a session that is taken up is to be made.

    Attributes:
        session_id: The instance id, the same for every client.
        name: The friendly name.
        idle_timeout_seconds: How long the session lives while nobody is attached.
        output_buffering: What happens to output that nobody takes.
        reason: What a person needs to know about a session that is of no more use.
    """

    def __init__(
        self,
        carrier: Carrier,
        pool: ClientPool | None,
        *,
        session_id: UUID,
        name: str = "",
        pool_options: Mapping[str, Any] | None = None,
    ) -> None:
        self.session_id = session_id
        self.name = name
        self.idle_timeout_seconds = 0.0
        self.output_buffering = OutputBufferingMode.NONE
        self.reason = ""
        self._carrier = carrier
        self._pool = pool
        self._pool_options = pool_options or {}
        self._ledger = Ledger()
        self._calls: dict[int, psrp.HostCallReceived] = {}
        self._ends: dict[int, UUID] = {}
        self._running: set[UUID] = set()
        self._fixed: RunspacePoolState | None = None
        self._told = (self.state, self.availability)
        if pool is not None:
            pool.open()
            self._carry()

    # What it is.

    @property
    def state(self) -> RunspacePoolState:
        """Give the state as this client sees it."""
        if self._fixed is not None:
            return self._fixed
        return _State.CONNECTING if self._pool is None else self._pool.runspace_pool_state

    @property
    def availability(self) -> RunspaceAvailability:
        """Tell whether it takes a command."""
        if self.state is not _State.OPENED:
            return RunspaceAvailability.NONE
        return RunspaceAvailability.BUSY if self._running else RunspaceAvailability.AVAILABLE

    @property
    def private_data(self) -> Mapping[str, Any]:
        """Give what the server says about itself."""
        found = None if self._pool is None else self._pool.private_data
        return {} if found is None else dict(found.items())

    @property
    def version(self) -> tuple[int, int] | None:
        """Give the protocol version, None before it is agreed."""
        return None if self._pool is None else self._pool.version

    @property
    def unacknowledged(self) -> int:
        """Count the messages that are done with and not acknowledged."""
        return self._ledger.unacknowledged

    def _opened(self) -> ClientPool:
        if self._pool is None or self.state is not _State.OPENED:
            raise SessionStateError(f"the session {self.name or self.session_id} is {self.state.name.lower()}, not opened")
        return self._pool

    # What we do.

    def run(self, description: PipelineDescription) -> UUID:
        """Start a pipeline and give its id.

        Raises:
            SessionStateError: The session is not open.
            SessionBusy: A pipeline runs, and this one is not nested in it.
        """
        pool = self._opened()
        if self._running and not description.is_nested and len(self._running) >= pool.max_runspaces:
            # The text is PowerShell's own (pwsh 7.6).
            raise SessionBusy("The pipeline was not run because a pipeline is already running. Pipelines cannot be run concurrently.")
        pipeline = pool.pipeline(description)
        try:
            pipeline.start()
        except BaseException:
            pool.pipelines.pop(pipeline.id, None)
            raise
        self._running.add(pipeline.id)
        self._carry()
        return pipeline.id

    def send_input(self, pipeline_id: UUID, value: Any) -> None:
        """Send one object to a pipeline; to one that has ended it is dropped."""
        if pipeline_id in self._running:
            self._opened().pipelines[pipeline_id].send_input(value)
            self._carry()

    def end_input(self, pipeline_id: UUID) -> None:
        """Say that a pipeline gets no more objects."""
        if pipeline_id in self._running:
            self._opened().pipelines[pipeline_id].end_input()
            self._carry()

    def stop(self, pipeline_id: UUID) -> None:
        """Ask for a pipeline's stop; one that has ended, or that goes on in a session that was left, is left alone."""
        if pipeline_id in self._running and self._pool is not None and self.state is _State.OPENED:
            self._pool.pipelines[pipeline_id].stop()
            self._carry()

    def answer(self, call: HostCalled, result: Any, error: Exception | None) -> None:
        """Answer a host call; one that is answered already, or whose pipeline has ended, gets no answer."""
        original = self._calls.pop(call.sequence, None)
        if original is not None and self._pool is not None:
            self._pool.answer(original, None if error is not None else result, None if error is None else record_of(error))
            self._carry()

    def disconnect(self, idle_timeout_seconds: float | None = None, output_buffering: OutputBufferingMode | None = None) -> None:
        """Leave the session; it is Disconnected once the other side knows."""
        self._opened().disconnect()
        self._carrier.leave(idle_timeout_seconds, output_buffering)
        if idle_timeout_seconds is not None:
            self.idle_timeout_seconds = idle_timeout_seconds
        if output_buffering:
            self.output_buffering = output_buffering

    def close(self) -> None:
        """End the session; it is Closed once the other side says so."""
        self._opened().close()
        self._carry()

    # The consumer.

    def finish(self, sequence: int) -> None:
        """Note that the consumer is done with a message; a pipeline whose end was one is forgotten on both sides."""
        self._ledger.finish(sequence)
        pipeline_id = self._ends.pop(sequence, None)
        if pipeline_id is not None and self._pool is not None and self.state is _State.OPENED:
            pipeline = self._pool.pipelines.get(pipeline_id)
            if pipeline is not None:
                pipeline.close()
                self._carry()

    def acknowledge(self) -> None:
        """Tell the other side what the consumer is done with."""
        number = self._ledger.take_acknowledgement()
        if number:
            self._carrier.acknowledge(number)

    # The connection.

    def connection_lost(self, reason: str) -> list[Event]:
        """Take note that the connection ended; what cannot come back is broken now."""
        if self._fixed is not None or self.state in (_State.CLOSED, _State.BROKEN, _State.DISCONNECTED):
            return []
        if not self._carrier.can_come_back:
            return self.give_up(reason)
        events: list[Event] = []
        self._tell(events, reason)
        return events

    @property
    def may_begin_again(self) -> bool:
        """Tell whether the session is one that we make and that nobody has said is there."""
        return self.state is _State.OPENING and not self._carrier.was_let_in

    def resume(self) -> None:
        """Go on over a new connection; both sides send what the other does not have."""
        self._ledger.rewind()
        self._carrier.resume()

    def begin_again(self) -> None:
        """Ask for the new session once more, over a new connection: nobody has heard of it."""
        self._carrier.begin_again()

    def give_up(self, reason: str) -> list[Event]:
        """Take note that the session is no more; one that we were closing is closed by that."""
        if self._fixed is None and self.state is _State.CLOSING:
            events: list[Event] = []
            self._gone("", events)
            self._tell(events)
            return events
        return self._fix(_State.BROKEN, reason)

    def let_go(self, reason: str) -> list[Event]:
        """Take note that the session cannot be reached; it may live on."""
        return self._fix(_State.DISCONNECTED, reason)

    def distrust(self, reason: str) -> list[Event]:
        """Take note that the other side broke the protocol: nothing it says is taken any more."""
        return self.let_go(reason) if self._carrier.can_come_back and self._carrier.was_let_in else self.give_up(reason)

    @property
    def was_let_go(self) -> bool:
        """Tell whether it became Disconnected without our wish."""
        return self._fixed is _State.DISCONNECTED

    def _fix(self, state: RunspacePoolState, reason: str) -> list[Event]:
        events: list[Event] = []
        if self._fixed is None and self.state is not _State.CLOSED:
            if self._pool is not None:
                # Its pipelines have not ended: nothing more is known of them, which is another thing.
                self._pool.connection_lost(reason)
            self._fixed = state
            self.reason = reason
            self._running.clear()
            self._tell(events, reason)
        return events

    # What comes.

    def receive_data(self, data: bytes) -> list[Event]:
        """Take bytes.

        Raises:
            ProtocolError: They break the protocol.
        """
        events: list[Event] = []
        for came in self._carrier.receive_data(data):
            if type(came) is MessageCame:
                self._receive_message(came, events)
                continue
            match came:
                case Attached():
                    self._attach(came, events)
                case Refused(reason=reason, message=message):
                    self._refuse(reason, message, events)
                case Faulted(reason=reason):
                    events += self.let_go(f"the session closed the connection: {reason}")
                case Left():
                    if self._pool is not None:
                        self._translate(self._pool.disconnected(), 0, events)
                case Gone(reason=reason):
                    self._gone(reason, events)
                case PipelineClosed(pipeline_id=pipeline_id):
                    if self._pool is not None:
                        self._translate(self._pool.receive_close_ack(pipeline_id), 0, events)
        self._carry()
        self._tell(events)
        return events

    def bytes_to_send(self) -> bytes:
        """Give what is to be sent, once."""
        return self._carrier.bytes_to_send()

    def _receive_message(self, came: MessageCame, events: list[Event]) -> None:
        if self._pool is None:
            raise ProtocolError("A message came before the session was connected.")
        before = len(events)
        self._translate(self._pool.receive_message(came.data), came.sequence, events)
        self._ledger.arrive(came.sequence, waits=len(events) > before)

    def _translate(self, said: list[psrp.Event], sequence: int, events: list[Event]) -> None:
        """Say what the PSRP client said in this machine's words."""
        for event in said:
            match event:
                case psrp.StreamReceived(pipeline_id=pipeline_id):
                    events.append(ItemReceived(pipeline_id or _NO_ID, event.stream, event.value, sequence))
                case psrp.PipelineStateChanged(pipeline_id=pipeline_id, state=state):
                    if state in (PSInvocationState.COMPLETED, PSInvocationState.FAILED, PSInvocationState.STOPPED):
                        self._running.discard(pipeline_id)
                        if sequence:
                            self._ends[sequence] = pipeline_id
                        events.append(PipelineEnded(pipeline_id=pipeline_id, state=state, reason=event.error, sequence=sequence))
                case psrp.HostCallReceived():
                    self._calls[sequence] = event
                    events.append(
                        HostCalled(
                            pipeline_id=event.pipeline_id,
                            call_id=event.call_id,
                            method=event.method,
                            parameters=event.parameters,
                            answers=event.wants_answer,
                            sequence=sequence,
                        )
                    )
                case psrp.PoolStateChanged(reason=reason):
                    self.reason = reason or (str(event.error) if event.error is not None else "")
                case psrp.UserEventReceived():
                    events.append(UserEventReceived(event=event.event, sequence=sequence))
                case _:
                    pass

    def _attach(self, came: Attached, events: list[Event]) -> None:
        self.idle_timeout_seconds = came.idle_timeout_seconds
        self.output_buffering = came.output_buffering
        self.name = came.name or self.name
        if came.resumed or self._pool is not None:
            return
        self.session_id = came.session_id
        self._ledger = Ledger(start=came.received)
        if came.version is None:
            raise ProtocolError("A session was connected that never was open.")
        self._pool = ClientPool.adopt(came.session_id, version=came.version, first_call_id=came.first_call_id, **self._pool_options)
        for message in came.greeting:
            self._translate(self._pool.receive_message(message), 0, events)
        for pipeline in came.pipelines:
            self._adopt(self._pool, pipeline)
            events.append(PipelineFound(pipeline_id=pipeline.pipeline_id))

    def _refuse(self, reason: str, message: str, events: list[Event]) -> None:
        if reason == "Exists" and self.may_begin_again:
            events.append(AttachOvertaken())
            return
        if self.state is not _State.CLOSING:
            events.append(AttachRefused(reason=reason, message=message))
        if self._carrier.was_let_in and reason in ("Busy", "TakenOver"):
            # It is somebody else's now. If we were leaving it, we have left; if not, it was left for us.
            events += self.let_go(message)
        else:
            events += self.give_up(message)

    def _adopt(self, pool: ClientPool, found: FoundPipeline) -> None:
        # Its end may be among what comes again; until then it runs, whatever the other side knows by now.
        pool.adopt_pipeline(found.pipeline_id, PSInvocationState.RUNNING, input_open=found.input_open)
        self._running.add(found.pipeline_id)

    def _gone(self, reason: str, events: list[Event]) -> None:
        if self._pool is not None and self.state is _State.CLOSING:
            self._translate(self._pool.receive_close_ack(None), 0, events)
            self._running.clear()
        else:
            events += self.give_up(reason or "the session has ended")

    def _carry(self) -> None:
        """Hand what the PSRP client wants sent over to the carrier."""
        if self._pool is None:
            return
        for outgoing in self._pool.messages_to_send():
            match outgoing:
                case OutgoingMessage(pipeline_id=pipeline_id, data=data, stream=stream):
                    self._carrier.send(pipeline_id, data, stream)
                case OutgoingSignal(pipeline_id=pipeline_id):
                    self._carrier.signal(pipeline_id)
                case OutgoingClose(pipeline_id=pipeline_id):
                    self._carrier.close(pipeline_id)

    def _tell(self, events: list[Event], reason: str = "") -> None:
        now = (self.state, self.availability)
        if now != self._told:
            self._told = now
            events.append(StateChanged(state=now[0], availability=now[1], reason=reason or self.reason))


def record_of(error: Exception) -> ErrorRecord:
    """Make the error record that a command sees when its host fails."""
    # Source: pwsh 7.6 (remote.host); a host's own failures are InvalidOperationExceptions there.
    reason = "InvalidOperationException" if isinstance(error, HostError) else ""
    return ErrorRecord(
        exception=error, fully_qualified_error_id="RemoteHostExecutionException", category=ErrorCategory.NotSpecified, reason=reason
    )
