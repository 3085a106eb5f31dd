"""Where rows about sessions run: a runtime folder and a zygote of their own, which leave nothing behind.

The process that starts the rows' processes enters it once; they find it through the environment.

Source: none; rows must not see this user's own sessions, nor may a row that went wrong leave one.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from types import TracebackType
from typing import Any

from pssession.client.directory import list_sessions, remove_session
from pssession.client.zygote import MODULE, READY
from pssession.errors import PSSessionError

_FOLDER = "PSSESSION_RUNTIME_DIR"
_ENVIRONMENT = {"TZ": "UTC", "TERM": "dumb"}
# Rows run in processes that are forked: what all of them need is imported before.
_FOR_CHILDREN = (
    "pssession.client.blocking.session",
    "pssession.cmdlets.remoting.invoke_command",
    "pssession.cmdlets.remoting.new_pssession",
)
# A process that was told to end gets so long.
_END_SECONDS = 5.0


def is_remote(row: dict[str, Any]) -> bool:
    """Tell whether a row was recorded with a session and a host."""
    return str(row["group"]).startswith("remote.")


class SessionBed:
    """Have sessions in a folder of our own, forked from a zygote of our own."""

    def __init__(self) -> None:
        self.folder = ""
        self._zygote: subprocess.Popen[bytes] | None = None
        self._held: str | None = None

    def __enter__(self) -> SessionBed:
        for name in _FOR_CHILDREN:
            import_module(name)
        self.folder = tempfile.mkdtemp(prefix="pssession-")
        self._held = os.environ.get(_FOLDER)
        os.environ[_FOLDER] = self.folder
        command = [sys.executable, "-m", MODULE]
        self._zygote = subprocess.Popen(
            command, env={**os.environ, **_ENVIRONMENT}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
        )
        assert self._zygote.stdout is not None
        said = self._zygote.stdout.readline()
        if READY not in said:
            self._end()
            raise RuntimeError(f"the sessions' parent process did not start: {said.decode(errors='replace').strip()}")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def _end(self) -> None:
        """End what rows left behind, then the zygote, then the folder."""
        zygote = self._zygote
        if zygote is not None:
            zygote.terminate()
            zygote.wait()
            assert zygote.stdout is not None
            zygote.stdout.close()
        for info in list_sessions(self.folder):
            try:
                remove_session(info.session_id, self.folder)
            except PSSessionError:
                _kill(info.process_id)
        if self._held is None:
            os.environ.pop(_FOLDER, None)
        else:
            os.environ[_FOLDER] = self._held
        shutil.rmtree(self.folder, ignore_errors=True)


def _kill(process: int) -> None:
    deadline = time.monotonic() + _END_SECONDS
    try:
        os.kill(process, signal.SIGTERM)
        while time.monotonic() < deadline:
            time.sleep(0.01)
            os.kill(process, 0)
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass
