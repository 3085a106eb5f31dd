"""The prompt of a terminal, typed at as a person would."""

from __future__ import annotations

import sys

import pytest
from tests.shell.conftest import SitDown
from tests.shell.person import CTRL_C, CTRL_D, ENTER, UP

pytest.importorskip("prompt_toolkit", reason="the editor needs the extra `shell`")

TERMINALS = ("xterm-256color", "dumb")


@pytest.mark.parametrize("terminal", TERMINALS)
def test_statements_run_one_after_the_other_in_one_scope(sit_down: SitDown, terminal: str) -> None:
    person = sit_down(terminal=terminal)
    person.says("$x = 20")
    person.says("$x + 22", "^42$")


@pytest.mark.parametrize("terminal", TERMINALS)
def test_an_unfinished_statement_goes_on_behind_a_continuation_prompt(sit_down: SitDown, terminal: str) -> None:
    person = sit_down(terminal=terminal)
    person.says("1..3 | ForEach-Object {", "^>> ")
    person.says("$_ * 7 }", "^7\n14\n21$")


def test_ctrl_c_drops_what_was_typed(sit_down: SitDown) -> None:
    person = sit_down()
    person.type("'never run'" + CTRL_C)
    person.wait_for()
    person.says("'next'", "^next$")
    assert "\nnever run" not in person.text


def test_ctrl_c_ends_the_running_command_and_leaves_the_shell_usable(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("'be' + 'gun'; Start-Sleep 600; 'not reached'", "^begun$")
    person.type(CTRL_C)
    person.wait_for()
    person.says("'still ' + 'here'", "^still here$")
    assert "\nnot reached" not in person.text


def test_ctrl_c_ends_a_loop_that_never_waits(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("'be' + 'gun'; while ($true) { }", "^begun$")
    person.type(CTRL_C)
    person.wait_for()


def test_ctrl_d_leaves(sit_down: SitDown) -> None:
    person = sit_down()
    person.type(CTRL_D)
    assert person.leaves() == 0


def test_exit_leaves_with_its_number(sit_down: SitDown) -> None:
    person = sit_down()
    person.type("exit 7" + ENTER)
    assert person.leaves() == 7


def test_the_prompt_function_is_asked_each_time(sit_down: SitDown) -> None:
    person = sit_down()
    person.says('function prompt { "<$(1 + 1)> " }', "^<2> ")
    person.says('$function:prompt = { "[$([char]27)[32mgreen$([char]27)[0m] " }', r"^\[green\] ")


def test_a_prompt_function_that_fails_leaves_a_plain_prompt(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("function prompt { throw 'broken' }", "^PS>")
    person.says("40 + 2", "^42$")


def test_the_line_before_comes_back(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("'ag' + 'ain'", "^again$")
    person.wait_for()
    person.type(UP + ENTER)
    person.wait_for("^again$")


def test_history_outlives_the_program_but_not_lines_that_look_like_secrets(sit_down: SitDown) -> None:
    first = sit_down()
    first.says("'kept'", "^kept$")
    first.wait_for()
    first.says("$password = 'x'")
    first.type("exit" + ENTER)
    first.leaves()
    second = sit_down()
    second.type(UP + UP)
    second.wait_for("'kept'")
    assert "$password" not in second.text


def test_an_error_is_shown_and_the_prompt_comes_back(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("1/0", r"^RuntimeException: Attempted to divide by zero\.$")
    person.wait_for()


def test_a_statement_that_cannot_be_parsed_is_underlined(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("1 + ; 2", r"^ParserError: \nLine \|\n   1 \|  1 \+ ; 2\n     \|     ~\n")
    person.wait_for()


def test_a_program_gets_the_terminal_itself(sit_down: SitDown) -> None:
    person = sit_down()
    code = "import os; print('tty', *map(os.isatty, (0, 1, 2)))"
    person.says(f'& {sys.executable} -c "{code}"', "^tty True True True$")
    person.wait_for()


def test_a_program_that_leaves_the_terminal_raw_does_no_harm(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("stty raw -echo")
    person.says("Read-Host name", "^name: ")
    person.type("ada" + ENTER)
    person.wait_for("^ada$")


def test_progress_is_drawn_and_taken_away_again(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("Write-Progress -Activity Copying -Status 'half way' -PercentComplete 50; Start-Sleep 600", r"Copying \[half way +\]")
    person.type(CTRL_C)
    person.wait_for()
    assert b"\x1b[J" in person.raw.rpartition(b"half way")[2]


def test_input_that_ends_ends_the_program(sit_down: SitDown) -> None:
    person = sit_down(terminal="dumb")
    person.type(CTRL_D)
    assert person.leaves() == 0


def test_no_exit_stays_after_a_command(sit_down: SitDown) -> None:
    person = sit_down("-NoExit", "-Command", "$y = 6")
    person.says("$y * 7", "^42$")


def test_the_program_ends_when_its_terminal_goes(sit_down: SitDown) -> None:
    person = sit_down()
    person.hang_up()
    assert person.leaves() != 0


def test_tab_completes_a_command(sit_down: SitDown) -> None:
    person = sit_down()
    person.type("Write-Outp\t" + " done" + ENTER)
    person.wait_for("^done$")
