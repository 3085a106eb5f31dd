"""`BuiltinEngine`: one session of the built-in language as the worker drives it.

The worker's thread brings messages; what they ask for is run by one engine thread, pipeline after pipeline, nested ones inside the
pipeline that waits. The PSRP machine is used by both threads, one at a time, under a lock that is never held while the owner is called
with output (see `port`).

Source: MS-PSRP 3.2; the order of states and messages as PowerShell 7.6 was recorded.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pssession.errors import ProtocolError
from pssession.objects import RunspacePoolState
from pssession.protocol.psrp import requests
from pssession.protocol.psrp.server import ServerPool
from pssession.worker.engines.builtin.identity import private_data, sender_info
from pssession.worker.engines.builtin.pipeline import RunningPipeline
from pssession.worker.engines.port import Engine, EngineOwner

if TYPE_CHECKING:
    from pssession.engine.interpreter import Interpreter

_STACK_BYTES = 256 * 1024 * 1024
Job = Callable[[], None]


class BuiltinEngine(Engine):
    """Run one session.

    Args:
        owner: Hears what the session says.
        make_interpreter: Makes the runspace, in the engine's thread, when the client opens the session.
        adapter: Describes the language's objects to the CLIXML writer.
    """

    def __init__(self, owner: EngineOwner, make_interpreter: Callable[[Any], Interpreter], adapter: Any = None) -> None:
        self._owner = owner
        self._make_interpreter = make_interpreter
        self.pool = ServerPool(adapter=adapter)
        self.lock = threading.Lock()
        self._sending = threading.Lock()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._pipelines: dict[UUID, RunningPipeline] = {}
        self._closing: set[UUID] = set()
        self._ended = False
        self.interpreter: Interpreter | None = None
        self._thread: threading.Thread | None = None

    # What the worker says.

    def receive(self, pipeline_id: UUID | None, stream: str, data: bytes) -> None:
        with self.lock:
            try:
                found = self.pool.receive_message(data)
            except ProtocolError:
                # What breaks the protocol is dropped; the session goes on.
                found = []
        self._act(found)

    def signal(self, pipeline_id: UUID) -> None:
        with self.lock:
            found = self.pool.receive_signal(pipeline_id)
        self._act(found)

    def close(self, pipeline_id: UUID | None) -> None:
        if pipeline_id is None:
            for running in list(self._pipelines.values()):
                running.stop()
            self._post(self._close_pool)
            return
        with self.lock:
            known = pipeline_id in self.pool.pipelines
            found = self.pool.receive_close(pipeline_id)
        if not known:
            self._owner.closed(pipeline_id)
            return
        self._act(found)

    def end(self) -> None:
        self._ended = True
        for running in list(self._pipelines.values()):
            running.stop()
        self._jobs.put(None)

    # What the client wants.

    def _act(self, found: list[requests.Request]) -> None:
        for request in found:
            handle = _HANDLERS.get(type(request))
            if handle is not None:
                handle(self, request)
        self.flush()

    def _open(self, request: requests.OpenRequested) -> None:
        def job() -> None:
            interpreter = self._make_interpreter(request.init.host_info)
            interpreter.context.global_scope.put("PSSenderInfo", sender_info(request.init.application_arguments))
            self.interpreter = interpreter
            with self.lock:
                self.pool.accept(private_data(self.pool.version))
            self.flush()

        self._post(job)

    def _connect(self, request: requests.ConnectRequested) -> None:
        with self.lock:
            self.pool.accept(private_data(self.pool.version))

    def _run(self, request: requests.PipelineRequested) -> None:
        running = RunningPipeline(self, request.pipeline_id, request.description)
        self._pipelines[request.pipeline_id] = running
        if request.description.is_nested:
            outer = next((one for one in self._pipelines.values() if one is not running and one.is_asking), None)
            if outer is not None:
                outer.run_inside(lambda: self._perform(running))
                return
        self._post(lambda: self._perform(running))

    def _perform(self, running: RunningPipeline) -> None:
        running.run()
        self._pipelines.pop(running.id, None)
        if running.id in self._closing:
            self._closing.discard(running.id)
            self._forget(running.id)

    def _metadata(self, request: requests.MetadataRequested) -> None:
        from pssession.worker.engines.builtin.metadata import MetadataPipeline

        running = MetadataPipeline(self, request.pipeline_id, request.query)
        self._pipelines[request.pipeline_id] = running
        self._post(lambda: self._perform(running))

    def _input(self, request: requests.InputReceived) -> None:
        running = self._pipelines.get(request.pipeline_id)
        if running is not None:
            running.feed(request.value)

    def _input_end(self, request: requests.InputEnded) -> None:
        running = self._pipelines.get(request.pipeline_id)
        if running is not None:
            running.end_input()

    def _answered(self, request: requests.HostResponseReceived) -> None:
        if request.pipeline_id is not None:
            running = self._pipelines.get(request.pipeline_id)
            if running is not None:
                running.answer(request.call_id, request.result, request.error)

    def _stop(self, request: requests.StopRequested) -> None:
        running = self._pipelines.get(request.pipeline_id)
        if running is not None:
            running.stop()

    def _close_pipeline(self, request: requests.PipelineCloseRequested) -> None:
        if request.pipeline_id in self._pipelines:
            self._closing.add(request.pipeline_id)
        else:
            self._forget(request.pipeline_id)

    def _forget(self, pipeline_id: UUID) -> None:
        with self.lock:
            found = self.pool.forget(pipeline_id)
        self.flush()
        self._owner.closed(pipeline_id)
        self._act(found)

    def _close_pool(self) -> None:
        with self.lock:
            if self.pool.runspace_pool_state not in (RunspacePoolState.CLOSED, RunspacePoolState.BROKEN):
                self.pool.close()
        self.flush()
        self._owner.closed(None)
        self._jobs.put(None)

    def _pool_close(self, request: requests.PoolCloseRequested) -> None:
        self._post(self._close_pool)

    def _pool_ended(self, request: requests.PoolEnded) -> None:
        self.flush()
        self._owner.failed(request.reason)

    def _answer_true(self, request: Any) -> None:
        with self.lock:
            self.pool.answer(request.call_id, True)

    def _limit(self, request: Any) -> None:
        with self.lock:
            if isinstance(request, requests.MaxRunspacesRequested):
                good = request.count >= self.pool.min_runspaces
                if good:
                    self.pool.max_runspaces = request.count
            else:
                good = 1 <= request.count <= self.pool.max_runspaces
                if good:
                    self.pool.min_runspaces = request.count
            self.pool.answer(request.call_id, good)

    def _available(self, request: requests.AvailableRunspacesRequested) -> None:
        with self.lock:
            self.pool.answer(request.call_id, max(self.pool.max_runspaces - len(self._pipelines), 0))

    # Sending and the thread.

    def flush(self) -> None:
        """Give the owner what the machine wants sent, in order."""
        # Sending may block for long; whoever finds somebody at it leaves the messages to them, since they look again when done.
        while self.pool.has_messages_to_send and self._sending.acquire(blocking=False):
            try:
                with self.lock:
                    outgoing = self.pool.messages_to_send()
                if not self._ended:
                    for message in outgoing:
                        self._owner.send(message)
            finally:
                self._sending.release()

    def _post(self, job: Job) -> None:
        if self._thread is None:
            # The language recurses on Python's stack: deep scripts need room, which costs nothing until it is used.
            held = threading.stack_size(_STACK_BYTES)
            try:
                self._thread = threading.Thread(target=self._work, name="engine", daemon=True)
                self._thread.start()
            finally:
                threading.stack_size(held)
        self._jobs.put(job)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception as problem:
                if not self._ended:
                    self._owner.failed(f"the engine failed: {type(problem).__name__}: {problem}")
                return


_HANDLERS: dict[type, Callable[[BuiltinEngine, Any], None]] = {
    requests.OpenRequested: BuiltinEngine._open,
    requests.ConnectRequested: BuiltinEngine._connect,
    requests.PipelineRequested: BuiltinEngine._run,
    requests.MetadataRequested: BuiltinEngine._metadata,
    requests.InputReceived: BuiltinEngine._input,
    requests.InputEnded: BuiltinEngine._input_end,
    requests.HostResponseReceived: BuiltinEngine._answered,
    requests.StopRequested: BuiltinEngine._stop,
    requests.PipelineCloseRequested: BuiltinEngine._close_pipeline,
    requests.PoolCloseRequested: BuiltinEngine._pool_close,
    requests.PoolEnded: BuiltinEngine._pool_ended,
    requests.ResetRequested: BuiltinEngine._answer_true,
    requests.MaxRunspacesRequested: BuiltinEngine._limit,
    requests.MinRunspacesRequested: BuiltinEngine._limit,
    requests.AvailableRunspacesRequested: BuiltinEngine._available,
}
