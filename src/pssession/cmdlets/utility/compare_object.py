"""Compare-Object. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from collections import deque
from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.ordering import comparison, keys_of
from pssession.cmdlets.utility.properties import MISSING, SORT_KEYS, read_expressions
from pssession.engine.commands.cmdlet import Cmdlet


class CompareObjectCommand(Cmdlet):
    """Say which of two sets of objects have what the other has not."""

    def begin(self) -> None:
        self._expressions = read_expressions(self, self.property, SORT_KEYS)
        self._differences: list[Any] = []

    def process(self) -> None:
        self._differences += [item for item in self.difference_object or () if item is not None]

    def end(self) -> None:
        window = 2**31 if self.sync_window is None else self.sync_window
        left, right = [item for item in self.reference_object or () if item is not None], self._differences
        left_keys, right_keys = keys_of(left, self._expressions), keys_of(right, self._expressions)
        compare = comparison([False] * max(1, len(self._expressions)), not self.case_sensitive)
        unmatched_left: deque[int] = deque()
        unmatched_right: deque[int] = deque()

        def find(key: list[Any], places: deque[int], keys: list[list[Any]]) -> int | None:
            return next((place for place in places if compare(key, keys[place]) == 0), None)

        for step in range(max(len(left), len(right))):
            one = step if step < len(left) else None
            other = step if step < len(right) else None
            if one is not None and other is not None and compare(left_keys[one], right_keys[other]) == 0:
                self._equal(left[one])
                continue
            if other is not None:
                found = find(right_keys[other], unmatched_left, left_keys)
                if found is not None:
                    unmatched_left.remove(found)
                    self._equal(left[found])
                else:
                    unmatched_right.append(other)
            if one is not None:
                found = find(left_keys[one], unmatched_right, right_keys)
                if found is not None:
                    unmatched_right.remove(found)
                    self._equal(left[one])
                else:
                    unmatched_left.append(one)
            while len(unmatched_right) > window:
                self._different(right[unmatched_right.popleft()], "=>")
            while len(unmatched_left) > window:
                self._different(left[unmatched_left.popleft()], "<=")
        for place in unmatched_right:
            self._different(right[place], "=>")
        for place in unmatched_left:
            self._different(left[place], "<=")

    def _equal(self, item: Any) -> None:
        if self.include_equal or (self.exclude_different and not self.is_bound("IncludeEqual")):
            self._emit(item, "==")

    def _different(self, item: Any, side: str) -> None:
        if not self.exclude_different:
            self._emit(item, side)

    def _emit(self, item: Any, side: str) -> None:
        if self.pass_thru:
            made = item if type(item) is o.PSObject else o.PSObject(item)
            if made.extended is None:
                made.extended = o.PropertyBag()
            made.extended["SideIndicator"] = side
        else:
            made = o.PSObject(o.CUSTOM, o.PropertyBag())
            bag = made.extended
            assert bag is not None
            for one in self._expressions:
                value = one.value(item)
                bag[one.name] = None if value is MISSING else value
            if not self._expressions:
                bag["InputObject"] = item
            bag["SideIndicator"] = side
        self.write(made)
