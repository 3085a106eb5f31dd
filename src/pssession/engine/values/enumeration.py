"""Which values unroll in a pipeline, and their items.

Source: LanguagePrimitives.GetEnumerable as PowerShell 7.6 shows it: strings, dictionaries and XML nodes do not unroll.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pssession.objects import (
    CUSTOM,
    Array,
    ArrayList,
    Byte,
    ByteArray,
    Dictionary,
    GenericList,
    Hashtable,
    OrderedDictionary,
    PSObject,
    Queue,
    Stack,
)

_PLAIN = frozenset((list, tuple, Array, ArrayList, GenericList, Queue, Stack))
_NEVER = frozenset((str, int, bool, float, type(None), Hashtable, OrderedDictionary, Dictionary, dict))


def iterate(value: Any) -> Iterable[Any] | None:
    """Give the items of a value that unrolls; None when it is one object."""
    kind = type(value)
    if kind in _PLAIN:
        # A stack's top comes first.
        return value if kind is not Stack else value[::-1]  # type: ignore[no-any-return]  # one of the sequences above
    if kind in _NEVER:
        return None
    if kind is PSObject:
        return None if value.base is CUSTOM else iterate(value.base)
    if kind is ByteArray or kind is bytes:
        return [Byte(item) for item in value]
    rule = _rules.get(kind)
    if rule is None:
        rule = _rules[kind] = _find_rule(kind)
    if rule and isinstance(value, Stack):
        return value[::-1]
    return value if rule else None


def unrolls(value: Any) -> bool:
    """Tell whether a value is a collection for pipeline and operators."""
    kind = type(value)
    if kind in _PLAIN:
        return True
    if kind in _NEVER:
        return False
    return iterate(value) is not None


def to_list(value: Any) -> list[Any]:
    """Give the items in a list; a scalar becomes a list of one, null an empty one."""
    if value is None:
        return []
    items = iterate(value)
    return [value] if items is None else list(items)


_rules: dict[type[Any], bool] = {}


def _find_rule(kind: type[Any]) -> bool:
    own = getattr(kind, "dotnet_enumerable", None)
    if own is not None:
        return bool(own)
    if issubclass(kind, (str, int, float, dict, BaseException)):
        return False
    return issubclass(kind, (list, tuple, set, frozenset, Iterator)) or (hasattr(kind, "__iter__") and hasattr(kind, "__len__"))
