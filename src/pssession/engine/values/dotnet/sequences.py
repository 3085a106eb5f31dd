"""What arrays and lists share: equality, order, finding, adding, taking out. No type stands here.

Source: IList and ICollection as arrays, ArrayList and List`1 have them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cmp_to_key
from typing import Any

from pssession import objects as o
from pssession.engine.errors import (
    ArgumentException,
    ArgumentNullException,
    ArgumentOutOfRangeException,
    NotSupportedException,
)
from pssession.engine.values import enumeration, operators
from pssession.engine.values.conversions import convert, to_bool
from pssession.engine.values.ports import ports
from pssession.engine.values.types import DotNetType

_INDEX = "Index was out of range. Must be non-negative and less than the size of the collection."
_INSERT = "Index must be within the bounds of the List."
_SPAN = (
    "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of "
    "the source collection."
)


def equal(left: Any, right: Any) -> bool:
    """Tell whether .NET's Equals holds: same type and same value."""
    if left is right:
        return True
    if isinstance(left, o.PSObject) and left.base is not o.CUSTOM:
        left = left.base
    if isinstance(right, o.PSObject) and right.base is not o.CUSTOM:
        right = right.base
    if left is right:
        return True
    if isinstance(left, (list, o.Hashtable, dict)):
        return False
    return type(left) is type(right) and bool(left == right)


def find_index(items: list[Any], wanted: Any, start: int = 0, stop: int | None = None) -> int:
    """Give the place of the first equal element, -1 without one."""
    last = len(items) if stop is None else stop
    return next((place for place in range(start, last) if equal(items[place], wanted)), -1)


def comparer(given: Any = None) -> Callable[[Any, Any], int]:
    """Make a comparison from an IComparer, a Comparison script block, or nothing."""
    if given is None:
        return _order
    if ports.is_script(given):
        return lambda a, b: int(convert(only(ports.call_script(given, (a, b), None)), "System.Int32"))
    delegate = getattr(given, "script", None)
    if delegate is not None:
        return lambda a, b: int(convert(only(ports.call_script(delegate, (a, b), None)), "System.Int32"))
    if hasattr(given, "compare"):
        return lambda a, b: int(given.compare(a, b))
    return _order


def _order(left: Any, right: Any) -> int:
    if left is None or right is None:
        return (left is not None) - (right is not None)
    return int(operators.sort_compare(left, right))


def only(found: list[Any]) -> Any:
    return found[0] if found else None


def predicate(given: Any) -> Callable[[Any], bool]:
    """Make a test from a script block or delegate."""
    script = getattr(given, "script", given)
    return lambda item: to_bool(only(ports.call_script(script, (item,), item)))


def sort_in_place(items: list[Any], *arguments: Any) -> None:
    """Sort a list, or a part of it."""
    numbers = [item for item in arguments if type(item) is int]
    rule = next((item for item in arguments if type(item) is not int), None)
    start, count = (numbers[0], numbers[1]) if len(numbers) == 2 else (0, len(items))
    items[start : start + count] = sorted(items[start : start + count], key=cmp_to_key(comparer(rule)))


def reverse_in_place(items: list[Any], start: int = 0, count: int | None = None) -> None:
    stop = len(items) if count is None else start + count
    items[start:stop] = items[start:stop][::-1]


def cast_for(items: Any, value: Any) -> Any:
    element = getattr(items, "element_type", "System.Object")
    return value if element == "System.Object" else convert(value, element)


def add_counting(items: Any, value: Any) -> int:
    items.append(cast_for(items, value))
    return len(items) - 1


def add_silently(items: Any, value: Any) -> None:
    items.append(cast_for(items, value))


def given_items(values: Any) -> list[Any]:
    if values is None:
        raise ArgumentNullException(None, "collection")
    return list(enumeration.iterate(values) or ())


def add_range(items: Any, values: Any) -> None:
    items.extend([cast_for(items, value) for value in given_items(values)])


def _insert(items: Any, index: int, value: Any) -> None:
    if not 0 <= index <= len(items):
        raise ArgumentOutOfRangeException(_INSERT, "index")
    items.insert(index, cast_for(items, value))


def _insert_range(items: Any, index: int, values: Any) -> None:
    if not 0 <= index <= len(items):
        raise ArgumentOutOfRangeException(_INSERT, "index")
    items[index:index] = [cast_for(items, value) for value in given_items(values)]


