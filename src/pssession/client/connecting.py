"""The front door: `connect` and `reconnect` give something that opens in the face it is used with.

with pssession.connect() as session: ...              # blocking
async with pssession.connect() as session: ...        # asynchronous
session = pssession.connect().open()                  # blocking, closed by hand
session = await pssession.connect()                   # asynchronous, closed by hand
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pssession.client.configurations import DEFAULT
from pssession.client.options import BUILT_IN, SessionOptions
from pssession.client.token import read_token
from pssession.objects import Host, OutputBufferingMode

if TYPE_CHECKING:
    from pssession.client.aio.session import AsyncSession
    from pssession.client.blocking.session import Session


class Opening:
    """Open a session, once, by blocking or by `await`."""

    __slots__ = ("_async", "_blocking", "_session")

    def __init__(self, blocking: Callable[[], Session], asynchronous: Callable[[], Coroutine[Any, Any, AsyncSession]]) -> None:
        self._blocking = blocking
        self._async = asynchronous
        self._session: Any = None

    def open(self) -> Session:
        """Open it now, blocking; who opens it so closes it.

        Raises:
            PSSessionError: It cannot be opened.
        """
        return self._blocking()

    def __await__(self) -> Generator[Any, None, AsyncSession]:
        return self._async().__await__()

    def __enter__(self) -> Session:
        session = self._blocking()
        self._session = session
        return session

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._session.__exit__(kind, error, trace)

    async def __aenter__(self) -> AsyncSession:
        session = await self._async()
        self._session = session
        return session

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._session.__aexit__(kind, error, trace)


def connect(
    computer_name: str = "localhost",
    *,
    name: str = "",
    engine: str | Sequence[str] = BUILT_IN,
    durable: bool = True,
    idle_timeout: float | None = None,
    output_buffering: OutputBufferingMode = OutputBufferingMode.NONE,
    application_arguments: Mapping[str, Any] | None = None,
    configuration_name: str = DEFAULT,
    host: Host | None = None,
    adapter: Any = None,
) -> Opening:
    """Make a session on this machine; leaving the block ends it, unless it was disconnected.

    Args:
        computer_name: This machine, by any of its usual names.
        name: The friendly name.
        engine: "builtin", or the command of an engine that speaks PSRP on its standard input and output: `["pwsh", "-s"]`.
        durable: False lets an engine's command hang on a pipe of this process and end with it.
        idle_timeout: Seconds that it lives while nobody is attached; at least 60, None for the server's own choice.
        output_buffering: What happens when nobody takes the output: Block stops the command, Drop forgets the oldest.
        application_arguments: What scripts find in `$PSSenderInfo.ApplicationArguments`.
        configuration_name: The kind of session: "Microsoft.PowerShell", "PowerShell.7" (which is `pwsh`), or one of the settings file.
        host: Shows what commands write and answers what they ask; a subclass of `pssession.Host`.
        adapter: Describes objects of your own kinds that are to travel: object to `View`, None for those it does not know.

    Raises:
        ConfigurationNotFound: There is no configuration of this name.
        TransportError: The computer is another one.
        ValueError: The options make no sense.
    """
    options = SessionOptions(
        computer_name=computer_name,
        name=name,
        engine=engine,
        durable=durable,
        idle_timeout_seconds=idle_timeout,
        output_buffering=output_buffering,
        application_arguments=application_arguments,
        configuration_name=configuration_name,
        host=host,
        adapter=adapter,
    )
    return Opening(lambda: _blocking().open(options), lambda: _async().open(options))


def reconnect(
    token: str,
    *,
    output_buffering: OutputBufferingMode = OutputBufferingMode.NONE,
    host: Host | None = None,
    adapter: Any = None,
) -> Opening:
    """Take up a session that was left, here or by another process of this user; leaving the block disconnects it again.

    Args:
        token: What `Session.disconnect` gave, or a session's id.
        output_buffering: What happens to output that nobody takes from now on; None (the mode) for what it was.
        host: Shows what commands write and answers what they ask from now on.
        adapter: As for `connect`.

    Raises:
        ValueError: The token is none.
    """
    address = read_token(token)
    options = SessionOptions(name=address.name, output_buffering=output_buffering, host=host, adapter=adapter)
    return Opening(lambda: _blocking().reconnect(address, options), lambda: _async().reconnect(address, options))


def open_session(computer_name: str = "localhost", **options: Any) -> Session:
    """Make a session, blocking, that is closed by hand; takes what `connect` takes."""
    return connect(computer_name, **options).open()


def _blocking() -> type[Session]:
    from pssession.client.blocking.session import Session

    return Session


def _async() -> type[AsyncSession]:
    from pssession.client.aio.session import AsyncSession

    return AsyncSession
