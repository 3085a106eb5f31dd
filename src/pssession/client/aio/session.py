"""A PSSession: made, used, left and taken up again.

async with pssession.connect() as session:
    async for item in session.run("Get-Process"):
        print(item)
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any
from uuid import UUID

from pssession.client.aio.conversation import AsyncConversation, Pipe
from pssession.client.aio.feeder import Feeder
from pssession.client.aio.primitives import bounded, shielded
from pssession.client.aio.reaching import REACH, Reach, connect_session, open_session
from pssession.client.aio.run import AsyncRun
from pssession.client.hosts import host_info
from pssession.client.items import Result
from pssession.client.options import SessionOptions
from pssession.client.token import Address, write_token
from pssession.client.words import BY_HAND, describe
from pssession.errors import PSSessionError, SessionError, SessionStateError
from pssession.objects import Host, OutputBufferingMode, PipelineDescription, RunspaceAvailability, RunspacePoolState

# pwsh gives a closing session as long.
CLOSE_SECONDS = 60.0


class AsyncSession:
    """Use one session. Made by `pssession.connect` and `pssession.reconnect`.

    A block that is left closes the session that it made, and disconnects one that it took up.

    Attributes:
        options: What was chosen when it was made or taken up.
    """

    def __init__(
        self, options: SessionOptions, conversation: AsyncConversation, *, address: Address, taken_up: bool, reach: Reach = REACH
    ) -> None:
        self.options = options
        self._conversation = conversation
        self._address = address
        self._taken_up = taken_up
        self._reach = reach

    @classmethod
    async def open(cls, options: SessionOptions, reach: Reach = REACH) -> AsyncSession:
        """Make a session.

        Args:
            options: What it shall be like.
            reach: Connects to sockets; another one than the usual lets tests put faults between.

        Raises:
            SessionError: It cannot be made; the message says why.
            TransportError: There is nothing to talk to, or it does not talk.
        """
        conversation, address = await open_session(options, reach)
        await _until_opened(conversation)
        return cls(options, conversation, address=address, taken_up=False, reach=reach)

    @classmethod
    async def reconnect(cls, address: Address, options: SessionOptions, reach: Reach = REACH) -> AsyncSession:
        """Take up a session that was left.

        Args:
            address: Where it is.
            options: Its host, and what else is ours to choose.
            reach: Connects to sockets.

        Raises:
            SessionNotFound: There is none (any more).
            SessionBusy: Somebody else uses it.
        """
        conversation = await connect_session(address, options, reach)
        await _until_opened(conversation)
        found = Address(session_id=address.session_id, folder=address.folder, name=conversation.machine.name)
        return cls(options, conversation, address=found, taken_up=True, reach=reach)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} {self.state.name.lower()}>"

    # What it is.

    @property
    def id(self) -> UUID:
        """Give its instance id, the same for every client."""
        return self._conversation.machine.session_id

    @property
    def name(self) -> str:
        """Give its friendly name."""
        return self._conversation.machine.name

    @property
    def state(self) -> RunspacePoolState:
        """Give its state as this client sees it."""
        return self._conversation.machine.state

    @property
    def availability(self) -> RunspaceAvailability:
        """Tell whether it takes a command."""
        return self._conversation.machine.availability

    @property
    def idle_timeout_seconds(self) -> float:
        """Give how long it lives while nobody is attached."""
        return self._conversation.machine.idle_timeout_seconds

    @property
    def output_buffering(self) -> OutputBufferingMode:
        """Give what happens to output that nobody takes."""
        return self._conversation.machine.output_buffering

    @property
    def private_data(self) -> Mapping[str, Any]:
        """Give what the server says about itself (ApplicationPrivateData)."""
        return self._conversation.machine.private_data

    @property
    def token(self) -> str:
        """Give the text by which another process finds it, once it is disconnected."""
        return write_token(self._address)

    # Running commands.

    def run(
        self,
        script: str | PipelineDescription,
        *arguments: Any,
        input: Iterable[Any] | AsyncIterable[Any] | None = None,
        parameters: Mapping[str, Any] | None = None,
        host: Host | None = None,
        acknowledge: bool = True,
    ) -> AsyncRun:
        """Run a script; it begins when its first item is asked for.

        Args:
            script: Its text, or a description.
            arguments: Given by position.
            input: Objects that the script gets through its pipeline, sent as they come; with `BY_HAND`, `Run.send_input` sends them.
            parameters: Given by name.
            host: Answers this command's host calls; None for the session's host.
            acknowledge: Whether an item counts as received once the next one is asked for. With False, `AsyncRun.acknowledge` says so,
                and what was not acknowledged comes again to whoever takes the session up.
        """
        return self._run(script, arguments, parameters or {}, input, host, acknowledge, is_script=True)

    def call(self, command: str, *arguments: Any, **parameters: Any) -> AsyncRun:
        """Run one command by its name, with values for its parameters: `session.call("Get-Process", Name="python*")`."""
        return self._run(command, arguments, parameters, None, None, True, is_script=False)

    def _run(
        self,
        what: str | PipelineDescription,
        arguments: tuple[Any, ...],
        parameters: Mapping[str, Any],
        values: Iterable[Any] | AsyncIterable[Any] | None,
        host: Host | None,
        acknowledge: bool,
        *,
        is_script: bool,
    ) -> AsyncRun:
        # What a session that was taken up knows of a host is that of another client.
        watcher = host if host is not None or not self._taken_up else self.options.host
        description = describe(
            what,
            arguments,
            parameters,
            is_script=is_script,
            with_input=values is not None,
            host_info=None if watcher is None else host_info(watcher),
        )
        conversation = self._conversation
        return AsyncRun(
            conversation,
            start=lambda: conversation.start_nowait(description, host),
            feeder=None if values is None or values is BY_HAND else Feeder(values),
            automatic=acknowledge,
        )

    async def invoke(
        self,
        script: str | PipelineDescription,
        *arguments: Any,
        input: Iterable[Any] | AsyncIterable[Any] | None = None,
        parameters: Mapping[str, Any] | None = None,
        host: Host | None = None,
        check: bool = True,
    ) -> Result:
        """Run a script and give everything it gave.

        Args:
            check: Whether an error that ends the script is raised; otherwise it is the result's `reason`.

        Raises:
            PipelineError: An error ended the script.
        """
        return await self.run(script, *arguments, input=input, parameters=parameters, host=host).result(check=check)

    def receive(self, *, host: Host | None = None, acknowledge: bool = True) -> AsyncRun:
        """Follow the command that runs, or ran, in a session that was taken up: its output since it was left.

        The oldest one first, where several have output; without any, the run is empty.

        Args:
            host: Answers this command's host calls; None for the session's host.
            acknowledge: As for `run`.
        """
        found = self._conversation.found
        pipe = found.pop(0) if found else Pipe.nothing()
        pipe.host = host
        return AsyncRun(self._conversation, pipe=pipe, automatic=acknowledge)

    @property
    def unreceived(self) -> int:
        """Count the commands whose output `receive` would give."""
        return len(self._conversation.found)

    async def until_available(self, seconds: float) -> bool:
        """Wait until no command runs here, at most so long; what comes meanwhile is kept for who follows it.

        Returns:
            Whether the session takes a command now.
        """
        conversation = self._conversation
        try:
            async with bounded(seconds):
                await conversation.until(lambda: self.availability is not RunspaceAvailability.BUSY)
        except (TimeoutError, PSSessionError):
            pass
        return self.availability is RunspaceAvailability.AVAILABLE

    # Leaving and closing.

    async def disconnect(self, *, idle_timeout_seconds: float | None = None, output_buffering: OutputBufferingMode | None = None) -> str:
        """Leave the session; what runs in it goes on, and whoever takes it up gets what was not taken here.

        An item that a command gave last counts as received, unless its consumer acknowledges by itself.

        Args:
            idle_timeout_seconds: How long it waits for somebody; None for what it was.
            output_buffering: What happens to output meanwhile; None for what it was.

        Returns:
            The token for `pssession.reconnect`, here or in another process of this user.

        Raises:
            SessionStateError: It is not opened.
        """
        conversation = self._conversation
        if self.state is not RunspacePoolState.OPENED:
            raise SessionStateError(f"a session that is {self.state.name.lower()} cannot be disconnected")
        conversation.disconnect_nowait(idle_timeout_seconds, output_buffering)
        await conversation.until(lambda: self.state is RunspacePoolState.DISCONNECTED)
        await conversation.aclose()
        return self.token

    async def connect(self, *, output_buffering: OutputBufferingMode = OutputBufferingMode.NONE) -> None:
        """Take the session up again after `disconnect`; `receive` gives what its command gave meanwhile.

        Args:
            output_buffering: What happens to output that nobody takes from now on; None (the mode) for what it was.

        Raises:
            SessionNotFound: It has ended meanwhile.
            SessionBusy: Somebody else has taken it up.
            SessionStateError: It is not disconnected.
        """
        if self.state is not RunspacePoolState.DISCONNECTED:
            raise SessionStateError(f"a session that is {self.state.name.lower()} cannot be connected")
        options = replace(self.options, output_buffering=output_buffering)
        conversation = await connect_session(self._address, options, self._reach)
        await _until_opened(conversation)
        self._conversation = conversation

    def close_nowait(self) -> None:
        """Ask for the session's end and wait for nothing; who takes its items sees it closed."""
        conversation = self._conversation
        if self.state is RunspacePoolState.OPENED and conversation.failure is None:
            conversation.close_nowait()

    async def aclose(self) -> None:
        """End the session and everything in it; closing twice, or one that is gone, is fine."""
        conversation = self._conversation
        if self.state is RunspacePoolState.OPENED and conversation.failure is None:
            try:
                async with shielded(CLOSE_SECONDS):
                    conversation.close_nowait()
                    await conversation.until(lambda: self.state is RunspacePoolState.CLOSED)
            except (PSSessionError, TimeoutError):
                pass
        await conversation.aclose()

    async def __aenter__(self) -> AsyncSession:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._taken_up and self.state is RunspacePoolState.OPENED and self._conversation.failure is None:
            try:
                async with shielded(CLOSE_SECONDS):
                    await self.disconnect()
            except (SessionError, TimeoutError):
                await self._conversation.aclose()
        else:
            await self.aclose()


async def _until_opened(conversation: AsyncConversation) -> None:
    machine = conversation.machine
    try:
        await conversation.until(lambda: machine.state is RunspacePoolState.OPENED)
    except BaseException:
        await conversation.aclose()
        raise
