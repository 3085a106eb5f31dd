"""The worker's end of one connection: bytes in, events out; answers and frames in, bytes out.

    Beginning -> Asked -> Attached -> Over
        |          \\-> Over (refused, described, removed)      any -> Cut (nothing more is said either)
        \\-> Lines (a stock client; the bytes are for the line protocol)

It keeps nothing beyond its connection: what has which number, and what must come again, is the session's to know.

Source: `docs/reference/attach.md`.
"""

from __future__ import annotations

from enum import Enum
from uuid import UUID

from pssession.errors import LimitExceeded, ProtocolError
from pssession.objects import OutputBufferingMode
from pssession.protocol.attach.events import (
    Acknowledged,
    AttachRequested,
    CloseReceived,
    DetachRequested,
    LinesBegun,
    MessageReceived,
    ServerEvent,
    SignalReceived,
)
from pssession.protocol.attach.frames import (
    ACTION,
    LEAVING,
    NUMBER,
    NUMBERED,
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
    ATTACH_LIMIT,
    BEGINNING,
    VERSION,
    Answer,
    AttachAck,
    AttachRefused,
    Reason,
    read_attach,
    write_answer,
)

_NO_BYTES = bytes(16)
_BOM = b"\xef\xbb\xbf"
_MESSAGE = int(FrameType.MESSAGE)
_MODES = {int(mode): mode for mode in OutputBufferingMode}
_pack_message = NUMBERED.pack


class Phase(Enum):
    """Say how far a connection is."""

    BEGINNING = "beginning"
    ASKED = "asked"
    ATTACHED = "attached"
    LINES = "lines"
    OVER = "over"
    CUT = "cut"


def write_message(number: int, data: bytes) -> bytes:
    """Write the frame of a numbered message to the client."""
    return _pack_message(_MESSAGE, len(data) + 8, number) + data


