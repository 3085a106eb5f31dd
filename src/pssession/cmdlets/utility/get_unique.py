"""Get-Unique: leave out what equals its predecessor. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values.conversions import to_bool, to_string
from pssession.engine.values.operators import equals
from pssession.engine.values.types import type_names

_NOTHING = object()


class GetUniqueCommand(Cmdlet):
    """Pass on what differs from the object before it."""

    def begin(self) -> None:
        self._last: Any = _NOTHING

    def process(self) -> None:
        value = self.input_object
        key = self._key(value)
        if self._last is _NOTHING or not self._same(key, self._last):
            self.write(value)
        self._last = key

    def _key(self, value: Any) -> Any:
        if self.on_type:
            return type_names(value)[0]
        return to_string(value) if self.as_string else value

    def _same(self, left: Any, right: Any) -> bool:
        if isinstance(left, str) and isinstance(right, str):
            return left.lower() == right.lower() if self.case_insensitive else left == right
        return to_bool(equals(left, right))
