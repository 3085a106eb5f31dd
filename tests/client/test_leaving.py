"""A command that was started goes on in a session that is left, and is received by whoever comes."""

from __future__ import annotations

import asyncio
import gc

import pytest

import pssession
from pssession.errors import SessionStateError
from pssession.objects import OutputBufferingMode
from pssession.testing.scratch_machine import ScratchMachine


def test_a_command_that_was_only_started_goes_on_without_its_run(machine: ScratchMachine) -> None:
    with pssession.connect() as session:
        session.run("1..3; Start-Sleep -Milliseconds 50; 4").start()
        gc.collect()
        token = session.disconnect()
    with pssession.reconnect(token) as again:
        assert again.receive().result().output == [1, 2, 3, 4]


def test_a_task_leaves_one_behind_as_well(machine: ScratchMachine) -> None:
    async def play() -> list[object]:
        async with pssession.connect() as session:
            await session.run("1; 2").start()
            token = await session.disconnect()
        async with pssession.reconnect(token) as again:
            return (await again.receive().result()).output

    assert asyncio.run(play()) == [1, 2]


def test_a_loop_that_is_left_early_stops_its_command(machine: ScratchMachine) -> None:
    with pssession.connect() as session:
        for _item in session.run("1; Start-Sleep 60"):
            break
        assert session.invoke("2").output == [2]


def test_the_host_of_whoever_takes_a_session_up_is_told(machine: ScratchMachine) -> None:
    class Diary(pssession.Host):
        lines: list[str] = []

        def write_line(self, text: str = "", foreground: object = None, background: object = None) -> None:
            self.lines.append(text)

    with pssession.connect() as session:
        token = session.disconnect()
    with pssession.reconnect(token, host=Diary()) as again:
        again.invoke("Write-Host seen")
    assert Diary.lines == ["seen"]


def test_what_has_come_and_was_not_taken_goes_to_whoever_takes_the_session_up(machine: ScratchMachine) -> None:
    with pssession.connect() as session:
        run = session.run("1..5")
        first = run.next_item()
        assert first is not None
        session.disconnect()
        with pytest.raises(SessionStateError):
            run.next_item()
        session.connect()
        assert [first.value, *session.receive().values()] == [1, 2, 3, 4, 5]


def test_who_takes_a_session_up_says_what_becomes_of_output_or_leaves_it_as_it_is(machine: ScratchMachine) -> None:
    block, drop = OutputBufferingMode.BLOCK, OutputBufferingMode.DROP
    with pssession.connect(output_buffering=drop) as session:
        token = session.disconnect(output_buffering=block)
        session.connect()
        assert session.output_buffering is block
        token = session.disconnect()
    with pssession.reconnect(token, output_buffering=drop) as again:
        assert again.output_buffering is drop
    with pssession.reconnect(token) as again:
        assert again.output_buffering is drop