class AttachServer:
    """Be the worker's end of one connection.

    Attributes:
        phase: How far it is. When it is over, what is left to send goes, and the connection is closed.
    """

    def __init__(self) -> None:
        self.phase = Phase.BEGINNING
        self._line = bytearray()
        self._frames = FrameBuffer()
        self._held = b""
        self._out: list[bytes] = []

    # What comes.

    def receive_data(self, data: bytes) -> list[ServerEvent]:
        """Take bytes, cut anywhere. Frames that come before the answer are held until it is given; `accept` gives their events.

        Raises:
            ProtocolError: They break the protocol; `fail` tells the client so.
        """
        if self.phase is Phase.ATTACHED:
            return self._take_frames(data)
        if self.phase is Phase.BEGINNING:
            return self._begin(data)
        if self.phase is Phase.LINES:
            return [LinesBegun(data=data)]
        if self.phase is Phase.ASKED:
            self._held += data
            if len(self._held) > ATTACH_LIMIT:
                raise LimitExceeded("The client sends too much before it is answered.")
        return []

    def _begin(self, data: bytes) -> list[ServerEvent]:
        line = self._line
        if not line and data.startswith(_BOM):
            data = data[len(_BOM) :]
        line += data
        if line.startswith(BEGINNING):
            end = line.find(b"\n")
            if max(end, 0 if end >= 0 else len(line)) > ATTACH_LIMIT:
                raise LimitExceeded(f"The connection's first line is longer than {ATTACH_LIMIT} bytes.")
            if end < 0:
                return []
            self.phase = Phase.ASKED
            self._held = bytes(line[end + 1 :])
            return [AttachRequested(attach=read_attach(bytes(line[:end])))]
        if not line or BEGINNING.startswith(line):
            return []
        if line.startswith(b"<") and not line.startswith((b"<A", b"<?", b"<!")):
            self.phase = Phase.LINES
            return [LinesBegun(data=bytes(line))]
        raise ProtocolError("A connection begins with neither Attach nor an element of the line protocol.")

    def _take_frames(self, data: bytes) -> list[ServerEvent]:
        found: list[ServerEvent] = []
        for kind, payload in self._frames.receive_data(data):
            found.append(self._take(kind, payload))
            if self.phase is not Phase.ATTACHED:
                break
        return found

    def _take(self, kind: int, payload: bytes) -> ServerEvent:
        if kind == FrameType.MESSAGE:
            expect(len(payload) > PLACE.size, kind)
            number, raw, stream = PLACE.unpack_from(payload)
            expect(stream < len(STREAMS) and number > 0, kind)
            return MessageReceived(number, None if raw == _NO_BYTES else UUID(bytes=raw), STREAMS[stream], payload[PLACE.size :])
        if kind == FrameType.ACK:
            expect(len(payload) == NUMBER.size, kind)
            return Acknowledged(sequence=NUMBER.unpack(payload)[0])
        if kind in (FrameType.SIGNAL, FrameType.CLOSE):
            expect(len(payload) == ACTION.size, kind)
            number, raw = ACTION.unpack(payload)
            pipeline_id = None if raw == _NO_BYTES else UUID(bytes=raw)
            if kind == FrameType.CLOSE:
                return CloseReceived(number=number, pipeline_id=pipeline_id)
            if pipeline_id is None:
                raise ProtocolError("A signal is to a pipeline, not to the session.")
            return SignalReceived(number=number, pipeline_id=pipeline_id)
        if kind == FrameType.DETACH:
            expect(len(payload) == LEAVING.size, kind)
            time, mode = LEAVING.unpack(payload)
            expect(mode == UNCHANGED_MODE or mode in _MODES, kind)
            return DetachRequested(
                idle_timeout_seconds=None if time == UNCHANGED_TIME else time / 1000,
                output_buffering=None if mode == UNCHANGED_MODE else _MODES[mode],
            )
        raise ProtocolError(f"A frame of type {kind} came from a client.")

    # What is sent.

    def accept(self, answer: AttachAck) -> list[ServerEvent]:
        """Let the client in; give what it said meanwhile.

        Raises:
            ProtocolError: That breaks the protocol.
        """
        self._out.append(write_answer(answer))
        self.phase = Phase.ATTACHED
        held, self._held = self._held, b""
        return self._take_frames(held) if held else []

    def answer(self, answer: Answer) -> None:
        """Answer with something that ends the conversation: a refusal, a description, the news of a removal."""
        self._out.append(write_answer(answer))
        self.phase = Phase.OVER

    def fail(self, error: ProtocolError) -> None:
        """Tell the client why nothing more is taken from it; the session lives on."""
        if self.phase in (Phase.BEGINNING, Phase.ASKED):
            self.answer(AttachRefused(reason=Reason.MALFORMED, message=str(error)))
        elif self.phase is Phase.ATTACHED:
            self._out.append(write_frame(FrameType.FAULT, str(error).encode("utf-8", "replace")))
        self.phase = Phase.OVER

    def cut(self) -> None:
        """Say and hear nothing more: the client has another connection by now."""
        self._out.clear()
        self.phase = Phase.CUT

    def send_message(self, number: int, data: bytes) -> None:
        """Send a numbered message."""
        self._out.append(_pack_message(_MESSAGE, len(data) + 8, number) + data)

    def send_dropped(self, number: int) -> None:
        """Say that what is missing up to a number never comes."""
        self._out.append(write_frame(FrameType.DROPPED, NUMBER.pack(number)))

    def acknowledge(self, number: int) -> None:
        """Say that everything of the client's up to a number is received."""
        self._out.append(write_frame(FrameType.ACK, NUMBER.pack(number)))

    def detached(self) -> None:
        """Say that we know that the client leaves."""
        self._out.append(write_frame(FrameType.DETACHED))
        self.phase = Phase.OVER

    def removed(self, reason: str = "") -> None:
        """Say that the session is no more; `reason` is empty where somebody asked for it."""
        self._out.append(write_frame(FrameType.REMOVED, reason.encode("utf-8", "replace")))
        self.phase = Phase.OVER

    def bytes_to_send(self) -> bytes:
        """Give what is to be sent, once."""
        out, self._out = self._out, []
        return b"".join(out) if len(out) != 1 else out[0]


def wrong_version(version: int) -> AttachRefused:
    """Refuse a client of another version of this protocol."""
    return AttachRefused(reason=Reason.VERSION, message=f"The client speaks version {version} of the attach protocol, we speak {VERSION}.")
