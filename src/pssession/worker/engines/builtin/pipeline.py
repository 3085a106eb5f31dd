"""One pipeline that runs in the engine's thread: its input, its streams, its host calls, its end.

Source: MS-PSRP 3.2.5; the records and the order at a pipeline's end as PowerShell 7.6 was recorded.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pssession.engine.errors import DotNetException, PipelineStoppedException, RuntimeException
from pssession.objects import ErrorCategory, ErrorRecord, HostError, HostMethod, PipelineDescription, StreamKind
from pssession.protocol.clixml import ClixmlError
from pssession.worker.engines.builtin.wire_host import WireHost

if TYPE_CHECKING:
    from pssession.protocol.clixml import ClixmlError
from pssession.worker.engines.builtin.engine import BuiltinEngine

_END = object()


class RunningPipeline:
    """Run one pipeline.

    Args:
        engine: The session.
        pipeline_id: The client's id of it.
        description: What to run.

    Attributes:
        is_asking: Whether it waits for the client's answer to a host call.
    """

    def __init__(self, engine: BuiltinEngine, pipeline_id: UUID, description: PipelineDescription) -> None:
        self.id = pipeline_id
        self.is_asking = False
        self._engine = engine
        self._description = description
        self._input: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._stopped = False
        self._runs = False

    # From the worker's thread.

    def feed(self, value: Any) -> None:
        """Take one object of input."""
        self._input.put(value)

    def end_input(self) -> None:
        """Take note that no more comes."""
        self._input.put(_END)

    def answer(self, call_id: int, result: Any, error: ErrorRecord | None) -> None:
        """Take the answer to a host call."""
        self._answers.put((call_id, result, error))

    def run_inside(self, job: Callable[[], None]) -> None:
        """Run a nested pipeline while this one waits for an answer."""
        self._answers.put(job)

    def stop(self) -> None:
        """End soon."""
        self._stopped = True
        self._input.put(_END)
        self._answers.put(_END)
        interpreter = self._engine.interpreter
        if self._runs and interpreter is not None:
            interpreter.stop()

    # In the engine's thread.

    def run(self) -> None:
        """Run it and send its end."""
        engine = self._engine
        pipeline = engine.pool.pipelines[self.id]
        try:
            if self._stopped:
                raise PipelineStoppedException()
            self._runs = True
            self._invoke()
        except PipelineStoppedException as problem:
            ending = _stop_record(problem)
            self._end(lambda: pipeline.stopped(ending))
        except RuntimeException as problem:
            record = problem.error_record or _record(problem)
            self._end(lambda: pipeline.fail(record))
        except Exception as problem:
            # A fault of the engine's own ends the pipeline, not the session.
            failure = ErrorRecord(exception=problem, fully_qualified_error_id=type(problem).__name__)
            self._end(lambda: pipeline.fail(failure))
        else:
            self._end(pipeline.complete)
        finally:
            self._runs = False

    def _invoke(self) -> None:
        engine, description = self._engine, self._description
        assert engine.interpreter is not None
        info = description.host_info
        if info is None or info.use_runspace_host:
            info = engine.pool.host_info
        outcome = engine.interpreter.invoke(
            description,
            input=None if description.no_input else self._objects(),
            sink=self,
            host=WireHost(self, info),
            add_to_history=description.add_to_history,
        )
        if outcome.exit_code is not None:
            engine.interpreter.context.last_exit_code = outcome.exit_code

    def _end(self, say: Callable[[], None]) -> None:
        with self._engine.lock:
            say()
        self._engine.flush()

    def _objects(self) -> Iterator[Any]:
        while (value := self._input.get()) is not _END:
            yield value

    def write(self, kind: StreamKind, value: Any) -> None:
        """Send one object of a stream."""
        if kind is StreamKind.INFORMATION and "PSHOST" in value.tags and "FORWARDED" not in value.tags:
            self._show(value)
        engine = self._engine
        pipeline = engine.pool.pipelines[self.id]
        with engine.lock:
            try:
                pipeline.write(kind, value)
            except ClixmlError as problem:
                pipeline.write(StreamKind.ERROR, ErrorRecord(exception=problem, fully_qualified_error_id="SerializationError"))
        engine.flush()

    def _show(self, record: Any) -> None:
        """Show what Write-Host wrote on the client's host; the record goes along marked, so that it is not shown twice."""
        data = record.message_data
        host = self._engine.interpreter.context.host if self._engine.interpreter is not None else None
        if host is None:
            return
        line = host.write if getattr(data, "no_new_line", False) else host.write_line
        line(str(data), getattr(data, "foreground_color", None), getattr(data, "background_color", None))
        record.tags = [*record.tags, "FORWARDED"]

    # Host calls.

    def tell(self, method: HostMethod, *parameters: Any) -> None:
        """Call the client's host and go on."""
        with self._engine.lock:
            self._engine.pool.pipelines[self.id].call_host(method, *parameters, answered=False)
        self._engine.flush()

    def ask(self, method: HostMethod, *parameters: Any) -> Any:
        """Call the client's host and wait.

        Raises:
            HostError: The host refused.
            PipelineStoppedException: The pipeline was stopped meanwhile.
        """
        with self._engine.lock:
            call_id = self._engine.pool.pipelines[self.id].call_host(method, *parameters)
        self._engine.flush()
        self.is_asking = True
        try:
            while True:
                found = self._answers.get()
                if found is _END:
                    raise PipelineStoppedException()
                if callable(found):
                    found()
                    continue
                answered, result, error = found
                if answered == call_id:
                    break
        finally:
            self.is_asking = False
        if error is not None:
            raise HostError(error.message, error.fully_qualified_error_id or "InvalidOperation")
        return result


def _stop_record(problem: PipelineStoppedException) -> ErrorRecord:
    return ErrorRecord(exception=problem, fully_qualified_error_id="PipelineStopped", category=ErrorCategory.OperationStopped)


def _record(problem: DotNetException) -> ErrorRecord:
    return ErrorRecord(exception=problem, fully_qualified_error_id=getattr(problem, "error_id", "") or "RuntimeException")
