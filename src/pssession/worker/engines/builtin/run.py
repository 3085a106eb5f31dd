"""One pipeline while it runs: its input, its streams, its calls to the client's host, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any, Protocol
from uuid import UUID

from pssession.engine.errors import PipelineStoppedException, RemoteException, RuntimeException
from pssession.engine.serialization import revived
from pssession.errors import ProtocolError, SessionStateError
from pssession.objects import ErrorCategory, ErrorRecord, HostInfo, HostMethod, InvocationInfo, PipelineDescription, StreamKind
from pssession.protocol.psrp.requests import HostResponseReceived
from pssession.protocol.psrp.server_pipeline import ServerPipeline
from pssession.worker.engines.builtin.remote_host import RemoteHost
from pssession.worker.engines.builtin.speaker import Speaker


class Serving(Protocol):
    """Be what runs pipelines, as one of them sees it."""

    def stop(self, run: Run) -> None:
        """End a pipeline that waits or runs."""
        ...

    def answer(self, response: HostResponseReceived) -> None:
        """Hand over the answer to a host call."""
        ...

    def wait_for(self, run: Run, call_id: int) -> HostResponseReceived:
        """Wait for the answer to a host call."""
        ...


class _End:
    """End an input: there is no more of it, or its pipeline was stopped."""

    __slots__ = ("is_stop",)

    def __init__(self, is_stop: bool) -> None:
        self.is_stop = is_stop


class Input:
    """Hand objects from the thread that hears them to the one that runs."""

    __slots__ = ("_queue",)

    def __init__(self) -> None:
        self._queue: SimpleQueue[Any] = SimpleQueue()

    def put(self, value: Any) -> None:
        """Add an object."""
        self._queue.put(value)

    def end(self, *, is_stop: bool = False) -> None:
        """Add nothing any more."""
        self._queue.put(_End(is_stop))

    def __iter__(self) -> Iterator[Any]:
        while True:
            item = self._queue.get()
            if type(item) is _End:
                if item.is_stop:
                    raise PipelineStoppedException()
                return
            yield item


class Run:
    """Be one pipeline.

    Args:
        speaker: Sends what it writes.
        pipeline: Its machine.
        description: What runs; None for what is answered without commands of the client's.
        host_info: The host of the session's client.

    Attributes:
        runspace: Where it runs, None before that.
        is_stopped: Whether somebody asked for its end.
        is_closing: Whether it is to be forgotten when it has ended.
    """

    __slots__ = ("_speaker", "description", "host", "input", "is_closing", "is_stopped", "pipeline", "runspace")

    def __init__(self, speaker: Speaker, pipeline: ServerPipeline, description: PipelineDescription, host_info: HostInfo | None) -> None:
        self._speaker = speaker
        self.pipeline = pipeline
        self.description = description
        for argument in (one for statement in description.statements for command in statement for one in command.arguments):
            argument.value = revived(argument.value)
        self.input: Input | None = None if description.no_input else Input()
        own = description.host_info
        self.host = RemoteHost(self, host_info if own is None or own.use_runspace_host else own)
        self.runspace: Serving | None = None
        self.is_stopped = False
        self.is_closing = False

    @property
    def id(self) -> UUID:
        """Give the pipeline's id."""
        return self.pipeline.id

    def stop(self) -> None:
        """Ask for its end; from any thread."""
        self.is_stopped = True
        if self.input is not None:
            self.input.end(is_stop=True)
        runspace = self.runspace
        if runspace is not None:
            runspace.stop(self)

    # What it writes.

    def write(self, kind: StreamKind, value: Any) -> None:
        """Send one object of a stream; what a client's host is to show is sent to it as well, as PowerShell does."""
        pipeline = self.pipeline
        try:
            # Reading an object's properties may run scripts, which may write: not while the machine is locked.
            made = pipeline.prepare(kind, value)
            self._speaker.do(lambda: pipeline.write_prepared(made))
        except SessionStateError:
            # Whoever was to read this has closed the session.
            raise PipelineStoppedException() from None
        except ProtocolError as error:
            raise RuntimeException(str(error), "SerializationFailure", "WriteError", None) from error
        show = _SHOWN.get(kind)
        if show is not None and self.host.is_watched:
            show(self.host, value)

    # What it asks.

    def tell(self, method: HostMethod, *parameters: Any) -> None:
        """Send a host call that nobody answers."""
        pipeline = self.pipeline
        try:
            self._speaker.do(lambda: pipeline.call_host(method, *parameters, answered=False))
        except SessionStateError:
            raise PipelineStoppedException() from None

    def ask(self, method: HostMethod, *parameters: Any) -> Any:
        """Send a host call and wait for its answer.

        Raises:
            PipelineStoppedException: It was stopped meanwhile.
            RemoteException: The client's host could not do it.
        """
        pipeline, runspace = self.pipeline, self.runspace
        if runspace is None or self.is_stopped:
            raise PipelineStoppedException()
        try:
            call_id = self._speaker.do(lambda: pipeline.call_host(method, *parameters))
        except SessionStateError:
            raise PipelineStoppedException() from None
        answer: HostResponseReceived = runspace.wait_for(self, call_id)
        if answer.error is not None:
            raise _refused(answer.error)
        return answer.result

    # How it ends.

    def complete(self) -> None:
        """Send that it ran to its end."""
        self._finish(self.pipeline.complete)

    def fail(self, record: ErrorRecord) -> None:
        """Send the error that ended it."""
        made = self.pipeline.prepare_failure(record)
        self._finish(lambda: self.pipeline.fail_prepared(made))

    def end_stopped(self) -> None:
        """Send that it was stopped."""
        record = ErrorRecord(
            exception=PipelineStoppedException(),
            fully_qualified_error_id="PipelineStopped",
            category=ErrorCategory.OperationStopped,
            reason="PipelineStoppedException",
        )
        self._finish(lambda: self.pipeline.stopped(record))

    def _finish(self, action: Any) -> None:
        try:
            self._speaker.do(action)
        except SessionStateError:
            # The session was closed under it.
            return


def _refused(told: ErrorRecord) -> RemoteException:
    """Make the exception of what a client's host could not do; its record is the client's."""
    record = ErrorRecord(
        exception=None,
        fully_qualified_error_id=told.fully_qualified_error_id,
        category=told.category,
        reason=told.reason,
        invocation_info=InvocationInfo(),
    )
    made = RemoteException(told.message)
    made.error_record = record
    record.exception = made
    return made


_SHOWN = {
    StreamKind.WARNING: lambda host, record: host.write_warning_line(record.message),
    StreamKind.VERBOSE: lambda host, record: host.write_verbose_line(record.message),
    StreamKind.DEBUG: lambda host, record: host.write_debug_line(record.message),
    StreamKind.PROGRESS: lambda host, record: host.write_progress(0, record),
    StreamKind.INFORMATION: lambda host, record: host.show_information(record),
}
