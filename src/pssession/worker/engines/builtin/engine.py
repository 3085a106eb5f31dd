"""The built-in engine: hears a session's messages in a thread of its own, runs pipelines in runspaces, answers through its owner.

Nothing is decided in the owner's thread: `receive`, `signal` and `close` put what they are told into a queue. Only a stop goes at once to
where the pipeline runs, because the listening thread may be held up by a client that takes no output.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pssession.errors import ProtocolError, SessionStateError
from pssession.objects import ErrorRecord, Host, HostInfo, PipelineDescription, RunspacePoolState
from pssession.protocol.psrp import requests, versions
from pssession.protocol.psrp.server import ServerPool
from pssession.protocol.psrp.states import POOL_ENDED
from pssession.worker.engines.builtin.speaker import Speaker
from pssession.worker.engines.port import Engine, EngineOwner

if TYPE_CHECKING:
    from pssession.worker.engines.builtin.run import Run
    from pssession.worker.engines.builtin.runspace import Runspace

Report = Callable[[str], None]


def _no_report(reason: str) -> None:
    return None


class BuiltinEngine(Engine):
    """Run the commands of one session with this project's interpreter.

    Args:
        owner: Hears what it says.
        version: The newest protocol version to speak.
        catalogue: The commands there are; None for all built-in ones.
        services: Rows for commands, by type or name.
        report: Told of what broke the protocol.
    """

    def __init__(
        self,
        owner: EngineOwner,
        *,
        version: versions.Pair = versions.NEWEST,
        catalogue: Mapping[str, Any] | None = None,
        services: Mapping[Any, Any] | None = None,
        report: Report = _no_report,
    ) -> None:
        self._owner = owner
        self._report = report
        self._catalogue = catalogue
        self._services = dict(services or {})
        self._pool = ServerPool(version=version, adapter=_view)
        self._speaker = Speaker(self._pool, owner)
        self._inbox: SimpleQueue[tuple[Callable[..., None], tuple[Any, ...]] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        # What runspaces and the listening thread share.
        self._lock = threading.Lock()
        self._runs: dict[UUID, Run] = {}
        self._runspaces: list[Runspace] = []
        self._free: list[Runspace] = []
        self._waiting: deque[Run] = deque()
        self._host_info: HostInfo | None = None
        self._is_over = False

    # What the owner calls.

    def receive(self, pipeline_id: UUID | None, stream: str, data: bytes) -> None:
        """Take a whole message of the client."""
        self._put(self._on_message, pipeline_id, data)

    def signal(self, pipeline_id: UUID) -> None:
        """Stop a pipeline."""
        run = self._runs.get(pipeline_id)
        if run is not None:
            run.stop()
        self._put(self._on_signal, pipeline_id)

    def close(self, pipeline_id: UUID | None) -> None:
        """Forget a pipeline, or end the session."""
        self._put(self._on_close, pipeline_id)

    def end(self) -> None:
        """End at once."""
        self._speaker.silence()
        self._is_over = True
        self._inbox.put(None)
        self._quit()

    # The listening thread.

    def _put(self, action: Callable[..., None], *arguments: Any) -> None:
        self._inbox.put((action, arguments))
        if self._thread is None:
            self._thread = threading.Thread(target=self._listen, name="session", daemon=True)
            self._thread.start()

    def _listen(self) -> None:
        while True:
            item = self._inbox.get()
            if item is None or self._is_over:
                return
            action, arguments = item
            try:
                action(*arguments)
            except Exception as failure:
                # Whatever went wrong, a session that does not listen any more has to say so.
                self._is_over = True
                self._owner.failed(f"{type(failure).__name__}: {failure}")
                raise

    def _on_message(self, pipeline_id: UUID | None, data: bytes) -> None:
        try:
            wanted = self._speaker.do(lambda: self._pool.receive_message(data))
        except ProtocolError as error:
            self._report(str(error))
            return
        for request in wanted:
            self._act(request)

    def _on_signal(self, pipeline_id: UUID) -> None:
        for request in self._speaker.do(lambda: self._pool.receive_signal(pipeline_id)):
            self._act(request)

    def _on_close(self, pipeline_id: UUID | None) -> None:
        wanted = self._speaker.do(lambda: self._pool.receive_close(pipeline_id))
        if not wanted and pipeline_id is not None:
            self._owner.closed(pipeline_id)
        for request in wanted:
            self._act(request)

    def _act(self, request: requests.Request) -> None:
        action = _ACTIONS.get(type(request))
        if action is not None:
            action(self, request)

    # The session.

    def _on_open(self, request: requests.OpenRequested) -> None:
        self._host_info = request.init.host_info
        if self._pool.max_runspaces > 1:
            # Runspaces beyond the first are made when they are needed.
            self._pool.min_runspaces = max(1, self._pool.min_runspaces)
        try:
            self._free.append(self._make_runspace())
        except Exception as failure:
            record = getattr(failure, "error_record", None)
            broken = record if isinstance(record, ErrorRecord) else ErrorRecord(exception=failure)
            self._speaker.do(lambda: self._pool.fail(broken))
            return
        self._accept()

    def _on_connect(self, request: requests.ConnectRequested) -> None:
        self._accept()

    def _accept(self) -> None:
        from pssession.worker.engines.builtin.facts import private_data

        told = private_data(self._pool.version)
        self._speaker.do(lambda: self._pool.accept(told))

    def _make_runspace(self) -> Runspace:
        from pssession.engine.commands.variables import READ_ONLY, Guard, Variable
        from pssession.worker.engines.builtin.facts import SenderInfo
        from pssession.worker.engines.builtin.remote_host import RemoteHost
        from pssession.worker.engines.builtin.runspace import Runspace

        catalogue = self._catalogue
        if catalogue is None:
            from pssession.cmdlets import CATALOGUE

            catalogue = CATALOGUE
        host: Host = RemoteHost(_SessionCaller(self._speaker), self._host_info)
        variables = [Variable("PSSenderInfo", SenderInfo(self._pool.application_arguments), Guard(READ_ONLY))]
        services = {"forward_event": self._forward, **self._services}
        made = Runspace(host, catalogue, variables, self._next, services)
        made.start()
        self._runspaces.append(made)
        return made

    def _forward(self, event: Any) -> None:
        """Send a UserEvent to the client; commands reach this as the service `forward_event`."""
        self._speaker.do(lambda: self._pool.raise_event(event))

    def _on_pool_close(self, request: requests.PoolCloseRequested) -> None:
        if self._pool.state not in POOL_ENDED:
            self._speaker.do(self._pool.close)
        self._is_over = True
        self._quit()
        self._owner.closed(None)

    def _on_pool_ended(self, request: requests.PoolEnded) -> None:
        self._is_over = True
        self._speaker.flush()
        self._quit()
        self._owner.failed(request.reason)

    def _quit(self) -> None:
        for run in list(self._runs.values()):
            run.stop()
        for runspace in list(self._runspaces):
            runspace.quit()

    # Runspaces.

    def _on_limit(self, request: requests.MaxRunspacesRequested | requests.MinRunspacesRequested) -> None:
        pool, count = self._pool, request.count
        if isinstance(request, requests.MaxRunspacesRequested):
            good = count >= max(1, pool.min_runspaces)
            if good:
                pool.max_runspaces = count
        else:
            good = 1 <= count <= pool.max_runspaces
            if good:
                pool.min_runspaces = count
        self._speaker.do(lambda: pool.answer(request.call_id, good))
        self._start_waiting()

    def _on_available(self, request: requests.AvailableRunspacesRequested) -> None:
        with self._lock:
            busy = len(self._runspaces) - len(self._free)
        self._speaker.do(lambda: self._pool.answer(request.call_id, max(0, self._pool.max_runspaces - busy)))

    def _on_reset(self, request: requests.ResetRequested) -> None:
        with self._lock:
            good = self._pool.max_runspaces == 1 and len(self._free) == len(self._runspaces) and not self._waiting
        if good:
            for runspace in self._runspaces:
                runspace.reset()
        self._speaker.do(lambda: self._pool.answer(request.call_id, good))

    # Pipelines.

    def _on_pipeline(self, request: requests.PipelineRequested) -> None:
        self._begin(request.pipeline_id, request.description)

    def _on_metadata(self, request: requests.MetadataRequested) -> None:
        from pssession.worker.engines.builtin.metadata import describe

        self._begin(request.pipeline_id, describe(request.query))

    def _begin(self, pipeline_id: UUID, description: PipelineDescription) -> None:
        from pssession.worker.engines.builtin.run import Run

        run = Run(self._speaker, self._pool.pipelines[pipeline_id], description, self._host_info)
        with self._lock:
            self._runs[pipeline_id] = run
            busy = next((one for one in self._runspaces if one not in self._free), None)
            nested_in = busy if description.is_nested and self._pool.max_runspaces == 1 else None
            if nested_in is None:
                self._waiting.append(run)
        if nested_in is not None:
            nested_in.submit(run)
        else:
            self._start_waiting()

    def _start_waiting(self) -> None:
        """Give waiting pipelines to free runspaces, new ones where there may be more."""
        while True:
            with self._lock:
                if not self._waiting:
                    return
                if self._free:
                    self._free.pop().submit(self._waiting.popleft())
                    continue
                if len(self._runspaces) >= self._pool.max_runspaces:
                    return
            made = self._make_runspace()
            with self._lock:
                self._free.append(made)

    def _next(self, runspace: Runspace, ended: Run) -> Run | None:
        """Say, in a runspace's thread, what it runs after a pipeline that has ended."""
        if ended.is_closing:
            self._put(self._forget, ended.id)
        if ended.description.is_nested and runspace.is_busy:
            return None
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._free.append(runspace)
            return None

    def _on_input(self, request: requests.InputReceived) -> None:
        run = self._runs.get(request.pipeline_id)
        if run is not None and run.input is not None:
            from pssession.engine.serialization import revived

            run.input.put(revived(request.value))

    def _on_input_end(self, request: requests.InputEnded) -> None:
        run = self._runs.get(request.pipeline_id)
        if run is not None and run.input is not None:
            run.input.end()

    def _on_answer(self, request: requests.HostResponseReceived) -> None:
        run = None if request.pipeline_id is None else self._runs.get(request.pipeline_id)
        if run is not None and run.runspace is not None:
            run.runspace.answer(request)

    def _on_stop(self, request: requests.StopRequested) -> None:
        run = self._runs.get(request.pipeline_id)
        if run is None:
            return
        run.stop()
        with self._lock:
            waited = run in self._waiting
            if waited:
                self._waiting.remove(run)
        if waited:
            run.end_stopped()
            if run.is_closing:
                self._forget(run.id)

    def _on_pipeline_close(self, request: requests.PipelineCloseRequested) -> None:
        run = self._runs.get(request.pipeline_id)
        if run is not None:
            run.is_closing = True
            if not run.pipeline.has_ended:
                return
        self._forget(request.pipeline_id)

    def _forget(self, pipeline_id: UUID) -> None:
        run = self._runs.get(pipeline_id)
        if run is None and pipeline_id not in self._pool.pipelines:
            return
        try:
            following = self._speaker.do(lambda: self._pool.forget(pipeline_id))
        except SessionStateError:
            # The session was closed under it; nobody waits for its end any more.
            following = []
        self._runs.pop(pipeline_id, None)
        self._owner.closed(pipeline_id)
        for request in following:
            self._act(request)

    @property
    def state(self) -> RunspacePoolState:
        """Give the session's state."""
        return self._pool.runspace_pool_state


