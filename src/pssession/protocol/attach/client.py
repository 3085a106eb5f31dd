"""The client's end, over all its connections: what was sent is kept until the worker has it, what came twice is dropped.

    Beginning -> Attached -> Leaving -> Ended
     |  |  ^        |  ^
     |  v  |        v  |  resume
     | Lost        Lost
     \\-> Refused (ended)

A machine is one client of one session. It begins with an opening line, sends its messages behind it without waiting (for a new session)
or once it was let in (for one that exists), and goes on at `resume` after its connection was lost. A client that was not let in yet may
not know whether its wish for a new session was heard: it asks for that session by `resume`, and where there is none by `begin_again`.
Numbers rise by one over all connections, in each direction for itself.

Source: `docs/reference/attach.md`.
"""

from __future__ import annotations

from collections import deque
from uuid import UUID

from pssession.errors import LimitExceeded, ProtocolError
from pssession.objects import OutputBufferingMode
from pssession.protocol.attach.events import (
    Attached,
    ClientEvent,
    Described,
    Faulted,
    FoundPipeline,
    Gone,
    Left,
    MessageCame,
    PipelineClosed,
    Refused,
)
from pssession.protocol.attach.frames import (
    ACTION,
    LEAVING,
    NUMBER,
    PLACE,
    STREAMS,
    UNCHANGED_MODE,
    UNCHANGED_TIME,
    FrameBuffer,
    FrameType,
    expect,
    write_frame,
)
from pssession.protocol.attach.opening import (
    ANSWER_LIMIT,
    Attach,
    AttachAck,
    AttachRefused,
    Description,
    Mode,
    Removed,
    read_answer,
    write_attach,
)

_NO_BYTES = bytes(16)
_number_of = NUMBER.unpack_from
_MESSAGE = int(FrameType.MESSAGE)


class AnswerLine:
    """Wait for the worker's line."""

    __slots__ = ("_line",)

    def __init__(self) -> None:
        self._line = bytearray()

    def receive_data(self, data: bytes) -> tuple[AttachAck | AttachRefused | Description | Removed, bytes] | None:
        """Take bytes; give the answer and what follows it, None while it is not whole.

        Raises:
            ProtocolError: It is none.
        """
        end = data.find(b"\n")
        if end < 0:
            self._line += data
            if len(self._line) > ANSWER_LIMIT:
                raise LimitExceeded(f"The session's answer is longer than {ANSWER_LIMIT} bytes.")
            return None
        line = bytes(self._line) + data[:end]
        self._line.clear()
        return read_answer(line), data[end + 1 :]


