"""What is greater than a socket takes at once goes out all the same, without anybody asking for it."""

from __future__ import annotations

import asyncio

import pssession
from pssession.testing.scratch_machine import ScratchMachine

TEXT = "é" * 400_000


def test_a_great_argument_comes_back(machine: ScratchMachine) -> None:
    with pssession.connect() as session:
        for _ in range(3):
            assert session.invoke("param($x) $x", TEXT).output == [TEXT]


def test_a_great_argument_comes_back_to_a_task(machine: ScratchMachine) -> None:
    async def play() -> list[object]:
        async with pssession.connect() as session:
            return (await session.invoke("param($x) $x", TEXT)).output

    assert asyncio.run(play()) == [TEXT]
