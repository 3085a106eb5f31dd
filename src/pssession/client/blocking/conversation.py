# Written by tools/async_to_sync.py from client/aio/conversation.py; change that file, then run the tool.
"""The conversation with one session: reads for everybody who waits, hands out what the machine says, takes a lost connection up again.

Nobody reads while nobody waits: there is no task and no thread behind a session, and what is not asked for stays with the peer. Where
several wait (a command's output here, its stop there), one reads and the others are told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, Protocol
from uuid import UUID
from weakref import WeakSet

from pssession.client.blocking.primitives import Turn, ask, bounded, guard, pause, shielded, uninterrupted
from pssession.client.items import CLASSES, Item
from pssession.errors import (
    ConnectionLost,
    ProtocolError,
    PSSessionError,
    SessionBusy,
    SessionError,
    SessionNotFound,
    SessionStateError,
    TransportError,
)
from pssession.objects import ErrorRecord, Host, OutputBufferingMode, PipelineDescription, PSInvocationState, RunspacePoolState
from pssession.protocol.psrp.hosts.methods import call as call_host
from pssession.session.events import (
    AttachOvertaken,
    AttachRefused,
    Event,
    HostCalled,
    ItemReceived,
    PipelineEnded,
    PipelineFound,
    StateChanged,
)
from pssession.session.machine import SessionMachine
from pssession.transport.stream import Stream

# Acknowledgements cost both sides a wake-up, so they go in company; but a slow command's go soon.
_ACKNOWLEDGE_AT_ONCE = 64
_ACKNOWLEDGE_AFTER_SECONDS = 0.05
_UNSENT_BYTES = 256 * 1024
# A host that is being asked something may keep its turn for long.
_LETTING_GO_SECONDS = 5.0
# Tries to come back follow each other more and more slowly.
_FIRST_PAUSE_SECONDS = 0.005
_LONGEST_PAUSE_SECONDS = 1.0
# Why a session does not let somebody in, by the words of the attach protocol.
_REFUSALS: dict[str, type[SessionError]] = {
    "Busy": SessionBusy,
    "TakenOver": SessionBusy,
    "NotFound": SessionNotFound,
    "Ended": SessionNotFound,
}


class Opener(Protocol):
    """Give new streams to one session."""

    def open(self) -> Stream:
        """Reach the session.

        Raises:
            FileNotFoundError, ConnectionRefusedError: It is not there.
            TransportError: It cannot be reached now.
        """
        ...

    def begin_again(self) -> Stream:
        """Reach who makes sessions, once more: the session was never made.

        Raises:
            FileNotFoundError: This session cannot be made again.
            TransportError: Nobody can be reached.
        """
        ...


class Pipe:
    """Hold what one pipeline gave and nobody took yet.

    Attributes:
        items: What it gave, and what it asked of the host, in the order in which it came.
        host: Answers its host calls; None for the session's.
        state: How far it is.
        reason: The error that ended it.
        taken: The number of the item that a consumer took last and did not yet come back from, 0 where there is none.
        given: The numbers of items that were given to a consumer who acknowledges by itself.
        end_sequence: The number of the message that said so.
        end_seen: Whether a consumer who acknowledges by itself was told of the end.
    """

    __slots__ = (
        "__weakref__",
        "abandoned",
        "end_seen",
        "end_sequence",
        "given",
        "host",
        "items",
        "pipeline_id",
        "reason",
        "state",
        "taken",
    )

    def __init__(self, pipeline_id: UUID, host: Host | None = None) -> None:
        self.pipeline_id = pipeline_id
        self.host = host
        self.items: deque[Item | HostCalled] = deque()
        self.taken = 0
        self.given: deque[int] = deque()
        self.state = PSInvocationState.RUNNING
        self.reason: ErrorRecord | None = None
        self.end_sequence = 0
        self.end_seen = False
        self.abandoned = False

    @classmethod
    def nothing(cls) -> Pipe:
        """Be what a pipeline that gave nothing leaves."""
        pipe = cls(UUID(int=0))
        pipe.state = PSInvocationState.COMPLETED
        return pipe

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will come."""
        return self.state is not PSInvocationState.RUNNING


