"""Invoke-Command takes input as it comes and gives output as it comes, in one session and in several."""

from __future__ import annotations

from collections.abc import Iterator

import pssession
from pssession.client.words import BY_HAND
from pssession.testing.scratch_machine import ScratchMachine


def test_output_comes_while_input_is_still_to_come(machine: ScratchMachine) -> None:
    with pssession.connect() as session, pssession.time_limit(20):
        run = session.run("process { $_ * 2 }", input=BY_HAND)
        run.start()
        seen = []
        for number in (1, 2, 3):
            run.send_input(number)
            seen.append(run.next_item().value)
        run.end_input()
        assert run.next_item() is None
    assert seen == [2, 4, 6]


def test_what_has_not_come_is_not_waited_for(machine: ScratchMachine) -> None:
    with pssession.connect() as session, pssession.time_limit(20):
        run = session.run("process { $_ }", input=BY_HAND)
        run.start()
        assert run.ready_item() is None
        run.end_input()
        assert run.next_item() is None
        assert run.ready_item() is None


def test_a_session_is_available_again_when_its_command_has_ended(machine: ScratchMachine) -> None:
    with pssession.connect() as session, pssession.time_limit(20):
        run = session.run("1..3")
        run.start()
        assert session.until_available(10)
        assert [item.value for item in _items(run)] == [1, 2, 3]


def _items(run: pssession.Run) -> Iterator[pssession.Item]:
    while (item := run.next_item()) is not None:
        yield item
