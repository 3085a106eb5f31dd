"""One session as its process keeps it, without I/O: who is attached, what was said both ways, how long it lives.

    Detached <-> Attached        either one -> Ending -> Over
        (idle clock runs)        either one -> Broken -> Over

What comes from a client has numbers: what came before is dropped, the rest becomes instructions for the engine. What comes from the engine
gets numbers and goes to the outbox, from where whoever is attached is served. The idle clock runs while nobody is attached, whatever the
engine does. The times handed in come from a clock that never jumps, in seconds.

Source: `docs/reference/attach.md`; idle times and buffering as Windows' PowerShell has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from pssession.errors import ProtocolError, SessionError
from pssession.objects import (
    ErrorCategory,
    ErrorRecord,
    OutputBufferingMode,
    PSInvocationState,
    RunspaceAvailability,
    RunspacePoolState,
)
from pssession.protocol.attach import Attach, AttachAck, AttachRefused, Description, Mode, Reason
from pssession.protocol.attach.events import CloseReceived, MessageReceived, SignalReceived
from pssession.protocol.attach.opening import PipelineLine
from pssession.protocol.psrp import messages
from pssession.protocol.psrp.outgoing import OutgoingMessage
from pssession.worker.durable.hearing import Hearing, final_state, is_droppable, is_personal
from pssession.worker.durable.instructions import Deliver, Forget, Instruction, Stop
from pssession.worker.durable.limits import Limits
from pssession.worker.durable.outbox import Handed, Outbox, Room
from pssession.worker.durable.spooling import Spool, SpoolFailed

# The client is told what its session has received with whatever goes out next, or after so much.
_ACKNOWLEDGE_MESSAGES = 32
_ACKNOWLEDGE_BYTES = 64 * 1024


class DurableSession:
    """Keep one session.

    Args:
        attach: What the client that makes it wants.
        limits: How much it keeps and how long it lives.
        spool: Keeps what is over the memory budget.
        now: The time.

    Attributes:
        session_id: Its id, the runspace pool's too.
        name: What it is called.
        client_id: The client that is attached, or was last.
        attached: Whether one is.
        broken: Why the engine is no more; "" while it is.
        closing: Whether the session was asked to end.
        over: Whether its end is reached: what is left to say is said, and the process may end.
        patience_until: When a command that waits for acknowledgements is told that there is no room; None while none waits for that.
    """

    def __init__(self, attach: Attach, *, limits: Limits, spool: Spool, now: float) -> None:
        self.session_id = attach.session_id
        self.name = attach.name
        self.client_id = attach.client_id
        self.attached = False
        self.broken = ""
        self.closing = False
        self.over = False
        self.patience_until: float | None = None
        self._configuration_name = attach.configuration_name
        self._engine = attach.engine
        self._limits = limits
        self._idle_timeout = min(
            limits.idle_timeout_seconds if attach.idle_timeout_seconds is None else attach.idle_timeout_seconds,
            limits.greatest_idle_timeout_seconds,
        )
        self._output_buffering = attach.output_buffering or OutputBufferingMode.BLOCK
        self._begun = False
        self._created = now
        self._detached_at = now
        self._outbox = Outbox(limits, spool, is_droppable, is_personal)
        self._hearing = Hearing()
        self._received = 0
        self._unacknowledged = 0
        self._unacknowledged_bytes = 0
        # Pipelines whose output could not be kept, and why: nothing more of them is taken but their end.
        self._failing: dict[UUID, str] = {}
        # Pipelines that were asked to stop and have not ended.
        self._stopping: set[UUID | None] = set()

    # Who is attached.

    def attach(self, attach: Attach, now: float) -> AttachAck | AttachRefused:
        """Let a client in, or not; one that comes back takes the place of its former connection."""
        refusal = self._refusal(attach)
        if refusal is None:
            try:
                if attach.mode is Mode.RECONNECT:
                    self._outbox.rewind(attach.received)
                else:
                    self._outbox.change_hands()
            except ProtocolError as error:
                refusal = AttachRefused(reason=Reason.MALFORMED, message=str(error))
        if refusal is not None:
            return refusal
        self.attached = self._begun = True
        self.client_id = attach.client_id
        taken_up = attach.mode is Mode.CONNECT
        if taken_up and attach.output_buffering:
            self._output_buffering = attach.output_buffering
        self._unacknowledged = self._unacknowledged_bytes = 0
        return AttachAck(
            session_id=self.session_id,
            name=self.name,
            resumed=attach.mode is Mode.RECONNECT,
            received=self._received,
            acknowledged=self._outbox.acknowledged,
            idle_timeout_seconds=self._idle_timeout,
            output_buffering=self._output_buffering,
            protocol_version=self._hearing.version if taken_up else None,
            greeting=self._hearing.greeting if taken_up else (),
            pipelines=self._pipelines() if taken_up else (),
            first_call_id=self._received + 1,
        )

    def _pipelines(self) -> Sequence[PipelineLine]:
        unfinished = self._hearing.unfinished(self._outbox.acknowledged)
        return [PipelineLine(one.pipeline_id, one.state, one.input_open) for one in unfinished]

    def _refusal(self, attach: Attach) -> AttachRefused | None:
        same = attach.client_id == self.client_id
        title = f"The session {self.name or self.session_id}"
        if attach.session_id != self.session_id:
            return AttachRefused(reason=Reason.NOT_FOUND, message=f"The session {attach.session_id} is not here.")
        if self.over or (self.closing and not same):
            return AttachRefused(reason=Reason.ENDED, message=f"{title} has ended.")
        if attach.mode is Mode.NEW and self._begun:
            return AttachRefused(reason=Reason.EXISTS, message=f"The session {self.session_id} exists already.")
        if self.attached and not same:
            return AttachRefused(reason=Reason.BUSY, message=f"{title} is in use by another client.")
        if attach.mode is Mode.RECONNECT and not same:
            return AttachRefused(reason=Reason.TAKEN_OVER, message=f"{title} was taken over by another client.")
        if attach.mode is Mode.CONNECT and not self._hearing.opened:
            return AttachRefused(reason=Reason.FAILED, message=f"{title} was never open.")
        return None

    def may_remove(self) -> AttachRefused | None:
        """Tell whether somebody who is not attached may remove the session; give the refusal if not."""
        if self.attached:
            return AttachRefused(reason=Reason.BUSY, message=f"The session {self.name or self.session_id} is in use by another client.")
        return None

    def remove(self) -> list[Instruction]:
        """End it at the wish of somebody who is not attached and may."""
        return self._close(None)

    def detach(self, now: float, idle_timeout_seconds: float | None = None, output_buffering: OutputBufferingMode | None = None) -> None:
        """Take note that nobody is attached any more; None leaves a setting as it is."""
        if self.attached:
            self.attached = False
            self._detached_at = now
        if idle_timeout_seconds is not None:
            self._idle_timeout = min(idle_timeout_seconds, self._limits.greatest_idle_timeout_seconds)
        if output_buffering:
            self._output_buffering = output_buffering
        self._outbox.rewind()

    def sweep(self) -> list[Instruction]:
        """Forget the pipelines whose end a client had that is gone; it cannot do so itself any more."""
        if self.attached:
            return []
        instructions: list[Instruction] = []
        for pipeline in list(self._hearing.finished(self._outbox.acknowledged)):
            pipeline.closing = True
            instructions.append(Forget(pipeline_id=pipeline.pipeline_id))
        return instructions

    # What the client says.

    def receive(self, event: MessageReceived | SignalReceived | CloseReceived) -> list[Instruction]:
        """Take what the client says, once.

        Raises:
            ProtocolError: Something before it is missing.
        """
        if event.number <= self._received:
            return []
        if event.number != self._received + 1:
            raise ProtocolError(f"Number {event.number} came after number {self._received}.")
        self._received = event.number
        self._unacknowledged += 1
        if self.over or self.broken:
            return []
        if isinstance(event, MessageReceived):
            self._unacknowledged_bytes += len(event.data)
            self._hearing.client_said(event.pipeline_id, event.data)
            return [Deliver(pipeline_id=event.pipeline_id, stream=event.stream, data=event.data)]
        if isinstance(event, SignalReceived):
            self._note_stop(event.pipeline_id)
            return [Stop(pipeline_id=event.pipeline_id)]
        return self._close(event.pipeline_id)

    def _close(self, pipeline_id: UUID | None) -> list[Instruction]:
        if pipeline_id is not None:
            pipeline = self._hearing.pipelines.get(pipeline_id)
            if pipeline is None or pipeline.closing:
                return []
            pipeline.closing = True
            self._note_stop(pipeline_id)
            return [Forget(pipeline_id=pipeline_id)]
        self.closing = True
        # An engine ends its session when its last pipeline is closed, and nobody else closes them any more.
        instructions: list[Instruction] = []
        for pipeline in self._hearing.pipelines.values():
            if not pipeline.closing:
                pipeline.closing = True
                instructions.append(Forget(pipeline_id=pipeline.pipeline_id))
        return [*instructions, Forget(pipeline_id=None)]

    def _note_stop(self, pipeline_id: UUID) -> None:
        pipeline = self._hearing.pipelines.get(pipeline_id)
        if pipeline is not None and not pipeline.end:
            self._stopping.add(pipeline_id)

    def acknowledge(self, sequence: int) -> None:
        """Take note of what the client has for good.

        Raises:
            ProtocolError: It was never sent.
        """
        self._outbox.acknowledge(sequence)
        self.patience_until = None
        self._hearing.acknowledged(sequence)

    def acknowledgement(self, *, at_once: bool) -> int:
        """Give the number to acknowledge to the client, 0 where there is nothing to say yet.

        Args:
            at_once: Whether something goes out anyhow.
        """
        due = self._unacknowledged >= _ACKNOWLEDGE_MESSAGES or self._unacknowledged_bytes >= _ACKNOWLEDGE_BYTES
        if not self._unacknowledged or not (at_once or due):
            return 0
        self._unacknowledged = self._unacknowledged_bytes = 0
        return self._received

    # What the engine says.

    def room(self, now: float, pipeline_id: UUID | None = None) -> Room:
        """Tell whether the engine may say something of a pipeline, or has to wait; `patience_until` says how long at most."""
        room = self._outbox.room(attached=self.attached, drop=self._output_buffering is OutputBufferingMode.DROP)
        if room is Room.YES or self.over or self.closing or pipeline_id in self._stopping:
            # An end that was decided needs nobody's patience.
            self.patience_until = None
            return Room.YES
        if room is Room.WAIT:
            return room
        # Everything is with a client who acknowledges nothing. It may be about to, but it may as well never do so.
        if self.patience_until is None:
            self.patience_until = now + self._limits.acknowledge_seconds
        return Room.WAIT if now < self.patience_until else Room.FULL

    def send(self, message: OutgoingMessage, now: float) -> list[Instruction]:
        """Take a message of the engine; what cannot be kept fails its pipeline, and what was kept of it is delivered."""
        if self.over:
            return []
        pipeline_id, data = message.pipeline_id, message.data
        if pipeline_id is not None and pipeline_id in self._failing:
            return self._end_failing(pipeline_id, data)
        outbox = self._outbox
        if not self.attached and self._output_buffering is OutputBufferingMode.DROP:
            outbox.make_room()
        droppable = is_droppable(data)
        if droppable and (self.closing or pipeline_id in self._stopping):
            # Whoever ends a session, or stops a command, wants nothing more of what runs in it.
            return []
        try:
            if not droppable:
                self._say(pipeline_id, data)
                return []
            if self.room(now) is Room.FULL:
                raise SpoolFailed("the quota for output that nobody acknowledges is used up")
            outbox.add(data)
        except SpoolFailed as error:
            if pipeline_id is None:
                raise
            self._failing[pipeline_id] = str(error)
            return [Stop(pipeline_id=pipeline_id)]
        return []

    def _end_failing(self, pipeline_id: UUID, data: bytes) -> list[Instruction]:
        """Put the error in the place of the end that the engine reports; all else is too late."""
        if final_state(data) is None:
            return []
        reason = self._failing.pop(pipeline_id)
        record = ErrorRecord(
            exception=SessionError(f"The command was stopped because its output could not be kept: {reason}."),
            fully_qualified_error_id="OutputNotKept",
            category=ErrorCategory.ResourceUnavailable,
        )
        data = messages.encode(
            messages.PipelineState(state=PSInvocationState.FAILED, error=record),
            self.session_id,
            pipeline_id,
            destination=messages.Destination.CLIENT,
        )
        self._say(pipeline_id, data)
        return []

    def _say(self, pipeline_id: UUID | None, data: bytes) -> None:
        """Keep a message that something depends on."""
        self._hearing.session_said(pipeline_id, data, self._outbox.add(data, firm=True))
        if self._stopping and final_state(data) is not None:
            self._stopping.discard(pipeline_id)

    def closed(self, pipeline_id: UUID | None) -> None:
        """Take note that the engine has closed a pipeline, or the session."""
        if pipeline_id is None:
            self.over = True
        else:
            self._hearing.closed(pipeline_id, self._outbox.acknowledged)
            self._failing.pop(pipeline_id, None)

    def fail(self, reason: str) -> None:
        """Take note that the engine is no more."""
        if self.closing:
            self.over = True
        elif not self.over and not self.broken:
            self.broken = reason or "the session's engine has ended"

    # What goes to the client.

    def take(self, limit_bytes: int) -> list[Handed]:
        """Give what goes to whoever is attached next, about as many bytes as asked for.

        Raises:
            SpoolFailed: What was spooled cannot be read.
        """
        return self._outbox.take(limit_bytes)

    @property
    def unsent_bytes(self) -> int:
        """Count what waits to be taken."""
        return self._outbox.unhanded_bytes

    @property
    def farewell(self) -> str | None:
        """Give what is to be said when everything else is: why the session is no more, "" if that was asked for; None while it lives."""
        if self.over:
            return ""
        return self.broken or None

    # Time.

    def next_deadline(self) -> float | None:
        """Give the time at which it ends if nobody comes; None while somebody is attached."""
        if self.attached:
            return None
        lives = self._idle_timeout if self._hearing.opened else min(self._idle_timeout, self._limits.opening_seconds)
        return self._detached_at + lives

    def expired(self, now: float) -> bool:
        """Tell whether its time is up."""
        deadline = self.next_deadline()
        return deadline is not None and now >= deadline

    def describe(self, now: float, wall: float, process_id: int) -> Description:
        """Describe it to somebody who only asks.

        Args:
            now: The time by the clock that never jumps.
            wall: The same in seconds since 1970, UTC.
            process_id: The session's process.
        """
        shift = wall - now
        state = RunspacePoolState.BROKEN if self.broken else RunspacePoolState.DISCONNECTED
        deadline = self.next_deadline()
        return Description(
            session_id=self.session_id,
            name=self.name,
            state=state,
            availability=RunspaceAvailability.BUSY if self.attached else RunspaceAvailability.NONE,
            process_id=process_id,
            running=self._hearing.running and not self.broken,
            engine=" ".join(self._engine) or "builtin",
            configuration_name=self._configuration_name,
            idle_timeout_seconds=self._idle_timeout,
            output_buffering=self._output_buffering,
            created=self._created + shift,
            disconnected_on=None if self.attached else self._detached_at + shift,
            expires_on=None if deadline is None else deadline + shift,
        )
