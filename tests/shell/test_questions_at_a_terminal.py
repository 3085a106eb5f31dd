"""What running code asks at a terminal: lines, secrets, choices, mandatory values; and Ctrl-C in place of an answer."""

from __future__ import annotations

import pytest
from tests.shell.conftest import SitDown
from tests.shell.person import CTRL_C, ENTER

pytest.importorskip("prompt_toolkit", reason="the editor needs the extra `shell`")


MENU = r'^\[Y\] Yes  \[N\] No  \[\?\] Help \(default is "N"\): '


def test_a_line(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("\"<$(Read-Host 'your name')>\"", "^your name: ")
    person.type("ada" + ENTER)
    person.wait_for("^<ada>$")


def test_a_secret_is_shown_as_stars(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("$s = Read-Host 'pass' -MaskInput; $s.Length", "^pass: ")
    person.type("geheimX\x7f" + ENTER)
    person.wait_for(r"^6$")
    assert "geheim" not in person.text
    assert "*******" in person.text


def test_ctrl_c_in_place_of_an_answer_ends_the_command(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("$n = Read-Host 'your name'; 'not reached'", "^your name: ")
    person.type(CTRL_C)
    person.wait_for()
    person.says("'still ' + 'here'", "^still here$")
    assert "\nnot reached" not in person.text


def test_a_mandatory_parameter_is_asked_for(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("function f { param([Parameter(Mandatory, HelpMessage = 'any word')][string]$word) \"<$word>\" }")
    person.says(
        "f", r"^cmdlet f at command pipeline position 1\nSupply values for the following parameters:\n\(Type !\? for Help\.\)\nword: "
    )
    person.type("!?" + ENTER)
    person.wait_for(r"^any word\nword: ")
    person.type("hello" + ENTER)
    person.wait_for("^<hello>$")


def test_a_choice_explains_itself_and_has_a_default(sit_down: SitDown) -> None:
    person = sit_down()
    person.says("$y = [System.Management.Automation.Host.ChoiceDescription]::new('&Yes', 'Do it.')")
    person.says("$n = [System.Management.Automation.Host.ChoiceDescription]::new('&No', 'Leave it.')")
    person.says("'picked ' + $Host.UI.PromptForChoice('Sure?', 'Really now?', @($y, $n), 1)", "^Sure\\?\nReally now\\?\n")
    person.wait_for(MENU)
    person.type("?" + ENTER)
    person.wait_for(r"^Y - Do it\.\nN - Leave it\.\n")
    person.wait_for(MENU)
    person.type(ENTER)
    person.wait_for("^picked 1$")
