"""A cmdlet's body gets its parameters and streams as it may expect."""

from __future__ import annotations

from typing import Any

import pytest

from pssession.engine.commands.cmdlet import Cmdlet, attribute_name
from pssession.objects import ErrorRecord, Host, StreamKind


class GetItemCommand(Cmdlet):
    """Say what was bound."""

    def process(self) -> None:
        self.write(f"{self.parameter_set} {self.path} {self.literal_path} {self.force} {self.is_bound('Force')}")


class RemoveItemCommand(Cmdlet):
    """Ask before each path."""

    def process(self) -> None:
        for path in self.path:
            if self.should_process(path, "Remove File"):
                self.write(path)


class GetLocationCommand(Cmdlet):
    """Fail in the way that -StackName says."""

    def process(self) -> None:
        record = self.error("Gone", "ObjectNotFound", "It is gone.", "x")
        if self.stack_name:
            self.throw_terminating(record)
        self.write_error(record)
        self.write("after")


class Recorder(Host):
    """Keep the lines that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        self.lines.append(text)


@pytest.mark.parametrize(
    ("parameter", "attribute"),
    [("LiteralPath", "literal_path"), ("PSPath", "ps_path"), ("As", "as_"), ("Process", "process_"), ("UFormat", "u_format")],
)
def test_parameters_have_snake_case_names(parameter: str, attribute: str) -> None:
    assert attribute_name(parameter) == attribute


def test_unbound_parameters_are_none_and_absent_switches_false(run: Any) -> None:
    assert run("Get-Item a", Get_Item=GetItemCommand).texts == ["Path ['a'] None False False"]


def test_parameters_of_the_pipeline_change_with_each_object(run: Any) -> None:
    found = run("'a', 'b' | Get-Item -Force", Get_Item=GetItemCommand)
    assert found.texts == ["Path ['a'] None True True", "Path ['b'] None True True"]


def test_what_if_shows_and_does_nothing(run: Any) -> None:
    host = Recorder()
    found = run("Remove-Item a -WhatIf; Remove-Item b", host, Remove_Item=RemoveItemCommand)
    assert found.texts == ["b"]
    assert host.lines == ['What if: Performing the operation "Remove File" on target "a".']


def test_a_written_error_carries_class_position_and_activity(run: Any) -> None:
    found = run("Get-Location", Get_Location=GetLocationCommand)
    record: ErrorRecord = found.kept[StreamKind.ERROR][0]
    assert found.texts == ["after"]
    assert record.fully_qualified_error_id == "Gone,Microsoft.PowerShell.Commands.GetLocationCommand"
    assert record.activity == "Get-Location"
    assert record.invocation_info is not None
    assert record.invocation_info.position_message == "At line:1 char:1\n+ Get-Location\n+ ~~~~~~~~~~~~"


@pytest.mark.parametrize(
    ("code", "texts", "errors"),
    [
        ('Get-Location -ErrorAction SilentlyContinue -ErrorVariable e; "$e"; $?', ["after", "It is gone.", "True"], 0),
        ("Get-Location -ErrorAction Ignore; $Error.Count", ["after", "0"], 0),
        ('try { Get-Location -ErrorAction Stop } catch { "caught $_" }', ["caught It is gone."], 0),
        (
            "try { Get-Location -StackName a } catch { $_.FullyQualifiedErrorId }",
            ["Gone,Microsoft.PowerShell.Commands.GetLocationCommand"],
            0,
        ),
        ("Get-Location -StackName a; 'next'", ["next"], 1),
        ('Get-Location 2>$null -OutVariable o; "$o"', ["after", "after"], 0),
    ],
)
def test_errors_go_where_preferences_say(code: str, texts: list[str], errors: int, run: Any) -> None:
    found = run(code, Get_Location=GetLocationCommand)
    assert (found.texts, len(found.errors)) == (texts, errors)
