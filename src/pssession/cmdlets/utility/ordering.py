"""How commands order objects and find equal ones: by values read from them, never failing.

Source: Sort-Object, Group-Object and Select-Object -Unique as PowerShell 7.6 was recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cmp_to_key, partial
from typing import Any

from pssession.cmdlets.utility.properties import MISSING, PropertyExpression
from pssession.engine.values import collation
from pssession.engine.values.operators.comparison import sort_compare

Comparison = Callable[[Any, Any], int]


def compare_values(left: Any, right: Any, ignore_case: bool = True) -> int:
    """Compare two values as these commands do; what is missing stands behind everything."""
    if left is MISSING or right is MISSING:
        return (left is MISSING) - (right is MISSING)
    return sort_compare(left, right, ignore_case)


def comparison(directions: Sequence[bool], ignore_case: bool) -> Comparison:
    """Give the comparison of lists of values; a direction is True for descending."""

    def compare(left: Sequence[Any], right: Sequence[Any]) -> int:
        for one, other, descending in zip(left, right, directions):
            order = compare_values(one, other, ignore_case)
            if order:
                missing = one is MISSING or other is MISSING
                return -order if descending and not missing else order
        return 0

    return compare


def keys_of(items: Sequence[Any], expressions: Sequence[PropertyExpression]) -> list[list[Any]]:
    """Read the values to order by; the objects themselves without expressions."""
    if not expressions:
        return [[item] for item in items]
    return [[one.value(item) for one in expressions] for item in items]


def sorted_places(keys: Sequence[Sequence[Any]], directions: Sequence[bool], ignore_case: bool) -> list[int]:
    """Give the places of a list of keys in order; equal ones stay as they came."""
    places = list(range(len(keys)))
    if len(directions) == 1:
        plain = _plain_keys([key[0] for key in keys], ignore_case)
        if plain is not None:
            places.sort(key=lambda place: plain[place], reverse=directions[0])
            return places
    compare = comparison(directions, ignore_case)
    places.sort(key=cmp_to_key(partial(_compare_places, compare, keys)))
    return places


def _compare_places(compare: Comparison, keys: Sequence[Sequence[Any]], left: int, right: int) -> int:
    return compare(keys[left], keys[right])


def _plain_keys(values: list[Any], ignore_case: bool) -> list[Any] | None:
    """Give keys that Python can order, where all values are numbers of one kind or all are texts."""
    kinds = {type(value) for value in values}
    if kinds == {int}:
        return values
    if kinds == {str}:
        return [collation.key(value, ignore_case) for value in values]
    return None
