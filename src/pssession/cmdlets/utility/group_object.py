"""Group-Object. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.ordering import comparison, keys_of, sorted_places
from pssession.cmdlets.utility.properties import GROUP_KEYS, MISSING, read_expressions
from pssession.cmdlets.utility.results import Result
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ArgumentException
from pssession.engine.values import enumeration
from pssession.engine.values.conversions import to_string
from pssession.engine.values.generic import Collection


class GroupInfo(Result):
    """Be one group."""

    dotnet_type = "Microsoft.PowerShell.Commands.GroupInfo"
    shown = ("Values", "Count", "Group", "Name")


class GroupInfoNoElement(GroupInfo):
    """Be one group without its members."""

    dotnet_type = "Microsoft.PowerShell.Commands.GroupInfoNoElement"
    base_type = "Microsoft.PowerShell.Commands.GroupInfo"
    shown = GroupInfo.shown


class GroupObjectCommand(Cmdlet):
    """Put objects that are equal in some properties into groups."""

    def begin(self) -> None:
        self._items: list[Any] = []
        self._expressions = read_expressions(self, self.property, GROUP_KEYS)

    def process(self) -> None:
        item = self.input_object
        if item is not None and item is not o.AUTOMATION_NULL:
            self._items.append(item)

    def end(self) -> None:
        if self.as_string and not self.as_hash_table:
            words = "The AsString parameter must be used with the AsHashTable parameter. Add the AsHashTable parameter and try again."
            self.throw_terminating(self.error("ArgumentException", "InvalidArgument", words, None, ArgumentException))
        if not self._items:
            return
        groups = self._groups()
        if not self.as_hash_table:
            self.write_all(self._info(values, items) for values, items in groups)
            return
        table = o.Hashtable()
        for values, items in groups:
            self._put(table, values, items)
        self.write(table)

    def _put(self, table: o.Hashtable, values: list[Any], items: list[Any]) -> None:
        key = _name(values) if self.as_string or len(values) > 1 else values[0]
        if key is None or key is MISSING:
            words = "Value cannot be null. (Parameter 'key')"
            self.write_error(self.error("ArgumentException", "InvalidArgument", words, None, ArgumentException))
            return
        base = key.base if type(key) is o.PSObject and key.base is not o.CUSTOM else key
        table[base] = Collection(items)

    def _info(self, values: list[Any], items: list[Any]) -> GroupInfo:
        shown = o.ArrayList([None if value is MISSING else value for value in values])
        kind, members = (GroupInfoNoElement, None) if self.no_element else (GroupInfo, Collection(items))
        return kind(values=shown, count=len(items), group=members, name=_name(values))

    def _groups(self) -> list[tuple[list[Any], list[Any]]]:
        """Find the groups: in order of their values where these are all of one type, else as they come."""
        items = self._items
        keys = keys_of(items, self._expressions)
        ignore_case = not self.case_sensitive
        compare = comparison([False] * len(keys[0]), ignore_case)
        groups: list[tuple[list[Any], list[Any]]] = []
        if len({tuple(type(value) for value in key) for key in keys}) == 1:
            for place in sorted_places(keys, [False] * len(keys[0]), ignore_case):
                if groups and compare(groups[-1][0], keys[place]) == 0:
                    groups[-1][1].append(items[place])
                else:
                    groups.append((keys[place], [items[place]]))
            return groups
        for key, item in zip(keys, items):
            known = next((group for group in groups if compare(group[0], key) == 0), None)
            if known is None:
                groups.append((key, [item]))
            else:
                known[1].append(item)
        return groups


def _name(values: list[Any]) -> str:
    return ", ".join(_text(value) for value in values)


def _text(value: Any) -> str:
    if value is None or value is MISSING:
        return ""
    items = enumeration.iterate(value)
    return to_string(value) if items is None else "{" + ", ".join(to_string(item) for item in items) + "}"
