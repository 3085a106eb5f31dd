"""A command's host sees what is shown, and answers what is asked, in its place among the command's items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pssession
from pssession.objects import FieldDescription, Hashtable
from pssession.testing.scratch_machine import ScratchMachine


class Diary(pssession.Host):
    """Write down what happens."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        self.lines.append(text)

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        answers = Hashtable()
        for field in fields:
            answers[field.name] = f"answer to {field.name}"
        return answers


def test_what_is_shown_comes_in_its_place_among_the_items(machine: ScratchMachine) -> None:
    host = Diary()
    with pssession.connect(host=host) as session:
        for item in session.run("1; Write-Host two; 3; Write-Host four"):
            if isinstance(item, pssession.Output):
                host.lines.append(f"item {item.value}")
    assert host.lines == ["item 1", "two", "item 3", "four"]


def test_what_was_shown_is_seen_before_the_command_has_ended(machine: ScratchMachine) -> None:
    host = Diary()
    with pssession.connect(host=host) as session:
        session.invoke("Write-Host done")
        assert host.lines == ["done"]


def test_an_answer_reaches_the_command(machine: ScratchMachine) -> None:
    with pssession.connect(host=Diary()) as session:
        assert session.invoke("Read-Host name").output == ["answer to name"]


def test_an_error_of_the_host_is_the_commands(machine: ScratchMachine) -> None:
    class Broken(pssession.Host):
        def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
            raise RuntimeError("nobody at home")

    with pssession.connect(host=Broken()) as session:
        result = session.invoke("try { Read-Host name } catch { $_.Exception.Message }; 'goes on'")
    assert "nobody at home" in str(result.output[0])
    assert result.output[-1] == "goes on"


def test_a_commands_own_host_goes_before_that_of_the_session(machine: ScratchMachine) -> None:
    first, second = Diary(), Diary()
    with pssession.connect(host=first) as session:
        session.invoke("Write-Host here", host=second)
    assert (first.lines, second.lines) == ([], ["here"])
