"""The process that sessions are forked from: warm, idle, and of no further use to those it has made.

    python -m pssession.worker.zygote        started by clients; says `ready` when its socket, or that of another, can be connected to

A connection to its socket is a new session: the child that is forked keeps the connection and becomes the session's process. Killing this
one harms nobody; the next client that finds no zygote starts another.

Source: `docs/explanation/architecture.md`.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
from importlib import import_module

from pssession.errors import PSSessionError
from pssession.transport.runtime_folder import RuntimeFolder
from pssession.worker.endpoint import Endpoint

_IDLE_SECONDS = 900.0
_FOR_CHILDREN = (
    "pssession.worker.session",
    *(f"pssession.worker.engines.builtin.{name}" for name in ("engine", "run", "runspace", "remote_host", "facts", "using_values")),
)


def main() -> int:
    """Listen and fork until nobody has come for long."""
    folder = RuntimeFolder.locate()
    try:
        folder.make()
        endpoint = Endpoint(folder.zygote)
    except FileExistsError:
        _say("ready\n")
        return 0
    except PSSessionError as error:
        _say(f"{error}\n")
        return 1
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Children that end are nobody's business.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    warm_up()
    _say("ready\n")
    _let_go_of_starter()
    return _serve(endpoint, folder)


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _let_go_of_starter() -> None:
    """Give the starter's pipe back, so that it sees the end of what we say."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)


def warm_up() -> None:
    """Load what every session needs and keep it out of the garbage collector's way, so that pages stay shared."""
    from pssession.cmdlets import CATALOGUE
    from pssession.engine.interpreter import Interpreter
    from pssession.objects import Host, StreamKind

    class Nowhere:
        def write(self, kind: StreamKind, value: object) -> None:
            return None

    for name in _FOR_CHILDREN:
        import_module(name)
    interpreter = Interpreter(Host(), catalogue=CATALOGUE)
    interpreter.invoke("1 + 1 | ForEach-Object { $_ } | Where-Object { $_ } | Out-String; prompt; Set-Location /", sink=Nowhere())
    del interpreter
    gc.collect()
    gc.freeze()


def _serve(endpoint: Endpoint, folder: RuntimeFolder) -> int:
    poll = select.poll()
    poll.register(endpoint.fileno(), select.POLLIN)
    while True:
        if not poll.poll(_IDLE_SECONDS * 1000):
            # Once the name is gone nobody new comes; whoever came before is served.
            endpoint.withdraw()
            _accept_all(endpoint, folder)
            endpoint.close()
            return 0
        _accept_all(endpoint, folder)


def _accept_all(endpoint: Endpoint, folder: RuntimeFolder) -> None:
    while (connection := endpoint.accept()) is not None:
        _fork(connection, endpoint, folder)


def _fork(connection: socket.socket, endpoint: Endpoint, folder: RuntimeFolder) -> None:
    try:
        child = os.fork()
    except OSError:
        # No process can be had: the client sees the end of its connection.
        connection.close()
        return
    if child:
        connection.close()
        return
    status = 1
    try:
        endpoint.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setsid()
        from pssession.worker.session import serve_new_session

        status = serve_new_session(connection, folder)
    finally:
        os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
