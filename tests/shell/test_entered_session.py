"""A session that is entered at a terminal: its prompt, its errors, its questions, its end."""

from __future__ import annotations

import pytest
from tests.shell.conftest import SitDown
from tests.shell.person import CTRL_C, CTRL_D, ENTER

pytest.importorskip("prompt_toolkit", reason="the editor needs the extra `shell`")

INSIDE = r"^\[localhost\]: PS [^\n]*> $"


def test_what_is_typed_runs_there_and_a_temporary_session_ends_with_the_stay(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Enter-PSSession localhost", INSIDE)
    person.says('"there $PID $($Host.Name)"', r"^there \d+ ServerRemoteHost$")
    person.wait_for(INSIDE)
    person.says("exit")
    person.says('"here $($Host.Name) $(@(Get-PSSession).Count)"', "^here ConsoleHost 0$")


def test_a_session_of_ones_own_stays(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("$s = New-PSSession")
    person.says("Enter-PSSession $s", INSIDE)
    person.says("$v = 3", INSIDE)
    person.says("Exit-PSSession")
    person.says('"v=$(Invoke-Command $s { $v }) $($s.State)"', "^v=3 Opened$")


def test_ctrl_c_stops_the_command_and_not_the_stay(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Enter-PSSession localhost", INSIDE)
    person.says("'be' + 'gun'; Start-Sleep 600", "^begun$")
    person.type(CTRL_C)
    person.wait_for(INSIDE)
    person.says('"still $($Host.Name)"', "^still ServerRemoteHost$")


def test_ctrl_d_leaves_the_session_and_not_the_shell(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Enter-PSSession localhost", INSIDE)
    person.type(CTRL_D)
    person.wait_for(r"^PS [^\n]*> $")
    person.says("$Host.Name", "^ConsoleHost$")


def test_its_questions_are_asked_here(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Enter-PSSession localhost", INSIDE)
    person.says("\"<$(Read-Host 'your name')>\"", "^your name: ")
    person.type("ada" + ENTER)
    person.wait_for("^<ada>$")


def test_ctrl_c_in_place_of_an_answer_leaves_the_session_usable(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Enter-PSSession localhost", INSIDE)
    person.says("Read-Host 'your name'", "^your name: ")
    person.type(CTRL_C)
    person.wait_for(INSIDE)
    person.says("40 + 2", "^42$")


def test_its_errors_look_as_they_do_here(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Enter-PSSession localhost", INSIDE)
    person.says("1/0", r"^RuntimeException: Attempted to divide by zero\.$")
    person.wait_for(INSIDE)
    person.says("throw 'bang'", r"^\w+: bang$")
    person.wait_for(INSIDE)


def test_a_session_that_breaks_gives_the_shell_back(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Enter-PSSession localhost", INSIDE)
    person.says('Stop-Process -Id $PID -Force -ErrorAction SilentlyContinue; & sh -c "kill -9 $PID"', r"^\[localhost\] ")
    person.wait_for(r"^The session was left\.$")
    person.wait_for(r"^PS [^\n]*> $")
    person.says("$Host.Name", "^ConsoleHost$")


def test_tab_asks_the_session(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Enter-PSSession localhost", INSIDE)
    person.says("function Only-There { 'it ' + 'ran' }", INSIDE)
    person.type("Only-Th\t" + ENTER)
    person.wait_for("^it ran$")
