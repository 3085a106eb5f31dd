"""A message is acknowledged when it and everything before it is done with, and never before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pssession.session.ledger import Ledger


def test_what_does_not_wait_is_acknowledged_at_once() -> None:
    ledger = Ledger()
    ledger.arrive(1, waits=False)
    assert ledger.take_acknowledgement() == 1
    assert ledger.take_acknowledgement() == 0


def test_what_waits_holds_back_all_behind_it() -> None:
    ledger = Ledger()
    for number, waits in ((1, False), (2, True), (3, False), (4, True)):
        ledger.arrive(number, waits=waits)
    assert ledger.take_acknowledgement() == 1
    ledger.finish(4)
    assert ledger.take_acknowledgement() == 0
    ledger.finish(2)
    assert ledger.take_acknowledgement() == 4


def test_counting_goes_on_where_it_was() -> None:
    ledger = Ledger(start=41)
    assert ledger.take_acknowledgement() == 0
    ledger.arrive(42, waits=True)
    ledger.finish(42)
    assert ledger.take_acknowledgement() == 42


def test_after_a_lost_connection_it_is_said_again() -> None:
    ledger = Ledger()
    ledger.arrive(1, waits=False)
    assert ledger.take_acknowledgement() == 1
    ledger.rewind()
    assert ledger.take_acknowledgement() == 1


@given(st.data(), st.lists(st.booleans(), min_size=1, max_size=40))
def test_in_any_order_the_acknowledgement_is_right(data: st.DataObject, waits: list[bool]) -> None:
    ledger = Ledger()
    unfinished: set[int] = set()
    for number, wait in enumerate(waits, 1):
        ledger.arrive(number, waits=wait)
        if wait:
            unfinished.add(number)
    for number in data.draw(st.permutations(sorted(unfinished))):
        ledger.finish(number)
        ledger.finish(number)
        unfinished.discard(number)
        assert ledger.acknowledgeable == (min(unfinished) - 1 if unfinished else len(waits))
    assert ledger.acknowledgeable == len(waits)
