"""`-band -bor -bxor -bnot -shl -shr`, `-and -or -xor -not`.

Source: about_Arithmetic_Operators, about_Logical_Operators; results and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pssession import objects as o
from pssession.engine.errors import RuntimeException
from pssession.engine.values import enums, numbers
from pssession.engine.values.conversions import cast, to_bool
from pssession.engine.values.numbers import CODES, INT32, INT64, SIGNED_CODES, UINT32, UINT64
from pssession.engine.values.operators.arithmetic import method_not_found, to_number
from pssession.engine.values.types import type_of


def bit_and(left: Any, right: Any) -> Any:
    """Do -band."""
    if type(left) is int and type(right) is int:
        return left & right
    return _combine(left, right, int.__and__, "op_BitwiseAnd")


def bit_or(left: Any, right: Any) -> Any:
    """Do -bor."""
    if type(left) is int and type(right) is int:
        return left | right
    return _combine(left, right, int.__or__, "op_BitwiseOr")


def bit_xor(left: Any, right: Any) -> Any:
    """Do -bxor."""
    if type(left) is int and type(right) is int:
        return left ^ right
    return _combine(left, right, int.__xor__, "op_ExclusiveOr")


def bit_not(value: Any) -> Any:
    """Do -bnot."""
    if type(value) is int:
        return ~value
    base = _base(value)
    if base is None:
        return -1
    if enums.is_enum(base):
        return enums.make(type_of(base), ~enums.number_of(base))
    number = _integer(base, base, "op_OnesComplement")
    kind = type(number)
    if kind is o.UInt32:
        return o.UInt32(~int(number) & 0xFFFFFFFF)
    if kind is o.UInt64:
        return o.UInt64(~int(number) & (2**64 - 1))
    return kind(~int(number)) if kind in (o.Int64, o.BigInteger) else ~int(number)


def shift_left(left: Any, right: Any) -> Any:
    """Do -shl."""
    return _shift(left, right, "op_LeftShift", lambda number, count: number << count)


def shift_right(left: Any, right: Any) -> Any:
    """Do -shr."""
    return _shift(left, right, "op_RightShift", lambda number, count: number >> count)


def logical_xor(left: Any, right: Any) -> bool:
    """Do -xor."""
    return to_bool(left) is not to_bool(right)


def logical_not(value: Any) -> bool:
    """Do -not."""
    return not to_bool(value)


def _base(value: Any) -> Any:
    if type(value) is o.PSObject and value.base is not o.CUSTOM:
        return value.base
    return None if value is o.AUTOMATION_NULL else value


_MAKERS: Final[dict[int, Callable[[int], Any]]] = {INT32: int, UINT32: o.UInt32, INT64: o.Int64, UINT64: o.UInt64}
_WIDTHS: Final = {INT32: 32, UINT32: 32, INT64: 64, UINT64: 64}


def _integer(value: Any, other: Any, method: str) -> Any:
    """Give the whole number an operand stands for; a Double or Decimal is converted to the narrowest type that holds it."""
    number = to_number(value, 0 if type(other) is str else other)
    if isinstance(number, (float, o.Decimal)):
        target = "System.Int32"
        if number == number and not numbers.INT32_MIN <= number <= numbers.INT32_MAX:
            target = "System.UInt32" if 0 <= number < 2**32 else "System.Int64" if number < 2**63 else "System.UInt64"
        return cast(number, target)
    if type(number) is o.Char:
        return number.code
    if type(number) is bool:
        return int(number)
    if type(number) not in CODES and type(number) is not o.BigInteger:
        raise method_not_found(number, method)
    return number


def _wrapped(number: int, code: int) -> Any:
    width = _WIDTHS[code]
    number &= 2**width - 1
    if code in (INT32, INT64) and number >= 2 ** (width - 1):
        number -= 2**width
    return _MAKERS[code](number)


def _combine(left: Any, right: Any, function: Callable[[int, int], int], method: str) -> Any:
    left, right = _base(left), _base(right)
    if left is None and right is None:
        return None if method == "never" else 0
    for one in (left, right):
        if enums.is_enum(one):
            found = type_of(one)
            first = enums.number_of(cast(left, found)) if type(left) is str else int(_integer(left, right, method))
            second = enums.number_of(cast(right, found)) if type(right) is str else int(_integer(right, left, method))
            return enums.make(found, function(first, second))
    first = _integer(0 if left is None else left, 0, method)
    second = _integer(0 if right is None else right, first, method)
    if type(first) is o.BigInteger or type(second) is o.BigInteger:
        return o.BigInteger(function(int(first), int(second)))
    code = max(CODES[type(first)], CODES[type(second)], INT32)
    if code == UINT32 and ((CODES[type(first)] in SIGNED_CODES and first < 0) or (CODES[type(second)] in SIGNED_CODES and second < 0)):
        code = INT64
    return _wrapped(function(int(first), int(second)), code)


def _shift(left: Any, right: Any, method: str, function: Callable[[int, int], int]) -> Any:
    number = _integer(_base(left) if left is not None else 0, 0, method)
    count: int = cast(right, "System.Int32")
    if type(number) is o.BigInteger:
        return o.BigInteger(function(int(number), count))
    code = max(CODES[type(number)], INT32)
    return _wrapped(function(int(number), count & (_WIDTHS[code] - 1)), code)


def undefined(left: Any, operator: str, right: Any) -> RuntimeException:
    """Make the error of an operator that is not defined for a pair of types."""
    return RuntimeException(
        f"The operation '[{type_of(left).key}] {operator} [{type_of(right).key}]' is not defined.",
        "NotADefinedOperationForType",
        "InvalidOperation",
        left,
    )
