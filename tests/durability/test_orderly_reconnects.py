"""A session that is left and taken up again by one process after the other: each object exactly once, whoever takes it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import pssession
from pssession.testing import ScratchMachine

from .conftest import Rounds
from .stream import Log, in_another_process, stream_of, take_up


def consume_some(token: str, path: str, count: int) -> None:
    """Take a few objects and leave."""
    session, note = take_up(token, Log(Path(path)))
    run = session.receive()
    for _ in range(count):
        item = run.next_item()
        if item is None:
            break
        note(item.sequence, item.value)
    session.disconnect()


@pytest.mark.timeout(900)
def test_each_object_is_given_once(clean_machine: ScratchMachine, rounds: Rounds, tmp_path: Path) -> None:
    random = Random(21)
    log = Log(tmp_path / "log")
    token = stream_of(rounds.objects)
    share = rounds.objects // rounds.reconnects
    for _ in range(rounds.reconnects):
        process = in_another_process(consume_some, token, str(tmp_path / "log"), random.randint(0, 2 * share))
        process.join()
        assert process.exitcode == 0
    process = in_another_process(consume_some, token, str(tmp_path / "log"), rounds.objects + 1)
    process.join()
    values = [value for _, value in log.objects()]
    assert values == list(range(1, rounds.objects + 1))
    with pssession.reconnect(token) as session:
        assert session.unreceived == 0
        session.close()
