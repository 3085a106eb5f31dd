"""Simple scripts travel as commands, others as text; what PowerShell 7.6's client was seen to send for each."""

from __future__ import annotations

from typing import Any

import pytest

from pssession.cmdlets.remoting.script_as_commands import NotConvertible, as_commands
from pssession.cmdlets.remoting.script_to_send import describe, using_values
from pssession.engine.errors import DotNetException
from pssession.engine.interpreter import Interpreter, parse_block
from pssession.objects import Host, PipelineDescription, PSObject


@pytest.fixture
def context() -> Any:
    made = Interpreter(Host()).context
    made.global_scope.put("v", 5)
    return made


def sent(context: Any, text: str, *given: Any) -> list[tuple[str, list[tuple[str | None, Any]]]]:
    tree = parse_block(text).ast
    commands = as_commands(context, tree, given, using_values(context, tree))
    return [(one.name, [(argument.name, argument.value) for argument in one.arguments]) for one in commands]


CONVERTED = {
    "Get-Date -Format yyyy -Date:2020-01-02": [("Get-Date", [("-Format", None), (None, "yyyy"), ("-Date:", "2020-01-02")])],
    "Get-Date -Month: 5": [("Get-Date", [("-Month: ", 5)])],
    "Write-Output $using:v | Write-Output": [("Write-Output", [(None, 5)]), ("Write-Output", [])],
    'Write-Output ($using:v + 1) "x$using:v"': [("Write-Output", [(None, 6), (None, "x5")])],
    "Write-Output $true $null": [("Write-Output", [(None, True), (None, None)])],
    "end { Write-Output (6 / 3) }": [("Write-Output", [(None, 2)])],
    "& 'Write-Output' b": [("Write-Output", [(None, "b")])],
    "& \"Write-$('Output')\" c": [("Write-Output", [(None, "c")])],
    "Write-Output $(if (1) { 2 })": [("Write-Output", [(None, 2)])],
    "sh -c 'echo $0'": [("sh", [("-c", None), (None, "echo $0")])],
    "param($a = 3, $b = $a + 1) Write-Output $b": [("Write-Output", [(None, 4)])],
    "param([int] $a) Write-Output $a": [("Write-Output", [(None, 0)])],
    "Write-Output -InputObject:$using:v": [("Write-Output", [("-InputObject:", 5)])],
}


@pytest.mark.parametrize("text", CONVERTED)
def test_one_pipeline_of_plain_commands_is_sent_as_commands(text: str, context: Any) -> None:
    assert sent(context, text) == CONVERTED[text]


TEXTS = (
    "'x' | Write-Output",
    "1",
    "Write-Output 1; Write-Output 2",
    "Write-Output $v",
    "Write-Output $env:HOME",
    "Write-Output $input",
    "Write-Output $_",
    "Write-Output (Get-Date)",
    "Write-Output $(Get-Date)",
    "Write-Output ({ 1 })",
    "Write-Output ($x = 5)",
    "Write-Output (1, 2 | Write-Output)",
    ". Write-Output 1",
    "& $using:v",
    "Write-Output 1 2> $null",
    "Write-Output 1 > file",
    "Write-Output 1 && Write-Output 2",
    "$null = Write-Output 1",
    "if (1) { Write-Output 1 }",
    "trap { } Write-Output 1",
    "begin { Write-Output 1 }",
    "process { Write-Output 1 }",
    "param($a = (Get-Date)) Write-Output 1",
    "param($a = $v) Write-Output $a",
    "function f { }",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_anything_else_is_sent_as_text(text: str, context: Any) -> None:
    with pytest.raises(NotConvertible):
        sent(context, text)


def test_arguments_of_the_script_become_arguments_of_its_commands(context: Any) -> None:
    assert sent(context, "param($a) Write-Output $a $args", 7, 8) == [("Write-Output", [(None, 7), (None, [8])])]
    assert sent(context, "Write-Output @args", 4, 5) == [("Write-Output", [(None, 4), (None, 5)])]
    assert sent(context, "param($h) Get-Date @h", {"AsUTC": True}) != []


def test_a_number_keeps_its_spelling(context: Any) -> None:
    ((_, [(_, real), (_, hexadecimal), (_, plain)]),) = sent(context, "Write-Output 1.50 0x10 7")
    assert isinstance(real, PSObject)
    assert isinstance(hexadecimal, PSObject)
    assert (real.base, real.text, hexadecimal.base, hexadecimal.text, plain) == (1.5, "1.50", 16, "0x10", 7)


@pytest.mark.parametrize(
    ("redirection", "merged"),
    [("2>&1", {"merge_my": 2, "merge_to": 1, "merge_error": 1}), ("6>&1", {"merge_information": 1}), ("3>&1", {"merge_warning": 1})],
)
def test_streams_that_join_the_output_are_said_with_the_command(redirection: str, merged: dict[str, int], context: Any) -> None:
    (command,) = as_commands(context, parse_block(f"Write-Output 1 {redirection}").ast, (), {})
    assert {name: getattr(command, name) for name in merged} == merged


def test_an_argument_that_fails_fails_here(context: Any) -> None:
    with pytest.raises(DotNetException, match="divide by zero"):
        sent(context, "Write-Output (1/0)")


def described(context: Any, text: str, *given: Any) -> PipelineDescription:
    return describe(context, parse_block(text), given)


def test_a_text_takes_its_arguments_and_what_using_is_worth_along(context: Any) -> None:
    command = described(context, "$using:v; $using:V; $args", 1).statements[0][0]
    assert (command.is_script, command.name) == (True, "$using:v; $using:V; $args")
    assert [(one.name, one.value) for one in command.arguments] == [(None, 1), ("--%", {"JAB1AHMAaQBuAGcAOgB2AA==": 5})]


def test_a_variable_that_is_not_there_cannot_be_used(context: Any) -> None:
    with pytest.raises(DotNetException, match=r"\$using:nosuch.*has not been set in the local session") as caught:
        described(context, "1 + $using:nosuch")
    assert caught.value.error_id == "UsingVariableIsUndefined"  # type: ignore[attr-defined]
