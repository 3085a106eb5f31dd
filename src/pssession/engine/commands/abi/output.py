"""Output of generated code: writing, collecting, unrolling.

Source: about_Pipelines; what collects and what unrolls as PowerShell 7.6 shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pssession.engine.values import enumeration, operators
from pssession.objects import AUTOMATION_NULL

Out = Callable[[Any], Any]

_SCALARS = frozenset((int, str, float, bool, type(None)))


def emit(out: Out, value: Any) -> None:
    kind = type(value)
    if kind in _SCALARS:
        out(value)
        return
    if value is AUTOMATION_NULL:
        return
    items = enumeration.iterate(value)
    if items is None:
        out(value)
    else:
        for item in items:
            out(item)


def drop(value: Any) -> None:
    return None


def collect(function: Callable[[Out], Any]) -> Any:
    collected: list[Any] = []
    function(collected.append)
    return unroll(collected)


def collect_array(function: Callable[[Out], Any]) -> list[Any]:
    collected: list[Any] = []
    function(collected.append)
    return collected


def unroll(collected: list[Any]) -> Any:
    count = len(collected)
    if count == 1:
        return collected[0]
    return collected if count else AUTOMATION_NULL


def unrolled(value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    items = enumeration.iterate(value)
    if items is None:
        return value
    return unroll(list(items))


def array_of(value: Any) -> list[Any]:
    if value is AUTOMATION_NULL:
        return []
    if type(value) in _SCALARS:
        return [value]
    items = enumeration.iterate(value)
    return [value] if items is None else list(items)


def voided(value: Any) -> Any:
    return AUTOMATION_NULL


class CountedRange:
    """Count from one number to another, without storing them."""

    __slots__ = ("_range",)
    dotnet_enumerable = True

    def __init__(self, first: int, last: int) -> None:
        self._range = range(first, last + 1) if first <= last else range(first, last - 1, -1)

    def __iter__(self) -> Iterator[int]:
        return iter(self._range)

    def __len__(self) -> int:
        return len(self._range)


def lazy_range(left: Any, right: Any) -> Any:
    if type(left) is int and type(right) is int:
        return CountedRange(left, right)
    return operators.make_range(left, right)


def items_of(value: Any) -> Iterable[Any]:
    """Give what foreach goes through: a scalar is one item, null from nowhere is none."""
    if value is AUTOMATION_NULL or value is None:
        return ()
    if type(value) is list:
        return _growing(value)
    items = enumeration.iterate(value)
    return (value,) if items is None else items


def _growing(value: list[Any]) -> Iterable[Any]:
    """Go through an array; arrays do not grow, so the list itself serves."""
    return value


HELPERS = {
    function.__name__: function
    for function in (emit, drop, collect, collect_array, unroll, unrolled, array_of, voided, lazy_range, items_of)
}
