"""A stream of numbered objects from a real session, its connection cut at random bytes: each exactly once, in order, on either face."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from pssession.client.aio.session import AsyncSession
from pssession.client.blocking.session import Session
from pssession.client.options import SessionOptions
from pssession.testing import AsyncFaultyStream, FaultyStream, ScratchMachine
from pssession.transport.loop_unix import AsyncUnixStream
from pssession.transport.unix import UnixStream

from .conftest import Rounds


class Cuts:
    """Cut each connection after a number of bytes that chance gives, the first ones among their opening lines."""

    def __init__(self, seed: int, count: int, greatest: int) -> None:
        self.left = count
        self._random = Random(seed)
        self._greatest = greatest

    def next(self) -> int | None:
        if not self.left:
            return None
        self.left -= 1
        return self._random.randrange(self._greatest)

    def reach(self, path: str) -> FaultyStream:
        return FaultyStream(UnixStream.connect(path), cut_after=self.next())

    async def reach_async(self, path: str) -> AsyncFaultyStream:
        return AsyncFaultyStream(await AsyncUnixStream.connect(path), cut_after=self.next())


def take(session: Session, count: int) -> list[object]:
    return [item.value for item in session.run(f"1..{count}")]


@pytest.mark.timeout(600)
def test_a_client_goes_on_after_every_cut(clean_machine: ScratchMachine, rounds: Rounds) -> None:
    cuts = Cuts(seed=1, count=rounds.cuts, greatest=4_000)
    while cuts.left:
        with Session.open(SessionOptions(), cuts.reach) as session:
            assert take(session, rounds.objects) == list(range(1, rounds.objects + 1))


@pytest.mark.timeout(600)
def test_a_client_with_a_loop_goes_on_after_every_cut(clean_machine: ScratchMachine, rounds: Rounds) -> None:
    cuts = Cuts(seed=2, count=rounds.cuts, greatest=4_000)

    async def go() -> None:
        while cuts.left:
            async with await AsyncSession.open(SessionOptions(), cuts.reach_async) as session:
                values = [item.value async for item in session.run(f"1..{rounds.objects}")]
                assert values == list(range(1, rounds.objects + 1))

    asyncio.run(go())


@pytest.mark.timeout(600)
def test_input_arrives_once_whatever_is_cut(clean_machine: ScratchMachine, rounds: Rounds) -> None:
    cuts = Cuts(seed=3, count=rounds.cuts // 2, greatest=6_000)
    while cuts.left:
        with Session.open(SessionOptions(), cuts.reach) as session:
            run = session.run("$input", input=range(rounds.objects // 4))
            assert [item.value for item in run] == list(range(rounds.objects // 4))
