"""The command `pssession`: what it does, what it says, how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from pssession.cli import exit_codes
from pssession.cli.pssession import COMMANDS, main, parser_of
from pssession.testing.scratch_machine import ScratchMachine

pytestmark = pytest.mark.xdist_group("pssession command")


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# Making, listing, removing.


def test_a_new_session_is_listed(pssession: Any) -> None:
    assert pssession("new", "build").status == 0
    names = [row["name"] for row in json.loads(pssession("list", "--json").out)]
    assert names == ["build"]


def test_several_are_made_at_once(pssession: Any) -> None:
    made = json.loads(pssession("new", "--json", "one", "two").out)
    assert [row["name"] for row in made] == ["one", "two"]


def test_a_session_without_a_name_gets_the_next_free_one(pssession: Any) -> None:
    pssession("new", "Session1")
    assert [row["name"] for row in json.loads(pssession("new", "--json").out)] == ["Session2"]


def test_a_name_that_is_taken_is_refused(pssession: Any) -> None:
    pssession("new", "build")
    outcome = pssession("new", "Build")
    assert outcome.status == exit_codes.EXISTS
    assert "there is a session called Build already" in outcome.err


def test_what_was_chosen_for_a_session_holds(pssession: Any) -> None:
    pssession("new", "build", "--idle-timeout", "2m", "--output-buffering", "drop")
    row = json.loads(pssession("list", "--json").out)[0]
    assert (row["idle_timeout_seconds"], row["output_buffering"]) == (120, "Drop")


def test_too_short_an_idle_timeout_is_refused(pssession: Any) -> None:
    outcome = pssession("new", "--idle-timeout", "5s")
    assert outcome.status == exit_codes.BAD_ARGUMENTS
    assert "at least 60 seconds" in outcome.err


def test_the_table_has_a_row_for_each_session(pssession: Any) -> None:
    pssession("new", "build")
    header, row = pssession("list").out.splitlines()
    assert header.split()[:3] == ["NAME", "STATE", "ENGINE"]
    assert row.split()[:3] == ["build", "free", "builtin"]


def test_without_sessions_the_list_says_what_to_do(pssession: Any) -> None:
    outcome = pssession("list")
    assert (outcome.status, outcome.out) == (0, "")
    assert "pssession new NAME" in outcome.err


def test_for_programs_no_sessions_are_an_empty_array(pssession: Any) -> None:
    outcome = pssession("list", "--json")
    assert (outcome.out.strip(), outcome.err) == ("[]", "")


def test_removing_by_pattern_leaves_the_others(pssession: Any) -> None:
    pssession("new", "web1", "web2", "build")
    assert pssession("remove", "web*").status == 0
    assert [row["name"] for row in json.loads(pssession("list", "--json").out)] == ["build"]


def test_removing_all_ends_every_session(pssession: Any, machine: ScratchMachine) -> None:
    pssession("new", "one", "two")
    assert pssession("remove", "--all").status == 0
    assert list(machine.folder.sessions()) == []


def test_removing_needs_a_word(pssession: Any) -> None:
    assert pssession("remove").status == exit_codes.BAD_ARGUMENTS


# Choosing.


@pytest.mark.parametrize("length", [4, 8, 36])
def test_the_beginning_of_an_id_is_enough(pssession: Any, length: int) -> None:
    made = json.loads(pssession("new", "--json", "build").out)[0]
    assert pssession("run", made["id"][:length], "1").out == "1\n"


def test_a_token_designates_its_session(pssession: Any) -> None:
    made = json.loads(pssession("new", "--json", "build").out)[0]
    assert pssession("run", made["token"], "1").out == "1\n"


def test_a_session_that_is_not_there_is_named(pssession: Any) -> None:
    outcome = pssession("run", "nope", "1")
    assert outcome.status == exit_codes.NOT_FOUND
    assert outcome.err.startswith("pssession: no session is called nope\n")


def test_one_session_is_needed_where_one_is_entered(pssession: Any) -> None:
    pssession("new", "web1", "web2")
    outcome = pssession("receive", "web*")
    assert outcome.status == exit_codes.BAD_ARGUMENTS
    assert "means 2 sessions" in outcome.err


# Running.


def test_what_code_defines_is_there_for_the_next(pssession: Any) -> None:
    pssession("new", "build")
    pssession("run", "build", "$x = 42")
    assert pssession("run", "build", "$x").out == "42\n"


def test_objects_are_shown_as_powershell_shows_them(pssession: Any) -> None:
    pssession("new", "build")
    shown = pssession("run", "build", "[pscustomobject]@{ Name = 'a'; Size = 3 }").out
    assert [line.rstrip() for line in shown.splitlines()] == ["", "Name Size", "---- ----", "a       3", ""]


def test_code_comes_from_standard_input(pssession: Any) -> None:
    pssession("new", "build")
    assert pssession("run", "build", stdin="1..2").out == "1\n2\n"
    assert pssession("run", "build", "-", stdin="3").out == "3\n"


def test_code_comes_from_a_file_with_its_arguments(pssession: Any, tmp_path: Any) -> None:
    script = tmp_path / "script.ps1"
    script.write_text('param($First, $Second) "$First-$Second"')
    pssession("new", "build")
    assert pssession("run", "build", "--file", str(script), "--", "a", "b").out == "a-b\n"


def test_a_file_that_is_not_there_is_said(pssession: Any) -> None:
    pssession("new", "build")
    outcome = pssession("run", "build", "-f", "nowhere.ps1")
    assert (outcome.status, outcome.err) == (exit_codes.BAD_ARGUMENTS, "pssession: nowhere.ps1: No such file or directory\n")


def test_standard_input_is_the_codes_input(pssession: Any) -> None:
    pssession("new", "build")
    assert pssession("run", "build", "--input", 'process { "<$_>" }', stdin="a\nb\n").out == "<a>\n<b>\n"


def test_for_programs_each_object_is_a_line(pssession: Any) -> None:
    pssession("new", "build")
    code = "1; [pscustomobject]@{ a = 1 }; Write-Warning w; Write-Error e"
    items = lines_of(pssession("run", "build", "--json", code).out)
    assert [item["stream"] for item in items] == ["output", "output", "warning", "error"]
    assert [items[0]["value"], items[1]["value"], items[2]["value"]["message"]] == [1, {"a": 1}, "w"]
    sequences = [item["sequence"] for item in items]
    assert sequences == sorted(set(sequences))


def test_every_stream_is_shown_once_and_in_order(pssession: Any) -> None:
    pssession("new", "build")
    code = "1; Write-Host two; Write-Warning three; Write-Verbose four -Verbose; 5"
    assert pssession("run", "build", code).out == "1\ntwo\nWARNING: three\nVERBOSE: four\n5\n"


def test_an_error_goes_to_standard_error_and_into_the_status(pssession: Any) -> None:
    pssession("new", "build")
    outcome = pssession("run", "build", "Write-Error oops; 'on'")
    assert (outcome.status, outcome.out, outcome.err) == (exit_codes.COMMAND_FAILED, "on\n", "Write-Error: oops\n")


def test_an_error_that_ends_the_code_is_shown(pssession: Any) -> None:
    pssession("new", "build")
    outcome = pssession("run", "build", "throw 'bad'")
    assert outcome.status == exit_codes.COMMAND_FAILED
    assert "bad" in outcome.err


def test_exit_in_the_code_is_the_exit_status(pssession: Any) -> None:
    pssession("new", "build")
    assert pssession("run", "build", "exit 7").status == 7
    assert pssession("run", "build", "'still there'").out == "still there\n"


def test_several_sessions_say_whose_a_line_is(pssession: Any) -> None:
    pssession("new", "web1", "web2")
    shown = pssession("run", "web*", "1; Write-Host two").out.splitlines()
    assert [line for line in shown if line.startswith("web1 | ")] == ["web1 | 1", "web1 | two"]
    assert [line for line in shown if line.startswith("web2 | ")] == ["web2 | 1", "web2 | two"]


def test_for_programs_several_sessions_name_themselves(pssession: Any) -> None:
    pssession("new", "web1", "web2")
    items = lines_of(pssession("run", "web*", "--json", "5").out)
    assert sorted((item["session"], item["value"]) for item in items) == [("web1", 5), ("web2", 5)]


def test_the_greatest_status_of_several_counts(pssession: Any) -> None:
    pssession("new", "web1", "web2")
    pssession("run", "web2", "$fails = $true")
    assert pssession("run", "web*", "if ($fails) { throw 'no' }").status == exit_codes.COMMAND_FAILED


def test_a_time_limit_stops_the_code_and_leaves_the_session(pssession: Any) -> None:
    pssession("new", "build")
    outcome = pssession("run", "build", "--timeout", "0.2", "$x = 1; Start-Sleep 60")
    assert outcome.status == exit_codes.UNREACHABLE
    assert pssession("run", "build", "$x").out == "1\n"


# Leaving and coming back.


def test_detached_code_goes_on_and_its_output_is_received_once(pssession: Any) -> None:
    pssession("new", "build")
    assert pssession("run", "--detach", "build", "1..3").status == 0
    assert pssession("receive", "build").out == "1\n2\n3\n"
    again = pssession("receive", "build")
    assert (again.out, again.status) == ("", 0)
    assert "nothing to receive" in again.err


def test_connect_without_a_terminal_is_receive(pssession: Any) -> None:
    pssession("new", "build")
    pssession("run", "--detach", "build", "'kept'")
    assert pssession("connect", "build").out == "kept\n"


def test_a_later_command_says_that_output_waits(pssession: Any) -> None:
    pssession("new", "build")
    pssession("run", "--detach", "build", "1")
    assert "output of an earlier command" in pssession("run", "build", "2").err


def test_disconnect_says_how_long_a_session_waits(pssession: Any) -> None:
    pssession("new", "build")
    assert pssession("disconnect", "build", "--idle-timeout", "12h", "--output-buffering", "drop").status == 0
    row = json.loads(pssession("list", "--json").out)[0]
    assert (row["idle_timeout_seconds"], row["output_buffering"]) == (12 * 3600, "Drop")


def test_entering_runs_lines_in_the_session_until_exit(pssession: Any) -> None:
    pssession("new", "build")
    outcome = pssession("enter", "build", stdin="$x = 5\n1..2 |\n ForEach-Object { $_ * 2 }\n\nexit\n'never'\n")
    assert (outcome.status, outcome.out) == (0, "2\n4\n")
    assert pssession("run", "build", "$x").out == "5\n"


# Somebody else has it.


def test_a_session_in_use_is_listed_so_and_not_taken(pssession: Any) -> None:
    import pssession as library

    with library.connect(name="held"):
        assert json.loads(pssession("list", "--json").out)[0]["availability"] == "Busy"
        for words in (("run", "held", "1"), ("remove", "held"), ("receive", "held")):
            assert pssession(*words).status == exit_codes.BUSY


# A program among programs.


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "pssession.cli.pssession", *words]


def test_control_c_stops_the_code_and_leaves_the_session(pssession: Any, machine: ScratchMachine) -> None:
    pssession("new", "build")
    process = subprocess.Popen(command("run", "build", "$x = 1; 'begun'; Start-Sleep 60"), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == exit_codes.INTERRUPTED
    assert pssession("run", "build", "$x") == (0, "1\n", "")


def test_a_reader_that_has_enough_is_no_error(pssession: Any, machine: ScratchMachine) -> None:
    pssession("new", "build")
    reading, writing = os.pipe()
    process = subprocess.Popen(command("run", "build", "1..5000"), stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    _, complaint = process.communicate(timeout=20)
    assert "Traceback" not in complaint
    assert process.returncode == 0


def test_a_runtime_folder_that_cannot_be_made_is_said(pssession: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PSSESSION_RUNTIME_DIR", "/proc/nowhere/run")
    outcome = pssession("new", "build")
    assert outcome.status == exit_codes.UNREACHABLE
    assert "PSSESSION_RUNTIME_DIR" in outcome.err


def test_an_engine_that_is_not_there_is_said(pssession: Any) -> None:
    outcome = pssession("new", "--engine", "no-such-engine -s", "build")
    assert outcome.status == exit_codes.UNREACHABLE
    assert "no-such-engine" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_mistake_of_the_program_is_no_traceback(pssession: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("pssession.cli.listing.list_sessions", broken)
    outcome = pssession("list")
    assert outcome.status == exit_codes.MISTAKE
    assert outcome.err.startswith("pssession: something went wrong that should not: ZeroDivisionError: oops\n")


# Help.


def test_no_command_shows_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == exit_codes.BAD_ARGUMENTS
    shown = capsys.readouterr().out
    assert all(f"\n  {name} " in shown for name, _, _ in COMMANDS)


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_has_help_with_examples_and_exit_statuses(name: str) -> None:
    text = parser_of(name).format_help()
    assert f"\n  pssession {name}" in text
    assert "exit status:" in text


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve"])
    assert ended.value.code == exit_codes.BAD_ARGUMENTS


# The doctor.


def test_the_doctor_finds_a_healthy_machine_well(pssession: Any) -> None:
    outcome = pssession("doctor", "--json")
    findings = {one["check"]: one["standing"] for one in json.loads(outcome.out)}
    assert outcome.status == 0
    assert findings["new session"] == "well"
    assert "problem" not in findings.values()


def test_the_doctor_says_what_to_do_about_a_folder_others_may_enter(pssession: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir(mode=0o755)
    (tmp_path / "run").chmod(0o755)
    monkeypatch.setenv("PSSESSION_RUNTIME_DIR", str(tmp_path / "run"))
    outcome = pssession("doctor")
    assert outcome.status == exit_codes.COMMAND_FAILED
    assert "chmod 700" in outcome.out


def test_the_doctor_clears_away_dead_sockets(pssession: Any, machine: ScratchMachine) -> None:
    dead = json.loads(pssession("new", "--json", "build").out)[0]["id"]
    machine.kill_sessions()
    assert pssession("doctor").status == 0
    assert dead not in machine.folder.sessions()


def test_the_doctor_names_a_missing_engine(pssession: Any) -> None:
    findings = json.loads(pssession("doctor", "--json", "--engine", "no-such-engine -s").out)
    engine = next(one for one in findings if one["check"] == "engine")
    assert (engine["standing"], engine["found"]) == ("problem", "there is no command no-such-engine")


# The real PowerShell as the engine.


@pytest.mark.reference
def test_powershell_itself_is_an_engine(pssession: Any, psref: str) -> None:
    assert pssession("new", "--engine", f"{psref} -s", "real").status == 0
    pssession("run", "real", "$x = 42")
    assert pssession("run", "real", "$x; $PSVersionTable.PSEdition").out == "42\nCore\n"


@pytest.mark.reference
def test_a_session_of_powershell_is_left_and_received(pssession: Any, psref: str) -> None:
    pssession("new", "--engine", f"{psref} -s", "real")
    pssession("run", "--detach", "real", "1..3; Write-Warning 'careful'")
    received = pssession("receive", "real")
    assert (received.status, received.out) == (0, "1\n2\n3\nWARNING: careful\n")


@pytest.mark.reference
def test_the_doctor_tries_powershell(pssession: Any, psref: str) -> None:
    findings = json.loads(pssession("doctor", "--json", "--engine", f"{psref} -s").out)
    assert next(one for one in findings if one["check"] == "engine")["standing"] == "well"
