"""Names are found in PowerShell's order, and what is not found is said in its words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pssession.engine.commands.metadata import CommandMetadata
from pssession.engine.commands.syntax_text import syntax_of

NOT_RECOGNIZED = (
    "The term '{}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n"
    "Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("nosuchthing", ["CommandNotFoundException", NOT_RECOGNIZED.format("nosuchthing")]),
        ("./nofile.ps1", ["CommandNotFoundException", NOT_RECOGNIZED.format("./nofile.ps1")]),
        ("/tmp", ["CommandNotFoundException", NOT_RECOGNIZED.format("/tmp")]),
        ("foo\\bar", ["CouldNotAutoLoadModule", "The module 'foo' could not be loaded. For more information, run 'Import-Module foo'."]),
    ],
)
def test_what_is_no_command_is_said_in_powershells_words(code: str, error: list[str], run: Any) -> None:
    assert run(code).errors == [error]


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("function Write-Output { 'mine' }; Write-Output a", ["mine"]),
        ("function f { 1 }; global:f; script:f", ["1", "1"]),
        ("1 | % { $_ + 1 }", ["2"]),
        ("Microsoft.PowerShell.Core\\ForEach-Object -InputObject 3 -Process { $_ }", ["3"]),
        ("echo a | write-OUTPUT", ["a"]),
    ],
)
def test_aliases_functions_and_cmdlets_are_found_in_this_order(code: str, texts: list[str], run: Any) -> None:
    assert run(code).texts == texts


def test_a_script_file_runs_by_its_path(tmp_path: Path, run: Any) -> None:
    (tmp_path / "a.ps1").write_text('param($x) "got $x"\n')
    assert run(f"& '{tmp_path}/a.ps1' 5").texts == ["got 5"]


def test_syntax_is_written_as_get_command_writes_it() -> None:
    metadata = CommandMetadata.recorded("stop-job")
    assert metadata is not None
    assert syntax_of("Stop-Job", metadata).split("\n")[1] == "Stop-Job [-Id] <int[]> [-PassThru] [-WhatIf] [-Confirm] [<CommonParameters>]"


def test_session_commands_have_what_windows_has() -> None:
    disconnect = CommandMetadata.recorded("Disconnect-PSSession")
    option = CommandMetadata.recorded("New-PSSessionOption")
    assert disconnect is not None
    assert option is not None
    assert disconnect.default_set == "Session"
    assert disconnect.match("idle") is disconnect.parameter("IdleTimeoutSec")
    assert option.parameter("IdleTimeoutMSec") is option.parameter("IdleTimeout")
