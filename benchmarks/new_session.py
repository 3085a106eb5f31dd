"""A new session in a warm client, up to its first result; the anchor is the fork limit F."""

from __future__ import annotations

from bed import Bed
from harness import Row, in_turn, middle, timed

import pssession
from pssession import Session

GOAL = 10.0
_REFERENCE = "$s = New-PipePSSession -FilePath $server -ArgumentList '-s'; Invoke-Command -Session $s { 1 + 1 }"


def measure(bed: Bed) -> list[Row]:
    """Measure it."""
    opened: list[Session] = []

    def ours() -> float:
        def make() -> None:
            session = pssession.connect().open()
            opened.append(session)
            assert session.invoke("1+1").output == [2]

        taken = timed(make)
        opened.pop().close()
        return taken

    def fork() -> float:
        def make() -> None:
            child = bed.forks.open()
            assert child.ask("1+1") == "2"
            child.close()

        return timed(make)

    def powershell() -> float:
        assert bed.reference is not None
        taken = bed.reference.seconds(_REFERENCE)
        bed.reference.run("Remove-PSSession $s")
        return taken

    found = in_turn({"ours": ours, "F": fork}, bed.rounds(50))
    if bed.reference is not None:
        found |= in_turn({"PowerShell": powershell}, bed.rounds(10))
    mine, anchor = middle(found, "ours", 1e3), middle(found, "F", 1e3)
    assert mine is not None
    assert anchor is not None
    return [
        Row(
            what="new session, warm client, first result",
            unit="ms",
            ours=mine,
            anchor=("F", anchor),
            goal=f"<= {GOAL:g} F",
            held=mine <= GOAL * anchor,
            reference=middle(found, "PowerShell", 1e3),
        )
    ]
