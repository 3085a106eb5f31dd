"""How a session is reached: a new one through the process that forks them, one that exists through its own socket."""

from __future__ import annotations

from uuid import UUID, uuid4

from pssession.client.aio.conversation import AsyncConversation, Opener
from pssession.client.aio.primitives import AsyncUnixStream, bounded, start_child, wait_readable
from pssession.client.hosts import host_info
from pssession.client.options import SessionOptions
from pssession.client.token import Address
from pssession.client.zygote import START_SECONDS, ZygoteStart
from pssession.errors import SessionNotFound, TransportError
from pssession.session.events import Wishes
from pssession.session.making import new_session, piped_session, taken_up_session
from pssession.transport.runtime_folder import RuntimeFolder
from pssession.transport.stream import AsyncStream


def folder_of(name: str) -> RuntimeFolder:
    """Give the runtime folder that was named, else the one that the environment names."""
    return RuntimeFolder(name) if name else RuntimeFolder.locate()


async def reach_zygote(folder: RuntimeFolder) -> AsyncStream:
    """Connect to the process that forks sessions; start it where it does not run.

    Raises:
        TransportError: It cannot be started or reached.
    """
    try:
        return await AsyncUnixStream.connect(folder.zygote)
    except (FileNotFoundError, ConnectionRefusedError):
        pass
    start = ZygoteStart(folder)
    try:
        async with bounded(START_SECONDS):
            while not start.hear():
                await wait_readable(start.descriptor)
    finally:
        start.close()
    try:
        return await AsyncUnixStream.connect(folder.zygote)
    except (FileNotFoundError, ConnectionRefusedError) as error:
        raise TransportError(f"the sessions' parent process ended as soon as it had begun ({folder.zygote})") from error


class SocketOpener:
    """Open a session's own socket, as often as it is asked to."""

    __slots__ = ("_path",)

    def __init__(self, path: str) -> None:
        self._path = path

    async def __call__(self) -> AsyncStream:
        return await AsyncUnixStream.connect(self._path)


async def no_way_back() -> AsyncStream:
    """Refuse to open a stream again to what died with its pipe."""
    raise ConnectionRefusedError


async def open_session(options: SessionOptions) -> tuple[AsyncConversation, Address]:
    """Begin a new session; its state tells when it is open."""
    folder = folder_of(options.runtime_folder)
    wishes = Wishes(
        session_id=uuid4(),
        name=options.name,
        engine=options.engine_command,
        idle_timeout_seconds=options.idle_timeout_seconds,
        output_buffering=options.output_buffering,
        configuration_name=options.configuration_name,
        application_arguments=options.application_arguments,
        host_info=host_info(options.host),
        adapter=options.adapter,
    )
    stream: AsyncStream
    opener: Opener
    if options.durable:
        machine, stream, opener = new_session(wishes), await reach_zygote(folder), SocketOpener(folder.session(wishes.session_id))
    else:
        machine, stream, opener = piped_session(wishes), await start_child(wishes.engine), no_way_back
    conversation = AsyncConversation(machine, stream, opener, host=options.host, retry_seconds=options.retry_seconds)
    await conversation.flush()
    return conversation, Address(session_id=str(wishes.session_id), folder=folder.path, name=options.name)


async def connect_session(address: Address, options: SessionOptions) -> AsyncConversation:
    """Begin to take up a session that exists; its state tells when that is done.

    Raises:
        SessionNotFound: There is none.
    """
    folder = folder_of(address.folder or options.runtime_folder)
    opener = SocketOpener(folder.session(address.session_id))
    try:
        stream = await opener()
    except (FileNotFoundError, ConnectionRefusedError):
        raise SessionNotFound(
            f"there is no session {address.name or address.session_id} any more: it was removed, or its time was up"
        ) from None
    machine = taken_up_session(UUID(address.session_id), output_buffering=options.output_buffering, adapter=options.adapter)
    conversation = AsyncConversation(machine, stream, opener, host=options.host, retry_seconds=options.retry_seconds)
    await conversation.flush()
    return conversation
