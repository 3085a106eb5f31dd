"""One pipeline as its client sees it. What moves it stands in `states.CLIENT_PIPELINE`; `client.ClientPool` makes and feeds it."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from pssession.errors import SessionStateError
from pssession.objects import ErrorRecord, HostMethod, PipelineDescription, PSInvocationState
from pssession.protocol.psrp.messages import (
    CreatePipeline,
    EndOfPipelineInput,
    GetCommandMetadata,
    Message,
    PipelineHostResponse,
    PipelineInput,
)
from pssession.protocol.psrp.outgoing import DEFAULT, PROMPT_RESPONSE
from pssession.protocol.psrp.states import CLIENT_PIPELINE, ENDED, Trigger


class Sender(Protocol):
    """Take what a pipeline wants sent."""

    def send(self, message: Message, pipeline_id: UUID | None, stream: str) -> None:
        """Queue a message, or hold it back until there is a key for it."""
        ...

    def signal(self, pipeline_id: UUID) -> None:
        """Queue the signal that stops a pipeline."""
        ...

    def close(self, pipeline_id: UUID) -> None:
        """Queue the end of a pipeline and forget it."""
        ...

    def check_usable(self) -> None:
        """Refuse where the session is not open.

        Raises:
            SessionStateError: It is not.
        """
        ...


class ClientPipeline:
    """Run something in a session.

    Attributes:
        id: The pipeline's id, also the carrier's.
        what: What it runs: a description, or a question about commands; None for one that was adopted.
        state: How far it is.
        error: The error that ended it.
    """

    __slots__ = ("_input_open", "_sender", "error", "id", "state", "what")

    def __init__(self, sender: Sender, pipeline_id: UUID, what: PipelineDescription | GetCommandMetadata | None) -> None:
        self._sender = sender
        self.id = pipeline_id
        self.what = what
        self.state = PSInvocationState.NOT_STARTED
        self.error: ErrorRecord | None = None
        self._input_open = isinstance(what, PipelineDescription) and not what.no_input

    @property
    def has_ended(self) -> bool:
        """Tell whether the final state is there."""
        return self.state in ENDED

    def adopt(self, state: PSInvocationState, *, input_open: bool) -> None:
        """Take over a pipeline that another client started."""
        self.state = state
        self._input_open = input_open

    def start(self) -> None:
        """Send it to the server.

        Raises:
            SessionStateError: The session is not open, or the pipeline was started before.
            ValueError: There is nothing to run, or the session's version cannot express it.
        """
        if Trigger.START not in CLIENT_PIPELINE[self.state]:
            raise SessionStateError("The pipeline was started before.")
        self._sender.check_usable()
        what = self.what
        self._sender.send(CreatePipeline(description=what) if isinstance(what, PipelineDescription) else what, self.id, DEFAULT)
        self._do(Trigger.START)

    def send_input(self, value: Any) -> None:
        """Send one object to a running pipeline; after its end nothing is sent, because it cannot be known in time.

        Raises:
            SessionStateError: It takes no input, or its input was ended.
        """
        if not self._input_open:
            raise SessionStateError("The pipeline takes no more input.")
        if self.state is PSInvocationState.RUNNING:
            self._sender.send(PipelineInput(value=value), self.id, DEFAULT)

    def end_input(self) -> None:
        """Say that there are no more objects; once is enough."""
        if self._input_open and self.state is PSInvocationState.RUNNING:
            self._sender.send(EndOfPipelineInput(), self.id, DEFAULT)
        self._input_open = False

    def stop(self) -> None:
        """Ask for its end; it may complete all the same."""
        if self.has_ended:
            return
        signal = self.state is PSInvocationState.RUNNING
        self._do(Trigger.STOP)
        if signal:
            self._sender.signal(self.id)

    def close(self) -> None:
        """Forget it, here and at the server; one that runs is stopped by that."""
        self._sender.close(self.id)

    def answer(self, method: HostMethod, call_id: int, result: Any = None, error: ErrorRecord | None = None) -> None:
        """Answer a call to its host; an answer to a pipeline that has ended is dropped."""
        if not self.has_ended:
            self._sender.send(PipelineHostResponse(method=method, call_id=call_id, result=result, error=error), self.id, PROMPT_RESPONSE)

    def receive(self, trigger: Trigger) -> bool:
        """Move by what came; tell whether the state is another now. What the table does not have changes nothing."""
        before = self.state
        self.state = CLIENT_PIPELINE[before].get(trigger, before)
        return self.state is not before

    def _do(self, trigger: Trigger) -> None:
        following = CLIENT_PIPELINE[self.state].get(trigger)
        if following is None:
            raise SessionStateError(f"A pipeline that is {self.state.name.lower()} cannot {trigger.name.lower()}.")
        self.state = following
