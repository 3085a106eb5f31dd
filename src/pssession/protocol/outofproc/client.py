"""The client's end of the lines: bytes for the session and its pipelines go out in lock step, what the server says becomes events.

PowerShell's server hands each line to a pool of threads: two lines that nobody waited between may be handled in either order. So there is
one Data line under way for each place (the session, a pipeline), and the next goes out when the server has acknowledged it. Lines are
filled to 32 KiB, whatever fragments that cuts. A pipeline's data waits for the acknowledgement of its Command; answers to prompts
overtake input that waits.
Source: PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from uuid import UUID

from pssession.errors import ProtocolError
from pssession.protocol.outofproc import lines
from pssession.protocol.outofproc.events import (
    ClientEvent,
    CloseAcknowledged,
    CommandAcknowledged,
    DataReceived,
    ErrorReceived,
    SignalAcknowledged,
)
from pssession.protocol.outofproc.lines import DEFAULT, ERROR_PREFIX, LINE_LIMIT, NO_ID, PROMPT_RESPONSE, Element, LineBuffer

# So many bytes of fragments go into one line at most.
LINE_BYTES = 32 * 1024


class _Place:
    """Keep what waits for one place."""

    __slots__ = ("acknowledged", "closing", "input", "prompts", "signal", "under_way")

    def __init__(self, *, acknowledged: bool) -> None:
        self.input = bytearray()
        self.prompts = bytearray()
        self.acknowledged = acknowledged
        self.under_way = False
        self.signal = False
        self.closing = False

    @property
    def ready(self) -> bool:
        return self.acknowledged and not self.under_way and not self.closing and bool(self.input or self.prompts)

    def take(self) -> tuple[str, bytes]:
        """Give the next line's stream and bytes."""
        stream, waiting = (PROMPT_RESPONSE, self.prompts) if self.prompts else (DEFAULT, self.input)
        data = bytes(waiting[:LINE_BYTES])
        del waiting[:LINE_BYTES]
        return stream, data


class ClientCarrier:
    """Be the client's end.

    Args:
        line_limit_bytes: The longest line taken.
    """

    def __init__(self, *, line_limit_bytes: int = LINE_LIMIT) -> None:
        self._buffer = LineBuffer(line_limit_bytes)
        self._session = _Place(acknowledged=True)
        self._places: dict[UUID, _Place] = {}
        self._closed: set[UUID] = set()
        self._out: list[bytes] = []
        self._reported = False

    @property
    def pending_bytes(self) -> int:
        """Count what waits for acknowledgements: whoever writes much should wait for it to shrink."""
        return sum(len(place.input) + len(place.prompts) for place in (self._session, *self._places.values()))

    def send(self, pipeline_id: UUID | None, fragments: bytes, stream: str = DEFAULT) -> None:
        """Queue bytes of fragments; the first for a pipeline announce it. For a pipeline that was closed they are dropped.

        Args:
            pipeline_id: The pipeline; None for the session.
            fragments: Whole or cut, in order.
            stream: `PromptResponse` for answers to host calls.
        """
        if pipeline_id is None:
            place = self._session
        elif pipeline_id in self._closed:
            return
        else:
            known = self._places.get(pipeline_id)
            if known is None:
                known = self._places[pipeline_id] = _Place(acknowledged=False)
                self._out.append(lines.write_element("Command", pipeline_id))
            place = known
        waiting = place.prompts if stream == PROMPT_RESPONSE else place.input
        waiting += fragments

    def signal(self, pipeline_id: UUID) -> None:
        """Ask for a pipeline to be stopped, as soon as the server knows it."""
        place = self._places.get(pipeline_id)
        if place is not None and not place.closing:
            place.signal = True
            self._settle(pipeline_id, place)

    def close(self, pipeline_id: UUID | None) -> None:
        """Close a pipeline or the session; what waits for it is dropped. What was never announced needs no closing."""
        place = self._session if pipeline_id is None else self._places.get(pipeline_id)
        if place is None or place.closing:
            return
        place.closing = True
        place.input.clear()
        place.prompts.clear()
        if pipeline_id is not None:
            self._closed.add(pipeline_id)
        self._settle(pipeline_id, place)

    def reopen(self) -> None:
        """Begin anew after the session was closed: the same server takes another."""
        self._session = _Place(acknowledged=True)
        self._places.clear()
        self._closed.clear()

    def _settle(self, pipeline_id: UUID | None, place: _Place) -> None:
        """Write the signal and the close that waited for the acknowledgement of the command."""
        if not place.acknowledged:
            return
        if place.signal and pipeline_id is not None:
            place.signal = False
            self._out.append(lines.write_element("Signal", pipeline_id))
        if place.closing:
            self._out.append(lines.write_element("Close", pipeline_id))

    def data_to_send(self) -> bytes:
        """Give the lines that may go now, once."""
        if self._session.ready:
            self._write_line(None, self._session)
        for pipeline_id, place in self._places.items():
            if place.ready:
                self._write_line(pipeline_id, place)
        out, self._out = self._out, []
        return b"".join(out)

    def _write_line(self, pipeline_id: UUID | None, place: _Place) -> None:
        stream, data = place.take()
        place.under_way = True
        self._out.append(lines.write_data(pipeline_id, stream, data))

    def receive_data(self, data: bytes) -> list[ClientEvent]:
        """Take bytes of lines, cut anywhere.

        Raises:
            ProtocolError: A line is none of the protocol, and nothing that follows can be trusted.
        """
        found: list[ClientEvent] = []
        for line in self._buffer.receive_data(data):
            self._take_line(line, found)
        return found

    def _take_line(self, line: bytes, found: list[ClientEvent]) -> None:
        if line.startswith(_ERROR_PREFIX):
            self._reported = True
            found.append(ErrorReceived(message=line[len(_ERROR_PREFIX) :].decode("utf-8", "replace")))
        elif self._reported and not line.startswith(b"<"):
            # A report is followed by a stack trace, whose lines bear no mark.
            found.append(ErrorReceived(message=line.decode("utf-8", "replace")))
        else:
            for element in lines.parse(line):
                self._take(element, found)

    def _take(self, element: Element, found: list[ClientEvent]) -> None:
        name, identity, stream, data = element
        pipeline_id = None if identity == NO_ID else identity
        if name == "Data":
            found.append(DataReceived(pipeline_id=pipeline_id, data=data, stream=stream))
            return
        place = self._session if pipeline_id is None else self._places.get(pipeline_id)
        if name == "DataAck":
            if place is not None:
                place.under_way = False
        elif name == "CloseAck":
            if pipeline_id is not None:
                self._places.pop(pipeline_id, None)
                self._closed.discard(pipeline_id)
            found.append(CloseAcknowledged(pipeline_id=pipeline_id))
        elif name == "CommandAck" and pipeline_id is not None:
            if place is not None and not place.acknowledged:
                place.acknowledged = True
                self._settle(pipeline_id, place)
            found.append(CommandAcknowledged(pipeline_id=pipeline_id))
        elif name == "SignalAck" and pipeline_id is not None:
            found.append(SignalAcknowledged(pipeline_id=pipeline_id))
        else:
            raise ProtocolError(lines.unknown_element(name))


_ERROR_PREFIX = ERROR_PREFIX.encode()
