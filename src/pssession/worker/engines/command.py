"""An engine that is a command: anything that speaks PSRP in the out-of-process lines on its standard input and output, as `pwsh -s` does.

Source: `protocol.outofproc`; `pwsh -s` of PowerShell 7.6 as recorded.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Sequence
from uuid import UUID

from pssession.errors import ProtocolError, TransportError
from pssession.protocol.outofproc import ClientCarrier
from pssession.protocol.outofproc.events import CloseAcknowledged, DataReceived, ErrorReceived
from pssession.protocol.psrp.fragments import Defragmenter, Fragmenter
from pssession.protocol.psrp.outgoing import OutgoingMessage
from pssession.worker.engines.port import Engine, EngineOwner

_READ_BYTES = 256 * 1024
_END_SECONDS = 2.0


class CommandEngine(Engine):
    """Run a session in a child process.

    Args:
        owner: Hears what the session says.
        command: Program and arguments.

    Raises:
        TransportError: It cannot be started.
    """

    def __init__(self, owner: EngineOwner, command: Sequence[str]) -> None:
        self._owner = owner
        self._lock = threading.Lock()
        self._carrier = ClientCarrier()
        self._fragmenter = Fragmenter()
        self._defragmenters: dict[tuple[UUID | None, str], Defragmenter] = {}
        self._ended = False
        self._complaint = ""
        try:
            self._child = subprocess.Popen(
                list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0, start_new_session=True
            )
        except OSError as error:
            raise TransportError(f"the engine {command[0]} cannot be started: {error.strerror or error}") from error
        self._thread = threading.Thread(target=self._listen, name="engine", daemon=True)
        self._thread.start()

    # What the worker says.

    def receive(self, pipeline_id: UUID | None, stream: str, data: bytes) -> None:
        with self._lock:
            self._carrier.send(pipeline_id, b"".join(self._fragmenter.split(data)), stream)
        self._write()

    def signal(self, pipeline_id: UUID) -> None:
        with self._lock:
            self._carrier.signal(pipeline_id)
        self._write()

    def close(self, pipeline_id: UUID | None) -> None:
        with self._lock:
            self._carrier.close(pipeline_id)
        self._write()

    def end(self) -> None:
        self._ended = True
        child = self._child
        if child.stdin is not None:
            child.stdin.close()
        try:
            child.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        try:
            # What the engine started may be there still, in its group.
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        child.wait()

    # What the child says.

    def _listen(self) -> None:
        assert self._child.stdout is not None
        reason = ""
        try:
            while data := os.read(self._child.stdout.fileno(), _READ_BYTES):
                self._take(data)
                self._write()
        except (ProtocolError, OSError) as error:
            reason = str(error)
        if not self._ended:
            status = self._child.wait()
            ended = f"the engine's process has ended with status {status}"
            self._owner.failed(": ".join(part for part in (ended, self._complaint or reason) if part))

    def _take(self, data: bytes) -> None:
        with self._lock:
            events = self._carrier.receive_data(data)
        for event in events:
            match event:
                case DataReceived(pipeline_id=pipeline_id, stream=stream):
                    key = (pipeline_id, stream)
                    defragmenter = self._defragmenters.get(key)
                    if defragmenter is None:
                        defragmenter = self._defragmenters[key] = Defragmenter()
                    for message in defragmenter.receive_data(event.data):
                        self._owner.send(OutgoingMessage(pipeline_id=pipeline_id, data=message))
                case CloseAcknowledged(pipeline_id=pipeline_id):
                    for key in [key for key in self._defragmenters if pipeline_id is None or key[0] == pipeline_id]:
                        del self._defragmenters[key]
                    if pipeline_id is None:
                        self._ended = True
                    self._owner.closed(pipeline_id)
                case ErrorReceived(message=message):
                    self._complaint = message
                case _:
                    pass

    def _write(self) -> None:
        with self._lock:
            data = self._carrier.data_to_send()
            stdin = self._child.stdin
            if not data or stdin is None or stdin.closed:
                return
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(stdin.fileno(), view) :]
            except OSError:
                # It has ended; its output says so.
                return
