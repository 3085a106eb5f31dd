"""How the commands of `pssession` end."""

from __future__ import annotations

DONE = 0
COMMAND_FAILED = 1
BAD_ARGUMENTS = 2
NOT_FOUND = 3
BUSY = 4
UNREACHABLE = 5
EXISTS = 6
MISTAKE = 70
INTERRUPTED = 130

MEANINGS = (
    (DONE, "done"),
    (COMMAND_FAILED, "the code in the session wrote an error or ended with one; doctor found a problem"),
    (BAD_ARGUMENTS, "the arguments are wrong"),
    (NOT_FOUND, "there is no such session"),
    (BUSY, "somebody else uses the session, or a command runs in it"),
    (UNREACHABLE, "the session, or the process that makes sessions, cannot be reached"),
    (EXISTS, "a session has this name already"),
    (MISTAKE, "a mistake of this program"),
    (INTERRUPTED, "Ctrl-C"),
)


def text() -> str:
    """Give the table for --help."""
    return (
        "exit status:\n"
        + "\n".join(f"  {code:<4} {meaning}" for code, meaning in MEANINGS)
        + "\n  Code that says `exit N` ends `run` with N."
    )
