"""`pypwsh -NoProfile -Command 1+1`, the process's whole life, beside PowerShell and xonsh."""

from __future__ import annotations

import subprocess

from bed import Bed
from harness import Row, in_turn, middle, timed

GOAL_OF_POWERSHELL = 0.75
GOAL_OF_XONSH = 0.8


def measure(bed: Bed) -> list[Row]:
    """Measure it."""

    def program(*command: str) -> float:
        return timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL))

    pypwsh, xonsh, reference = bed.program("pypwsh"), bed.program("xonsh"), bed.reference
    assert pypwsh is not None
    found = in_turn(
        {
            "ours": lambda: program(pypwsh, "-NoProfile", "-Command", "1+1"),
            "xonsh": None if xonsh is None else lambda: program(xonsh, "--no-rc", "-c", "1+1"),
            "PowerShell": None if reference is None else lambda: program(reference.command, "-NoProfile", "-c", "1+1"),
        },
        bed.rounds(20),
    )
    mine, other, theirs = (middle(found, name, 1e3) for name in ("ours", "xonsh", "PowerShell"))
    assert mine is not None
    rows = []
    for name, anchor, goal in (("PowerShell", theirs, GOAL_OF_POWERSHELL), ("xonsh", other, GOAL_OF_XONSH)):
        if anchor is not None:
            held = mine <= goal * anchor
            words = f"<= {goal:g} of {name}"
            given = theirs if name == "PowerShell" else None
            rows.append(
                Row(what=f"pypwsh -c 1+1 and {name}", unit="ms", ours=mine, anchor=(name, anchor), goal=words, held=held, reference=given)
            )
    return rows or [Row(what="pypwsh -c 1+1", unit="ms", ours=mine, note="neither PowerShell nor xonsh is installed")]
