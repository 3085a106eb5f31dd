"""The sessions of this user on this machine, found by their sockets: asked what they are, or told to end.

Nobody keeps a list: a socket in the runtime folder that answers is a session, one that refuses is what a dead process left behind and is
cleared away.

Source: what Get-PSSession -ComputerName shows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from pssession.errors import ConnectionLost, ProtocolError, SessionBusy, SessionNotFound, TransportError
from pssession.protocol.attach import Attach, AttachClient, Mode
from pssession.protocol.attach.events import ClientEvent, Described, Gone, Refused
from pssession.protocol.attach.opening import Description
from pssession.session.info import SessionInfo
from pssession.transport.runtime_folder import RuntimeFolder
from pssession.transport.socket_names import clear_dead
from pssession.transport.time_limit import TimeLimit
from pssession.transport.unix import UnixStream

# A session answers at once; one that does not within so long is stuck.
_ANSWER_SECONDS = 10.0
Found = TypeVar("Found")


def folder_of(name: str = "") -> RuntimeFolder:
    """Give the runtime folder that was named, else the one that the environment names."""
    return RuntimeFolder(name) if name else RuntimeFolder.locate()


def list_sessions(runtime_folder: str = "") -> list[SessionInfo]:
    """List the sessions, oldest first.

    Raises:
        TransportError: The folder cannot be read.
    """
    folder = folder_of(runtime_folder)
    found = [info for session_id in folder.sessions() if (info := find_session(session_id, folder.path)) is not None]
    return sorted(found, key=lambda info: (info.created is None, info.created, str(info.session_id)))


def find_session(session_id: object, runtime_folder: str = "") -> SessionInfo | None:
    """Ask one session what it is; None where it is no more."""
    folder = folder_of(runtime_folder)
    try:
        described = _ask(folder, UUID(str(session_id)), Mode.QUERY, _description)
    except SessionNotFound:
        return None
    return _info(described, folder.path)


def remove_session(session_id: object, runtime_folder: str = "") -> None:
    """End a session that nobody holds, and wait until it is gone.

    Raises:
        SessionNotFound: It is no more.
        SessionBusy: Somebody else holds it.
    """
    _ask(folder_of(runtime_folder), UUID(str(session_id)), Mode.REMOVE, lambda event: True if isinstance(event, Gone) else None)


def _description(event: ClientEvent) -> Description | None:
    return event.description if isinstance(event, Described) else None


def _ask(folder: RuntimeFolder, session_id: UUID, mode: Mode, wanted: Callable[[ClientEvent], Found | None]) -> Found:
    path = folder.session(session_id)
    machine = AttachClient(Attach(mode=mode, session_id=session_id))
    try:
        stream = UnixStream.connect(path)
    except FileNotFoundError:
        raise SessionNotFound(f"there is no session {session_id}") from None
    except ConnectionRefusedError:
        # Its process died: nobody will ever answer under this name.
        clear_dead(path)
        raise SessionNotFound(f"the session {session_id} is no more: its process has ended") from None
    try:
        with TimeLimit(_ANSWER_SECONDS):
            stream.write(machine.bytes_to_send())
            while True:
                stream.wait()
                for event in machine.receive_data(stream.read()):
                    if isinstance(event, Refused):
                        raise SessionBusy(event.message)
                    found = wanted(event)
                    if found is not None:
                        return found
    except (ConnectionLost, ProtocolError) as error:
        raise SessionNotFound(f"the session {session_id} ended while it was asked: {error}") from error
    except TimeoutError:
        raise TransportError(f"the session {session_id} does not answer") from None
    finally:
        stream.close_nowait()


def _info(described: Description, folder: str) -> SessionInfo:
    return SessionInfo(
        session_id=described.session_id,
        name=described.name,
        state=described.state,
        availability=described.availability,
        process_id=described.process_id,
        running=described.running,
        engine=described.engine,
        configuration_name=described.configuration_name,
        idle_timeout_seconds=described.idle_timeout_seconds,
        output_buffering=described.output_buffering,
        created=_moment(described.created),
        disconnected_on=_moment(described.disconnected_on),
        expires_on=_moment(described.expires_on),
        runtime_folder=folder,
    )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


__all__ = ["find_session", "folder_of", "list_sessions", "remove_session"]
