"""What every benchmark shares: measuring ours and its anchors in turn, and the rows of the table.

A machine's speed drifts; a figure alone says little. So everything is measured beside an anchor in the same minute: a round measures one
subject after the other, and the row holds the medians and their ratio. What takes a millisecond is measured several times in a row before
the next subject has its turn, for a processor whose caches another program has just filled tells of that program.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import median
from time import perf_counter
from typing import Any

Subject = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Hold one figure.

    Attributes:
        what: What was measured.
        unit: "ms", "s", "MiB", "MiB/s": more is better where it ends in "/s".
        ours: Our figure.
        anchor: What it is measured against, and its figure.
        goal: The goal in words.
        held: Whether the goal was met.
        reference: The figure of PowerShell itself doing the same; None where it was not asked.
        note: What else there is to know.
    """

    what: str
    unit: str
    ours: float
    anchor: tuple[str, float] | None = None
    goal: str = ""
    held: bool | None = None
    reference: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Give ours over the anchor."""
        return None if self.anchor is None or not self.anchor[1] else self.ours / self.anchor[1]

    @property
    def ahead(self) -> bool | None:
        """Tell whether ours is better than PowerShell's."""
        if self.reference is None:
            return None
        return self.ours > self.reference if self.unit.endswith("/s") else self.ours < self.reference

    def fields(self) -> dict[str, Any]:
        """Give the row as JSON has it."""
        return {**asdict(self), "ratio": self.ratio, "ahead": self.ahead}


def timed(action: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    begun = perf_counter()
    action()
    return perf_counter() - begun


def in_turn(subjects: Mapping[str, Subject | None], rounds: int, *, warm_up: int = 1, row: int = 1) -> dict[str, list[float]]:
    """Measure subjects in turn, so many rounds, with the collector of garbage out of the way; those that are None are left out.

    Args:
        subjects: What gives a figure, by name.
        rounds: How often each has its turn.
        warm_up: So many turns before do not count.
        row: So often a subject is measured in one turn; the first time, which warms the caches, does not count where it is more than once.
    """
    present = {name: subject for name, subject in subjects.items() if subject is not None}
    found: dict[str, list[float]] = {name: [] for name in present}
    for number in range(warm_up + rounds):
        for name, subject in present.items():
            gc.collect()
            gc.disable()
            figures = [subject() for _ in range(row + (row > 1))]
            gc.enable()
            if number >= warm_up:
                found[name] += figures[-row:]
    return found


def middle(figures: Mapping[str, Sequence[float]], name: str, scale: float = 1.0) -> float | None:
    """Give the median of a subject, None where it was not measured."""
    return median(figures[name]) * scale if figures.get(name) else None


def percentile(values: Sequence[float], part: float) -> float:
    """Give the value below which a part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, ceil(part * len(ordered)) - 1))]


def pss_mib(pid: int) -> float:
    """Give the memory of a process, shared pages counted by their share (PSS)."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024


def table(rows: Sequence[Row]) -> str:
    """Draw the rows for people."""
    columns = ("", "ours", "anchor", "ours/anchor", "goal", "", "PowerShell", "")
    cells = [columns, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(columns))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells)


def _cells(row: Row) -> tuple[str, ...]:
    ratio, ahead = row.ratio, row.ahead
    return (
        row.what,
        f"{_number(row.ours)} {row.unit}",
        "" if row.anchor is None else f"{row.anchor[0]} {_number(row.anchor[1])}",
        "" if ratio is None else f"{ratio:.2f}",
        row.goal,
        {True: "held", False: "MISSED", None: ""}[row.held],
        "" if row.reference is None else f"{_number(row.reference)} {row.unit}",
        {True: "ahead", False: "BEHIND", None: ""}[ahead],
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