class _SessionCaller:
    """Call the session's host while no pipeline runs."""

    __slots__ = ("_speaker",)

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def tell(self, method: Any, *parameters: Any) -> None:
        """Send a call that nobody answers."""
        self._speaker.do(lambda: self._speaker.pool.call_host(method, *parameters, answered=False))

    def ask(self, method: Any, *parameters: Any) -> Any:
        """Refuse: without a pipeline there is nobody to wait."""
        Host()._refuse("an answer")


def _view(value: Any) -> Any:
    from pssession.engine.serialization import view

    return view(value)


_ACTIONS: dict[type[Any], Callable[[BuiltinEngine, Any], None]] = {
    requests.OpenRequested: BuiltinEngine._on_open,
    requests.ConnectRequested: BuiltinEngine._on_connect,
    requests.PipelineRequested: BuiltinEngine._on_pipeline,
    requests.MetadataRequested: BuiltinEngine._on_metadata,
    requests.InputReceived: BuiltinEngine._on_input,
    requests.InputEnded: BuiltinEngine._on_input_end,
    requests.HostResponseReceived: BuiltinEngine._on_answer,
    requests.MaxRunspacesRequested: BuiltinEngine._on_limit,
    requests.MinRunspacesRequested: BuiltinEngine._on_limit,
    requests.AvailableRunspacesRequested: BuiltinEngine._on_available,
    requests.ResetRequested: BuiltinEngine._on_reset,
    requests.StopRequested: BuiltinEngine._on_stop,
    requests.PipelineCloseRequested: BuiltinEngine._on_pipeline_close,
    requests.PoolCloseRequested: BuiltinEngine._on_pool_close,
    requests.PoolEnded: BuiltinEngine._on_pool_ended,
}
