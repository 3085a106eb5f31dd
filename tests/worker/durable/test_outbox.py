"""Whatever is cut, acknowledged and taken up again, and in whatever order: each number comes exactly once to whoever keeps what it got."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pssession.errors import ProtocolError
from pssession.worker.durable.limits import Limits
from pssession.worker.durable.outbox import Outbox, Room
from pssession.worker.durable.spooling import SpoolFailed
from pssession.worker.spool import FileSpool

FIRM = b"!"


def droppable(data: bytes) -> bool:
    return not data.startswith(FIRM)


@pytest.fixture
def folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as path:
        yield path


def outbox_in(folder: str, *, memory: int = 1000, quota: int = 2000, segment: int = 300) -> Outbox:
    limits = Limits(memory_budget_bytes=memory, spool_quota_bytes=quota)
    return Outbox(limits, FileSpool(folder, segment_bytes=segment), droppable)


class FullSpool(FileSpool):
    """Be a disk that is full when told so."""

    full = False

    def append(self, number: int, data: bytes) -> None:
        if self.full:
            raise SpoolFailed("the disk is full")
        super().append(number, data)


class Conversations(RuleBasedStateMachine):
    """Add, take, acknowledge, lose the connection, come back, take over: at random."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.spool = FullSpool(self.folder.name, segment_bytes=300)
        self.outbox = Outbox(Limits(memory_budget_bytes=1000, spool_quota_bytes=100_000), self.spool, droppable)
        self.said: list[bytes] = []
        # What the client has: it keeps what it got, also what it has not acknowledged yet.
        self.got: list[bytes] = []

    def teardown(self) -> None:
        self.spool.close()
        self.folder.cleanup()

    @rule(data=st.binary(min_size=1, max_size=200), firm=st.booleans())
    def add(self, data: bytes, firm: bool) -> None:
        try:
            number = self.outbox.add(data, firm=firm)
        except SpoolFailed:
            assert self.spool.full
            assert not firm
            return
        self.said.append(data)
        assert number == len(self.said)

    @rule(full=st.booleans())
    def fill_or_empty_the_disk(self, full: bool) -> None:
        self.spool.full = full

    @rule(limit=st.integers(1, 600))
    def take(self, limit: int) -> None:
        before = len(self.got)
        for number, data in self.outbox.take(limit):
            assert data is not None
            assert number == len(self.got) + 1
            self.got.append(data)
        assert len(self.got) > before or before == len(self.said)

    @rule(share=st.floats(0, 1))
    def acknowledge(self, share: float) -> None:
        self.outbox.acknowledge(int(len(self.got) * share))

    @rule(share=st.floats(0, 1))
    def lose_the_connection_and_come_back(self, share: float) -> None:
        # Of what was on its way only a part had arrived.
        arrived = self.outbox.acknowledged + int((len(self.got) - self.outbox.acknowledged) * share)
        del self.got[arrived:]
        self.outbox.rewind()
        self.outbox.rewind(arrived)

    @rule()
    def be_taken_over(self) -> None:
        del self.got[self.outbox.acknowledged :]
        self.outbox.rewind()

    @precondition(lambda self: self.got != self.said)
    @rule()
    def never_acknowledge_what_was_not_sent(self) -> None:
        with pytest.raises(ProtocolError):
            self.outbox.acknowledge(len(self.got) + 1)

    @invariant()
    def what_was_got_was_said(self) -> None:
        assert self.got == self.said[: len(self.got)]
        assert self.outbox.unhanded_bytes == sum(map(len, self.said[len(self.got) :]))

    @invariant()
    def nothing_is_kept_when_all_is_acknowledged(self) -> None:
        if self.outbox.acknowledged == len(self.said):
            assert self.outbox.size_bytes == 0


