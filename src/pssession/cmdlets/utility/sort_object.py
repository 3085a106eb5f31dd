"""Sort-Object. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.ordering import comparison, keys_of, sorted_places
from pssession.cmdlets.utility.properties import SORT_KEYS, read_expressions
from pssession.engine.commands.cmdlet import Cmdlet


class SortObjectCommand(Cmdlet):
    """Write objects in order."""

    def begin(self) -> None:
        self._items: list[Any] = []
        self._expressions = read_expressions(self, self.property, SORT_KEYS)

    def process(self) -> None:
        item = self.input_object
        if item is not None and item is not o.AUTOMATION_NULL:
            self._items.append(item)

    def end(self) -> None:
        items, expressions = self._items, self._expressions
        ignore_case = not self.case_sensitive
        descending = bool(self.descending)
        directions = [descending if one.descending is None else one.descending for one in expressions] or [descending]
        keys = keys_of(items, expressions)
        places = sorted_places(keys, directions, ignore_case)
        if self.unique:
            compare = comparison(directions, ignore_case)
            places = [place for number, place in enumerate(places) if number == 0 or compare(keys[places[number - 1]], keys[place]) != 0]
        if self.top is not None:
            places = places[: self.top]
        elif self.bottom is not None:
            places = places[-self.bottom :]
        self.write_all([items[place] for place in places])
