"""The process that sessions are forked from: warm, idle, and of no further use to those it has made.

    python -m pssession.worker.zygote        started by clients; says `ready` when its socket, or that of another, can be connected to

A connection to its socket is a new session: the child that is forked keeps the connection and becomes the session's process. Killing this
one harms nobody; the next client that finds no zygote starts another. Where a session's process dies, what it leaves in the runtime folder
is cleared away here, or by the next zygote, or by whoever asks for the session first.

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
from time import monotonic

from pssession.errors import PSSessionError
from pssession.transport.runtime_folder import RuntimeFolder
from pssession.transport.socket_names import clear_dead
from pssession.worker.endpoint import Endpoint
from pssession.worker.rehearsal import rehearse

_IDLE_SECONDS = 900.0
# Sessions are rehearsed once nobody has come for so long; after a few there is nothing more to learn.
_QUIET_MILLISECONDS = 30
_REHEARSALS = 4
_FOR_CHILDREN = (
    "pssession.worker.session",
    *(f"pssession.worker.engines.builtin.{name}" for name in ("engine", "run", "runspace", "remote_host", "facts", "using_values")),
)
# What is used by every other session: once it has run here, what it needs is loaded and shared.
_ORDINARY = (
    "1 + 1 | ForEach-Object { $_ } | Where-Object { $_ } | Out-String",
    "function f($x) { $x }; f 1; foreach ($i in 1..2) { if ($i -eq 1) { $i } }; try { throw 'x' } catch { $_ | Out-String }",
    "'a'.ToUpper(); \"$(1.5)\"; @{ a = 1 }.a; 'a' -match 'b'; [datetime]::Now.ToString('o'); Get-Date | Out-String",
    "1..3 | Select-Object -First 2 | Sort-Object | Measure-Object; [pscustomobject]@{ a = 1 } | Format-Table | Out-String",
    "Write-Host x; Write-Warning x; $PSVersionTable; prompt; Set-Location /",
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
    sweep(folder)
    warm_up()
    _say("ready\n")
    _let_go_of_starter()
    return Zygote(endpoint, folder).serve()


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
    """Load what every session needs."""
    from pssession.cmdlets import CATALOGUE
    from pssession.engine.interpreter import Interpreter
    from pssession.objects import Host, StreamKind

    class Nowhere:
        def write(self, kind: StreamKind, value: object) -> None:
            return None

    for name in _FOR_CHILDREN:
        import_module(name)
    Interpreter(Host(), catalogue=CATALOGUE).invoke(_ORDINARY[0], sink=Nowhere())
    settle()


def settle() -> None:
    """Keep what there is out of the garbage collector's way: it would write to every page, and each session would have its own copy."""
    gc.collect()
    gc.freeze()


def sweep(folder: RuntimeFolder) -> None:
    """Take away the sockets of sessions whose processes have died."""
    try:
        for session_id in folder.sessions():
            clear_dead(folder.session(session_id))
        for path in folder.unfinished():
            clear_dead(path)
    except PSSessionError:
        # A folder that cannot be read is told to those who need it.
        return


class Zygote:
    """Fork a session for each connection.

    Args:
        endpoint: Where they come.
        folder: Where the sessions' sockets are.
    """

    def __init__(self, endpoint: Endpoint, folder: RuntimeFolder) -> None:
        self._endpoint = endpoint
        self._folder = folder
        self._ended, self._tell_ended = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)

    def serve(self) -> int:
        """Serve until nobody has come for long."""
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._tell_ended, warn_on_full_buffer=False)
        poll = select.poll()
        poll.register(self._endpoint.fileno(), select.POLLIN)
        poll.register(self._ended, select.POLLIN)
        idle_since = monotonic()
        rehearsals = _REHEARSALS
        while (left := idle_since + _IDLE_SECONDS - monotonic()) > 0:
            happened = poll.poll(_QUIET_MILLISECONDS if rehearsals else left * 1000)
            if rehearsals and not happened:
                # Nobody wants a real session: time to play one through, so that those who come find it easier.
                rehearsals -= 1
                rehearse(_ORDINARY)
                settle()
            for descriptor, _ in happened:
                if descriptor == self._ended:
                    self._reap()
                else:
                    self._accept_all()
                    idle_since = monotonic()
        # Once the name is gone nobody new comes; whoever came before is served.
        self._endpoint.withdraw()
        self._accept_all()
        self._endpoint.close()
        return 0

    def _reap(self) -> None:
        """Take note of sessions that ended; those that died leave their sockets."""
        os.read(self._ended, 4096)
        died = False
        try:
            while (found := os.waitpid(-1, os.WNOHANG)) != (0, 0):
                died = died or found[1] != 0
        except ChildProcessError:
            pass
        if died:
            sweep(self._folder)

    def _accept_all(self) -> None:
        while (connection := self._endpoint.accept()) is not None:
            self._fork(connection)

    def _fork(self, connection: socket.socket) -> None:
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
            self._become_session()
            from pssession.worker.session import serve_new_session

            serve_new_session(connection, self._folder)
            status = 0
        finally:
            os._exit(status)

    def _become_session(self) -> None:
        """Leave behind what is the zygote's."""
        self._endpoint.close()
        signal.set_wakeup_fd(-1)
        os.close(self._ended)
        os.close(self._tell_ended)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setsid()


if __name__ == "__main__":
    sys.exit(main())
