"""Get-Random: numbers or elements by chance. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import random
from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ArgumentException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.operators.arithmetic import to_number
from pssession.objects import Int64, PSObject


class GetRandomCommand(Cmdlet):
    """Draw numbers, or elements of the input."""

    def begin(self) -> None:
        self._source = random.Random(self.set_seed) if self.is_bound("SetSeed") else random.SystemRandom()
        self._items: list[Any] = []

    def process(self) -> None:
        if self.parameter_set != "RandomNumberParameterSet" and self.is_bound("InputObject"):
            self._items += self.input_object

    def end(self) -> None:
        if self.parameter_set == "RandomNumberParameterSet":
            for _ in range(self.count or 1):
                self.write(self._number())
            return
        wanted = len(self._items) if self.shuffle else min(self.count or 1, len(self._items))
        self.write_all(self._source.sample(self._items, wanted))

    def _number(self) -> Any:
        low = _plain(self.minimum, 0)
        high = _plain(self.maximum, None)
        if isinstance(low, float) or isinstance(high, float):
            top = 1.7976931348623157e308 if high is None else float(high)
            self._check(float(low), top)
            return self._source.uniform(float(low), top)
        big = any(isinstance(value, Int64) or (value is not None and abs(value) > 2**31) for value in (low, high))
        top = (2**63 - 1 if big else 2**31 - 1) if high is None else int(high)
        self._check(int(low), top)
        drawn = self._source.randrange(int(low), top)
        return Int64(drawn) if big else drawn

    def _check(self, low: float, high: float) -> None:
        if low >= high:
            words = f"The Minimum value ({to_string(low)}) cannot be greater than or equal to the Maximum value ({to_string(high)})."
            self.throw_terminating(self.error("MinGreaterThanOrEqualMax", "InvalidArgument", words, None, ArgumentException))


def _plain(value: Any, otherwise: Any) -> Any:
    if value is None:
        return otherwise
    base = value.base if isinstance(value, PSObject) else value
    return to_number(base, 0) if isinstance(base, str) else base
