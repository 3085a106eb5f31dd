"""An engine without a language: every command line is looked up in a table of functions, and what the function gives is the output.

    ScriptedEngine(owner, {"numbers": lambda: range(1, 11)})

It speaks PSRP as a session does, in the caller's thread and without waiting, so that a whole session fits into a test of machines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from pssession.errors import ProtocolError
from pssession.objects import ErrorRecord, StreamKind
from pssession.protocol.psrp import requests
from pssession.protocol.psrp.server import ServerPool
from pssession.worker.engines.port import Engine, EngineOwner

Script = Callable[[], Iterable[Any]]


class ScriptedEngine(Engine):
    """Run commands that are functions.

    Args:
        owner: Hears what it says.
        scripts: What each command line gives. One that is not here fails.
        eager: Whether a command runs to its end at once; otherwise `step` makes the running one give one more object.

    Attributes:
        running: The pipelines that have not ended, with what they will give.
        inputs: The objects that each pipeline got.
    """

    def __init__(self, owner: EngineOwner, scripts: Mapping[str, Script], *, eager: bool = True) -> None:
        self._owner = owner
        self._scripts = scripts
        self._eager = eager
        self._pool = ServerPool()
        self.running: dict[UUID, Iterator[Any]] = {}
        self.inputs: dict[UUID, list[Any]] = {}

    def receive(self, pipeline_id: UUID | None, stream: str, data: bytes) -> None:
        """Take a whole message of the client; what breaks the protocol is dropped."""
        try:
            wanted = self._pool.receive_message(data)
        except ProtocolError:
            return
        self._act(wanted)

    def signal(self, pipeline_id: UUID) -> None:
        """Stop a pipeline."""
        self._act(self._pool.receive_signal(pipeline_id))

    def close(self, pipeline_id: UUID | None) -> None:
        """Forget a pipeline, or end the session."""
        wanted = self._pool.receive_close(pipeline_id)
        if not wanted and pipeline_id is not None:
            self._owner.closed(pipeline_id)
        self._act(wanted)

    def end(self) -> None:
        """End at once."""
        self.running.clear()

    def step(self) -> bool:
        """Let every running command give one more object; tell whether any still runs."""
        for pipeline_id in list(self.running):
            self._give(pipeline_id)
        return bool(self.running)

    def _act(self, wanted: Iterable[requests.Request]) -> None:
        for request in wanted:
            match request:
                case requests.OpenRequested() | requests.ConnectRequested():
                    self._pool.accept()
                case requests.PipelineRequested(pipeline_id=pipeline_id):
                    self._begin(pipeline_id, request.description.statements[0][0].name)
                case requests.InputReceived(pipeline_id=pipeline_id):
                    self.inputs.setdefault(pipeline_id, []).append(request.value)
                case requests.StopRequested(pipeline_id=pipeline_id):
                    if self.running.pop(pipeline_id, None) is not None:
                        self._pool.pipelines[pipeline_id].stopped(ErrorRecord(exception=RuntimeError("stopped")))
                case requests.PipelineCloseRequested(pipeline_id=pipeline_id):
                    self._flush()
                    self._act(self._pool.forget(pipeline_id))
                    self._owner.closed(pipeline_id)
                case requests.PoolCloseRequested():
                    self._pool.close()
                    self._flush()
                    self._owner.closed(None)
                case _:
                    pass
        self._flush()

    def _begin(self, pipeline_id: UUID, line: str) -> None:
        script = self._scripts.get(line)
        if script is None:
            self._pool.pipelines[pipeline_id].fail(ErrorRecord(exception=LookupError(f"there is no script {line}")))
            return
        self.running[pipeline_id] = iter(script())
        while self._eager and pipeline_id in self.running:
            self._give(pipeline_id)

    def _give(self, pipeline_id: UUID) -> None:
        pipeline = self._pool.pipelines[pipeline_id]
        try:
            value = next(self.running[pipeline_id])
        except StopIteration:
            del self.running[pipeline_id]
            pipeline.complete()
        else:
            pipeline.write(StreamKind.OUTPUT, value)
        self._flush()

    def _flush(self) -> None:
        for message in self._pool.messages_to_send():
            self._owner.send(message)
