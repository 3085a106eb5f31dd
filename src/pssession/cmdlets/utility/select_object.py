"""Select-Object: choose objects by place, and properties of objects. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from collections import deque
from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.ordering import compare_values
from pssession.cmdlets.utility.properties import MISSING, SELECT_KEYS, PropertyExpression, read, read_expressions
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import PSArgumentException
from pssession.engine.values import enumeration, wildcards
from pssession.engine.values.types import type_names, type_of

_SAME = 'The property cannot be processed because the property "{}" already exists.'
Notes = list[tuple[str, Any]]


class SelectObjectCommand(Cmdlet):
    """Write some objects, or objects with some properties."""

    def begin(self) -> None:
        asked = self.property
        if not asked and self.exclude_property and self.expand_property is None:
            asked = ["*"]
        self._expressions = read_expressions(self, asked, SELECT_KEYS)
        self._excluded: list[str] = self.exclude_property or []
        expand = self.expand_property
        self._expand = None if not expand else PropertyExpression(expand)
        self._uniques: list[tuple[Any, int]] = []
        self._choice = _choice_of(self)

    def process(self) -> None:
        item = self.input_object
        if item is o.AUTOMATION_NULL or item is None:
            return
        for chosen in self._choice.add(item):
            self._select(chosen)
        if self._choice.is_complete and not self.wait and not self.unique:
            self.stop_upstream()

    def end(self) -> None:
        for chosen in self._choice.rest():
            self._select(chosen)
        if self.unique:
            self.write_all([item for item, _ in self._uniques])

    def _select(self, item: Any) -> None:
        if not self._expressions and self._expand is None:
            self._write(item, [])
            return
        notes = self._notes(item)
        if self._expand is not None:
            self._expanded(item, notes)
            return
        made = o.PSObject(o.CUSTOM, o.PropertyBag())
        bag = made.extended
        assert bag is not None
        for name, value in notes:
            if bag.find(name) is not None:
                self._already("AlreadyExistingUserSpecifiedPropertyNoExpand", name, item)
            else:
                bag[name] = value
        made.type_names = ["Selected." + _class_name(item), "System.Management.Automation.PSCustomObject", "System.Object"]
        self._write(made, notes, named=True)

    def _notes(self, item: Any) -> Notes:
        notes: Notes = []
        for one in self._expressions:
            if one.is_script:
                notes.append((one.name, one.evaluate(item)))
                continue
            names = [name for name in one.names_in(item) if not self._is_excluded(name)]
            if not names and not one.is_pattern and not self._is_excluded(one.expression):
                notes.append((one.name, None))
            elif one.label is not None and len(names) > 1:
                self._refuse("RenamingMultipleResults", "Multiple results are found from resolving the expression.", item)
            else:
                notes.extend((one.label if one.label is not None else name, _present(read(item, name))) for name in names)
        return notes

    def _is_excluded(self, name: str) -> bool:
        return any(wildcards.matches(pattern, name) for pattern in self._excluded)

    def _expanded(self, item: Any, notes: Notes) -> None:
        expand = self._expand
        assert expand is not None
        names = [name for name in expand.names_in(item) if not self._is_excluded(name)]
        if not names:
            self._refuse("ExpandPropertyNotFound", f'Property "{expand.expression}" cannot be found.', item)
            return
        if len(names) > 1:
            self._refuse("MutlipleExpandProperties", "Multiple properties cannot be expanded.", item)
            return
        value = read(item, names[0])
        items = None if value is None else enumeration.iterate(value)
        if items is None:
            self._write_expanded(value, notes, item)
            return
        for one in items:
            if one is not None:
                self._write_expanded(one, notes, item)

    def _write_expanded(self, value: Any, notes: Notes, item: Any) -> None:
        if notes and value is not None:
            if type(value) is not o.PSObject:
                value = o.PSObject(value, o.PropertyBag())
            if value.extended is None:
                value.extended = o.PropertyBag()
            for name, note in notes:
                if read(value, name) is not MISSING:
                    self._already("AlreadyExistingUserSpecifiedPropertyExpand", name, item)
                else:
                    value.extended[name] = note
        self._write(value, notes)

    def _write(self, item: Any, notes: Notes, *, named: bool = False) -> None:
        if self.unique:
            if any(self._is_same(item, notes, known, count) for known, count in self._uniques):
                return
            self._uniques.append((item, len(notes)))
        if not named and type(item) is o.PSObject and item.base is o.CUSTOM:
            _name_selected(item, bool(notes))
        if not self.unique:
            self.write(item)

    def _is_same(self, item: Any, notes: Notes, known: Any, count: int) -> bool:
        ignore_case = bool(self.case_insensitive)
        one, other = _base(item), _base(known)
        if not (one is o.CUSTOM and other is o.CUSTOM) and compare_values(one, other, ignore_case) != 0:
            return False
        if len(notes) != count:
            return False
        for name, value in notes:
            found = read(known, name)
            if found is MISSING or compare_values(found, value, ignore_case) != 0:
                return False
        return True

    def _already(self, error_id: str, name: str, item: Any) -> None:
        self.write_error(self.error(error_id, "InvalidOperation", _SAME.format(name), item, PSArgumentException))

    def _refuse(self, error_id: str, words: str, item: Any) -> None:
        self.write_error(self.error(error_id, "InvalidArgument", words, item, PSArgumentException))


def _present(value: Any) -> Any:
    return None if value is MISSING else value


def _base(item: Any) -> Any:
    return item.base if type(item) is o.PSObject else item


def _class_name(item: Any) -> str:
    if type(item) is o.PSObject and item.base is o.CUSTOM:
        return "System.Management.Automation.PSCustomObject"
    return type_of(item).key


def _name_selected(item: o.PSObject, is_new: bool) -> None:
    """Put the name of a selected object in front of an object's type names."""
    name = "Selected.System.Management.Automation.PSCustomObject"
    names = list(type_names(item))
    if is_new or name not in names:
        item.type_names = [name, *names]


