"""What the benchmarks run on: a machine of their own, the fork limit, PowerShell where there is one, and how often to measure."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType

from fork_limit import ForkLimit

import pssession
from pssession.testing.scratch_machine import ScratchMachine
from reference import Reference, find


class Bed(AbstractContextManager["Bed"]):
    """Have everything warm.

    Args:
        quick: Whether to measure a few times only.

    Attributes:
        machine: Where our sessions are; the process that forks them runs.
        forks: The fork limit.
        reference: PowerShell, None where there is none.
    """

    def __init__(self, *, quick: bool) -> None:
        self._quick = quick
        self._stack = ExitStack()
        self.machine = self._stack.enter_context(ScratchMachine())
        self.forks = self._stack.enter_context(ForkLimit())
        command = find()
        self.reference = None if command is None else self._stack.enter_context(Reference(command))
        with pssession.connect() as session:
            session.invoke("1+1")

    def rounds(self, count: int) -> int:
        """Give how often to measure what would be measured so often at leisure."""
        return max(3, count // 5) if self._quick else count

    def program(self, name: str) -> str | None:
        """Find a program of this environment or of the machine; None where it is not installed."""

        beside = os.path.join(os.path.dirname(sys.executable), name)
        return beside if os.access(beside, os.X_OK) else shutil.which(name)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()