TestConversations = Conversations.TestCase
TestConversations.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 200)), min_size=1, max_size=80))
@settings(deadline=None, max_examples=60)
def test_drop_forgets_the_oldest_and_never_what_must_be_kept(sizes: list[tuple[bool, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outbox = outbox_in(folder)
        said: list[bytes] = []
        for number, (firm, size) in enumerate(sizes, 1):
            data = (FIRM if firm else b"-") + b"%d:" % number + b"x" * size
            outbox.make_room()
            assert outbox.room(attached=False, drop=True) is Room.YES or not any(map(droppable, said))
            said.append(data)
            outbox.add(data)
        outbox.rewind()
        got: dict[int, bytes] = {}
        dropped = 0
        last = 0
        while True:
            handed = outbox.take(150)
            if not handed:
                break
            for number, data in handed:
                assert number > last
                if data is None:
                    dropped = number
                    continue
                assert number == max(last, dropped) + 1
                got[number] = data
                last = number
        assert max(last, dropped) == len(said)
        assert all(said[number - 1] == data for number, data in got.items())
        lost = [number for number in range(1, len(said) + 1) if number not in got]
        assert all(droppable(said[number - 1]) for number in lost)
        kept_droppables = [number for number in got if droppable(said[number - 1])]
        assert not lost or not kept_droppables or max(lost) < min(kept_droppables)


def test_drop_keeps_no_more_than_its_own_quota_though_the_disk_has_room(folder: str) -> None:
    limits = Limits(memory_budget_bytes=1000, spool_quota_bytes=100_000, drop_quota_bytes=3000)
    outbox = Outbox(limits, FileSpool(folder, segment_bytes=300), droppable)
    for _ in range(100):
        outbox.make_room()
        outbox.add(b"x" * 500)
    assert outbox.size_bytes <= 3000 + 1000


def test_who_is_attached_and_does_not_read_holds_the_session_up(folder: str) -> None:
    outbox = outbox_in(folder)
    for _ in range(10):
        outbox.add(b"x" * 100)
    assert outbox.room(attached=True, drop=False) is Room.WAIT
    outbox.take(500)
    assert outbox.room(attached=True, drop=True) is Room.YES


def test_who_acknowledges_nothing_uses_up_the_quota(folder: str) -> None:
    outbox = outbox_in(folder)
    while outbox.room(attached=True, drop=False) is Room.YES:
        outbox.add(b"x" * 100)
        outbox.take(1000)
    assert outbox.room(attached=True, drop=False) is Room.FULL


def test_block_holds_a_session_up_that_nobody_reads(folder: str) -> None:
    outbox = outbox_in(folder)
    while outbox.room(attached=False, drop=False) is Room.YES:
        outbox.add(b"x" * 100)
    assert outbox.room(attached=False, drop=False) is Room.WAIT
    assert outbox.size_bytes >= 3000
    outbox.take(10_000)
    outbox.acknowledge(outbox.number)
    assert outbox.room(attached=False, drop=False) is Room.YES


def test_a_client_cannot_lack_what_it_acknowledged(folder: str) -> None:
    outbox = outbox_in(folder)
    outbox.add(b"one")
    outbox.take(100)
    outbox.acknowledge(1)
    with pytest.raises(ProtocolError):
        outbox.rewind(0)
    with pytest.raises(ProtocolError):
        outbox.rewind(2)


def test_a_message_greater_than_a_file_and_than_a_read_is_spooled_whole(folder: str) -> None:
    spool = FileSpool(folder, segment_bytes=1000)
    great = bytes(range(256)) * 4096
    for number, data in enumerate([b"a", great, b"b", great, b"c"], 1):
        spool.append(number, data)
    assert spool.read(0, 10) == [(1, b"a"), (2, great)]
    assert spool.read(2, 1 << 30) == [(3, b"b"), (4, great), (5, b"c")]
    assert spool.size_after(1) == 2 * len(great) + 2
    assert spool.take_oldest() == [(1, b"a"), (2, great)]
    spool.close()


def test_nothing_is_seen_of_the_spool_in_its_folder(folder: str) -> None:
    spool = FileSpool(str(Path(folder) / "deep" / "er"))
    spool.append(1, b"secret")
    assert list(Path(folder, "deep", "er").iterdir()) == []
    assert Path(folder, "deep", "er").stat().st_mode & 0o077 == 0
    spool.close()


def test_a_folder_that_cannot_be_written_is_said_in_words(folder: str) -> None:
    Path(folder, "file").write_bytes(b"")
    with pytest.raises(SpoolFailed, match="cannot be written"):
        FileSpool(str(Path(folder, "file"))).append(1, b"x")
