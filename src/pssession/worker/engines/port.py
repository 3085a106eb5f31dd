"""What the worker asks of an engine, and what an engine tells its worker.

An engine runs the commands of one session. It takes whole PSRP messages and gives whole PSRP messages; fragments, lines, connections,
numbers and who is attached are none of its business. A client that goes away is no event for it.

Threads: the worker calls an engine from its own loop's thread, never from two threads at once, and expects each call to return soon: what
takes time belongs in the engine's thread. An engine calls its owner from any thread it likes, but messages of one pipeline in order. Such
a call may block for as long as nobody takes the session's output: that is how a pipeline is held up. So an engine must not call its owner
while it holds a lock that its own `receive`, `signal` or `close` need.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Protocol
from uuid import UUID

from pssession.protocol.psrp.outgoing import OutgoingMessage


class EngineOwner(Protocol):
    """Hear what an engine has to say."""

    def send(self, message: OutgoingMessage) -> None:
        """Take a message for the client; blocks while there is no room for it.

        Args:
            message: Header and CLIXML, not cut into fragments; `pipeline_id` is None for the session's own.
        """
        ...

    def closed(self, pipeline_id: UUID | None) -> None:
        """Take note that a pipeline, or for None the session, was closed as asked; after None the engine says nothing more."""
        ...

    def failed(self, reason: str) -> None:
        """Take note that the engine is no more, unasked; it says nothing more."""
        ...


class Engine(ABC):
    """Run the commands of one session."""

    @abstractmethod
    def receive(self, pipeline_id: UUID | None, stream: str, data: bytes) -> None:
        """Take a whole message of the client.

        Args:
            pipeline_id: The pipeline that it belongs to; one that is not known is created by it. None for the session.
            stream: "PromptResponse" for answers to host calls, "Default" for all else.
            data: Header and CLIXML. What breaks the protocol is dropped and must not harm the session.
        """

    @abstractmethod
    def signal(self, pipeline_id: UUID) -> None:
        """Stop a pipeline; its end comes as a message. One that has ended or is not known needs nothing."""

    @abstractmethod
    def close(self, pipeline_id: UUID | None) -> None:
        """Forget a pipeline, stopping it where it runs, or end the session; the owner's `closed` says when that is done."""

    @abstractmethod
    def end(self) -> None:
        """End at once, with all that was started; called last, may be called at any time. Nothing is said to the owner any more."""
