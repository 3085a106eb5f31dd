"""A value as a condition.

Source: LanguagePrimitives.IsTrue as PowerShell 7.6 shows it.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.values.enums import is_enum, number_of

_LISTS = frozenset((list, tuple, o.Array, o.ArrayList, o.GenericList))


def to_bool(value: Any) -> bool:
    """Tell whether a value counts as true."""
    kind = type(value)
    if kind is bool:
        return value  # type: ignore[no-any-return]  # narrowed by its exact type
    if value is None or value is o.AUTOMATION_NULL:
        return False
    if kind is str or kind is int or kind is float:
        return bool(value) if kind is not float else value != 0
    if kind in _LISTS:
        return _list_truth(value)
    if kind is o.PSObject:
        return True if value.base is o.CUSTOM else to_bool(value.base)
    if isinstance(value, (int, float, o.Decimal)):
        return value != 0
    if kind is o.Char:
        return bool(value.code)
    if kind is o.ByteArray or kind is bytes:
        return _list_truth(value)
    if is_enum(value):
        return number_of(value) != 0
    present = getattr(value, "is_present", None)
    if isinstance(present, bool):
        return present
    if isinstance(value, list):
        return _list_truth(value)
    return True


def _list_truth(value: Any) -> bool:
    count = len(value)
    if count == 1:
        item = value[0]
        base = item.base if type(item) is o.PSObject else item
        if type(base) in _LISTS:
            return len(base) > 0
        return to_bool(item)
    return count > 1
