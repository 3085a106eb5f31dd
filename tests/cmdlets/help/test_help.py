"""Get-Help finds commands and topics and shows them. Ids and the shape of objects: PowerShell 7.6 as observed."""

from __future__ import annotations

from typing import Any

import pytest

from pssession.cmdlets import CATALOGUE
from pssession.cmdlets.help import library
from pssession.cmdlets.help.library import command_text


def test_a_pattern_lists_commands_with_what_they_do(client: Any) -> None:
    assert client.run('Get-Help *-PSSession | % { "$($_.Name) $($_.Category) $($_.Synopsis.Length -gt 10)" }') == [
        f"{verb}-PSSession Cmdlet True" for verb in ("Connect", "Disconnect", "Enter", "Exit", "Get", "New", "Receive", "Remove")
    ]


def test_a_parameter_is_shown_with_its_facts(client: Any) -> None:
    text = client.run("Get-Help New-PSSession -Parameter ComputerName | Out-String")[0]
    assert "-ComputerName <string[]>" in text
    assert "Accept pipeline input?       true (ByValue, ByPropertyName)" in text


@pytest.mark.parametrize("topic", library.topics())
def test_a_topic_says_in_a_line_what_it_is_about(client: Any, topic: str) -> None:
    assert library.topic_summary(topic)
    assert client.run(f"(Get-Help {topic}).Length -gt 200") == ["True"]


def test_only_commands_that_are_there_are_described() -> None:
    assert [name for name in library._commands() if name not in {known.lower() for known in CATALOGUE}] == []
    assert command_text("nosuch") is None


def test_a_name_that_nobody_has_is_an_error_and_a_pattern_is_none(client: Any) -> None:
    client.run("Get-Help nosuch; Get-Help nosuch*; Get-Help New-PSSession -Parameter zz")
    name = "Microsoft.PowerShell.Commands.GetHelpCommand"
    assert client.errors == [f"HelpNotFound,{name}", f"NoParmsFound,{name}"]


def test_a_functions_own_comment_is_its_help(client: Any) -> None:
    client.run("function f { <#\n.SYNOPSIS\ndoes f\n.PARAMETER a\nthe a\n#> param($a) }")
    assert client.run("(Get-Help f).Synopsis; (Get-Help f -Parameter a).description") == ["does f", "the a"]
