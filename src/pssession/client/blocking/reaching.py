# Written by tools/async_to_sync.py from client/aio/reaching.py; change that file, then run the tool.
"""How a session is reached: a new one through the process that forks them, one that exists through its own socket."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID, uuid4

from pssession.client.blocking.conversation import Conversation, Opener
from pssession.client.blocking.primitives import UnixStream, bounded, start_child, wait_readable
from pssession.client.hosts import host_info
from pssession.client.options import SessionOptions
from pssession.client.token import Address
from pssession.client.zygote import START_SECONDS, ZygoteStart
from pssession.errors import SessionNotFound, TransportError
from pssession.session.events import Wishes
from pssession.session.making import new_session, piped_session, taken_up_session
from pssession.transport.runtime_folder import RuntimeFolder
from pssession.transport.socket_names import clear_dead
from pssession.transport.stream import Stream


class Reach(Protocol):
    """Connect to a socket."""

    def __call__(self, path: str, /) -> Stream:
        """Connect; raises what `AsyncUnixStream.connect` does."""
        ...


REACH: Reach = UnixStream.connect


def folder_of(name: str) -> RuntimeFolder:
    """Give the runtime folder that was named, else the one that the environment names."""
    return RuntimeFolder(name) if name else RuntimeFolder.locate()


def reach_zygote(folder: RuntimeFolder, reach: Reach = REACH) -> Stream:
    """Connect to the process that forks sessions; start it where it does not run.

    Raises:
        TransportError: It cannot be started or reached.
    """
    try:
        return reach(folder.zygote)
    except (FileNotFoundError, ConnectionRefusedError):
        pass
    start = ZygoteStart(folder)
    try:
        with bounded(START_SECONDS):
            while not start.hear():
                wait_readable(start.descriptor)
    finally:
        start.close()
    try:
        return reach(folder.zygote)
    except (FileNotFoundError, ConnectionRefusedError) as error:
        raise TransportError(f"the sessions' parent process ended as soon as it had begun ({folder.zygote})") from error


class SocketOpener(Opener):
    """Open a session's own socket, as often as it is asked to.

    Args:
        path: The socket.
        reach: Connects to sockets.
        makers: Where the process is that makes sessions, for one that is being made; None for one that exists.
    """

    __slots__ = ("_makers", "_path", "_reach")

    def __init__(self, path: str, reach: Reach, makers: RuntimeFolder | None = None) -> None:
        self._path = path
        self._reach = reach
        self._makers = makers

    def open(self) -> Stream:
        """Reach the session; the name of one that has died is cleared away."""
        try:
            return self._reach(self._path)
        except ConnectionRefusedError:
            clear_dead(self._path)
            raise

    def begin_again(self) -> Stream:
        """Reach the process that forks sessions."""
        if self._makers is None:
            raise FileNotFoundError
        return reach_zygote(self._makers, self._reach)


class NoWayBack(Opener):
    """Stand for what died with its pipe."""

    def open(self) -> Stream:
        """Refuse."""
        raise ConnectionRefusedError

    def begin_again(self) -> Stream:
        """Refuse."""
        raise ConnectionRefusedError


def open_session(options: SessionOptions, reach: Reach = REACH) -> tuple[Conversation, Address]:
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
    stream: Stream
    opener: Opener
    if options.durable:
        machine, stream = new_session(wishes), reach_zygote(folder, reach)
        opener = SocketOpener(folder.session(wishes.session_id), reach, folder)
    else:
        machine, stream, opener = piped_session(wishes), start_child(wishes.engine), NoWayBack()
    conversation = Conversation(machine, stream, opener, host=options.host, retry_seconds=options.retry_seconds)
    conversation.flush()
    return conversation, Address(session_id=str(wishes.session_id), folder=folder.path, name=options.name)


def connect_session(address: Address, options: SessionOptions, reach: Reach = REACH) -> Conversation:
    """Begin to take up a session that exists; its state tells when that is done.

    Raises:
        SessionNotFound: There is none.
    """
    folder = folder_of(address.folder or options.runtime_folder)
    opener = SocketOpener(folder.session(address.session_id), reach)
    try:
        stream = opener.open()
    except FileNotFoundError:
        raise SessionNotFound(
            f"there is no session {address.name or address.session_id} any more: it was removed, or its time was up"
        ) from None
    except ConnectionRefusedError:
        raise SessionNotFound(f"the session {address.name or address.session_id} is no more: its process has ended") from None
    machine = taken_up_session(UUID(address.session_id), output_buffering=options.output_buffering, adapter=options.adapter)
    conversation = Conversation(machine, stream, opener, host=options.host, retry_seconds=options.retry_seconds)
    conversation.flush()
    return conversation
