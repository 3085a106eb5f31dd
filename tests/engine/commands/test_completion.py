"""Completion, as PowerShell 7.6 was recorded (tab.complete) and asked: text before the cursor, where the answer begins, what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pssession.cmdlets import CATALOGUE
from pssession.engine.commands.completion.results import CompletionResult
from pssession.engine.interpreter import Interpreter
from pssession.objects import Host


@pytest.fixture(scope="module")
def runspace() -> Interpreter:
    return Interpreter(Host(), catalogue=CATALOGUE)


def texts(runspace: Interpreter, text: str) -> tuple[int, list[str]]:
    found = runspace.complete(text, len(text))
    return found.replacement_index, [one.completion_text for one in found.matches]


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("Get-Mod", 0, ["Get-Module"]),
        ("1; Get-Mod", 3, ["Get-Module"]),
        ("if ($x) { Get-Mod", 10, ["Get-Module"]),
        ("foreach", 0, ["foreach", "ForEach-Object"]),
        ("$Err", 0, ["$Error", "$ErrorActionPreference", "$ErrorView"]),
        ("${Err", 0, ["${Error}", "${ErrorActionPreference}", "${ErrorView}"]),
        ('"$Err', 1, ["$Error", "$ErrorActionPreference", "$ErrorView"]),
        ("'abc'.St", 6, ["StartsWith("]),
        ('"abc".Len', 6, ["Length"]),
        ("[math]::Ab", 8, ["Abs("]),
        ("[string]::Is", 10, ["IsInterned(", "IsNullOrEmpty(", "IsNullOrWhiteSpace("]),
        ("[System.DayOfWeek]::Mo", 20, ["Monday"]),
        ("[System.Diag", 1, ["System.Diagnostics"]),
        ('"a" -s', 4, ["-shl", "-shr", "-split"]),
        ('"a" -jo', 4, ["-join"]),
        ("using n", 6, ["namespace"]),
        ("using ", 6, ["assembly", "module", "namespace", "type"]),
        ("Get-Command -Co", 12, ["-CommandType"]),
        ("& gcm -n", 6, ["-Name", "-Noun"]),
        ("Get-Command -CommandType Al", 25, ["Alias", "All"]),
        ("Set-StrictMode -Version ", 24, ["Latest", "3.0", "2.0", "1.0"]),
        ("gcm -name Get-M", 10, ["Get-Member", "Get-Module"]),
        ("[pscustomobject]@{abc=1;bcd=2} | select a", 40, ["abc"]),
        ("Import-Module Microsoft.PowerShell.U", 14, ["Microsoft.PowerShell.Utility"]),
        ("nosuchcommand", 0, []),
        ("", 0, []),
    ],
)
def test_what_may_stand_here(runspace: Interpreter, text: str, start: int, expected: list[str]) -> None:
    assert texts(runspace, text) == (start, expected)


@pytest.mark.parametrize("given", ["-Q ", "-Q a", "-Q:a"])
def test_values_that_an_attribute_lists(runspace: Interpreter, given: str) -> None:
    text = 'function Foo-Bar{param([ValidateSet("aa","ab")]$Q,[switch]$W)}; Foo-Bar ' + given
    assert texts(runspace, text)[1] == ["aa", "ab"]


def test_parameters_of_a_function_that_the_text_itself_defines(runspace: Interpreter) -> None:
    text = "function Test-Abc($Name,$Value) {}; Test-Abc -N"
    (found,) = runspace.complete(text, len(text)).matches
    assert (found.completion_text, str(found.result_type), found.tool_tip) == ("-Name", "ParameterName", "[Object] Name")


def test_parameters_that_were_given_are_not_offered_again(runspace: Interpreter) -> None:
    assert "-Name" not in texts(runspace, "Get-Command -Name x -")[1]


@pytest.mark.parametrize(
    "text", ["Get-Date | ForEach-Object DayOfY", "Get-Date | ForEach-Object { $_.DayOfY", "(Get-Date).DayOfY", "$d = Get-Date; $d.DayOfY"]
)
def test_members_of_what_a_command_is_known_to_give_without_running_it(runspace: Interpreter, text: str) -> None:
    assert texts(runspace, text)[1] == ["DayOfYear"]


def test_a_typed_variable_has_the_members_of_its_type(runspace: Interpreter) -> None:
    assert "CompareTo(" in texts(runspace, "[int]$v = 3; $v.")[1]


@pytest.mark.parametrize("text", ["# $Err", "'$Err", "'whole text'"])
def test_nothing_is_offered_in_comments_and_plain_texts(runspace: Interpreter, text: str) -> None:
    assert texts(runspace, text)[1] == []


def test_files_and_folders(runspace: Interpreter, tmp_path: Path) -> None:
    (tmp_path / "some folder").mkdir()
    (tmp_path / "some.txt").touch()
    (tmp_path / ".hidden").touch()
    found = runspace.complete(f"Get-Content {tmp_path}/", len(f"Get-Content {tmp_path}/")).matches
    assert [(one.completion_text, one.kind) for one in found] == [
        (f"'{tmp_path}/some folder'", "ProviderContainer"),
        (f"{tmp_path}/some.txt", "ProviderItem"),
    ]


def test_only_folders_to_go_to(runspace: Interpreter, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    assert texts(runspace, f"cd {tmp_path}/f")[1] == [f"{tmp_path}/folder"]


def test_a_result_names_its_kind_as_an_enumeration() -> None:
    assert str(CompletionResult("x", "x", "Method").result_type) == "Method"


@pytest.mark.parametrize(
    "text", ["$", "@", "[", ".", "::", "-", "(", "{", "$(", "@{", "'", '"', "|", "a |", "$x.", "[x]::", "a -b:", "&", "1..", "<#", "@'\n"]
)
def test_no_beginning_of_a_text_does_harm(runspace: Interpreter, text: str) -> None:
    runspace.complete(text, len(text))
