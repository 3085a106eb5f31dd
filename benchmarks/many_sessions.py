"""100 sessions opened, one command in each; the anchor is 100 forks with one command each."""

from __future__ import annotations

import asyncio

from bed import Bed
from harness import Row, in_turn, middle, timed

import pssession
from pssession import AsyncSession

GOAL_S = 1.2
_COUNT = 100
# PowerShell opens this many; its figure is for as many as ours, by proportion.
_FEW = 5


def measure(bed: Bed) -> list[Row]:
    """Measure it."""
    reference = bed.reference
    opened: list[AsyncSession] = []

    async def open_one() -> None:
        session = await pssession.connect()
        opened.append(session)
        assert (await session.invoke("1+1")).output == [2]

    async def open_all() -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(_COUNT):
                group.create_task(open_one())

    async def close_all() -> None:
        await asyncio.gather(*(session.aclose() for session in opened))
        opened.clear()

    def ours() -> float:
        with asyncio.Runner() as runner:
            taken = timed(lambda: runner.run(open_all()))
            runner.run(close_all())
        return taken

    def forks() -> float:
        children = []

        def make() -> None:
            for _ in range(_COUNT):
                child = bed.forks.open()
                children.append(child)
                assert child.ask("1+1") == "2"

        taken = timed(make)
        for child in children:
            child.close()
        return taken

    def powershell() -> float:
        assert reference is not None
        taken = reference.seconds(
            f"$all = 1..{_FEW} | ForEach-Object {{ New-PipePSSession -FilePath $server -ArgumentList '-s' }}; "
            "Invoke-Command -Session $all { 1 + 1 }"
        )
        reference.run("Remove-PSSession $all")
        return taken * _COUNT / _FEW

    found = in_turn({"ours": ours, "forks": forks}, bed.rounds(5))
    if reference is not None:
        found |= in_turn({"PowerShell": powershell}, 2, warm_up=0)
    mine, anchor = middle(found, "ours"), middle(found, "forks")
    assert mine is not None
    assert anchor is not None
    return [
        Row(
            what="100 sessions opened, a command in each",
            unit="s",
            ours=mine,
            anchor=("100 forks", anchor),
            goal=f"<= {GOAL_S:g} s",
            held=mine <= GOAL_S,
            reference=middle(found, "PowerShell"),
            note=f"PowerShell opened {_FEW}; its figure is by proportion",
        )
    ]
