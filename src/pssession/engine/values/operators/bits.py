"""`-band -bor -bxor -bnot -shl -shr`, `-and -or -xor -not`.

Source: about_Arithmetic_Operators, about_Logical_Operators; results and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pssession import objects as o
from pssession.engine.errors import NullReferenceException
from pssession.engine.values import enums, numbers
from pssession.engine.values.conversions import as_runtime, cast, to_bool
from pssession.engine.values.conversions.failure import no_way
from pssession.engine.values.numbers import CODES, INT32, INT64, SIGNED_CODES, UINT32, UINT64
from pssession.engine.values.operators.arithmetic import method_not_found, to_number, undefined
from pssession.engine.values.types import require, type_of


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


def _number(value: Any, other: Any) -> Any:
    """Give the number an operand stands for; what is no number stays."""
    number = to_number(value, other)
    if type(number) is o.Char:
        return number.code
    return int(number) if type(number) is bool else number


def _integer(value: Any, other: Any, method: str) -> Any:
    """Give the whole number an operand stands for; a Double or Decimal is converted to the narrowest type that holds it.

    Raises:
        RuntimeException: MethodNotFound for what is no number.
    """
    number = _number(value, other)
    if isinstance(number, (float, o.Decimal)):
        target = "System.Int32"
        if number == number and not numbers.INT32_MIN <= number <= numbers.INT32_MAX:
            target = "System.UInt32" if 0 <= number < 2**32 else "System.Int64" if number < 2**63 else "System.UInt64"
        return cast(number, target)
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
        return 0
    if enums.is_enum(left):
        found = type_of(left)
        second = cast(right, found) if type(right) is str and right.strip() and numbers.scan(right) is None else right
        second = enums.number_of(second) if enums.is_enum(second) else _number(0 if second is None else second, 0)
        if not isinstance(second, (float, o.Decimal)):
            if type(second) not in CODES:
                raise method_not_found(second, method)
            return enums.make(found, function(enums.number_of(left), int(second)))
        left, right = enums.number_of(left), second
    first = _number(0 if left is None else left, right)
    second = enums.number_of(right) if enums.is_enum(right) else _number(0 if right is None else right, first)
    pair = (first, second)
    if any(isinstance(one, (float, o.Decimal)) for one in pair):
        strange = next((one for one in pair if type(one) not in CODES), None)
        if isinstance(strange, o.DateTime):
            raise method_not_found(strange, method)
        if strange is not None:
            raise NullReferenceException()  # pwsh 7.6 does not look whether there is anything to convert
        target = "System.Int64" if any(one < 0 for one in pair) else "System.UInt64"
        exact = any(type(one) is o.Decimal for one in pair)
        whole = [int(cast(one if exact or not isinstance(one, int) else float(one), target)) for one in pair]
        return _wrapped(function(*whole), INT64 if target == "System.Int64" else UINT64)
    if o.BigInteger in (type(first), type(second)) and all(isinstance(one, int) for one in pair):
        return o.BigInteger(function(int(first), int(second)))
    for one, other in ((first, second), (second, first)):
        if type(one) not in CODES:
            raise method_not_found(one if type(other) in CODES or one is first else other, method)
    code = max(CODES[type(first)], CODES[type(second)], INT32)
    if code == UINT32 and ((CODES[type(first)] in SIGNED_CODES and first < 0) or (CODES[type(second)] in SIGNED_CODES and second < 0)):
        code = INT64
    return _wrapped(function(int(first), int(second)), code)


def _shift(left: Any, right: Any, method: str, function: Callable[[int, int], int]) -> Any:
    left, right = _base(left), _base(right)
    if left is None:
        return 0
    if type(left) in (bool, o.Char):
        operator = "-shl" if method == "op_LeftShift" else "-shr"
        right = to_number(right, 0)
        if (type(right) in CODES and type(right) is not o.Decimal) or right is None:
            raise undefined(left, operator, right)
        raise method_not_found(right, method)
    number = _integer(left, right, method)
    if isinstance(right, (o.Hashtable, o.Dictionary)):
        raise as_runtime(no_way(right, require("System.Int32")))
    if type(right) is str:
        right = to_number(right, left)
    count: int = cast(right, "System.Int32")
    kind = type(number)
    if kind is o.BigInteger:
        return o.BigInteger(function(int(number), count) if count >= 0 else 0)
    code = CODES[kind]
    shifted = function(int(number), count & (_WIDTHS.get(code, 32) - 1))
    if code >= INT32:
        return _wrapped(shifted, code)
    low, high, make, _ = numbers.INTEGER_RANGES[type_of(number).key]
    size = high - low + 1
    return make((shifted - low) % size + low)
