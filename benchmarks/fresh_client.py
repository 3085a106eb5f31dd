"""A fresh client process: started, a new session, its first result, ended. The anchor is a Python that does nothing.

Where sshd is installed cold ssh is the anchor that the goal is about; the process that forks sessions runs already in either case.
"""

from __future__ import annotations

import subprocess
import sys

from bed import Bed
from cold_ssh import ColdSSH
from harness import Row, in_turn, middle, timed

GOAL_OF_SSH = 0.75
GOAL_MS = 170.0
_OURS = "import pssession\nwith pssession.connect() as session:\n    assert session.invoke('1+1').output == [2]\n"
_REFERENCE = "$s = New-PipePSSession -FilePath {} -ArgumentList '-s'; Invoke-Command -Session $s {{ 1 + 1 }}"


def measure(bed: Bed) -> list[Row]:
    """Measure it."""

    def program(*command: str) -> float:
        return timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL))

    ssh = ColdSSH.start()
    reference = bed.reference
    found = in_turn(
        {
            "ours": lambda: program(sys.executable, "-c", _OURS),
            "python": lambda: program(sys.executable, "-c", "pass"),
            "ssh": None if ssh is None else lambda: program(*ssh.command, "true"),
            "PowerShell": None
            if reference is None
            else lambda: program(reference.command, "-NoProfile", "-c", _REFERENCE.format(reference.command)),
        },
        bed.rounds(15),
    )
    if ssh is not None:
        ssh.close()
    mine, python, cold = (middle(found, name, 1e3) for name in ("ours", "python", "ssh"))
    assert mine is not None
    assert python is not None
    return [
        Row(
            what="fresh client process, new session, first result",
            unit="ms",
            ours=mine,
            anchor=("python -c pass", python) if cold is None else ("cold ssh", cold),
            goal=f"<= {GOAL_MS:g} ms" if cold is None else f"<= {GOAL_OF_SSH:g} of cold ssh",
            held=mine <= (GOAL_MS if cold is None else GOAL_OF_SSH * cold),
            reference=middle(found, "PowerShell", 1e3),
        )
    ]
