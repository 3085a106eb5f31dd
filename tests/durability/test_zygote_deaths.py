"""The process that sessions are forked from is killed: sessions go on, new ones are made, whoever is just being served tries again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import pssession
from pssession.testing import ScratchMachine

from .conftest import Rounds


def test_sessions_outlive_it(clean_machine: ScratchMachine, rounds: Rounds) -> None:
    with pssession.connect() as session, pssession.connect() as left:
        token = left.disconnect()
        run = session.run(f"1..{rounds.objects}")
        values = [next(run).value for _ in range(10)]
        clean_machine.kill_zygote()
        values += [item.value for item in run]
        assert values == list(range(1, rounds.objects + 1))
        with pssession.reconnect(token) as again:
            assert again.invoke("1 + 1").output == [2]
            again.close()
        with pssession.connect() as another:
            assert another.invoke("2 + 2").output == [4]


@pytest.mark.timeout(300)
def test_sessions_that_are_being_made_are_made(clean_machine: ScratchMachine, rounds: Rounds) -> None:
    def make_and_use(number: int) -> object:
        with pssession.connect() as session:
            return session.invoke(f"{number}").output[0]

    with ThreadPoolExecutor(4) as pool:
        made = [pool.submit(make_and_use, number) for number in range(4 * rounds.zygote_kills)]
        for one in made[:: max(1, len(made) // rounds.zygote_kills)]:
            one.result()
            clean_machine.kill_zygote()
        assert [one.result() for one in made] == list(range(len(made)))
