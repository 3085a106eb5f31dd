"""A machine of one's own for a test, a demonstration or a measurement: a runtime folder that nobody else sees, empty at the end.

Sessions, the process that forks them, and the spool live below one short folder (a socket's path may have 107 bytes); leaving the block
ends all of them, however they are.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType

from pssession.client.directory import list_sessions
from pssession.transport.runtime_folder import RuntimeFolder

_RUNTIME = "PSSESSION_RUNTIME_DIR"
_CREDENTIALS = struct.Struct("3i")
_END_SECONDS = 10.0
_LOOK_SECONDS = 0.01


class ScratchMachine(AbstractContextManager["ScratchMachine"]):
    """Have a runtime folder and a spool of one's own; PSSESSION_RUNTIME_DIR and PSSESSION_SPOOL_DIR name them while it is entered.

    Attributes:
        root: The folder below which everything is.
        folder: The runtime folder.
        spool: The folder of spooled output.
        environment: What child processes need to see this machine, the rest of the environment included.
    """

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        """Name the folders; `environment` is for the processes of sessions too."""
        self.root = Path(tempfile.mkdtemp(prefix="pss-"))
        self.folder = RuntimeFolder(str(self.root / "run"))
        self.spool = self.root / "spool"
        self._own = {_RUNTIME: self.folder.path, "PSSESSION_SPOOL_DIR": str(self.spool), **(environment or {})}
        self._before: dict[str, str | None] = {}

    def __enter__(self) -> ScratchMachine:
        self._before = {name: os.environ.get(name) for name in self._own}
        os.environ.update(self._own)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self.close()

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self._own}

    def zygote_pid(self) -> int | None:
        """Give the process that sessions are forked from, None where there is none."""
        return _listener(self.folder.zygote)

    def session_pids(self) -> list[int]:
        """Give the processes that are sessions."""
        found = (_listener(self.folder.session(session_id)) for session_id in self.folder.sessions())
        return [pid for pid in found if pid is not None]

    def processes(self) -> list[int]:
        """Give all processes that sessions of this machine are, were started by or have started: its name is in their environment."""
        mark = f"{_RUNTIME}={self.folder.path}".encode()
        found = []
        for entry in os.scandir("/proc"):
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    environment = Path(entry.path, "environ").read_bytes()
                except OSError:
                    continue
                if mark in environment.split(b"\0"):
                    found.append(int(entry.name))
        return sorted(found)

    def files(self) -> list[str]:
        """Give the names in the runtime folder and the spool folder, but for the socket of the process that forks sessions."""
        found = [path for path in (Path(self.folder.path), self.spool) if path.exists()]
        return sorted(one.name for folder in found for one in folder.iterdir() if str(one) != self.folder.zygote)

    def leftovers(self, patience_seconds: float = 5.0) -> list[str]:
        """Give what should not be there when all sessions are gone: processes beside the one that forks them, files.

        Args:
            patience_seconds: What is ending gets so long.
        """
        deadline = monotonic() + patience_seconds
        # Asking costs the zygote a child that ends at once; so it is asked once.
        zygote = self.zygote_pid()
        while True:
            left = [f"process {one}" for one in self.processes() if one != zygote] + [f"file {name}" for name in self.files()]
            if not left or monotonic() > deadline:
                return left
            sleep(_LOOK_SECONDS)

    def kill_zygote(self) -> None:
        """Kill the process that forks sessions, as the kernel does when memory is short."""
        zygote = self.zygote_pid()
        if zygote is not None:
            _end([zygote], signal.SIGKILL)

    def end_sessions(self) -> None:
        """End every session, also those that somebody uses, and wait until their processes are gone."""
        _end(self.session_pids())
        # Asking clears away the sockets of those that could not do so themselves.
        list_sessions(self.folder.path)

    def kill_sessions(self) -> None:
        """Kill every session's process, so that its socket is left behind."""
        _end(self.session_pids(), signal.SIGKILL)

    def close(self) -> None:
        """End everything and remove the folder."""
        zygote = self.zygote_pid()
        if zygote is not None:
            _end([zygote])
        self.end_sessions()
        shutil.rmtree(self.root, ignore_errors=True)


def _listener(path: str) -> int | None:
    """Give the process that listens on a socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(path)
        except OSError:
            return None
        pid: int = _CREDENTIALS.unpack(probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))[0]
        return pid


def _end(pids: list[int], *signals: signal.Signals) -> None:
    """Send signals, one after the other, until the processes are gone: by default those that do not end when asked are killed."""
    for number in signals or (signal.SIGTERM, signal.SIGKILL):
        for pid in pids:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        deadline = monotonic() + _END_SECONDS
        while (pids := [pid for pid in pids if _is_alive(pid)]) and monotonic() < deadline:
            sleep(_LOOK_SECONDS)
        if not pids:
            return


def _is_alive(pid: int) -> bool:
    """Tell whether a process, or a thread of it, may still hold a socket."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            # Behind the name, which may hold anything but ends with the last parenthesis, stands the state.
            is_zombie = file.read().rpartition(b")")[2].split()[0] == b"Z"
        return not is_zombie or len(os.listdir(f"/proc/{pid}/task")) > 1
    except OSError:
        return False
