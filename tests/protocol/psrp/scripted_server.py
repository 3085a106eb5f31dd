"""A server that knows a few scripts by heart: the server's machine and the server's carrier put together, without an engine.

As a program it speaks on standard input and output, as `pwsh -sshs` does, so that a real client can be tried on the machines.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from uuid import UUID

from pssession.objects import (
    DateTime,
    DebugRecord,
    ErrorCategory,
    ErrorRecord,
    HostInformationMessage,
    HostMethod,
    InformationRecord,
    ProgressRecord,
    PSObject,
    SecureString,
    StreamKind,
    VerboseRecord,
    Version,
    WarningRecord,
)
from pssession.protocol.outofproc import ServerCarrier
from pssession.protocol.outofproc.events import CloseReceived, DataReceived, Ended, SignalReceived
from pssession.protocol.psrp import requests
from pssession.protocol.psrp.fragments import Fragmenter
from pssession.protocol.psrp.server import ServerPool
from pssession.protocol.psrp.server_pipeline import ServerPipeline
from pssession.protocol.psrp.states import POOL_ENDED, PoolState

PRIVATE_DATA = {
    "PSVersionTable": {
        "PSVersion": Version(7, 6, 5),
        "PSEdition": "Core",
        "PSRemotingProtocolVersion": Version(2, 4),
        "SerializationVersion": Version(1, 1, 0, 1),
    }
}
STOPPED = ErrorRecord(
    exception=PSObject.custom({"Message": "The pipeline has been stopped."}),
    fully_qualified_error_id="PipelineStopped",
    category=ErrorCategory.OperationStopped,
    reason="PipelineStoppedException",
)


def _error(message: str, error_id: str) -> ErrorRecord:
    return ErrorRecord(exception=RuntimeError(message), fully_qualified_error_id=error_id, category=ErrorCategory.InvalidData)


class Running:
    """Run one script: what it does at once, with each input, and with the answers to its host calls."""

    def __init__(self, server: ScriptedServer, pipeline: ServerPipeline, text: str, arguments: list[object]) -> None:
        self.server, self.pipeline, self.text, self.arguments = server, pipeline, text.strip(), arguments
        self.inputs: list[object] = []

    def start(self, no_input: bool) -> None:
        action = _SCRIPTS.get(self.text)
        if action is None:
            self.pipeline.complete()
        elif no_input or self.text != "$input":
            action(self)

    def input_ended(self) -> None:
        if self.text == "$input":
            for value in self.inputs:
                self.pipeline.write_output(value)
            self.pipeline.complete()

    def answered(self, response: requests.HostResponseReceived) -> None:
        value = response.result
        if isinstance(value, SecureString):
            value = value.reveal()
        self.pipeline.write_output(f"answer: {value}" if response.error is None else "refused")
        self.pipeline.complete()


def _numbers(run: Running) -> None:
    run.pipeline.write_output(1)
    run.pipeline.write_output("two")
    run.pipeline.complete()


def _one(run: Running) -> None:
    run.pipeline.write_output(1)
    run.pipeline.complete()


def _forever(run: Running) -> None:
    run.pipeline.write_output("a")


def _object(run: Running) -> None:
    run.pipeline.write_output(PSObject.custom({"Name": "n", "List": [1, "x"]}))
    run.pipeline.complete()


def _streams(run: Running) -> None:
    pipeline = run.pipeline
    pipeline.write(StreamKind.WARNING, WarningRecord(message="w"))
    pipeline.write(StreamKind.VERBOSE, VerboseRecord(message="v"))
    pipeline.write(StreamKind.DEBUG, DebugRecord(message="d"))
    pipeline.write(StreamKind.ERROR, _error("e", "AnErrorId"))
    pipeline.write(StreamKind.PROGRESS, ProgressRecord(activity="p", percent_complete=50))
    information = InformationRecord(
        message_data=HostInformationMessage(message="i"), source="s", tags=["t"], time_generated=DateTime(638_000_000_000_000_000, 1)
    )
    pipeline.write(StreamKind.INFORMATION, information)
    pipeline.write_output("o")
    pipeline.complete()


def _throw(run: Running) -> None:
    run.pipeline.fail(_error("boo", "BooId"))


def _ask(run: Running) -> None:
    run.pipeline.call_host(HostMethod.WRITE_LINE_2, "before", answered=False)
    run.pipeline.call_host(HostMethod.READ_LINE)


def _ask_secretly(run: Running) -> None:
    run.pipeline.call_host(HostMethod.READ_LINE_AS_SECURE_STRING)


def _secret(run: Running) -> None:
    run.pipeline.write_output(SecureString("s3cret"))
    run.pipeline.complete()


def _reveal(run: Running) -> None:
    (secret,) = run.arguments
    run.pipeline.write_output(secret.reveal() if isinstance(secret, SecureString) else "no secret")
    run.pipeline.complete()


def _event(run: Running) -> None:
    from pssession.protocol.psrp.messages import UserEvent

    event = UserEvent(
        event_identifier=1, source_identifier="Ping", message_data="data", time_generated=DateTime(638_000_000_000_000_000, 1)
    )
    run.server.pool.raise_event(event)
    run.pipeline.complete()


_SCRIPTS: dict[str, Callable[[Running], None]] = {
    "1; 'two'": _numbers,
    "1": _one,
    "'a'; while (1) {}": _forever,
    "object": _object,
    "streams": _streams,
    "throw": _throw,
    "ask": _ask,
    "ask secretly": _ask_secretly,
    "secret": _secret,
    "param($s) reveal": _reveal,
    "$input": Running.input_ended,
    "event": _event,
}


class ScriptedServer:
    """Take bytes of lines, give bytes of lines; `errors` are for standard error, `status` is set at the end."""

    def __init__(self, *, merge_errors: bool = False, version: tuple[int, int] = (2, 4)) -> None:
        self.carrier = ServerCarrier(merge_errors=merge_errors)
        self.version = version
        self.pool = ServerPool(version=version)
        self.fragmenter = Fragmenter()
        self.running: dict[UUID, Running] = {}
        self.status: int | None = None
        self.errors: list[str] = []

    def receive_data(self, data: bytes) -> bytes:
        for event in self.carrier.receive_data(data):
            self._handle(event)
        return self._out()

    def receive_eof(self) -> bytes:
        if self.carrier.ended is None and self.pool.state is PoolState.OPENED:
            self.pool.close()
            self._flush()
        for event in self.carrier.receive_eof():
            self._handle(event)
        for run in self.running.values():
            if not run.pipeline.has_ended:
                run.pipeline.stopped(STOPPED)
        self._flush()
        return self._out()

    def _out(self) -> bytes:
        self.errors += self.carrier.errors_to_write()
        return self.carrier.data_to_send()

    def _handle(self, event: object) -> None:
        later: list[Callable[[], None]] = []
        if isinstance(event, Ended):
            self.status = event.status
            return
        if isinstance(event, DataReceived):
            if self.pool.state in POOL_ENDED and event.pipeline_id is None:
                self.pool = ServerPool(version=self.version)
            wanted = self.pool.receive_data(event.data, event.pipeline_id, event.stream)
        elif isinstance(event, SignalReceived):
            wanted = self.pool.receive_signal(event.pipeline_id)
        elif isinstance(event, CloseReceived):
            wanted = self.pool.receive_close(event.pipeline_id)
            if event.pipeline_id is None and not wanted:
                # Pipelines are open: PowerShell says nothing until they are closed too.
                return
        else:
            return
        for request in wanted:
            self._act(request, later)
        self._flush()
        self.carrier.acknowledge(event)
        for action in later:
            action()
        self._flush()

    def _act(self, request: requests.Request, later: list[Callable[[], None]]) -> None:
        match request:
            case requests.Rejected():
                self.carrier.report_transport_error(request.reason)
            case requests.OpenRequested():
                self.pool.accept(PRIVATE_DATA)
            case requests.PipelineRequested():
                command = request.description.statements[0][0]
                arguments = [argument.value for argument in command.arguments]
                run = Running(self, self.pool.pipelines[request.pipeline_id], command.name, arguments)
                self.running[request.pipeline_id] = run
                later.append(lambda: run.start(request.description.no_input))
            case requests.MetadataRequested():
                later.append(self.pool.pipelines[request.pipeline_id].complete)
            case requests.InputReceived():
                self.running[request.pipeline_id].inputs.append(request.value)
            case requests.InputEnded():
                later.append(self.running[request.pipeline_id].input_ended)
            case requests.HostResponseReceived() if request.pipeline_id is not None:
                run, response = self.running[request.pipeline_id], request
                later.append(lambda: run.answered(response))
            case requests.StopRequested():
                self.pool.pipelines[request.pipeline_id].stopped(STOPPED)
            case requests.PipelineCloseRequested():
                self.running.pop(request.pipeline_id, None)
                for following in self.pool.forget(request.pipeline_id):
                    self._act(following, later)
                    later.append(lambda: self.carrier.acknowledge(CloseReceived(pipeline_id=None)))
            case requests.PoolCloseRequested():
                if self.pool.state not in POOL_ENDED:
                    self.pool.close()
            case requests.AvailableRunspacesRequested():
                self.pool.answer(request.call_id, 1)
            case requests.MaxRunspacesRequested() | requests.MinRunspacesRequested() | requests.ResetRequested():
                self.pool.answer(request.call_id, True)
            case _:
                pass

    def _flush(self) -> None:
        for message in self.pool.messages_to_send():
            for fragment in self.fragmenter.split(message.data):
                self.carrier.send(message.pipeline_id, fragment)


def main() -> int:
    """Serve on standard input and output."""
    version = (2, int(sys.argv[1])) if len(sys.argv) > 1 else (2, 4)
    server = ScriptedServer(merge_errors=True, version=version)
    while server.status is None:
        data = os.read(0, 65536)
        out = server.receive_data(data) if data else server.receive_eof()
        while out:
            out = out[os.write(1, out) :]
    return server.status


if __name__ == "__main__":
    raise SystemExit(main())
