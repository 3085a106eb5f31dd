"""Errors in a person's words: one line, a way out where there is one, and the exit status; never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from pssession.cli import exit_codes
from pssession.errors import PipelineError, PSSessionError, SessionBusy, SessionNotFound, SessionStateError, TransportError

# The first class that fits decides.
_KINDS: tuple[tuple[type[BaseException], int, str], ...] = (
    (SessionNotFound, exit_codes.NOT_FOUND, "`pssession list` shows the sessions there are; `pssession new NAME` makes one."),
    (SessionBusy, exit_codes.BUSY, "`pssession list` shows who is free; a session serves one client at a time."),
    (SessionStateError, exit_codes.BUSY, ""),
    (PipelineError, exit_codes.COMMAND_FAILED, ""),
    (TransportError, exit_codes.UNREACHABLE, "`pssession doctor` looks for the cause."),
    (PSSessionError, exit_codes.UNREACHABLE, ""),
    (TimeoutError, exit_codes.UNREACHABLE, "The time limit ran out."),
    (OSError, exit_codes.BAD_ARGUMENTS, ""),
    (ValueError, exit_codes.BAD_ARGUMENTS, ""),
)


class NameTaken(Exception):
    """Say that a session has the name already."""


def explained(action: Callable[[], int]) -> int:
    """Do something and say what went wrong in words."""
    try:
        return action()
    except KeyboardInterrupt:
        return exit_codes.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.DONE
    except NameTaken as error:
        complain(str(error), "Choose another name, or remove the session that has it.")
        return exit_codes.EXISTS
    except tuple(kind for kind, _, _ in _KINDS) as error:
        complain(words(error), _kind_of(error)[1])
        return status_of(error)
    except Exception as error:
        if os.environ.get("PSSESSION_TRACEBACK"):
            raise
        complain(
            f"something went wrong that should not: {type(error).__name__}: {error}", "PSSESSION_TRACEBACK=1 shows where; please report it."
        )
        return exit_codes.MISTAKE


def status_of(error: BaseException) -> int:
    """Give the exit status for an error."""
    return _kind_of(error)[0]


def complain(message: str, hint: str = "") -> None:
    """Say what is wrong, and what can be done."""
    sys.stdout.flush()
    print(f"pssession: {message}", file=sys.stderr)
    if hint:
        print(f"  {hint}", file=sys.stderr)


def _kind_of(error: BaseException) -> tuple[int, str]:
    return next(((status, hint) for kind, status, hint in _KINDS if isinstance(error, kind)), (exit_codes.UNREACHABLE, ""))


def words(error: BaseException) -> str:
    """Say an error in one line."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error) or type(error).__name__
