"""The history of a session, as PowerShell 7.6 was asked: ids, errors, what is kept when."""

from __future__ import annotations

import pytest

from pssession.cmdlets import CATALOGUE
from pssession.engine.errors import RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.values.conversions import to_string
from pssession.objects import Host, StreamKind


class Session:
    """Be somebody at a prompt."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        session = self

        class Screen(Host):
            def write_line(self, text: str = "", *colors: object) -> None:
                session.shown.append(text)

        self._interpreter = Interpreter(Screen(), catalogue=CATALOGUE)
        self.output: list[str] = []
        self.errors: list[str] = []

    def write(self, kind: StreamKind, value: object) -> None:
        """Keep one object."""
        if kind is StreamKind.OUTPUT:
            self.output.append(to_string(value))
        elif kind is StreamKind.ERROR:
            self.errors.append(value.fully_qualified_error_id)  # type: ignore[attr-defined]  # an error record

    def say(self, text: str) -> list[str]:
        """Type a text; give its output, or the ids of its errors where there is none."""
        self.output, self.errors = [], []
        try:
            self._interpreter.invoke(text, sink=self, add_to_history=True)
        except RuntimeException as problem:
            self.errors.append(problem.error_record.fully_qualified_error_id)
        return self.output or self.errors


@pytest.fixture
def session() -> Session:
    made = Session()
    made.say("'a'")
    made.say("1 + 1")
    return made


def test_a_command_is_kept_once_it_is_over(session: Session) -> None:
    assert session.say('Get-History | ForEach-Object { "$($_.Id) $_ $($_.ExecutionStatus)" }') == ["1 'a' Completed", "2 1 + 1 Completed"]
    assert session.say("(Get-History -Count 1).Id") == ["3"]


def test_a_command_that_an_error_ended_has_failed(session: Session) -> None:
    session.say("1/0")
    session.say("throw 'x'")
    assert session.say("(Get-History -Count 2).ExecutionStatus") == ["Completed", "Failed"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Get-History 99", "GetHistoryNoHistoryForId,Microsoft.PowerShell.Commands.GetHistoryCommand"),
        ("Get-History 1,2 -Count 1", "GetHistoryNoCountWithMultipleIds,Microsoft.PowerShell.Commands.GetHistoryCommand"),
        ("Invoke-History 99", "InvokeHistoryNoHistoryForId,Microsoft.PowerShell.Commands.InvokeHistoryCommand"),
        ("Invoke-History zz", "InvokeHistoryNoHistoryForCommandline,Microsoft.PowerShell.Commands.InvokeHistoryCommand"),
        ("Clear-History -Id 99", "GetHistoryNoHistoryForId,Microsoft.PowerShell.Commands.ClearHistoryCommand"),
        ("Add-History 5", "AddHistoryInvalidInput,Microsoft.PowerShell.Commands.AddHistoryCommand"),
    ],
)
def test_errors(session: Session, text: str, error: str) -> None:
    assert session.say(text) == [error]


@pytest.mark.parametrize("words", ["", "2", "'1 +'"])
def test_a_command_that_is_run_again_is_shown_and_kept_in_place_of_the_call(session: Session, words: str) -> None:
    assert session.say(f"Invoke-History {words}") == ["2"]
    assert session.shown == ["1 + 1"]
    assert session.say("(Get-History -Count 1).CommandLine") == ["1 + 1"]


def test_commands_are_forgotten_by_number_by_text_and_from_either_end(session: Session) -> None:
    session.say("'b'")
    session.say("Clear-History -Id 2")
    assert session.say("(Get-History).Id") == ["1", "3", "4"]
    session.say('Clear-History -CommandLine "\'*"')
    assert session.say("(Get-History -Count 9)[0].Id") == ["4"]
    session.say("Clear-History -Count 1 -Newest")
    session.say("Clear-History")
    assert session.say("@(Get-History).Count") == ["1"]


def test_an_entry_can_be_added_again_under_a_new_number(session: Session) -> None:
    assert session.say('Get-History 1 | Add-History -Passthru | ForEach-Object { "$($_.Id) $_" }') == ["3 'a'"]


def test_only_the_latest_are_kept(session: Session) -> None:
    session.say("$MaximumHistoryCount = 2")
    session.say("3")
    assert session.say("(Get-History).Id") == ["3", "4"]
