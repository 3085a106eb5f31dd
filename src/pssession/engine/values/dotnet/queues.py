"""Stacks, queues and sets, generic or not.

Source: System.Collections.Stack, System.Collections.Queue, and Stack`1, Queue`1, HashSet`1 of System.Collections.Generic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import InvalidOperationException
from pssession.engine.values import enumeration
from pssession.engine.values.conversions import convert
from pssession.engine.values.dotnet.sequences import COUNT, READING, add_silently, given_items, to_array
from pssession.engine.values.generic import GenericQueue, GenericStack, HashSet
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType


def _new_hash_set(found: DotNetType, *arguments: Any) -> HashSet:
    element = found.arguments[0].key if found.arguments else "System.Object"
    values = next((item for item in arguments if enumeration.iterate(item) is not None), ())
    return HashSet(
        [(value if element == "System.Object" else convert(value, element)) for value in enumeration.iterate(values) or ()], element
    )


def _set_remove(items: HashSet, value: Any) -> bool:
    if value not in items.keys:
        return False
    items.keys.discard(value)
    items.remove(value)
    return True


def _set_assign(items: HashSet, values: Iterable[Any]) -> None:
    kept = list(values)
    items.clear()
    items.keys.clear()
    for value in kept:
        items.add(value)


def _peek(items: list[Any], place: int, what: str) -> Any:
    if not items:
        raise InvalidOperationException(f"{what} empty.")
    return items[place]


def _pop(items: list[Any], place: int, what: str) -> Any:
    found = _peek(items, place, what)
    del items[place]
    return found


def _try_take(place: int, *, remove: bool) -> Callable[[list[Any], Any], bool]:
    def run(items: list[Any], reference: Any) -> bool:
        if not items:
            return False
        reference.value = items.pop(place) if remove else items[place]
        return True

    return run


_STACK: dict[str, Any] = {
    **READING,
    "Push": add_silently,
    "Pop": lambda items: _pop(items, -1, "Stack"),
    "Peek": lambda items: _peek(items, -1, "Stack"),
    "TryPop": _try_take(-1, remove=True),
    "TryPeek": _try_take(-1, remove=False),
    "Clear": lambda items: items.clear(),
    "ToArray": lambda items: to_array(o.GenericList(reversed(items), getattr(items, "element_type", "System.Object"))),
    "GetEnumerator": reversed,
}


_QUEUE: dict[str, Any] = {
    **READING,
    "Enqueue": add_silently,
    "Dequeue": lambda items: _pop(items, 0, "Queue"),
    "Peek": lambda items: _peek(items, 0, "Queue"),
    "TryDequeue": _try_take(0, remove=True),
    "TryPeek": _try_take(0, remove=False),
    "Clear": lambda items: items.clear(),
}


def _element(found: DotNetType) -> str:
    return found.arguments[0].key if found.arguments else "System.Object"


def _values(given: Any) -> list[Any]:
    return [] if given is None or type(given) is int else given_items(given)


def _set(items: HashSet, other: Any) -> tuple[set[Any], set[Any]]:
    return set(items), set(given_items(other))


def _keep(items: HashSet, test: Callable[[Any], bool]) -> None:
    _set_assign(items, [item for item in items if test(item)])


def _union(items: HashSet, other: Any) -> None:
    for value in given_items(other):
        items.add(value)


def _symmetric(items: HashSet, other: Any) -> None:
    values = given_items(other)
    _set_assign(items, [item for item in items if item not in values] + [value for value in values if value not in items])


def _remove_where(items: HashSet, test: Callable[[Any], bool]) -> None:
    _keep(items, lambda item: not test(item))


_HASH_SET: dict[str, Any] = {
    "Add": lambda items, value: items.add(value),
    "Contains": lambda items, value: value in items.keys,
    "Remove": _set_remove,
    "Clear": lambda items: _set_assign(items, ()),
    "UnionWith": _union,
    "IntersectWith": lambda items, other: _keep(items, set(given_items(other)).__contains__),
    "ExceptWith": lambda items, other: _remove_where(items, set(given_items(other)).__contains__),
    "SymmetricExceptWith": _symmetric,
    "IsSubsetOf": lambda items, other: set.issubset(*_set(items, other)),
    "IsSupersetOf": lambda items, other: set.issuperset(*_set(items, other)),
    "IsProperSubsetOf": lambda items, other: set.__lt__(*_set(items, other)),
    "IsProperSupersetOf": lambda items, other: set.__gt__(*_set(items, other)),
    "Overlaps": lambda items, other: not set.isdisjoint(*_set(items, other)),
    "SetEquals": lambda items, other: set.__eq__(*_set(items, other)),
    "GetEnumerator": iter,
    "CopyTo": READING["CopyTo"],
}

TABLES = (
    TypeTable("System.Collections.Stack", new=lambda values=None: o.Stack(_values(values)), methods=_STACK, properties=COUNT),
    TypeTable("System.Collections.Queue", new=lambda values=None: o.Queue(_values(values)), methods=_QUEUE, properties=COUNT),
    TypeTable(
        "System.Collections.Generic.Stack`1",
        new=lambda found, values=None: GenericStack(_values(values), _element(found)),
        methods=_STACK,
        properties=COUNT,
    ),
    TypeTable(
        "System.Collections.Generic.Queue`1",
        new=lambda found, values=None: GenericQueue(_values(values), _element(found)),
        methods=_QUEUE,
        properties=COUNT,
    ),
    TypeTable("System.Collections.Generic.HashSet`1", new=_new_hash_set, methods=_HASH_SET, properties={"Count": len}),
)
