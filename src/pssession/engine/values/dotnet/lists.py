"""ArrayList, List[T], Collection[T] and PSDataCollection[T].

Source: System.Collections.ArrayList, System.Collections.Generic.List`1, System.Collections.ObjectModel.Collection`1, and
System.Management.Automation.PSDataCollection`1.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.values.dotnet.sequences import (
    COUNT,
    READING,
    WRITING,
    add_counting,
    add_range,
    add_silently,
    find_first,
    find_first_index,
    for_each,
    given_items,
    like,
    predicate,
    remove_all,
    remove_first,
    remove_silently,
)
from pssession.engine.values.generic import Collection, PSDataCollection, ReadOnlyCollection
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType


def _new_list(found: DotNetType, values: Any = None) -> o.GenericList:
    element = found.arguments[0].key if found.arguments else "System.Object"
    if values is None or type(values) is int:
        return o.GenericList((), element)
    made = o.GenericList((), element)
    add_range(made, values)
    return made


def _new_collection(found: DotNetType, values: Any = None) -> Collection:
    element = found.arguments[0].key if found.arguments else "System.Object"
    return Collection(() if values is None else given_items(values), element)


def _new_read_only(found: DotNetType, values: Any) -> ReadOnlyCollection:
    return ReadOnlyCollection(given_items(values), found.arguments[0].key if found.arguments else "System.Object")


def _new_data_collection(found: DotNetType, values: Any = None) -> PSDataCollection:
    element = found.arguments[0].key if found.arguments else "System.Object"
    return PSDataCollection(() if values is None or type(values) is int else given_items(values), element)


def _read_all(items: PSDataCollection) -> Collection:
    taken = Collection(items, items.element_type)
    items.clear()
    return taken


def _new_array_list(values: Any = None) -> o.ArrayList:
    return o.ArrayList(() if values is None or type(values) is int else given_items(values))


_SEARCHING: dict[str, Any] = {
    "Find": find_first,
    "FindIndex": find_first_index,
    "FindAll": lambda items, given: like(items, filter(predicate(given), items)),
    "FindLast": lambda items, given: find_first(items[::-1], given),
    "Exists": lambda items, given: any(map(predicate(given), items)),
    "TrueForAll": lambda items, given: all(map(predicate(given), items)),
    "RemoveAll": remove_all,
    "ForEach": for_each,
    "AsReadOnly": lambda items: ReadOnlyCollection(items, items.element_type),
    "Slice": lambda items, start, count: like(items, items[start : start + count]),
}

TABLES = (
    TypeTable(
        "System.Collections.ArrayList",
        new=_new_array_list,
        methods={**READING, **WRITING, "Add": add_counting, "Remove": remove_silently},
        properties=COUNT,
    ),
    TypeTable(
        "System.Collections.Generic.List`1",
        new=_new_list,
        methods={**READING, **WRITING, **_SEARCHING, "Add": add_silently, "Remove": remove_first},
        properties=COUNT,
    ),
    TypeTable(
        "System.Collections.ObjectModel.Collection`1",
        new=_new_collection,
        methods={**READING, **WRITING, "Add": add_silently, "Remove": remove_first},
        properties=COUNT,
    ),
    TypeTable("System.Collections.ObjectModel.ReadOnlyCollection`1", new=_new_read_only, methods=READING, properties=COUNT),
    TypeTable(
        "System.Management.Automation.PSDataCollection`1",
        new=_new_data_collection,
        methods={**READING, **WRITING, "Add": add_silently, "Remove": remove_first, "ReadAll": _read_all},
        properties={**COUNT, "IsOpen": lambda items: False},
    ),
)
