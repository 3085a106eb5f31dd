"""Clients of sessions: interpreters with all cmdlets, each with its own list of sessions and jobs, on one machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pssession.cmdlets import CATALOGUE
from pssession.engine.errors import RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.values.conversions import to_string
from pssession.objects import FieldDescription, Hashtable, Host, StreamKind
from pssession.testing.scratch_machine import ScratchMachine


class Answers(Host):
    """Be a host that answers questions in order and notes what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.lines: list[str] = []

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        self.shown.append(text)

    def write_warning_line(self, text: str) -> None:
        self.shown.append(f"WARNING: {text}")

    def read_line(self) -> str:
        return self.lines.pop(0)

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        return Hashtable({field.name: self.lines.pop(0) for field in fields})


class Client:
    """Run texts one after the other in one runspace.

    Attributes:
        host: Shows and answers.
        texts: The last text's output.
        errors: The ids of its errors.
        messages: The words of its errors.
        warnings: Its warnings.
    """

    def __init__(self) -> None:
        self.host = Answers()
        self.texts: list[str | None] = []
        self.errors: list[str] = []
        self.messages: list[str] = []
        self.warnings: list[str] = []
        self._interpreter = Interpreter(self.host, catalogue=CATALOGUE)

    def run(self, code: str) -> list[str | None]:
        """Run a text and give its output; a terminating error counts as one that was written."""
        self.texts, self.errors, self.messages, self.warnings = [], [], [], []
        try:
            self._interpreter.invoke(code, sink=self)
        except RuntimeException as problem:
            self.write(StreamKind.ERROR, problem.error_record)
        return self.texts

    def write(self, kind: StreamKind, value: Any) -> None:
        """Take one object of a stream."""
        if kind is StreamKind.OUTPUT:
            self.texts.append(None if value is None else to_string(value))
        elif kind is StreamKind.ERROR:
            self.errors.append(value.fully_qualified_error_id)
            self.messages.append(value.message)
        elif kind is StreamKind.WARNING:
            self.warnings.append(str(value))


@pytest.fixture
def new_client(machine: ScratchMachine) -> Callable[[], Client]:
    """Make clients of this test's machine."""
    return Client


@pytest.fixture
def client(new_client: Callable[[], Client]) -> Client:
    """Give one client."""
    return new_client()
