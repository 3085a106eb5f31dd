"""The memory of an idle session after three commands (PSS); the anchor is an idle child at the fork limit."""

from __future__ import annotations

from statistics import median

from bed import Bed
from harness import Row, pss_mib

import pssession

GOAL_MIB = 4.0
# What sessions share counts by their share, so there are as many of them as of children at the limit.
_SESSIONS = 50
_COMMANDS = ("1+1", "$x = 42; $x", "'a', 'b' | ForEach-Object { $_.ToUpper() }")


def measure(bed: Bed) -> list[Row]:
    """Measure it."""
    reference = bed.reference
    children = [bed.forks.open() for _ in range(_SESSIONS)]
    anchor = median(pss_mib(int(child.ask("__import__('os').getpid()"))) for child in children)
    for child in children:
        child.close()
    sessions = [pssession.connect().open() for _ in range(_SESSIONS)]
    for session in sessions:
        for command in _COMMANDS:
            session.invoke(command)
    mine = median(pss_mib(int(session.invoke("$PID").output[0])) for session in sessions)
    zygote = bed.machine.zygote_pid()
    shared = 0.0 if zygote is None else pss_mib(zygote)
    for session in sessions:
        session.close()
    theirs = None
    if reference is not None:
        reference.run("$s = New-PipePSSession -FilePath $server -ArgumentList '-s'")
        for command in _COMMANDS:
            reference.run(f"$null = Invoke-Command -Session $s {{ {command} }}")
        theirs = pss_mib(int(reference.run("Invoke-Command -Session $s { $PID }")[0]))
        reference.run("Remove-PSSession $s")
    return [
        Row(
            what="memory of an idle session (PSS)",
            unit="MiB",
            ours=mine,
            anchor=("idle child", anchor),
            goal=f"<= {GOAL_MIB:g} MiB",
            held=mine <= GOAL_MIB,
            reference=theirs,
            note=f"beside {_SESSIONS} sessions the process that forks them has {shared:.1f} MiB",
        )
    ]
