"""One command that runs in a session, seen while it runs: its items as they come, its input, its stop.

    async with session.run("1..3") as run:
        async for item in run:
            print(item)

Leaving the loop early, an exception in it, Ctrl-C and cancellation stop the command; the session stays usable.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any
from uuid import UUID

from pssession.client.aio.conversation import AsyncConversation, Pipe
from pssession.client.aio.feeder import Feeder
from pssession.client.aio.primitives import shielded
from pssession.client.items import Item, Output, Result
from pssession.errors import PipelineError, PipelineStopped, PSSessionError
from pssession.objects import ErrorRecord, PSInvocationState

# pwsh waits as long for a stop to be answered.
STOP_SECONDS = 60.0


class AsyncRun:
    """Follow one command. Made by `AsyncSession.run` and its kin.

    Attributes:
        pipeline_id: Its id in the session.
        automatic: Whether an item counts as received once the next one is asked for; otherwise `acknowledge` says so.
    """

    __slots__ = ("_conversation", "_feeder", "_pipe", "_start", "_watched", "automatic")

    def __init__(
        self,
        conversation: AsyncConversation,
        *,
        pipe: Pipe | None = None,
        start: Callable[[], Pipe] | None = None,
        feeder: Feeder | None = None,
        automatic: bool = True,
    ) -> None:
        self._conversation = conversation
        self._pipe = pipe
        self._start = start
        self._feeder = feeder
        self._watched = False
        self.automatic = automatic

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.state.name.lower()}>"

    @property
    def pipeline_id(self) -> UUID:
        """Give the command's id in the session."""
        return self._begun().pipeline_id

    @property
    def state(self) -> PSInvocationState:
        """Give how far it is, as far as its items were taken."""
        return PSInvocationState.NOT_STARTED if self._pipe is None else self._pipe.state

    @property
    def reason(self) -> ErrorRecord | None:
        """Give the error that ended it."""
        return None if self._pipe is None else self._pipe.reason

    async def start(self) -> None:
        """Start it now, where it would start with the first item that is asked for.

        Raises:
            SessionBusy: Another command runs.
            SessionError: The session is of no more use.
        """
        if self._pipe is None:
            # A command that was left early may still be on its way to its end.
            await self._conversation.until(self._conversation.nobody_stops)
            self.start_nowait()

    def start_nowait(self) -> None:
        """Start it now, and do not wait for a command that is being stopped."""
        if self._pipe is None:
            start, self._start = self._start, None
            if start is None:
                raise ValueError("this command was closed before it began")
            self._pipe = start()

    def _begun(self) -> Pipe:
        if self._pipe is None:
            raise ValueError("this command has not begun")
        return self._pipe

    # Taking items.

    def __aiter__(self) -> AsyncRun:
        return self

    async def __anext__(self) -> Item:
        """Give the next item.

        Raises:
            PipelineError: An error ended the command; `.record` has it. PipelineStopped if it was stopped.
            SessionError: The session is of no more use.
        """
        item = await self.next_item()
        if item is None:
            self.raise_for_end()
            raise StopAsyncIteration
        return item

    async def next_item(self) -> Item | None:
        """Give the next item, None at the end, however it ended."""
        if self._pipe is None:
            await self.start()
        pipe = self._begun()
        self._watched = True
        if pipe.taken:
            self._conversation.finish(pipe.taken)
            pipe.taken = 0
        items = pipe.items
        if not items or not isinstance(items[0], Item):
            await self._more(pipe)
            if not items:
                self._see_end(pipe)
                return None
        return self._conversation.take_nowait(pipe, automatic=self.automatic)

    async def ready_item(self) -> Item | None:
        """Give an item that has come already; None where none has, or where there will be none any more."""
        pipe, conversation = self._begun(), self._conversation
        items = pipe.items
        if not items and not pipe.ended:
            await conversation.look()
        while items and not isinstance(items[0], Item):
            await conversation.answer(items, pipe.host)
        return await self.next_item() if items else None

    # Input by hand: for a run that was made with `input=BY_HAND`.

    async def send_input(self, value: Any) -> None:
        """Send one object of its input; what comes after its end is dropped."""
        self._conversation.send_input_nowait(self._begun(), value)
        await self._conversation.flush()

    async def end_input(self) -> None:
        """Say that it gets no more input."""
        self._conversation.end_input_nowait(self._begun())
        await self._conversation.flush()

    async def _more(self, pipe: Pipe) -> None:
        """Wait for an item or the end, and let the host do what comes before it."""
        conversation, items = self._conversation, pipe.items
        try:
            while not (items and isinstance(items[0], Item)):
                if items:
                    await conversation.answer(items, pipe.host)
                elif pipe.ended:
                    return
                elif self._feeder is not None:
                    await self._feeder.feed_until(conversation, pipe)
                else:
                    await conversation.until(lambda: bool(items) or pipe.ended)
        except PSSessionError:
            raise
        except BaseException:
            # Cancelled, interrupted, out of time, or the input failed: the command is not to go on without us.
            await self._stop_quietly()
            raise

    def _see_end(self, pipe: Pipe) -> None:
        if pipe.given:
            # The command is only over for a consumer who has said that it has all of it.
            pipe.end_seen = True
            return
        self._conversation.take_end_nowait(pipe)

    def raise_for_end(self) -> None:
        """Raise what ended the command, if it was an error or a stop."""
        if self.state is PSInvocationState.FAILED:
            raise PipelineError(str(self.reason or "the command failed"), self.reason)
        if self.state is PSInvocationState.STOPPED:
            raise PipelineStopped(str(self.reason or "the command was stopped"), self.reason)

    def acknowledge(self, item: Item) -> None:
        """Say that an item, and with it all that came before it from this command, is safely received: it never comes again.

        Raises:
            ValueError: The command acknowledges by itself.
        """
        if self.automatic:
            raise ValueError("this command acknowledges what it gives by itself; run it with acknowledge=False")
        self._conversation.finish_through(self._begun(), item.sequence)

    async def values(self) -> AsyncIterator[Any]:
        """Go through the values of the output and pass over the other streams."""
        async for item in self:
            if type(item) is Output:
                yield item.value

    async def result(self, *, check: bool = True) -> Result:
        """Take everything until the end.

        Args:
            check: Whether an error that ended the command is raised; otherwise the result has it as its reason.

        Raises:
            PipelineError: An error ended the command.
        """
        result = Result()
        try:
            while (item := await self.next_item()) is not None:
                result.take(item)
        finally:
            result.state, result.reason = self.state, self.reason
        if check:
            self.raise_for_end()
        if result.reason is not None:
            result.errors.append(result.reason)
        return result

    # Stopping.

    async def stop(self) -> None:
        """Stop the command and wait until it has stopped; what it gave before can still be taken. Any thread or task may do so."""
        self.stop_nowait()
        pipe = self._pipe
        await self._conversation.until(lambda: pipe is None or pipe.ended)

    def stop_nowait(self) -> None:
        """Ask for the command's stop and wait for nothing."""
        if self._pipe is None:
            self._start = None
        elif not self._pipe.ended:
            self._conversation.stop_nowait(self._pipe)

    async def _stop_quietly(self) -> None:
        """Stop because somebody who waited is gone; what cannot be stopped in time is left behind."""
        pipe = self._pipe
        if self._feeder is not None:
            self._feeder.cancel()
        if pipe is None or pipe.ended or self._conversation.failure is not None:
            return
        try:
            async with shielded(STOP_SECONDS):
                await self.stop()
        except (TimeoutError, PSSessionError):
            pass
        finally:
            self._conversation.abandon_nowait(pipe)

    async def aclose(self) -> None:
        """Have done with the command: stop it if it runs, drop what was not taken."""
        pipe = self._pipe
        if pipe is None:
            self._start = None
            return
        if pipe.taken:
            self._conversation.finish(pipe.taken)
            pipe.taken = 0
        if not pipe.ended:
            await self._stop_quietly()
        elif pipe.items:
            self._conversation.abandon_nowait(pipe)

    async def __aenter__(self) -> AsyncRun:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.aclose()

    def __del__(self) -> None:
        # A loop that was left early: nobody else can know that the rest is not wanted. A command that was started and never looked at
        # goes on: so it is left behind in a session that is to be disconnected.
        pipe = getattr(self, "_pipe", None)
        if pipe is not None and self._watched and self.automatic and not pipe.abandoned and (pipe.items or not pipe.ended):
            self._conversation.abandon_nowait(pipe)
