"""10,000 objects of five properties made in the session and received one by one; the anchor is as many JSON lines from a forked child."""

from __future__ import annotations

import json

from bed import Bed
from harness import Row, in_turn, middle, timed

import pssession

GOAL_MS = 800.0
_COUNT = 10_000
_SCRIPT = f"""1..{_COUNT} | ForEach-Object {{ [pscustomobject]@{{
    Name = "process-$_"; Id = $_; CPU = $_ * 0.125; Running = $_ % 2 -eq 0; Path = "/usr/lib/process/$_/main" }} }}"""
_LINES = f"""__import__('json').dumps([__import__('json').dumps(dict(Name=f'process-{{n}}', Id=n, CPU=n * 0.125, Running=n % 2 == 0,
    Path=f'/usr/lib/process/{{n}}/main')) for n in range({_COUNT})])""".replace("\n", " ")


def measure(bed: Bed) -> list[Row]:
    """Measure it."""
    reference = bed.reference
    child = bed.forks.open()
    if reference is not None:
        reference.run("$s = New-PipePSSession -FilePath $server -ArgumentList '-s'")
    with pssession.connect() as session:

        def ours() -> float:
            def take() -> None:
                count = 0
                for _ in session.run(_SCRIPT):
                    count += 1
                assert count == _COUNT

            return timed(take)

        def lines() -> float:
            def take() -> None:
                found = json.loads(child.ask(_LINES)[1:-1].replace("\\\\", "\\"))
                assert len([json.loads(line) for line in found]) == _COUNT

            return timed(take)

        found = in_turn(
            {
                "ours": ours,
                "JSON": lines,
                "PowerShell": None if reference is None else lambda: reference.seconds(f"Invoke-Command -Session $s {{ {_SCRIPT} }}"),
            },
            bed.rounds(10),
        )
    child.close()
    if reference is not None:
        reference.run("Remove-PSSession $s")
    mine, anchor = middle(found, "ours", 1e3), middle(found, "JSON", 1e3)
    assert mine is not None
    assert anchor is not None
    return [
        Row(
            what="10,000 objects, one by one",
            unit="ms",
            ours=mine,
            anchor=("JSON lines", anchor),
            goal=f"<= {GOAL_MS:g} ms",
            held=mine <= GOAL_MS,
            reference=middle(found, "PowerShell", 1e3),
        )
    ]
