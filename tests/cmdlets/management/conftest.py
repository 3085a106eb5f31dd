"""A session in an empty folder of its own, with all cmdlets."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pssession.cmdlets import CATALOGUE
from pssession.engine.errors import RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.values.conversions import to_string
from pssession.objects import Host, StreamKind


class Streams:
    """Keep what a run gives; the folder is written `{T}`."""

    def __init__(self, folder: str) -> None:
        self.kept: dict[StreamKind, list[Any]] = {kind: [] for kind in StreamKind}
        self._folder = folder

    def write(self, kind: StreamKind, value: Any) -> None:
        """Keep one object."""
        self.kept[kind].append(value)

    def _named(self, text: str) -> str:
        return text.replace(self._folder, "{T}")

    @property
    def texts(self) -> list[str | None]:
        """Give the output as texts."""
        return [None if value is None else self._named(to_string(value)) for value in self.kept[StreamKind.OUTPUT]]

    @property
    def errors(self) -> list[list[str]]:
        """Give id and words of each error."""
        return [[record.fully_qualified_error_id, self._named(record.message)] for record in self.kept[StreamKind.ERROR]]


Run = Callable[[str], Streams]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a text in a new session whose location and $T are an empty folder; a terminating error counts as one that was written."""
    folder = os.path.realpath(tmp_path)
    monkeypatch.chdir(folder)

    def run_text(code: str) -> Streams:
        streams = Streams(folder)
        session = Interpreter(Host(), catalogue=CATALOGUE)
        session.context.global_scope.put("T", folder)
        try:
            session.invoke(code, sink=streams)
        except RuntimeException as problem:
            streams.write(StreamKind.ERROR, problem.error_record)
        return streams

    return run_text
