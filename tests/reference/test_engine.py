"""The real PowerShell as the engine of our sessions: what our client sends it understands, what it answers our client does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import pssession
from pssession.objects import FieldDescription, Hashtable, PSCredential, PSInvocationState, RunspacePoolState, SecureString
from pssession.testing.scratch_machine import ScratchMachine

pytestmark = pytest.mark.reference


class Answering(pssession.Host):
    """Answer what is asked, and keep what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.asked: list[str] = []

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        self.lines.append(text)

    def write_warning_line(self, text: str) -> None:
        self.lines.append(f"warning {text}")

    def read_line(self) -> str:
        return "a line"

    def read_line_as_secure_string(self) -> SecureString:
        return SecureString("secret line")

    def prompt(self, caption: str, message: str, fields: Any) -> Hashtable:
        answers = Hashtable()
        field: FieldDescription
        for field in fields:
            self.asked.append(f"{field.name}:{field.parameter_type_name}")
            answers[field.name] = SecureString("hidden") if field.parameter_type_name == "SecureString" else "typed"
        return answers

    def prompt_for_choice(self, caption: str, message: str, choices: Any, default: int = -1) -> int:
        self.asked += [choice.label for choice in choices]
        return 1

    def prompt_for_credential(self, caption: str, message: str, user_name: str = "", *rest: Any) -> PSCredential:
        return PSCredential(user_name or "bob", SecureString("pw"))


@pytest.fixture
def host() -> Answering:
    return Answering()


@pytest.fixture
def session(psref: str, machine: ScratchMachine, host: Answering) -> Iterator[Any]:
    with pssession.connect(engine=[psref, "-s"], host=host) as session:
        yield session


def plain(values: list[Any]) -> list[Any]:
    return [getattr(value, "base", value) for value in values]


def test_output_of_every_kind_arrives(session: Any) -> None:
    found = plain(session.invoke("1; 'two'; 2.5; $true; $null; ,@(1, 2); [guid]::Empty.ToString()").output)
    assert found == [1, "two", 2.5, True, None, [1, 2], "00000000-0000-0000-0000-000000000000"]


def test_every_stream_is_told_apart(session: Any) -> None:
    script = (
        "Write-Warning w; Write-Verbose v -Verbose; Write-Debug d -Debug; Write-Information i; "
        "Write-Error e; Write-Progress -Activity a -Status s; 'o'"
    )
    result = session.invoke(script, check=False)
    assert result.output == ["o"]
    assert [str(record) for record in result.warnings] == ["w"]
    assert [str(record) for record in result.verbose] == ["v"]
    assert [str(record) for record in result.information] == ["i"]
    assert [str(record) for record in result.errors] == ["e"]
    assert [record.activity for record in result.progress] == ["a"]


def test_an_error_that_ends_a_script_comes_with_its_record(session: Any) -> None:
    with pytest.raises(pssession.PipelineError, match="boo") as caught:
        session.invoke("'before'; throw 'boo'")
    assert caught.value.record.fully_qualified_error_id == "boo"


def test_input_streams_while_the_script_runs(session: Any) -> None:
    assert session.invoke("process { $_ * 2 }", input=range(3000)).output == [number * 2 for number in range(3000)]


def test_arguments_go_by_place_and_by_name(session: Any) -> None:
    assert session.invoke('param($a, $b) "$a-$b"', "x", parameters={"b": "y"}).output == ["x-y"]


def test_large_values_go_both_ways(session: Any) -> None:
    text = "é" * 300_000
    assert session.invoke("param($x) $x", text).output == [text]


def test_host_calls_are_answered(session: Any, host: Answering) -> None:
    assert session.invoke("Read-Host").output == ["a line"]
    assert session.invoke("Read-Host name").output == ["typed"]
    choices = "[System.Management.Automation.Host.ChoiceDescription[]]('&Yes', '&No')"
    assert session.invoke(f"$host.UI.PromptForChoice('c', 'm', {choices}, 0)").output == [1]
    assert session.invoke("(Read-Host secret -AsSecureString).Length").output == [len("hidden")]
    assert session.invoke("$c = Get-Credential ada; $c.UserName; $c.GetNetworkCredential().Password").output[1:] == ["pw"]
    assert host.asked == ["name:String", "&Yes", "&No", "secret:SecureString"]
    session.invoke("Write-Host shown; Write-Warning careful")
    assert host.lines[-2:] == ["shown", "warning careful"]


def test_secrets_travel(session: Any) -> None:
    (secret,) = session.invoke("param($s) $s", SecureString("s3cret")).output
    assert secret == SecureString("s3cret")


def test_a_stop_ends_the_script_and_leaves_the_session_usable(session: Any) -> None:
    run = session.run("'begun'; while ($true) { [Threading.Thread]::Sleep(5) }")
    assert next(run).value == "begun"
    run.stop()
    assert run.state is PSInvocationState.STOPPED
    assert session.invoke("1").output == [1]


def test_what_a_script_sets_stays(session: Any) -> None:
    session.invoke("$x = 41; function f { $x + 1 }")
    assert session.invoke("f").output == [42]


def test_a_session_that_is_left_is_taken_up_with_what_it_gave_meanwhile(psref: str, machine: ScratchMachine) -> None:
    with pssession.connect(engine=[psref, "-s"]) as session:
        session.invoke("$kept = 7")
        session.run("1..200; [Threading.Thread]::Sleep(50); 'end'").start()
        token = session.disconnect()
        assert session.state is RunspacePoolState.DISCONNECTED
    with pssession.reconnect(token) as again:
        assert again.receive().result().output == [*range(1, 201), "end"]
        assert again.invoke("$kept").output == [7]


def test_an_engine_on_a_pipe_of_our_own(psref: str) -> None:
    with pssession.connect(engine=[psref, "-s"], durable=False) as session:
        assert session.invoke("1 + 1").output == [2]


def test_an_engine_that_dies_breaks_its_session(session: Any) -> None:
    with pytest.raises(pssession.PSSessionError):
        session.invoke("[Environment]::Exit(3)")
    assert session.state is RunspacePoolState.BROKEN
