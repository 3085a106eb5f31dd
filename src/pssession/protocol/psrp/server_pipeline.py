"""One pipeline as its server sees it: what an engine writes becomes messages. What moves it stands in `states.SERVER_PIPELINE`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from pssession.errors import SessionStateError
from pssession.objects import ErrorRecord, HostMethod, PSInvocationState, StreamKind
from pssession.protocol.psrp import messages
from pssession.protocol.psrp.messages import Message
from pssession.protocol.psrp.states import ENDED, SERVER_PIPELINE, Trigger

_MESSAGES: dict[StreamKind, Callable[..., Message]] = {
    StreamKind.OUTPUT: messages.PipelineOutput,
    StreamKind.ERROR: messages.ErrorMessage,
    StreamKind.WARNING: messages.WarningMessage,
    StreamKind.VERBOSE: messages.VerboseMessage,
    StreamKind.DEBUG: messages.DebugMessage,
    StreamKind.INFORMATION: messages.InformationMessage,
    StreamKind.PROGRESS: messages.ProgressMessage,
}


class Session(Protocol):
    """Be what a pipeline knows of its session."""

    def send(self, message: Message, pipeline_id: UUID | None, data: bytes | None = None) -> None:
        """Queue a message, encoded already or to be encoded now."""
        ...

    def encode(self, message: Message, pipeline_id: UUID | None) -> bytes | None:
        """Encode a message; None where that cannot be done yet."""
        ...


class Prepared:
    """Hold a message that was encoded ahead of its time."""

    __slots__ = ("data", "message")

    def __init__(self, message: Message, data: bytes | None) -> None:
        self.message = message
        self.data = data


NO_ANSWER = -100


class HostCalls:
    """Number the calls to one host that want an answer, from 1, and know which are open."""

    __slots__ = ("_next", "_open")

    def __init__(self) -> None:
        self._next = 1
        self._open: set[int] = set()

    def begin(self) -> int:
        """Give the next number."""
        number = self._next
        self._next += 1
        self._open.add(number)
        return number

    def end(self, number: int) -> bool:
        """Take note of an answer; tell whether it was awaited."""
        if number not in self._open:
            return False
        self._open.remove(number)
        return True


class ServerPipeline:
    """Answer for one pipeline; it runs from the moment it is made.

    Attributes:
        id: The pipeline's id.
        state: How far it is.
        calls: The host calls that are open.
    """

    __slots__ = ("_session", "calls", "id", "state")

    def __init__(self, session: Session, pipeline_id: UUID) -> None:
        self._session = session
        self.id = pipeline_id
        self.state = PSInvocationState.RUNNING
        self.calls = HostCalls()

    @property
    def has_ended(self) -> bool:
        """Tell whether the final state is sent."""
        return self.state in ENDED

    def write(self, stream: StreamKind, value: Any) -> None:
        """Send one object of a stream: any value for output, a record for the others.

        Raises:
            SessionStateError: The pipeline has ended.
            ClixmlError: The value cannot be written.
        """
        self.write_prepared(self.prepare(stream, value))

    def prepare(self, stream: StreamKind, value: Any) -> Prepared:
        """Encode one object of a stream, and move nothing: an engine's properties are read here, which may take its own time.

        Raises:
            ClixmlError: The value cannot be written.
        """
        return self._prepared(_MESSAGES[stream](value=value))

    def prepare_failure(self, error: ErrorRecord | None) -> Prepared:
        """Encode the final state after a terminating error, and move nothing."""
        return self._prepared(messages.PipelineState(state=PSInvocationState.FAILED, error=error))

    def _prepared(self, message: Message) -> Prepared:
        return Prepared(message, self._session.encode(message, self.id))

    def write_prepared(self, made: Prepared) -> None:
        """Send what `prepare` gave.

        Raises:
            SessionStateError: The pipeline has ended.
        """
        self._do(Trigger.WRITE)
        self._session.send(made.message, self.id, made.data)

    def fail_prepared(self, made: Prepared) -> None:
        """Send what `prepare_failure` gave.

        Raises:
            SessionStateError: The pipeline has ended.
        """
        self._do(Trigger.FAILED)
        self._session.send(made.message, self.id, made.data)

    def write_output(self, value: Any) -> None:
        """Send one object of output; a list is one object."""
        self._do(Trigger.WRITE)
        self._session.send(messages.PipelineOutput(value=value), self.id)

    def call_host(self, method: HostMethod, *parameters: Any, answered: bool = True) -> int:
        """Call the pipeline's host; give the number under which the answer comes, -100 for none."""
        self._do(Trigger.WRITE)
        call_id = self.calls.begin() if answered else NO_ANSWER
        self._session.send(messages.PipelineHostCall(method=method, parameters=parameters, call_id=call_id), self.id)
        return call_id

    def complete(self) -> None:
        """Send the final state after a run to the end."""
        self._end(Trigger.COMPLETED)

    def fail(self, error: ErrorRecord | None) -> None:
        """Send the final state after a terminating error."""
        self._end(Trigger.FAILED, error)

    def stopped(self, error: ErrorRecord | None = None) -> None:
        """Send the final state after a stop; PowerShell's error for it has the id PipelineStopped."""
        self._end(Trigger.STOPPED, error)

    def want_stop(self) -> bool:
        """Take note that the client wants it stopped; tell whether that is news."""
        before = self.state
        self.state = SERVER_PIPELINE[before].get(Trigger.STOP, before)
        return self.state is not before

    def _end(self, trigger: Trigger, error: ErrorRecord | None = None) -> None:
        self._do(trigger)
        self._session.send(messages.PipelineState(state=self.state, error=error), self.id)

    def _do(self, trigger: Trigger) -> None:
        following = SERVER_PIPELINE[self.state].get(trigger)
        if following is None:
            raise SessionStateError(f"A pipeline that is {self.state.name.lower()} writes no more.")
        self.state = following
