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
    (TimeoutError, exit_codes.UNREACHABLE, "the time limit ran out"),
    (ValueError, exit_codes.BAD_ARGUMENTS, ""),
)


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
    except tuple(kind for kind, _, _ in _KINDS) as error:
        status, hint = next((status, hint) for kind, status, hint in _KINDS if isinstance(error, kind))
        complain(str(error), hint)
        return status


def complain(message: str, hint: str = "") -> None:
    """Say what is wrong, and what can be done."""
    sys.stdout.flush()
    print(f"pssession: {message}", file=sys.stderr)
    if hint:
        print(f"  {hint}", file=sys.stderr)
