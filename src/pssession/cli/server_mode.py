"""`pypwsh -s` and `pypwsh -sshs`: a session for whoever starts this program, over standard input and output.

The session lives as long as the program. Sessions that outlive their clients are the worker's.

Source: PowerShell 7.6 as probed (server-probes): what is acknowledged when, what is reported where, how it ends.
"""

from __future__ import annotations

import os
import threading
from uuid import UUID

from pssession.errors import ProtocolError
from pssession.protocol.outofproc import ServerCarrier
from pssession.protocol.outofproc.events import CloseReceived, DataReceived, Ended, ServerEvent, SignalReceived
from pssession.protocol.psrp.fragments import OBJECT_LIMIT, Defragmenter, Fragmenter
from pssession.protocol.psrp.header import HEADER_SIZE, MessageType, peek
from pssession.protocol.psrp.outgoing import OutgoingMessage
from pssession.worker.engines.builtin.engine import BuiltinEngine

_READ_SIZE = 65536
_INPUT, _OUTPUT, _ERROR = 0, 1, 2


def serve(*, subsystem: bool) -> int:
    """Serve sessions on standard input and output, one after the other, until the input ends.

    Args:
        subsystem: Whether errors go between the lines, as an SSH subsystem wants.

    Returns:
        The exit status.
    """
    # What scripts and their programs write to these two would break the lines; it is lost, as it is in PowerShell.
    given, out = os.dup(_INPUT), os.dup(_OUTPUT)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, _INPUT)
    os.dup2(null, _OUTPUT)
    os.close(null)
    server = Server(out, merge_errors=subsystem)
    while (status := server.receive(os.read(given, _READ_SIZE))) is None:
        pass
    return status


class Server:
    """Join the lines and the engine.

    Args:
        out: The descriptor that lines are written to.
        merge_errors: Whether errors go between the lines.
    """

    def __init__(self, out: int, *, merge_errors: bool) -> None:
        self._out = out
        # The carrier, the descriptor and what stands below; engines write from threads of their own.
        self._lock = threading.Lock()
        self._carrier = ServerCarrier(merge_errors=merge_errors)
        self._fragmenter = Fragmenter()
        self._engine: BuiltinEngine | None = None
        self._defragmenters: dict[tuple[UUID | None, str], Defragmenter] = {}
        self._running: set[UUID] = set()
        self._signals: dict[UUID, list[SignalReceived]] = {}
        self._closes: dict[UUID | None, list[CloseReceived]] = {}

    def receive(self, data: bytes) -> int | None:
        """Take what was read, nothing for the end; give the exit status when it is over."""
        with self._lock:
            events = self._carrier.receive_data(data) if data else self._carrier.receive_eof()
            self._write()
        for event in events:
            if isinstance(event, Ended):
                self._end()
                return event.status
            self._take(event)
        return None

    def _end(self) -> None:
        engine = self._engine
        if engine is not None:
            engine.end()

    def _take(self, event: ServerEvent) -> None:
        if isinstance(event, DataReceived):
            self._take_data(event)
        elif isinstance(event, SignalReceived):
            with self._lock:
                waits = event.pipeline_id in self._running
                if waits:
                    self._signals.setdefault(event.pipeline_id, []).append(event)
                else:
                    self._acknowledge(event)
            if waits and self._engine is not None:
                self._engine.signal(event.pipeline_id)
        elif isinstance(event, CloseReceived):
            engine = self._engine
            with self._lock:
                if engine is None:
                    self._acknowledge(event)
                    return
                self._closes.setdefault(event.pipeline_id, []).append(event)
            engine.close(event.pipeline_id)

    def _take_data(self, event: DataReceived) -> None:
        key = (event.pipeline_id, event.stream)
        with self._lock:
            engine = self._engine
            if engine is None:
                engine = self._engine = BuiltinEngine(self, report=self._report)
            defragmenter = self._defragmenters.get(key)
            if defragmenter is None:
                defragmenter = self._defragmenters[key] = Defragmenter(object_limit_bytes=OBJECT_LIMIT)
            problem = None
            try:
                messages = defragmenter.receive_data(event.data)
                problem = defragmenter.take_failure()
            except ProtocolError as error:
                messages, problem = [], error
            for message in messages:
                if event.pipeline_id is not None and _begins(message):
                    self._running.add(event.pipeline_id)
            if problem is not None:
                self._carrier.report_transport_error(str(problem))
            self._acknowledge(event)
        for message in messages:
            engine.receive(event.pipeline_id, event.stream, message)

    def _report(self, reason: str) -> None:
        with self._lock:
            self._carrier.report_transport_error(reason)
            self._write()

    # What the engine says, from its threads.

    def send(self, message: OutgoingMessage) -> None:
        """Write a message to the client; blocks while nobody reads."""
        pipeline_id = message.pipeline_id
        with self._lock:
            for fragment in self._fragmenter.split(message.data):
                self._carrier.send(pipeline_id, fragment)
            if pipeline_id is not None and peek(message.data).type is MessageType.PIPELINE_STATE:
                self._running.discard(pipeline_id)
                for signal in self._signals.pop(pipeline_id, ()):
                    self._carrier.acknowledge(signal)
            self._write()

    def closed(self, pipeline_id: UUID | None) -> None:
        """Tell the client that what it closed is closed; another session may follow."""
        with self._lock:
            if pipeline_id is None:
                self._engine = None
                self._running.clear()
                self._defragmenters.clear()
            else:
                self._running.discard(pipeline_id)
                for key in [key for key in self._defragmenters if key[0] == pipeline_id]:
                    del self._defragmenters[key]
            for signal in self._signals.pop(pipeline_id, ()) if pipeline_id is not None else ():
                self._carrier.acknowledge(signal)
            for close in self._closes.pop(pipeline_id, ()):
                self._carrier.acknowledge(close)
            self._write()

    def failed(self, reason: str) -> None:
        """Report that the session ended by itself."""
        with self._lock:
            self._engine = None
            self._carrier.report(reason)
            self._write()

    # Inside, with the lock.

    def _acknowledge(self, event: ServerEvent) -> None:
        self._carrier.acknowledge(event)
        self._write()

    def _write(self) -> None:
        data = self._carrier.data_to_send()
        try:
            while data:
                data = data[os.write(self._out, data) :]
            for error in self._carrier.errors_to_write():
                os.write(_ERROR, f"{error}\n".encode("utf-8", "replace"))
        except BrokenPipeError:
            # Nobody reads any more; the end of the input follows.
            return


def _begins(message: bytes) -> bool:
    if len(message) < HEADER_SIZE:
        return False
    try:
        return peek(message).type in (MessageType.CREATE_PIPELINE, MessageType.GET_COMMAND_METADATA)
    except ProtocolError:
        return False