class AttachClient:
    """Be one client of one session: one that it makes (`Mode.NEW`) or that exists (`Mode.CONNECT`).

    Args:
        attach: What it wants.

    Attributes:
        can_come_back: True: a session outlives its connection.
        was_let_in: Whether the worker ever let us in.
        pending_bytes: What was sent and the worker does not have; whoever writes much should wait for it to shrink.
    """

    can_come_back = True

    def __init__(self, attach: Attach) -> None:
        self.pending_bytes = 0
        self.was_let_in = False
        self._attach = attach
        self._number = 0
        self._received = 0
        # What the worker does not have yet, by number; a close's pipeline with it, for its acknowledgement is an event.
        self._kept: deque[tuple[int, bytes, UUID | None]] = deque()
        self._answer: AnswerLine | None = AnswerLine()
        self._frames = FrameBuffer()
        # To a new session one may speak at once; to one that exists not before it has said what it has.
        self._speaking = attach.mode is Mode.NEW
        self._acknowledged = 0
        self._leaving = b""
        self._ended = False
        self._out: list[bytes] = [write_attach(attach)]

    # What we do.

    def send(self, pipeline_id: UUID | None, data: bytes, stream: str) -> None:
        """Send a whole message.

        Args:
            pipeline_id: The pipeline; None for the session.
            data: Header and CLIXML.
            stream: `PromptResponse` for answers to host calls, else `Default`.
        """
        place = PLACE.pack(self._number + 1, _NO_BYTES if pipeline_id is None else pipeline_id.bytes, STREAMS.index(stream))
        self._carry(FrameType.MESSAGE, place + data)

    def signal(self, pipeline_id: UUID) -> None:
        """Ask for a pipeline's stop."""
        self._carry(FrameType.SIGNAL, ACTION.pack(self._number + 1, pipeline_id.bytes))

    def close(self, pipeline_id: UUID | None) -> None:
        """Ask for the end of a pipeline, or of the session."""
        raw = _NO_BYTES if pipeline_id is None else pipeline_id.bytes
        self._carry(FrameType.CLOSE, ACTION.pack(self._number + 1, raw), pipeline_id)

    def leave(self, idle_timeout_seconds: float | None, output_buffering: OutputBufferingMode | None) -> None:
        """Say that we leave; `Left` comes when the worker knows."""
        time = UNCHANGED_TIME if idle_timeout_seconds is None else min(round(idle_timeout_seconds * 1000), UNCHANGED_TIME - 1)
        # The mode None keeps what there is, which is what 0 says to PowerShell too.
        mode = int(output_buffering) if output_buffering else UNCHANGED_MODE
        self._leaving = write_frame(FrameType.DETACH, LEAVING.pack(time, mode))
        if self._speaking:
            self._out.append(self._leaving)

    def acknowledge(self, sequence: int) -> None:
        """Say that everything up to a number is safely received."""
        if sequence > self._acknowledged:
            self._acknowledged = sequence
            if self._speaking:
                self._out.append(write_frame(FrameType.ACK, NUMBER.pack(sequence)))

    def resume(self) -> None:
        """Go on over a new connection; what the worker does not have goes once more."""
        attach = self._attach
        if self.was_let_in or attach.mode is Mode.NEW:
            attach = Attach(mode=Mode.RECONNECT, session_id=attach.session_id, client_id=attach.client_id, received=self._received)
        self._begin(attach)
        self._speaking = False

    def begin_again(self) -> None:
        """Ask once more for a new session, over a new connection: nobody has heard of it."""
        self._begin(self._attach)
        self._out += [frame for _, frame, _ in self._kept]

    def _begin(self, attach: Attach) -> None:
        self._ended = False
        self._answer = AnswerLine()
        self._frames = FrameBuffer()
        self._out = [write_attach(attach)]

    def _carry(self, kind: FrameType, payload: bytes, closed: UUID | None = None) -> None:
        if self._ended:
            return
        self._number += 1
        frame = write_frame(kind, payload)
        self._kept.append((self._number, frame, closed))
        self.pending_bytes += len(frame)
        if self._speaking:
            self._out.append(frame)

    def bytes_to_send(self) -> bytes:
        """Give what is to be sent, once."""
        out, self._out = self._out, []
        return b"".join(out) if len(out) != 1 else out[0]

    # What comes.

    def receive_data(self, data: bytes) -> list[ClientEvent]:
        """Take bytes, cut anywhere; after the end nothing is taken.

        Raises:
            ProtocolError: They break the protocol, and nothing that follows can be trusted.
        """
        found: list[ClientEvent] = []
        if self._ended:
            return found
        if self._answer is not None:
            answered = self._answer.receive_data(data)
            if answered is None:
                return found
            answer, data = answered
            self._answer = None
            self._take_answer(answer, found)
        if data and not self._ended:
            for kind, payload in self._frames.receive_data(data):
                if kind == _MESSAGE:
                    self._take_message(payload, found)
                else:
                    self._take_frame(kind, payload, found)
        return found

    def _take_message(self, payload: bytes, found: list[ClientEvent]) -> None:
        expect(len(payload) > NUMBER.size, _MESSAGE)
        (number,) = _number_of(payload)
        if number <= self._received:
            return
        if number != self._received + 1:
            raise ProtocolError(f"Message {number} came after message {self._received}.")
        self._received = number
        found.append(MessageCame(number, payload[8:]))

    def _take_frame(self, kind: int, payload: bytes, found: list[ClientEvent]) -> None:
        if kind == FrameType.ACK:
            expect(len(payload) == NUMBER.size, kind)
            self._forget(_number_of(payload)[0], found)
        elif kind == FrameType.DROPPED:
            expect(len(payload) == NUMBER.size, kind)
            self._received = max(self._received, _number_of(payload)[0])
        elif kind == FrameType.DETACHED:
            self._ended = True
            found.append(Left())
        elif kind == FrameType.REMOVED:
            self._ended = True
            found.append(Gone(reason=payload.decode("utf-8", "replace")))
        elif kind == FrameType.FAULT:
            # The connection is of no use; the session is.
            self._ended = True
            found.append(Faulted(reason=payload.decode("utf-8", "replace")))
        else:
            raise ProtocolError(f"A frame of type {kind} came from the session.")

    def _forget(self, number: int, found: list[ClientEvent]) -> None:
        """Forget what the worker has."""
        if number > self._number:
            raise ProtocolError(f"The session has message {number}, and {self._number} were sent.")
        kept = self._kept
        while kept and kept[0][0] <= number:
            _, frame, closed = kept.popleft()
            self.pending_bytes -= len(frame)
            if closed is not None:
                found.append(PipelineClosed(pipeline_id=closed))

    def _take_answer(self, answer: AttachAck | AttachRefused | Description | Removed, found: list[ClientEvent]) -> None:
        match answer:
            case AttachAck():
                self._take_ack(answer, found)
                return
            case AttachRefused(reason=reason, message=message):
                found.append(Refused(reason=reason.value, message=message))
            case Description():
                found.append(Described(description=answer))
            case Removed():
                found.append(Gone())
        self._ended = True

    def _take_ack(self, answer: AttachAck, found: list[ClientEvent]) -> None:
        if not self.was_let_in and self._attach.mode is Mode.CONNECT:
            # Both counts go on where the client before us had come to; what we wanted to say meanwhile comes behind.
            self._received = answer.acknowledged
            self._renumber(answer.received)
        self._forget(answer.received, found)
        found.append(
            Attached(
                session_id=answer.session_id,
                name=answer.name,
                resumed=self.was_let_in or answer.resumed,
                received=answer.acknowledged,
                idle_timeout_seconds=answer.idle_timeout_seconds,
                output_buffering=answer.output_buffering,
                version=answer.protocol_version,
                greeting=answer.greeting,
                pipelines=tuple(
                    FoundPipeline(pipeline_id=one.pipeline_id, state=one.state, input_open=one.input_open) for one in answer.pipelines
                ),
                first_call_id=answer.first_call_id,
            )
        )
        self.was_let_in = True
        if not self._speaking:
            self._speaking = True
            if self._acknowledged:
                self._out.append(write_frame(FrameType.ACK, NUMBER.pack(self._acknowledged)))
            self._out += [frame for _, frame, _ in self._kept]
            if self._leaving:
                self._out.append(self._leaving)

    def _renumber(self, first: int) -> None:
        """Count on from the last number that the worker has of the client before us."""
        self._kept = deque(
            (number + first, frame[:5] + NUMBER.pack(number + first) + frame[13:], closed) for number, frame, closed in self._kept
        )
        self._number += first
