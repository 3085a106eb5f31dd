"""The command `pssession` at a terminal: colours, tables, and working inside a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.shell.person import CTRL_C, CTRL_D, Person

import pssession
from pssession.testing.scratch_machine import ScratchMachine

Sit = Callable[..., Person]
BOLD = b"\x1b[1m"


@pytest.fixture
def sit(machine: ScratchMachine) -> Iterator[Sit]:
    people: list[Person] = []

    def start(*words: str, **more: str) -> Person:
        own = {name: value for name, value in machine.environment.items() if name.startswith("PSSESSION_")}
        people.append(Person(machine.root, *words, program="pssession", more={**own, **more}))
        return people[-1]

    with pssession.connect(name="work") as session:
        session.invoke("$x = 42")
        session.disconnect()
    yield start
    for person in people:
        person.close()


def test_a_table_is_drawn_with_its_header_in_bold(sit: Sit) -> None:
    person = sit("list")
    assert person.leaves() == 0
    assert BOLD in person.raw
    assert "work" in person.text


def test_no_color_is_respected(sit: Sit) -> None:
    person = sit("list", NO_COLOR="1")
    assert person.leaves() == 0
    assert b"\x1b" not in person.raw


def test_inside_a_session_the_prompt_says_where_one_is(sit: Sit) -> None:
    person = sit("enter", "work")
    person.wait_for(r"^\[work\]: PS [^\n]*> $")
    person.says('"x is $x"', r"^x is 42$")
    person.wait_for(r"^\[work\]: PS [^\n]*> $")
    person.type("exit\r")
    assert person.leaves() == 0


def test_leaving_leaves_the_session_as_it_is(sit: Sit) -> None:
    person = sit("enter", "work")
    person.wait_for(r"^\[work\]: PS [^\n]*> $")
    person.says("$y = 'kept'", r"^\[work\]: PS [^\n]*> $")
    person.type(CTRL_D)
    assert person.leaves() == 0
    (info,) = pssession.list_sessions()
    with pssession.reconnect(str(info.session_id)) as session:
        assert session.invoke("$y").output == ["kept"]


def test_control_c_stops_what_runs_and_asks_again(sit: Sit) -> None:
    person = sit("enter", "work")
    person.wait_for(r"^\[work\]: PS [^\n]*> $")
    person.says("'begun'; Start-Sleep 60", r"^begun$")
    person.type(CTRL_C)
    person.wait_for(r"^\[work\]: PS [^\n]*> $")
    person.says('"x is $x"', r"^x is 42$")


def test_connect_sees_a_command_through_and_then_asks(sit: Sit) -> None:
    (info,) = pssession.list_sessions()
    with pssession.reconnect(str(info.session_id)) as session:
        session.run("'from before'").start()
        session.disconnect()
    person = sit("connect", "work")
    person.wait_for(r"^from before$")
    person.wait_for(r"^\[work\]: PS [^\n]*> $")
    person.type(CTRL_D)
    assert person.leaves() == 0


def test_a_question_of_the_code_is_put_to_the_person(sit: Sit) -> None:
    person = sit("run", "work", "$name = Read-Host 'Your name'; \"Hello, $name.\"")
    person.wait_for(r"Your name: ")
    person.says("Ada", r"^Hello, Ada\.$")
    assert person.leaves() == 0
