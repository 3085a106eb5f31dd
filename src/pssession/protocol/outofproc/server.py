"""The server's end of the lines: what reaches it becomes events, what it has to say becomes lines.

Commands are acknowledged here. Data, signals and closes are acknowledged by who handles them, when they are handled: until then a client
sends no more data to the same place. For a pipeline that nobody announced all three are acknowledged at once and nobody hears of them, for
it may have ended while they were on their way.

What PowerShell treats as the end of the conversation ends it here: `Ended`, with its words and its exit status. What it reports and
survives is the concern of who reads the fragments; `report_transport_error` has the words for it.
Source: PowerShell 7.6 as probed (server-probes).
"""

from __future__ import annotations

from uuid import UUID

from pssession.errors import ProtocolError
from pssession.protocol.outofproc import lines
from pssession.protocol.outofproc.events import CloseReceived, CommandReceived, DataReceived, Ended, ServerEvent, SignalReceived
from pssession.protocol.outofproc.lines import DEFAULT, LINE_LIMIT, NO_ID, Element, LineBuffer

# 4000 modulo 256, of every conversation's end, good or bad.
EXIT_STATUS = 160


class ServerCarrier:
    """Be the server's end.

    Args:
        merge_errors: Whether errors go between the lines, marked, as `-sshs` and named pipes do, instead of to standard error.
        line_limit_bytes: The longest line taken.

    Attributes:
        ended: How the conversation ended, None while it goes on.
    """

    def __init__(self, *, merge_errors: bool = False, line_limit_bytes: int = LINE_LIMIT) -> None:
        self.ended: Ended | None = None
        self._merge_errors = merge_errors
        self._buffer = LineBuffer(line_limit_bytes)
        self._commands: set[UUID] = set()
        self._out: list[bytes] = []
        self._errors: list[str] = []

    def receive_data(self, data: bytes) -> list[ServerEvent]:
        """Take bytes of lines, cut anywhere; after the end nothing is taken."""
        found: list[ServerEvent] = []
        if self.ended is not None:
            return found
        try:
            for line in self._buffer.receive_data(data):
                for element in lines.parse(line):
                    self._take(element, found)
        except ProtocolError as error:
            found.append(self._end(str(error)))
        return found

    def receive_eof(self) -> list[ServerEvent]:
        """Take note that there are no more bytes: the usual end."""
        if self.ended is not None:
            return []
        rest = self._buffer.rest()
        found = self.receive_data(rest + b"\n") if rest else []
        return found if self.ended is not None else [*found, self._end(lines.unknown_element(""))]

    def _take(self, element: Element, found: list[ServerEvent]) -> None:
        name, identity, stream, data = element
        known = identity in self._commands
        if name == "Data":
            if identity == NO_ID:
                found.append(DataReceived(pipeline_id=None, data=data, stream=stream))
            elif known:
                found.append(DataReceived(pipeline_id=identity, data=data, stream=stream))
            else:
                self._write("DataAck", identity)
        elif name == "Command":
            if known:
                raise ProtocolError(f"An item with the same key has already been added. Key: {identity}")
            self._commands.add(identity)
            self._write("CommandAck", identity)
            found.append(CommandReceived(pipeline_id=identity))
        elif name == "Close":
            if identity == NO_ID:
                found.append(CloseReceived(pipeline_id=None))
            elif known:
                found.append(CloseReceived(pipeline_id=identity))
            else:
                self._write("CloseAck", identity)
        elif name == "Signal":
            if identity == NO_ID:
                raise ProtocolError("A Signal message to a session is not supported. A Signal message can be sent only to a command.")
            if known:
                found.append(SignalReceived(pipeline_id=identity))
            else:
                self._write("SignalAck", identity)
        else:
            raise ProtocolError(lines.unknown_element(name))

    def _end(self, message: str) -> Ended:
        self.ended = Ended(message=message, status=EXIT_STATUS)
        self.report(message)
        return self.ended

    def acknowledge(self, event: ServerEvent) -> None:
        """Say that an event was handled; a pipeline that was closed is forgotten by this."""
        if isinstance(event, DataReceived):
            self._write("DataAck", event.pipeline_id)
        elif isinstance(event, SignalReceived):
            self._write("SignalAck", event.pipeline_id)
        elif isinstance(event, CloseReceived):
            if event.pipeline_id is not None:
                self._commands.discard(event.pipeline_id)
            self._write("CloseAck", event.pipeline_id)

    def send(self, pipeline_id: UUID | None, fragment: bytes, stream: str = DEFAULT) -> None:
        """Write one fragment, as one line; a client never acknowledges it."""
        self._out.append(lines.write_data(pipeline_id, stream, fragment))

    def report(self, message: str) -> None:
        """Report an error of this process to the client's people."""
        if self._merge_errors:
            self._out.append(f"{lines.ERROR_PREFIX}{message}\n".encode("utf-8", "replace"))
        else:
            self._errors.append(message)

    def report_transport_error(self, message: str) -> None:
        """Report what could not be read and is survived."""
        self.report(f"Remote transport error: {message}")

    def data_to_send(self) -> bytes:
        """Give the lines that wait, once."""
        out, self._out = self._out, []
        return b"".join(out)

    def errors_to_write(self) -> list[str]:
        """Give the lines for standard error, once; none where they are merged."""
        errors, self._errors = self._errors, []
        return errors

    def _write(self, name: str, pipeline_id: UUID | None) -> None:
        self._out.append(lines.write_element(name, pipeline_id))
