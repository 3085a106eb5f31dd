"""A session's two machines over a wire that is cut at every byte: each number exactly once, in order, wherever the cuts are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from uuid import UUID

import pytest

from pssession.objects import Command, PipelineDescription, RunspacePoolState
from pssession.session.events import Event, ItemReceived, PipelineEnded, PipelineFound, Wishes
from pssession.session.machine import SessionMachine
from pssession.session.making import new_session, taken_up_session
from pssession.testing import MemorySpool, PairedClient, PairedWorker
from pssession.worker.durable import Limits

from .conftest import Rounds

SESSION = UUID(int=7)


def machine() -> SessionMachine:
    return new_session(Wishes(session_id=SESSION, name="Work"))


class Consumer:
    """Take what a session gives, and note each object's number with its value."""

    def __init__(self, machine: SessionMachine, *, acknowledges: bool = True) -> None:
        self.machine = machine
        self.acknowledges = acknowledges
        self.got: list[tuple[int, object]] = []
        self.found: list[UUID] = []
        self.ended = 0
        self.patience: int | None = None

    def __call__(self, event: Event) -> None:
        match event:
            case ItemReceived(value=value, sequence=sequence):
                self.got.append((sequence, value))
                self.done(sequence)
            case PipelineEnded(sequence=sequence):
                self.ended += 1
                self.done(sequence)
            case PipelineFound(pipeline_id=pipeline_id):
                self.found.append(pipeline_id)

    def done(self, sequence: int) -> None:
        if self.acknowledges:
            self.machine.finish(sequence)
            self.machine.acknowledge()

    @property
    def values(self) -> list[object]:
        return [value for _, value in self.got]


def run_numbers(client: PairedClient, consumer: Consumer) -> None:
    """Open, run, take everything, close."""
    session = client.machine
    client.until(lambda: session.state is RunspacePoolState.OPENED, consumer, most=10_000)
    session.run(PipelineDescription(statements=[[Command(name="numbers")]]))
    client.until(lambda: consumer.ended == 1, consumer, most=100_000)
    session.close()
    client.until(lambda: session.state is RunspacePoolState.CLOSED, consumer, most=10_000)


def scripts(count: int) -> dict[str, Callable[[], Iterator[int]]]:
    return {"numbers": lambda: iter(range(count))}


@pytest.mark.parametrize("piece_bytes", [1 << 30, 7])
def test_one_cut_at_every_byte(rounds: Rounds, piece_bytes: int) -> None:
    whole = PairedClient(PairedWorker(scripts(5)), machine())
    run_numbers(whole, Consumer(whole.machine))
    for position in range(0, whole.carried, rounds.stride):
        worker = PairedWorker(scripts(5), eager=position % 2 == 0)
        client = PairedClient(worker, machine(), cuts=[position], piece_bytes=piece_bytes)
        consumer = Consumer(client.machine)
        run_numbers(client, consumer)
        assert consumer.values == list(range(5)), position


def test_a_cut_at_every_byte_of_every_connection(rounds: Rounds) -> None:
    """Each connection lasts a little longer than the one before: the opening lines, then the first frames, then more."""
    for first in range(1, 4):
        client = PairedClient(PairedWorker(scripts(20)), machine(), cuts=range(first, 20_000, 3 if rounds.stride == 1 else 53))
        consumer = Consumer(client.machine)
        run_numbers(client, consumer)
        assert consumer.values == list(range(20))


@pytest.mark.parametrize("seed", range(5))
def test_many_cuts_at_random(rounds: Rounds, seed: int) -> None:
    random = Random(seed)
    for _ in range(max(1, rounds.simulations // 100)):
        count = rounds.objects
        spool = MemorySpool()
        worker = PairedWorker(scripts(count), spool=spool, limits=Limits(memory_budget_bytes=20_000), eager=random.random() < 0.5)
        cuts = [random.randrange(60_000) for _ in range(rounds.cuts)]
        client = PairedClient(worker, machine(), cuts=cuts, piece_bytes=random.choice([1 << 30, 1000]))
        consumer = Consumer(client.machine)
        run_numbers(client, consumer)
        assert consumer.values == list(range(count))
        assert [number for number, _ in consumer.got] == sorted({number for number, _ in consumer.got})
        assert spool.size_bytes == 0


@pytest.mark.parametrize("acknowledges", [True, False])
def test_clients_that_die_at_random(rounds: Rounds, acknowledges: bool) -> None:
    """Nothing is missing; what comes again has the numbers it had, and none of it was acknowledged."""
    for seed in range(rounds.simulations):
        random = Random(seed)
        worker = PairedWorker(scripts(60), eager=random.random() < 0.5, limits=Limits(memory_budget_bytes=2_000))
        client = PairedClient(worker, machine())
        consumer = Consumer(client.machine)
        client.until(lambda session=client.machine: session.state is RunspacePoolState.OPENED, consumer)
        client.machine.run(PipelineDescription(statements=[[Command(name="numbers")]]))
        client.step()
        values = dict(consumer.got)
        kept = [number for number, _ in consumer.got]
        while not consumer.ended:
            client.die()
            session = taken_up_session(SESSION)
            life = random.randrange(8_000)
            client = PairedClient(worker, session, cuts=[random.randrange(4_000)] if random.random() < 0.3 else [])
            consumer = Consumer(session, acknowledges=False)
            known = kept[-1] if kept else 0
            while client.carried < life and not consumer.ended:
                before = len(consumer.got)
                for event in client.step():
                    consumer(event)
                for number, value in consumer.got[before:]:
                    assert values.setdefault(number, value) == value
                    if number > known:
                        kept.append(number)
                        known = number
                    if acknowledges or random.random() < 0.5:
                        session.finish(number)
                session.acknowledge()
            assert len(consumer.found) <= 1
            numbers = [number for number, _ in consumer.got]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        assert [values[number] for number in kept] == list(range(60)), seed
