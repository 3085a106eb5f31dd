"""Processes are found, started, waited for and stopped."""

from __future__ import annotations

import os
from typing import Any

import pytest

from pssession.engine.values.dotnet.process_starts import split
from pssession.engine.values.process_facts import ProcessFacts


def test_this_process_is_there_with_its_facts(run: Any) -> None:
    code = "$p = Get-Process -Id $PID; $p.Id -eq $PID; $p.GetType().FullName; $p.WS -gt 0; $p.CPU -is [double]; $p.Path; $p.Parent.Id"
    program = os.readlink(f"/proc/{os.getpid()}/exe")
    assert run(code).texts == ["True", "System.Diagnostics.Process", "True", "True", program, str(os.getppid())]


def test_processes_come_by_name_and_then_by_id(run: Any) -> None:
    found = run('Get-Process | ForEach-Object { "$($_.Id) $($_.ProcessName)" }').texts
    keys = [(name.lower(), int(number)) for number, _, name in (text.partition(" ") for text in found) if name.isalnum()]
    assert keys == sorted(keys)


def test_a_program_is_started_waited_for_and_tells_its_code(run: Any) -> None:
    assert run("(Start-Process sh -ArgumentList '-c', '\"exit 6\"' -Wait -PassThru).ExitCode").texts == ["6"]


def test_a_program_reads_and_writes_files(run: Any) -> None:
    code = (
        "Set-Content in.txt x; Start-Process cat -RedirectStandardInput in.txt -RedirectStandardOutput out.txt -Wait; Get-Content out.txt"
    )
    assert run(code).texts == ["x"]


def test_a_program_gets_the_environment_that_is_wanted(run: Any) -> None:
    code = "Start-Process env -Environment @{ QQ_T = 'v' } -RedirectStandardOutput o -Wait; (Get-Content o) -like 'QQ_T=*'"
    assert run(code).texts == ["QQ_T=v"]


def test_a_stopped_process_has_ended(run: Any) -> None:
    code = "$p = Start-Process sleep 100 -PassThru; Stop-Process $p; Wait-Process -InputObject $p; $p.HasExited; $p.ExitCode"
    assert run(code).texts == ["True", "137"]


def test_waiting_ends_at_the_time_limit(run: Any) -> None:
    found = run("$p = Start-Process sleep 100 -PassThru; Wait-Process -Id $p.Id -Timeout 0; $p.Kill(); $p.WaitForExit()")
    assert [error_id for error_id, _ in found.errors] == ["ProcessNotTerminated,Microsoft.PowerShell.Commands.WaitProcessCommand"]


def test_a_program_that_is_not_there_is_said_so(run: Any) -> None:
    ((error_id, words),) = run("Start-Process nosuch_q").errors
    assert error_id == "InvalidOperationException,Microsoft.PowerShell.Commands.StartProcessCommand"
    assert words == (
        "This command cannot be run due to the error: An error occurred trying to start process 'nosuch_q' "
        "with working directory '{T}'. No such file or directory"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b", ["a", "b"]),
        ('-c "exit 6"', ["-c", "exit 6"]),
        ('a"b c"d', ["ab cd"]),
        ('\\"a\\"', ['"a"']),
        ('"a\\\\" b', ["a\\", "b"]),
        ('""', [""]),
        ('"a""b"', ['a"b']),
        ("a\\b", ["a\\b"]),
        ("  ", []),
    ],
)
def test_a_command_line_is_taken_apart_as_net_does(text: str, words: list[str]) -> None:
    assert split(text) == words


def test_a_name_with_brackets_and_blanks_is_read_whole() -> None:
    fields = "S 1 2 3 " + " ".join(str(number) for number in range(4, 50))
    facts = ProcessFacts(0, f"0 (a) b (c)) {fields}")
    assert (facts.name, facts.parent, facts.session) == ("a) b (c)", 1, 3)