class Conversation:
    """Drive the machine of one session over a stream.

    Attributes:
        machine: The session's machine; no I/O.
        pipes: The pipelines whose end was not seen, by id.
        found: The pipelines of a session that was taken up, in the order of their beginnings.
        warnings: Called with words for people: the connection is interrupted, tried again, back.
    """

    def __init__(self, machine: SessionMachine, stream: Stream, opener: Opener, *, host: Host | None, retry_seconds: float) -> None:
        self.machine = machine
        self.pipes: dict[UUID, Pipe] = {}
        self.found: list[Pipe] = []
        self.warnings: Callable[[str], None] | None = None
        self._stream: Stream | None = stream
        self._opener = opener
        self._host = host
        self._retry_seconds = retry_seconds
        self._turn = Turn()
        self._guard = guard()
        # Those that somebody follows, ended or not.
        self._followed: WeakSet[Pipe] = WeakSet()
        self._calls: deque[HostCalled] = deque()
        self._failure: PSSessionError | None = None
        self._is_left = False
        self._acknowledged_at = 0.0

    @property
    def failure(self) -> PSSessionError | None:
        """Give why the session is of no more use, None while it is."""
        return self._failure

    def fileno(self) -> int:
        """Give the descriptor that becomes readable when something arrives, -1 where there is none."""
        return -1 if self._stream is None else self._stream.fileno()

    # Sending.

    def flush_nowait(self) -> None:
        """Hand what the machine has to send over to the stream."""
        with uninterrupted(), self._guard:
            stream = self._stream
            data = b"" if stream is None else self.machine.bytes_to_send()
            if stream is not None and data:
                try:
                    stream.write(data)
                except ConnectionLost:
                    # Reading tells the rest: what the peer said before it went is still to be had.
                    pass

    def flush(self, unsent_bytes: int = _UNSENT_BYTES) -> None:
        """Hand over what the machine has to send; wait while the peer has more to take in than that."""
        self.flush_nowait()
        stream = self._stream
        if stream is not None and stream.unsent > unsent_bytes:
            try:
                stream.drain()
            except ConnectionLost:
                pass

    # Receiving.

    def until(self, condition: Callable[[], bool]) -> None:
        """Read until a condition holds.

        Raises:
            PSSessionError: The session is of no more use and the condition does not hold.
        """
        while not condition():
            if self._failure is not None:
                raise self._failure
            if self._turn.take():
                try:
                    if not condition():
                        self.step()
                finally:
                    self._turn.give_back()

    def look(self) -> None:
        """Hand out what has come already and wait for nothing."""
        if self._turn.take():
            try:
                self.take_in_nowait()
            finally:
                self._turn.give_back()

    def step(self) -> None:
        """Wait for bytes once and hand out what they say."""
        if self._calls:
            pipeline_id = self._calls[0].pipeline_id
            pipe = None if pipeline_id is None else self.pipes.get(pipeline_id)
            self.answer(self._calls, None if pipe is None else pipe.host)
            return
        if self.machine.state is RunspacePoolState.DISCONNECTED:
            # Left on purpose while somebody waited: what runs there is taken up by a new conversation.
            raise SessionStateError("the session is disconnected")
        stream = self._stream
        if stream is None:
            self._come_back()
            return
        self.take_in_nowait()
        if self._arrived:
            return
        self._acknowledge_if_due()
        # Nobody sends in the background: what the peer was too slow for goes before anything is waited for.
        self.flush(0)
        if self.machine.unacknowledged:
            # What is due soon must go while nothing comes: the session may be waiting for it.
            try:
                with bounded(_ACKNOWLEDGE_AFTER_SECONDS):
                    stream.wait()
            except TimeoutError:
                self.acknowledge_nowait()
                return
        else:
            stream.wait()
        self.take_in_nowait()

    _arrived = False

    def take_in_nowait(self) -> None:
        """Read what is there and hand out what it says, in one piece."""
        stream = self._stream
        self._arrived = False
        if stream is None:
            return
        with uninterrupted(), self._guard:
            try:
                data = stream.read()
                if data:
                    self._arrived = True
                    for event in self.machine.receive_data(data):
                        self._dispatch(event)
            except ConnectionLost as error:
                self._arrived = True
                self._lose(str(error))
            except ProtocolError as error:
                self._arrived = True
                self._break(error)

    def _dispatch(self, event: Event) -> None:
        if type(event) is ItemReceived:
            pipe = self.pipes.get(event.pipeline_id)
            if pipe is None or pipe.abandoned:
                self.machine.finish(event.sequence)
            else:
                pipe.items.append(CLASSES[event.kind](event.value, event.sequence))
            return
        match event:
            case PipelineEnded():
                self._end(event)
            case HostCalled(pipeline_id=pipeline_id):
                pipe = None if pipeline_id is None else self.pipes.get(pipeline_id)
                # A command's calls wait for their turn among its items, so that what it shows comes in the order in which it was written.
                (self._calls if pipe is None or pipe.abandoned else pipe.items).append(event)
            case PipelineFound(pipeline_id=pipeline_id):
                self.found.append(self.follow(pipeline_id))
            case AttachRefused(reason=reason, message=message):
                self._fail(_REFUSALS.get(reason, SessionError)(message))
            case AttachOvertaken():
                self._lose("the session was made twice")
            case StateChanged():
                self._note(event)
            case _:
                self.machine.finish(event.sequence)

    def _note(self, change: StateChanged) -> None:
        """Take note of a state that nothing but a new connection leads out of."""
        state, reason = change.state, change.reason
        if state in (RunspacePoolState.BROKEN, RunspacePoolState.CLOSED):
            self._fail(SessionError(reason or "the session is closed"))
        elif state is RunspacePoolState.DISCONNECTED and self.machine.was_let_go:
            self._fail(SessionError(f"the session is disconnected: {reason}"))

    def _end(self, event: PipelineEnded) -> None:
        pipe = self.pipes.pop(event.pipeline_id, None)
        if pipe is None or pipe.abandoned:
            self.machine.finish(event.sequence)
        if pipe is not None:
            pipe.state, pipe.reason, pipe.end_sequence = event.state, event.reason, event.sequence

    # Pipelines.

    def take_nowait(self, pipe: Pipe, *, automatic: bool) -> Item:
        """Give a pipeline's next item to its consumer; there is one.

        Raises:
            SessionStateError: The session was left: whoever takes it up gets the item.
        """
        with self._guard:
            self._refuse_what_is_left()
            item = pipe.items.popleft()
            assert isinstance(item, Item)
            if automatic:
                pipe.taken = item.sequence
            else:
                pipe.given.append(item.sequence)
        return item

    def take_end_nowait(self, pipe: Pipe) -> None:
        """Give the consumer a pipeline's end.

        Raises:
            SessionStateError: The session was left: whoever takes it up hears of the end.
        """
        with self._guard:
            if pipe.end_sequence:
                self._refuse_what_is_left()
            self.machine.finish(pipe.end_sequence)
        self.acknowledge_nowait()

    def _refuse_what_is_left(self) -> None:
        if self._is_left:
            raise SessionStateError("the session is disconnected")

    def follow(self, pipeline_id: UUID, host: Host | None = None) -> Pipe:
        """Keep what a pipeline gives until it is taken."""
        pipe = self.pipes[pipeline_id] = Pipe(pipeline_id, host)
        self._followed.add(pipe)
        return pipe

    def start_nowait(self, description: PipelineDescription, host: Host | None = None) -> Pipe:
        """Start a pipeline.

        Raises:
            SessionError: The session's state does not allow it.
        """
        if self._failure is not None:
            raise self._failure
        with uninterrupted(), self._guard:
            pipe = self.follow(self.machine.run(description), host)
            self.flush_nowait()
        return pipe

    def send_input_nowait(self, pipe: Pipe, value: Any) -> None:
        """Send one object of a pipeline's input; what came too late is dropped."""
        with uninterrupted(), self._guard:
            if not pipe.ended:
                self.machine.send_input(pipe.pipeline_id, value)

    def end_input_nowait(self, pipe: Pipe) -> None:
        """Say that a pipeline gets no more input."""
        with uninterrupted(), self._guard:
            if not pipe.ended:
                self.machine.end_input(pipe.pipeline_id)

    def stop_nowait(self, pipe: Pipe) -> None:
        """Ask for a pipeline's stop."""
        with uninterrupted(), self._guard:
            if not pipe.ended and self._failure is None:
                self.machine.stop(pipe.pipeline_id)
                self.flush_nowait()

    def abandon_nowait(self, pipe: Pipe) -> None:
        """Stop a pipeline that nobody listens to any more and drop what it gave."""
        with uninterrupted(), self._guard:
            pipe.abandoned = True
            for item in pipe.items:
                if type(item) is HostCalled:
                    self._calls.append(item)
                else:
                    self.machine.finish(item.sequence)
            pipe.items.clear()
            if pipe.ended:
                self.machine.finish(pipe.end_sequence)
            else:
                self.stop_nowait(pipe)

    def nobody_stops(self) -> bool:
        """Tell whether no pipeline that was left early is still on its way to its end."""
        return not any(pipe.abandoned for pipe in self.pipes.values())

    # The host.

    def answer(self, calls: deque[HostCalled] | deque[Item | HostCalled], host: Host | None = None) -> None:
        """Let a host, or the session's, do what the first call of a queue asks of it; the call leaves the queue when that is done."""
        event = calls[0]
        assert isinstance(event, HostCalled)
        host = host or self._host or Host()
        try:
            result = ask(partial(call_host, host, event.method, event.parameters), blocks=event.answers)
            error = None
        except PSSessionError:
            # A host that has to let the session go leaves the call to whoever takes the session up.
            raise
        except Exception as problem:
            result, error = None, problem
        with uninterrupted(), self._guard:
            calls.popleft()
            if event.answers:
                self.machine.answer(event, result, error)
            self.machine.finish(event.sequence)
        self.flush()

    # Acknowledging.

    def finish(self, sequence: int) -> None:
        """Note that the consumer is done with a message."""
        with self._guard:
            self.machine.finish(sequence)

    def finish_through(self, pipe: Pipe, sequence: int) -> None:
        """Note that the consumer is done with a message and all before it of its pipeline, and say so at once."""
        with uninterrupted(), self._guard:
            while pipe.given and pipe.given[0] <= sequence:
                self.machine.finish(pipe.given.popleft())
            if pipe.end_seen and not pipe.given:
                self.machine.finish(pipe.end_sequence)
            self.acknowledge_nowait()

    def acknowledge_nowait(self) -> None:
        """Tell the other side what the consumer is done with."""
        self._acknowledged_at = monotonic()
        with uninterrupted(), self._guard:
            self.machine.acknowledge()
            self.flush_nowait()

    def _acknowledge_if_due(self) -> None:
        waiting = self.machine.unacknowledged
        if waiting and (waiting >= _ACKNOWLEDGE_AT_ONCE or monotonic() - self._acknowledged_at > _ACKNOWLEDGE_AFTER_SECONDS):
            self.acknowledge_nowait()

    # Losing the connection, and coming back.

    def _lose(self, reason: str) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close_nowait()
        for event in self.machine.connection_lost(reason):
            self._dispatch(event)

    def _break(self, error: ProtocolError) -> None:
        """Close a connection that talks nonsense; a session that is at home elsewhere lives on and can be taken up again."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close_nowait()
        self._failure = error
        for event in self.machine.distrust(str(error)):
            self._dispatch(event)

    def _fail(self, error: PSSessionError) -> None:
        if self._failure is None:
            self._failure = error
        self._turn.announce()

    def _come_back(self) -> None:
        """Take the session up again over a new connection; both sides then send what the other does not have."""
        begun = monotonic()
        wait = _FIRST_PAUSE_SECONDS
        while True:
            try:
                self._reopen()
            except (FileNotFoundError, ConnectionRefusedError):
                # The socket goes when its process does: there is nothing to come back to.
                self._resign("the session's process has ended", gone=True)
                return
            except TransportError as error:
                if monotonic() - begun > self._retry_seconds:
                    self._resign(f"it could not be reached again ({error})", gone=self.machine.may_begin_again)
                    return
                if self.warnings is not None:
                    self.warnings(f"The connection is interrupted; trying again for {self._retry_seconds:g} seconds.")
                pause(wait)
                wait = min(wait * 2, _LONGEST_PAUSE_SECONDS)
            else:
                self.flush()
                return

    def _reopen(self) -> None:
        """Reach the session, or where it was never made whoever makes it, and say who we are."""
        machine = self.machine
        try:
            stream, go_on = self._opener.open(), machine.resume
        except (FileNotFoundError, ConnectionRefusedError):
            if not machine.may_begin_again:
                raise
            stream, go_on = self._opener.begin_again(), machine.begin_again
        with uninterrupted(), self._guard:
            self._stream = stream
            go_on()

    def _resign(self, reason: str, *, gone: bool) -> None:
        """Have done with a session that cannot be reached: it is no more, or it is somewhere without us."""
        if gone and self.machine.state is RunspacePoolState.CONNECTING:
            self._failure = SessionNotFound(reason)
        with uninterrupted(), self._guard:
            for event in self.machine.give_up(reason) if gone else self.machine.let_go(reason):
                self._dispatch(event)

    def disconnect_nowait(self, idle_timeout_seconds: float | None, output_buffering: OutputBufferingMode | None) -> None:
        """Leave the session; its state tells when that is done. What consumers hold in their hands they have received."""
        with uninterrupted(), self._guard:
            for pipe in self._followed:
                if pipe.taken:
                    self.machine.finish(pipe.taken)
                    pipe.taken = 0
            self.machine.acknowledge()
            self.machine.disconnect(idle_timeout_seconds, output_buffering)
            self._is_left = True
            self.flush_nowait()

    def close_nowait(self) -> None:
        """End the session; its state tells when that is done."""
        with uninterrupted(), self._guard:
            self.machine.close()
            self.flush_nowait()

    def wake(self) -> None:
        """Let those who wait look again whether what they wait for has come."""
        if self._stream is not None:
            self._stream.wake()
        self._turn.announce()

    def close(self) -> None:
        """Close the connection; the session is not told, but who waits for something from it is."""
        with self._guard:
            stream, self._stream = self._stream, None
            if self._failure is None and self.machine.state is not RunspacePoolState.DISCONNECTED:
                self._failure = SessionError("the session is closed")
        if stream is None:
            return
        stream.wake()
        has_turn = False
        try:
            with shielded(_LETTING_GO_SECONDS):
                # Another who reads is to have left the stream before its descriptors go.
                while not has_turn:
                    has_turn = self._turn.take()
                stream.drain()
        except (ConnectionLost, TimeoutError):
            pass
        finally:
            stream.close()
            if has_turn:
                self._turn.give_back()
