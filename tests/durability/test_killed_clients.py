"""Clients that are killed at random moments: nothing is missing, and only what was not acknowledged comes again, under the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import pssession
from pssession.testing import ScratchMachine

from .conftest import Rounds
from .stream import Log, in_another_process, stream_of, take_up


def consume(token: str, path: str) -> None:
    """Write down what comes; an item is acknowledged by asking for the next."""
    session, note = take_up(token, Log(Path(path)))
    for item in session.receive():
        note(item.sequence, item.value)
    session.disconnect()


def consume_and_acknowledge(token: str, path: str) -> None:
    """Write down what comes and was not written down before, and acknowledge it then."""
    log = Log(Path(path))
    known = log.last_sequence()
    session, note = take_up(token, log)
    run = session.receive(acknowledge=False)
    for item in run:
        if item.sequence > known:
            note(item.sequence, item.value)
        run.acknowledge(item)
    session.disconnect()


def consume_through_kills(token: str, path: Path, consumer: Callable[[str, str], None], random: Random, kills: int) -> int:
    """Let one consumer after the other take the stream up and kill it; give how many were killed before the stream's end."""
    killed = 0
    while True:
        before = Log(path).acknowledged()
        begun = len(Log(path).objects())
        process = in_another_process(consumer, token, str(path))
        process.join(random.uniform(0, 0.05) if killed < kills else 60)
        process.kill()
        process.join()
        first = Log(path).objects()[begun : begun + 1]
        assert all(sequence > before for sequence, _ in first), "an acknowledged object came again"
        if process.exitcode == 0:
            return killed
        assert process.exitcode == -9, "a client failed"
        killed += 1


@pytest.mark.timeout(900)
@pytest.mark.parametrize("consumer", [consume, consume_and_acknowledge])
def test_nothing_is_missing(clean_machine: ScratchMachine, rounds: Rounds, tmp_path: Path, consumer: Callable[[str, str], None]) -> None:
    random = Random(11)
    left, stream = rounds.kills, 0
    while left > 0:
        stream += 1
        token = stream_of(rounds.objects)
        path = tmp_path / f"log{stream}"
        left -= consume_through_kills(token, path, consumer, random, left)
        objects = Log(path).objects()
        numbered = dict(objects)
        assert [numbered[sequence] for sequence in sorted(numbered)] == list(range(1, rounds.objects + 1))
        assert all(numbered[sequence] == value for sequence, value in objects), "an object came again under another number"
        if consumer is consume_and_acknowledge:
            assert [value for _, value in objects] == list(range(1, rounds.objects + 1))
        with pssession.reconnect(token) as session:
            assert session.unreceived == 0
            session.close()