def remove_first(items: list[Any], value: Any) -> bool:
    place = find_index(items, value)
    if place >= 0:
        del items[place]
    return place >= 0


def remove_silently(items: list[Any], value: Any) -> None:
    remove_first(items, value)


def _remove_at(items: list[Any], index: int) -> None:
    if not 0 <= index < len(items):
        raise ArgumentOutOfRangeException(_INDEX, "index")
    del items[index]


def _range_of(items: list[Any], index: int, count: int) -> slice:
    if index < 0 or count < 0:
        raise ArgumentOutOfRangeException("Non-negative number required.", "index" if index < 0 else "count")
    if index + count > len(items):
        raise ArgumentException(_SPAN)
    return slice(index, index + count)


def _remove_range(items: list[Any], index: int, count: int) -> None:
    del items[_range_of(items, index, count)]


def like(items: Any, values: Iterable[Any]) -> Any:
    """Make a list of the same type."""
    if isinstance(items, o.GenericList):
        return o.GenericList(values, items.element_type)
    return type(items)(values)


def remove_all(items: list[Any], given: Any) -> int:
    test = predicate(given)
    kept = [item for item in items if not test(item)]
    gone = len(items) - len(kept)
    items[:] = kept
    return gone


def for_each(items: list[Any], action: Any) -> None:
    script = getattr(action, "script", action)
    for item in list(items):
        ports.call_script(script, (item,), item)


def to_array(items: Any, element: Any = None) -> Any:
    name = element.key if isinstance(element, DotNetType) else getattr(items, "element_type", "System.Object")
    return list(items) if name == "System.Object" else o.Array(items, name)


def binary_search(items: list[Any], value: Any, rule: Any = None) -> int:
    order = comparer(rule)
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        found = order(items[middle], value)
        if found == 0:
            return middle
        if found < 0:
            low = middle + 1
        else:
            high = middle - 1
    return ~low


def copy_to(items: list[Any], *arguments: Any) -> None:
    if isinstance(arguments[0], list):
        target, start, source, count = arguments[0], (arguments[1] if len(arguments) > 1 else 0), 0, len(items)
    else:
        source, target, start, count = arguments
    if start + count > len(target):
        raise ArgumentException(
            "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.", "destinationArray"
        )
    target[start : start + count] = items[source : source + count]


def index_of(items: list[Any], value: Any, start: int = 0, count: int | None = None) -> int:
    return find_index(items, value, start, None if count is None else start + count)


def last_index_of(items: list[Any], value: Any, *rest: Any) -> int:
    return next((place for place in range(len(items) - 1, -1, -1) if equal(items[place], value)), -1)


def refuse_fixed(*arguments: Any) -> Any:
    raise NotSupportedException("Collection was of a fixed size.")


def find_first(items: list[Any], given: Any) -> Any:
    test = predicate(given)
    return next((item for item in items if test(item)), None)


def find_first_index(items: list[Any], given: Any) -> int:
    test = predicate(given)
    return next((place for place, item in enumerate(items) if test(item)), -1)


READING: dict[str, Any] = {
    "Contains": lambda items, value: find_index(items, value) >= 0,
    "IndexOf": index_of,
    "LastIndexOf": last_index_of,
    "CopyTo": copy_to,
    "GetEnumerator": iter,
    "Clone": lambda items: like(items, items) if not isinstance(items, o.Array) else o.Array(items, items.element_type, items.shape),
    "Equals": lambda items, other: items is other,
    "ToArray": to_array,
    "BinarySearch": binary_search,
    "Sort": sort_in_place,
    "Reverse": reverse_in_place,
    "GetRange": lambda items, index, count: like(items, items[_range_of(items, index, count)]),
}
WRITING: dict[str, Any] = {
    "AddRange": add_range,
    "Clear": lambda items: items.clear(),
    "Insert": _insert,
    "InsertRange": _insert_range,
    "RemoveAt": _remove_at,
    "RemoveRange": _remove_range,
    "TrimToSize": lambda items: None,
    "TrimExcess": lambda items: None,
    "EnsureCapacity": lambda items, capacity: max(len(items), capacity),
}
COUNT: dict[str, Any] = {
    "Count": len,
    "IsReadOnly": lambda items: False,
    "IsFixedSize": lambda items: False,
    "IsSynchronized": lambda items: False,
    "SyncRoot": lambda items: items,
    "Capacity": lambda items: max(4, 1 << (len(items) - 1).bit_length()) if items else 0,
}
