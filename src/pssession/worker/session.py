"""From a connection to a session: the first line is read, the socket made, the engine chosen, and the process serves.

Source: `docs/reference/attach.md`.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Callable, Sequence

from pssession.errors import ProtocolError, PSSessionError
from pssession.protocol.attach import Attach, AttachRefused, Mode, Reason
from pssession.protocol.attach.events import AttachRequested
from pssession.transport.runtime_folder import RuntimeFolder
from pssession.worker.client import Client
from pssession.worker.durable import DurableSession, Limits
from pssession.worker.endpoint import Endpoint, Listener
from pssession.worker.engines.port import Engine, EngineOwner
from pssession.worker.process import SessionProcess
from pssession.worker.spool import FileSpool, spool_folder

# Whoever connects says what they want soon.
_OPENING_SECONDS = 30.0


def serve_new_session(connection: socket.socket, folder: RuntimeFolder) -> None:
    """Be the process of the session that the client behind a connection asks for."""

    def listen(attach: Attach) -> Listener:
        endpoint = Endpoint(folder.session(attach.session_id))
        _go_home()
        return endpoint

    begin_session(connection, listen, lambda process: signal.signal(signal.SIGTERM, lambda number, frame: process.stop()))


def begin_session(
    connection: socket.socket, listen: Callable[[Attach], Listener], begun: Callable[[SessionProcess], object] | None = None
) -> None:
    """Make the session that the client behind a connection asks for, and serve it to its end.

    Args:
        connection: The client's.
        listen: Makes the place where clients come later.
        begun: Told of the session before it serves.
    """
    client = Client(connection)
    attach = _read_wish(client)
    if attach is None:
        return
    if attach.mode is not Mode.NEW:
        _refuse(client, Reason.NOT_FOUND, "This socket makes sessions; a session that exists has a socket of its own.")
        return
    try:
        endpoint = listen(attach)
    except FileExistsError:
        _refuse(client, Reason.EXISTS, f"The session {attach.session_id} exists already.")
        return
    except PSSessionError as error:
        _refuse(client, Reason.FAILED, str(error))
        return
    spool = FileSpool(spool_folder())
    durable = DurableSession(attach, limits=_limits(), spool=spool, now=time.monotonic())
    try:
        process = SessionProcess(durable, endpoint, lambda owner: make_engine(owner, attach.engine))
    except (PSSessionError, OSError) as error:
        endpoint.withdraw()
        _refuse(client, Reason.ENGINE, f"The engine cannot be started: {error}")
        return
    if begun is not None:
        begun(process)
    process.begin(client, attach)
    process.run()
    spool.close()


def make_engine(owner: EngineOwner, command: Sequence[str]) -> Engine:
    """Make the engine that a client asked for: the built-in one, or a command that speaks PSRP on its standard input and output."""
    if command:
        from pssession.worker.engines.command import CommandEngine

        return CommandEngine(owner, command)
    from pssession.worker.engines.builtin.engine import BuiltinEngine

    return BuiltinEngine(owner)


def _limits() -> Limits:
    quota = os.environ.get("PSSESSION_SPOOL_QUOTA", "")
    budget = os.environ.get("PSSESSION_MEMORY_BUDGET", "")
    given = {}
    if quota.isdigit():
        given["spool_quota_bytes"] = int(quota)
    if budget.isdigit():
        given["memory_budget_bytes"] = int(budget)
    return Limits(**given)


def _go_home() -> None:
    """Begin where a remote session begins: in the user's home."""
    try:
        os.chdir(os.path.expanduser("~"))
    except OSError:
        os.chdir("/")


def _read_wish(client: Client) -> Attach | None:
    poll = select.poll()
    poll.register(client.connection.fileno(), select.POLLIN)
    deadline = time.monotonic() + _OPENING_SECONDS
    while (left := deadline - time.monotonic()) > 0 and poll.poll(left * 1000):
        data = client.connection.read()
        if data is None:
            return None
        try:
            events = client.machine.receive_data(data)
        except ProtocolError as error:
            _refuse(client, Reason.MALFORMED, str(error))
            return None
        for event in events:
            if isinstance(event, AttachRequested):
                return event.attach
            _refuse(client, Reason.MALFORMED, "A session is made by the attach protocol.")
            return None
    return None


def _refuse(client: Client, reason: Reason, message: str) -> None:
    client.machine.answer(AttachRefused(reason=reason, message=message))
    client.flush()
    client.connection.close()
