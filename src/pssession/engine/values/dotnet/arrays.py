"""Array: its members and static methods.

Source: System.Array.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException, IndexOutOfRangeException
from pssession.engine.values.conversions import default_value
from pssession.engine.values.dotnet.sequences import (
    READING,
    binary_search,
    cast_for,
    find_first,
    find_first_index,
    for_each,
    index_of,
    last_index_of,
    predicate,
    refuse_fixed,
    reverse_in_place,
    sort_in_place,
)
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType, require


def _length(items: Any, dimension: int = 0) -> int:
    shape = getattr(items, "shape", None)
    if not shape:
        if dimension != 0:
            raise _no_dimension()
        return len(items)
    if not 0 <= dimension < len(shape):
        raise _no_dimension()
    return int(shape[dimension])


def _no_dimension() -> IndexOutOfRangeException:
    return IndexOutOfRangeException("Index was outside the bounds of the array.")


def _place(items: Any, indexes: tuple[int, ...]) -> int:
    shape = getattr(items, "shape", None) or (len(items),)
    place = 0
    for index, size in zip(indexes, shape):
        if not 0 <= index < size:
            raise _no_dimension()
        place = place * size + index
    return place


def _set_value(items: Any, value: Any, *indexes: int) -> None:
    items[_place(items, indexes)] = cast_for(items, value)


def _create(element: DotNetType, *lengths: int) -> Any:
    total = 1
    for length in lengths:
        total *= length
    values = [default_value(element)] * total
    if len(lengths) > 1:
        return o.Array(values, element.key, tuple(lengths))
    if element.key == "System.Byte":
        return o.ByteArray(total)
    return values if element.key == "System.Object" else o.Array(values, element.key)


def _copy(source: Any, *arguments: Any) -> None:
    if len(arguments) == 2:
        start, target, place, count = 0, arguments[0], 0, arguments[1]
    else:
        start, target, place, count = arguments
    if start + count > len(source):
        raise ArgumentException(
            "Source array was not long enough. Check the source index, length, and the array's lower bounds.", "sourceArray"
        )
    if place + count > len(target):
        raise ArgumentException(
            "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.", "destinationArray"
        )
    target[place : place + count] = source[start : start + count]


def _resize(reference: Any, size: int) -> None:
    old = reference.value
    made = _create_like(old, size)
    made[: min(size, len(old))] = old[: min(size, len(old))]
    reference.value = made


def _create_like(items: Any, size: int) -> Any:
    if isinstance(items, bytearray):
        return o.ByteArray(size)
    return o.Array([None] * size, items.element_type) if isinstance(items, o.Array) else [None] * size


def _clear(items: Any, start: int = 0, count: int | None = None) -> None:
    empty = 0 if isinstance(items, bytearray) else default_value(require(getattr(items, "element_type", "System.Object")))
    for place in range(start, len(items) if count is None else start + count):
        items[place] = empty


def _for_all(items: Any, given: Any) -> bool:
    test = predicate(given)
    return all(test(item) for item in items)


def _all_found(items: Any, given: Any) -> Any:
    test = predicate(given)
    return [item for item in items if test(item)]


def _fill(items: Any, value: Any, start: int = 0, count: int | None = None) -> None:
    for place in range(start, len(items) if count is None else start + count):
        items[place] = cast_for(items, value)


TABLES = (
    TypeTable(
        "System.Array",
        methods={
            **{
                name: function
                for name, function in READING.items()
                if name not in ("Sort", "Reverse", "BinarySearch", "GetRange", "ToArray")
            },
            **dict.fromkeys(("Add", "Insert", "Remove", "RemoveAt"), refuse_fixed),
            "Clear": _clear,
            "GetLength": _length,
            "GetUpperBound": lambda items, dimension=0: _length(items, dimension) - 1,
            "GetLowerBound": lambda items, dimension=0: 0,
            "GetLongLength": _length,
            "GetValue": lambda items, *indexes: items[_place(items, indexes)],
            "SetValue": _set_value,
        },
        properties={
            "Length": len,
            "LongLength": len,
            "Count": len,
            "Rank": lambda items: len(getattr(items, "shape", None) or (1,)),
            "IsFixedSize": lambda items: True,
            "IsReadOnly": lambda items: False,
            "IsSynchronized": lambda items: False,
            "SyncRoot": lambda items: items,
        },
        static={
            "Sort": sort_in_place,
            "Reverse": reverse_in_place,
            "IndexOf": index_of,
            "LastIndexOf": last_index_of,
            "BinarySearch": binary_search,
            "Copy": _copy,
            "Resize": _resize,
            "Clear": _clear,
            "Fill": _fill,
            "CreateInstance": _create,
            "Find": find_first,
            "FindIndex": find_first_index,
            "FindAll": _all_found,
            "Exists": lambda items, given: any(map(predicate(given), items)),
            "TrueForAll": _for_all,
            "ForEach": for_each,
            "Empty": lambda *rest: [],
        },
    ),
)
