"""What `pssession doctor` looks at, one function each: it says what was found and what to do where something is wrong."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.util import find_spec

from pssession import __version__
from pssession.client.directory import folder_of, list_sessions
from pssession.errors import PSSessionError, TransportError

# A socket's path may have 107 bytes, and the name in the folder takes 42 of them.
_PATH_BYTES = 107
_NAME_BYTES = 42
_SPOOL_BYTES = 256 * 1024 * 1024
_FILES = 256
_TRIAL_SECONDS = 30.0


class Standing(Enum):
    """Say how something stands."""

    WELL = 0
    WARNING = 1
    PROBLEM = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what was found.

    Attributes:
        check: What was looked at.
        advice: What to do about it, "" where nothing has to be done.
    """

    check: str
    standing: Standing
    found: str
    advice: str = ""


Check = Callable[[Sequence[str]], Finding | None]


def versions(engine: Sequence[str]) -> Finding:
    """Say what runs here."""
    python = platform.python_version()
    found = f"pssession {__version__}, Python {python} on {platform.system()} {platform.machine()}"
    if sys.platform != "linux":
        return Finding("versions", Standing.PROBLEM, found, "Sessions on this machine need Linux: they use its sockets and its fork.")
    return Finding("versions", Standing.WELL, found)


def extras(engine: Sequence[str]) -> Finding:
    """Look for what the prompt and the tables like to have."""
    missing = [name for name in ("prompt_toolkit", "rich") if find_spec(name) is None]
    if missing:
        advice = "The prompt has no editing and tables are plain: pip install 'pssession[shell]'"
        return Finding("extras", Standing.WARNING, f"without {' and '.join(missing)}", advice)
    return Finding("extras", Standing.WELL, "prompt_toolkit and rich are installed")


def runtime_folder(engine: Sequence[str]) -> Finding:
    """Look whether sockets can be made."""
    folder = folder_of()
    if len(os.fsencode(folder.path)) + _NAME_BYTES > _PATH_BYTES:
        advice = "A socket's path may have 107 bytes: name a shorter folder in PSSESSION_RUNTIME_DIR."
        return Finding("runtime folder", Standing.PROBLEM, f"{folder.path} is too long", advice)
    try:
        folder.make()
    except TransportError as error:
        found, _, advice = str(error).partition("; ")
        return Finding("runtime folder", Standing.PROBLEM, found, advice.capitalize())
    return Finding("runtime folder", Standing.WELL, f"{folder.path}, this user's alone")


def sockets(engine: Sequence[str]) -> Finding | None:
    """Look at the sockets in the folder: those that answer, and those of dead processes, which looking clears away."""
    folder = folder_of()
    if not os.path.isdir(folder.path):
        return None
    try:
        before = list(folder.sessions())
        open_to_others = [name for name in before if os.stat(folder.session(name)).st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
        alive = list_sessions()
    except (PSSessionError, OSError) as error:
        return Finding("sessions", Standing.PROBLEM, str(error), "Remove the session's socket if its process is stuck: `ps x` shows it.")
    if open_to_others:
        advice = f"Say: chmod 600 {folder.path}/*.sock"
        return Finding("sessions", Standing.PROBLEM, f"{len(open_to_others)} sockets are open to other users", advice)
    dead = len(before) - len(alive)
    found = f"{len(alive)} alive" + (f"; cleared away {dead} whose process had died" if dead > 0 else "")
    return Finding("sessions", Standing.WELL, found)


def trial(engine: Sequence[str]) -> Finding:
    """Make a session with the built-in engine, run something, remove it."""
    return _try("new session", ())


def engine_trial(engine: Sequence[str]) -> Finding | None:
    """Do the same with an engine that is a command."""
    if not engine:
        return None
    if shutil.which(engine[0]) is None:
        advice = "Give its full path, or put it on PATH. `pwsh -s` is PowerShell's own."
        return Finding("engine", Standing.PROBLEM, f"there is no command {engine[0]}", advice)
    return _try("engine", engine)


def _try(check: str, engine: Sequence[str]) -> Finding:
    from time import perf_counter

    from pssession.client.connecting import connect
    from pssession.client.limits import time_limit

    begun = perf_counter()
    try:
        with time_limit(_TRIAL_SECONDS), connect(name="doctor", engine=list(engine) or "builtin") as session:
            version = session.invoke("$PSVersionTable.PSVersion.ToString()").output
            took = (perf_counter() - begun) * 1000
    except TimeoutError:
        return Finding(check, Standing.PROBLEM, f"no answer within {_TRIAL_SECONDS:g} seconds", "Is the machine busy? `ps x` shows it.")
    except (PSSessionError, OSError) as error:
        advice = f"Does it speak PSRP on its standard input and output? Try: {' '.join(engine)}" if engine else _zygote_advice()
        return Finding(check, Standing.PROBLEM, str(error), advice)
    return Finding(check, Standing.WELL, f"answers as PowerShell {''.join(map(str, version))} in {took:.0f} ms")


def _zygote_advice() -> str:
    return f"See what it says by hand: {sys.executable} -m pssession.worker.zygote"


def spool(engine: Sequence[str]) -> Finding:
    """Look whether there is room for output that nobody takes."""
    from pssession.worker.spool import spool_folder

    folder = spool_folder()
    there = folder
    while not os.path.isdir(there):
        there = os.path.dirname(there)
    if not os.access(there, os.W_OK | os.X_OK):
        return Finding("spool", Standing.PROBLEM, f"{there} cannot be written to", "Name another folder in PSSESSION_SPOOL_DIR.")
    free = shutil.disk_usage(there).free
    found = f"{free // 1024**2} MiB free for {folder}"
    if free < _SPOOL_BYTES:
        advice = (
            "Output that nobody takes is kept there, and its commands stop when it is full: name a roomier folder in PSSESSION_SPOOL_DIR."
        )
        return Finding("spool", Standing.WARNING, found, advice)
    return Finding("spool", Standing.WELL, found)


def limits(engine: Sequence[str]) -> Finding:
    """Look whether the system lets this user have many sessions."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    processes, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    found = f"{_count(files)} open files, {_count(processes)} processes"
    if files != resource.RLIM_INFINITY and files < _FILES:
        return Finding("limits", Standing.WARNING, found, "A client needs a file for each session it holds: ulimit -n 1024")
    return Finding("limits", Standing.WELL, found)


def _count(limit: int) -> str:
    return "any number of" if limit == resource.RLIM_INFINITY else str(limit)


CHECKS: tuple[Check, ...] = (versions, extras, runtime_folder, sockets, spool, limits, trial, engine_trial)
