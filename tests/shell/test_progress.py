"""The lines that tell of progress: drawn below the cursor, taken away by one escape sequence."""

from __future__ import annotations

import re

import pytest

from pssession.objects import ProgressRecord
from pssession.shell.progress import ProgressPane

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pane(clock: Clock) -> ProgressPane:
    return ProgressPane(clock)


def test_a_bar_is_as_long_as_the_percentage_says(pane: ProgressPane) -> None:
    pane.take(0, ProgressRecord(activity="Copy", status_description="half", percent_complete=50))
    bar = pane.draw(41, 0)
    assert bar.partition("\x1b[7m")[2].partition("\x1b[27m")[0] == "half" + " " * 12


def test_the_cursor_is_put_back_where_it_was(pane: ProgressPane) -> None:
    pane.take(0, ProgressRecord(activity="One", activity_id=1))
    pane.take(0, ProgressRecord(activity="Two", activity_id=2))
    drawn = pane.draw(40, 7)
    assert (drawn.count("\n"), drawn.endswith("\r\x1b[2A\x1b[7C")) == (2, True)


def test_an_activity_stands_below_the_one_it_belongs_to(pane: ProgressPane) -> None:
    pane.take(0, ProgressRecord(activity="Other", activity_id=3))
    pane.take(0, ProgressRecord(activity="Inner", activity_id=2, parent_activity_id=1))
    pane.take(0, ProgressRecord(activity="Outer", activity_id=1))
    lines = _ESCAPES.sub("", pane.draw(60, 0)).splitlines()
    assert [line.split("[")[0] for line in lines[:3]] == [" Other ", " Outer ", "   Inner "]


def test_it_is_drawn_again_ten_times_a_second_at_most(pane: ProgressPane, clock: Clock) -> None:
    record = ProgressRecord(activity="Copy")
    assert pane.take(0, record)
    pane.draw(40, 0)
    assert not pane.take(0, record)
    clock.now = 0.1
    assert pane.take(0, record)


def test_what_is_completed_goes(pane: ProgressPane) -> None:
    pane.take(0, ProgressRecord(activity="Copy"))
    pane.draw(40, 0)
    assert pane.take(0, ProgressRecord(activity="Copy", record_type=1))
    assert (pane.draw(40, 0), pane.is_drawn) == ("\x1b[J", False)


def test_a_long_activity_leaves_room_for_its_status(pane: ProgressPane) -> None:
    pane.take(0, ProgressRecord(activity="a" * 200, status_description="s" * 200))
    (line,) = _ESCAPES.sub("", pane.draw(40, 0)).strip("\r").splitlines()
    assert (len(line), "[sss" in line) == (39, True)
