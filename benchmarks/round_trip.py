"""`1+1` in an open session; the anchor is a line to a forked child and back."""

from __future__ import annotations

from statistics import median

from bed import Bed
from harness import Row, in_turn, percentile, timed

import pssession

GOAL_MS = 1.5


def measure(bed: Bed) -> list[Row]:
    """Measure it."""
    reference = bed.reference
    child = bed.forks.open()
    if reference is not None:
        reference.run("$s = New-PipePSSession -FilePath $server -ArgumentList '-s'")
    with pssession.connect() as session:
        found = in_turn(
            {
                "ours": lambda: timed(lambda: session.invoke("1+1")),
                "child": lambda: timed(lambda: child.ask("1+1")),
                "PowerShell": None if reference is None else lambda: reference.seconds("Invoke-Command -Session $s { 1 + 1 }"),
            },
            bed.rounds(15),
            row=20,
        )
    child.close()
    if reference is not None:
        reference.run("Remove-PSSession $s")
    mine, anchor = median(found["ours"]) * 1e3, median(found["child"]) * 1e3
    return [
        Row(
            what="round trip 1+1, median",
            unit="ms",
            ours=mine,
            anchor=("socket to a child", anchor),
            goal=f"<= {GOAL_MS:g} ms",
            held=mine <= GOAL_MS,
            reference=median(found["PowerShell"]) * 1e3 if "PowerShell" in found else None,
        ),
        Row(
            what="round trip 1+1, 95 %",
            unit="ms",
            ours=percentile(found["ours"], 0.95) * 1e3,
            anchor=("its median", mine),
            reference=percentile(found["PowerShell"], 0.95) * 1e3 if "PowerShell" in found else None,
        ),
    ]
