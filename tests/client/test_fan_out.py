"""One script in many sessions at once, by `for` and by `async for`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

import pssession
from pssession.testing.scratch_machine import ScratchMachine


@pytest.fixture
def sessions(machine: ScratchMachine) -> Iterator[list[pssession.Session]]:
    with ExitStack() as stack:
        yield [stack.enter_context(pssession.connect(name=name)) for name in ("one", "two", "three")]


def test_each_item_comes_with_its_session(sessions: list[pssession.Session]) -> None:
    found = [(session.name, item.value) for session, item in pssession.fan_out(sessions, "1; 2")]
    assert sorted(found) == [(name, value) for name in ("one", "three", "two") for value in (1, 2)]


def test_items_of_one_session_come_in_order(sessions: list[pssession.Session]) -> None:
    found = [item.value for session, item in pssession.fan_out(sessions, "1..200") if session is sessions[0]]
    assert found == list(range(1, 201))


def test_arguments_parameters_and_input_go_to_each(sessions: list[pssession.Session]) -> None:
    script = 'param($A, $B) process { "$A $B $_" }'
    found = [item.value for _, item in pssession.fan_out(sessions, script, 1, parameters={"B": 2}, input=iter([3]))]
    assert found == ["1 2 3"] * 3


def test_a_limit_of_one_runs_one_after_the_other(sessions: list[pssession.Session]) -> None:
    found = [session.name for session, _ in pssession.fan_out(sessions, "1; 2", throttle_limit=1)]
    assert found == ["one", "one", "two", "two", "three", "three"]


def test_what_fails_in_one_does_not_disturb_the_others(sessions: list[pssession.Session]) -> None:
    sessions[1].invoke("$fails = $true")
    everything = pssession.fan_out(sessions, "if ($fails) { throw 'no' }; 'well'")
    found: list[tuple[str, object]] = []
    with pytest.raises(ExceptionGroup) as raised:
        found.extend((session.name, item.value) for session, item in everything)
    assert sorted(found) == [("one", "well"), ("three", "well")]
    assert [type(error) for error in raised.value.exceptions] == [pssession.PipelineError]
    assert list(everything.failures) == [sessions[1]]


def test_without_check_failures_are_only_noted(sessions: list[pssession.Session]) -> None:
    everything = pssession.fan_out(sessions, "throw 'no'", check=False)
    assert list(everything) == []
    assert set(everything.failures) == set(sessions)


def test_leaving_the_loop_stops_it_everywhere(sessions: list[pssession.Session]) -> None:
    for _session, _item in pssession.fan_out(sessions, "1; Start-Sleep 60"):
        break
    assert [session.invoke("2").output for session in sessions] == [[2]] * 3


def test_a_time_limit_stops_it_everywhere(sessions: list[pssession.Session]) -> None:
    with pytest.raises(TimeoutError), pssession.time_limit(0.2):
        list(pssession.fan_out(sessions, "Start-Sleep 60"))
    assert [session.invoke("2").output for session in sessions] == [[2]] * 3


def test_tasks_follow_asynchronous_sessions(machine: ScratchMachine) -> None:
    async def play() -> list[tuple[str, int]]:
        async with pssession.connect(name="one") as one, pssession.connect(name="two") as two:
            return [(session.name, item.value) async for session, item in pssession.fan_out([one, two], "1; 2")]

    assert sorted(asyncio.run(play())) == [("one", 1), ("one", 2), ("two", 1), ("two", 2)]


def test_tasks_stop_when_the_loop_is_left(machine: ScratchMachine) -> None:
    async def play() -> list[object]:
        async with pssession.connect(name="one") as one, pssession.connect(name="two") as two:
            items = aiter(pssession.fan_out([one, two], "1; Start-Sleep 60"))
            await anext(items)
            await items.aclose()
            return [(await session.invoke("2")).output for session in (one, two)]

    assert asyncio.run(play()) == [[2], [2]]


def test_the_same_session_twice_is_refused(sessions: list[pssession.Session]) -> None:
    with pytest.raises(ValueError, match="twice"):
        pssession.fan_out([sessions[0], sessions[0]], "1")
