"""CLIXML beside psrpcore, as rows of the table; the measuring is `codec`'s."""

from __future__ import annotations

import codec
from bed import Bed
from harness import Row

_COUNT = 10_000


def measure(bed: Bed) -> list[Row]:
    """Measure it, where psrpcore is installed."""
    try:
        figures = codec.measure(_COUNT, bed.rounds(5))
    except ImportError:
        return []
    return [
        Row(
            what=f"CLIXML {figure.name}, objects",
            unit="k/s",
            ours=_COUNT / figure.ours / 1e3,
            anchor=("psrpcore", _COUNT / figure.anchor / 1e3),
            goal=f">= {codec.GOALS[figure.name]:g} times psrpcore",
            held=figure.ratio >= codec.GOALS[figure.name],
        )
        for figure in figures
    ]
