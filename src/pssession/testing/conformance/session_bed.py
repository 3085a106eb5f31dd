"""Where rows about sessions run: a machine of their own, with the recorded surroundings, that leaves nothing behind.

The process that starts the rows' processes enters it once; they find it through the environment.

Source: the README beside the recorded rows, "remote rows".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from pssession.testing.scratch_machine import ScratchMachine

_SURROUNDINGS = {"TZ": "UTC", "TERM": "dumb"}
# Rows run in processes that are forked: what all of them need is imported before.
_FOR_ROWS = (
    "pssession.client.blocking.session",
    "pssession.cmdlets.remoting.invoke_command",
    "pssession.cmdlets.remoting.new_pssession",
    "pssession.testing.conformance.remote_rows",
)


def is_remote(row: dict[str, Any]) -> bool:
    """Tell whether a row was recorded with a session and a host."""
    return str(row["group"]).startswith("remote.")


@contextmanager
def session_bed() -> Iterator[ScratchMachine]:
    """Have sessions of our own, forked from a process that is warm when the block begins."""
    for name in _FOR_ROWS:
        import_module(name)
    from pssession.client.connecting import connect

    with ScratchMachine(_SURROUNDINGS) as machine:
        connect().open().close()
        yield machine