class _Choice:
    """Choose objects by place: first, last, skipped at either end."""

    def __init__(self, first: int, last: int, skip: int, skip_last: int, limited: bool) -> None:
        self._first, self._last, self._skip, self._skip_last = first, last, skip, skip_last
        self._limited = limited
        self._queue: deque[Any] = deque()
        self._given = 0

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing further can be chosen."""
        return self._limited and self._last == 0 and self._first != 0 and self._given >= self._first

    def add(self, item: Any) -> list[Any]:
        """Take an object in; give those that are chosen now."""
        queue = self._queue
        if self._last > 0 and len(queue) >= (self._last + self._skip if self._first == 0 else self._last):
            queue.popleft()
        queue.append(item)
        if self._skip == 0:
            if self._skip_last > 0:
                return [queue.popleft()] if len(queue) > self._skip_last else []
            if self._given < self._first or not self._limited:
                self._given += 1
                return [queue.popleft()]
            if self._last == 0:
                queue.popleft()
        elif self._last == 0 or self._first != 0:
            queue.popleft()
            self._skip -= 1
        return []

    def rest(self) -> list[Any]:
        """Give those that are chosen at the end."""
        if self._skip_last > 0 or self._last == 0:
            return []
        held = list(self._queue)
        return held[: max(0, len(held) - self._skip)] if self._first == 0 else held


class _Places:
    """Choose objects by index."""

    def __init__(self, wanted: list[int], *, without: bool) -> None:
        self._wanted = set(wanted)
        self._without = without
        self._highest = max(wanted, default=-1)
        self._place = -1

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing further can be chosen."""
        return not self._without and self._place >= self._highest

    def add(self, item: Any) -> list[Any]:
        """Take an object in; give it if it is chosen."""
        self._place += 1
        return [item] if (self._place in self._wanted) is not self._without else []

    def rest(self) -> list[Any]:
        """Give nothing more."""
        return []


def _choice_of(cmdlet: Cmdlet) -> _Choice | _Places:
    if cmdlet.index is not None:
        return _Places(cmdlet.index, without=False)
    if cmdlet.skip_index is not None:
        return _Places(cmdlet.skip_index, without=True)
    limited = cmdlet.is_bound("First") or cmdlet.is_bound("Last")
    return _Choice(cmdlet.first or 0, cmdlet.last or 0, cmdlet.skip or 0, cmdlet.skip_last or 0, limited)
