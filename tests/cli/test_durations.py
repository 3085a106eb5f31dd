"""Spans of time as people write and read them."""

from __future__ import annotations

import argparse

import pytest

from pssession.cli.durations import seconds, shown


@pytest.mark.parametrize(
    ("text", "span"), [("90", 90), ("90s", 90), ("10m", 600), ("2h", 7200), ("7d", 604800), ("1.5h", 5400), ("2H", 7200)]
)
def test_a_span_is_read_with_its_unit(text: str, span: float) -> None:
    assert seconds(text) == span


@pytest.mark.parametrize("text", ["", "h", "-5", "1w", "two"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        seconds(text)


@pytest.mark.parametrize(
    ("span", "text"),
    [(None, ""), (-3, "0s"), (0.4, "0s"), (119, "2m"), (90, "90s"), (7199, "2h"), (5400, "90m"), (200000, "2d"), (86400, "24h")],
)
def test_a_span_is_shown_in_the_unit_that_fits(span: float | None, text: str) -> None:
    assert shown(span) == text
