"""50 MiB of text as strings of 64 KiB; the anchor is as many bytes from a forked child."""

from __future__ import annotations

from bed import Bed
from harness import Row, in_turn, middle, timed

import pssession

GOAL = 80.0
_PIECE = 65536
_MIB = 50
_PIECES = _MIB * 16
_LINE = "A line of text, as long as lines are. "
_SCRIPT = f"$text = ('{_LINE}' * 2000).Substring(0, {_PIECE}); foreach ($i in 1..{_PIECES}) {{ $text }}"
_REFERENCE = f"Invoke-Command -Session $s {{ {_SCRIPT} }}"


def measure(bed: Bed) -> list[Row]:
    """Measure it."""
    reference = bed.reference
    child = bed.forks.open()
    if reference is not None:
        reference.run("$s = New-PipePSSession -FilePath $server -ArgumentList '-s'")
    with pssession.connect() as session:

        def ours() -> float:
            def take() -> None:
                assert sum(len(item.value) for item in session.run(_SCRIPT)) == _MIB << 20

            return _MIB / timed(take)

        found = in_turn(
            {
                "ours": ours,
                "bytes": lambda: _MIB / timed(lambda: child.take(_MIB << 20)),
                "PowerShell": None
                if reference is None
                else lambda: _MIB / reference.seconds(f"Invoke-Command -Session $s {{ {_SCRIPT} }}"),
            },
            bed.rounds(5),
        )
    child.close()
    if reference is not None:
        reference.run("Remove-PSSession $s")
    mine, anchor = middle(found, "ours"), middle(found, "bytes")
    assert mine is not None
    assert anchor is not None
    return [
        Row(
            what="50 MiB of text",
            unit="MiB/s",
            ours=mine,
            anchor=("raw socket", anchor),
            goal=f">= {GOAL:g} MiB/s",
            held=mine >= GOAL,
            reference=middle(found, "PowerShell"),
        )
    ]
