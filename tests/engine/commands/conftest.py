"""A session to run calls in, with an empty body for every recorded cmdlet that has none yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pssession.cmdlets import CATALOGUE
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.metadata import recorded_names
from pssession.engine.errors import RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.values.conversions import to_string
from pssession.objects import Host, StreamKind


class Streams:
    """Keep what a run gives."""

    def __init__(self) -> None:
        self.kept: dict[StreamKind, list[Any]] = {kind: [] for kind in StreamKind}

    def write(self, kind: StreamKind, value: Any) -> None:
        """Keep one object."""
        self.kept[kind].append(value)

    @property
    def texts(self) -> list[str]:
        """Give the output as texts."""
        return ["<null>" if value is None else to_string(value) for value in self.kept[StreamKind.OUTPUT]]

    @property
    def errors(self) -> list[list[str]]:
        """Give id and words of each error."""
        return [[record.fully_qualified_error_id, record.message] for record in self.kept[StreamKind.ERROR]]


def catalogue(**own: type[Cmdlet]) -> dict[str, Any]:
    """Give the cmdlets of a test: real ones, empty ones, and its own."""
    made: dict[str, Any] = dict(CATALOGUE)
    for name, kind, _ in recorded_names().values():
        if kind == "Cmdlet" and name not in made:
            made[name] = type(name.replace("-", "") + "Command", (Cmdlet,), {})
    return {**made, **{name.replace("_", "-"): kind for name, kind in own.items()}}


@pytest.fixture
def run() -> Callable[..., Streams]:
    """Run a text in a new session; a terminating error counts as one that was written."""

    def run_text(code: str, host: Host | None = None, **own: type[Cmdlet]) -> Streams:
        streams = Streams()
        session = Interpreter(host or Host(), catalogue=catalogue(**own))
        try:
            session.invoke(code, sink=streams)
        except RuntimeException as problem:
            streams.write(StreamKind.ERROR, problem.error_record)
        return streams

    return run_text
