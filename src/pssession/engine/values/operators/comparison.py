"""`-eq -ne -gt -ge -lt -le -contains -in` and the order behind Sort-Object.

A collection on the left filters: the operator answers with the items for which it holds.

Source: about_Comparison_Operators; results and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ExtendedTypeSystemException, PSInvalidCastException, RuntimeException
from pssession.engine.values import collation, enumeration, enums, numbers, tables
from pssession.engine.values.conversions import cast, convert, to_bool, to_string, try_convert
from pssession.engine.values.numbers import CODES
from pssession.engine.values.types import DotNetType, type_of

Test = Callable[[Any, Any, bool], bool]


def equals(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -eq: a bool, or the equal items of a collection."""
    kind = type(left)
    if kind is int and type(right) is int:
        return left == right
    if kind is str and type(right) is str:
        return left == right or collation.same(left, right, ignore_case)
    items = enumeration.iterate(left)
    if items is not None:
        return [item for item in items if is_equal(item, right, ignore_case)]
    return is_equal(left, right, ignore_case)


def not_equals(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -ne."""
    kind = type(left)
    if kind is int and type(right) is int:
        return left != right
    items = enumeration.iterate(left)
    if items is not None:
        return [item for item in items if not is_equal(item, right, ignore_case)]
    return not is_equal(left, right, ignore_case)


def less(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -lt."""
    if type(left) is int and type(right) is int:
        return left < right
    return _ordered(left, right, ignore_case, _is_less)


def less_equal(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -le."""
    if type(left) is int and type(right) is int:
        return left <= right
    return _ordered(left, right, ignore_case, _is_less_equal)


def greater(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -gt."""
    if type(left) is int and type(right) is int:
        return left > right
    return _ordered(left, right, ignore_case, _is_greater)


def greater_equal(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -ge."""
    if type(left) is int and type(right) is int:
        return left >= right
    return _ordered(left, right, ignore_case, _is_greater_equal)


def contains(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """Do -contains: whether an item of the left side equals the right side."""
    items = enumeration.iterate(left)
    if items is None:
        return is_equal(left, right, ignore_case)
    return any(is_equal(item, right, ignore_case) for item in items)


def not_contains(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """Do -notcontains."""
    return not contains(left, right, ignore_case)


def is_in(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """Do -in."""
    return contains(right, left, ignore_case)


def not_in(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """Do -notin."""
    return not contains(right, left, ignore_case)


def _base(value: Any) -> Any:
    if type(value) is o.PSObject and value.base is not o.CUSTOM:
        return value.base
    return None if value is o.AUTOMATION_NULL else value


def is_equal(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """Tell whether two single values are equal; the right one is converted to the left one's type."""
    left, right = _base(left), _base(right)
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is str:
        return collation.same(left, to_string(right), ignore_case)
    if kind is bool:
        return left is to_bool(right)
    if kind in CODES and kind is not o.Char:
        return _number_equal(left, right)
    if kind is o.Char:
        return _char_equal(left, right, ignore_case)
    if left is right:
        return True
    if enums.is_enum(left):
        worked, other = try_convert(right, type_of(left))
        return worked and enums.number_of(left) == enums.number_of(other)
    if isinstance(left, DotNetType):
        return False if not isinstance(right, (DotNetType, str)) else try_convert(right, "System.Type")[1] is left
    if kind is type(right) and kind in _BY_VALUE:
        return bool(left == right)
    if kind is o.BigInteger:
        worked, other = try_convert(right, "System.Numerics.BigInteger")
        return worked and int(left) == int(other)
    found = type_of(left)
    if type_of(right) is not found:
        worked, right = try_convert(right, found)
        if not worked or right is None:
            return False
    if type(right) in _BY_VALUE or _has_order(found):
        return bool(left == right)
    return left is right


_BY_VALUE = frozenset((o.DateTime, o.TimeSpan, o.DateTimeOffset, o.Version, o.SemanticVersion, o.Uri, o.BigInteger, o.Decimal, uuid.UUID))


def _has_order(found: DotNetType) -> bool:
    return any(table.compare is not None for table in tables.lineage(found)) or "System.IEquatable" in " ".join(found.interface_keys())


def _as_number(value: Any) -> Any:
    """Give the number beside another number, None where there is none."""
    kind = type(value)
    if kind is o.Char:
        return value.code
    if kind in CODES or kind is o.BigInteger:
        return value
    if kind is str:
        return numbers.scan(value) if value.strip() else 0
    if enums.is_enum(value):
        return enums.number_of(value)
    return None


def _number_equal(left: Any, right: Any) -> bool:
    other = _as_number(right)
    if other is None:
        if type(right) in (list, tuple, o.Array, o.Hashtable):
            return False
        worked, other = try_convert(right, type_of(left))
        if not worked:
            return False
    return compare_numbers(left, other) == 0


def _char_equal(left: o.Char, right: Any, ignore_case: bool) -> bool:
    if type(right) is str:
        if len(right) != 1:
            return False
        return collation.same(str(left), right, ignore_case) if ignore_case else str(left) == right
    if type(right) is o.Char:
        return left.code == right.code or (ignore_case and str(left).lower() == str(right).lower())
    worked, other = try_convert(right, "System.Char")
    return worked and other == left


def compare_numbers(left: Any, right: Any) -> int:
    """Compare two numbers by the wider of their types; a NaN is not equal to and not above anything."""
    if isinstance(left, o.Decimal) or isinstance(right, o.Decimal):
        left = _decimal(left)
        right = _decimal(right)
    if left == right:
        return 0
    return -1 if left < right else (1 if left > right else -2)


def _decimal(value: Any) -> Any:
    if isinstance(value, float) and value == value and abs(value) != float("inf"):
        try:
            return numbers.decimal_from_float(value)
        except numbers.NumberOverflow:
            return value
    return value


def _ordered(left: Any, right: Any, ignore_case: bool, test: Test) -> Any:
    items = enumeration.iterate(left)
    if items is not None:
        return [item for item in items if test(item, right, ignore_case)]
    return test(left, right, ignore_case)


def _is_less(left: Any, right: Any, ignore_case: bool) -> bool:
    order = _order(left, right, ignore_case)
    return order == -1


def _is_less_equal(left: Any, right: Any, ignore_case: bool) -> bool:
    return _order(left, right, ignore_case) in (-1, 0)


def _is_greater(left: Any, right: Any, ignore_case: bool) -> bool:
    return _order(left, right, ignore_case) == 1


def _is_greater_equal(left: Any, right: Any, ignore_case: bool) -> bool:
    return _order(left, right, ignore_case) in (0, 1)


def _order(left: Any, right: Any, ignore_case: bool) -> int:
    """Give the order of two values for the ordering operators: -1, 0, 1, or -2 where neither is above (NaN)."""
    left, right = _base(left), _base(right)
    if left is None or right is None:
        return _order_with_null(left, right)
    return compare(left, right, ignore_case)


def _order_with_null(left: Any, right: Any) -> int:
    if left is None and right is None:
        return 0
    if left is None:
        if numbers.is_number(right):
            return 1 if right < 0 else -1
        return -1
    if numbers.is_number(left):
        return -1 if left < 0 else 1
    return 1


def compare(left: Any, right: Any, ignore_case: bool = True) -> int:
    """Compare two values as LanguagePrimitives.Compare does: -1, 0, 1; -2 where a NaN keeps them apart.

    Raises:
        RuntimeException: NotIcomparable, or ComparisonFailure where the right value does not convert to the left one's type.
    """
    left, right = _base(left), _base(right)
    if left is None or right is None:
        return _order_with_null(left, right)
    kind = type(left)
    if kind is str:
        return collation.compare(left, to_string(right), ignore_case)
    if kind in CODES and kind is not o.Char and kind is not bool:
        number = _as_number(right) if type(right) is not bool else int(right)
        if number is not None:
            return compare_numbers(left, number)
        if type(right) is str:
            cast(right, type_of(left))  # the text is no number: that is what is wrong
    found = type_of(left)
    function = _comparer(found, left)
    if function is None:
        if isinstance(left, o.PSObject):
            text, other = to_string(left), to_string(right)
            raise ExtendedTypeSystemException(
                f'Cannot compare "{text}" to "{other}" because the objects are not the same type or the object "{text}" '
                'does not implement "IComparable".',
                "PSObjectCompareTo",
            )
        raise RuntimeException(f'Cannot compare "{to_string(left)}" because it is not IComparable.', "NotIcomparable", "InvalidOperation")
    try:
        other = convert(right, found)
    except PSInvalidCastException as problem:
        raise RuntimeException(
            f'Could not compare "{to_string(left)}" to "{to_string(right)}". Error: "{problem.message}"',
            "ComparisonFailure",
            "InvalidOperation",
            None,
            problem.inner
            if isinstance(problem.inner, PSInvalidCastException)
            else (problem if "Invalid cast" in problem.message else None),
        ) from problem
    if kind is o.Char and ignore_case:
        return _sign(ord(str(left).upper()), ord(str(other).upper()))
    return int(function(left, other))


def _sign(left: Any, right: Any) -> int:
    return -1 if left < right else int(left > right)


def _comparer(found: DotNetType, value: Any) -> Callable[[Any, Any], int] | None:
    if type(value) in CODES:
        return (lambda a, b: compare_numbers(_as_number(a), _as_number(b))) if type(value) is not bool else _sign
    if enums.is_enum(value):
        return lambda a, b: _sign(enums.number_of(a), enums.number_of(b))
    if isinstance(value, (o.DateTime, o.TimeSpan, o.DateTimeOffset, o.Version, o.SemanticVersion, o.BigInteger, uuid.UUID)):
        return _sign
    for table in tables.lineage(found):
        if table.compare is not None:
            return table.compare
    return None


def sort_compare(left: Any, right: Any, ignore_case: bool = True) -> int:
    """Compare for sorting: never fails; values that have no order are compared as texts."""
    try:
        order = compare(left, right, ignore_case)
    except (RuntimeException, TypeError):
        order = collation.compare(to_string(left), to_string(right), ignore_case)
    return -1 if order == -2 else order
