"""Conversions to numbers, Char and enumerations.

Source: LanguagePrimitives and System.Convert as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import FormatException, OverflowException
from pssession.engine.values import enums, numbers
from pssession.engine.values.conversions.failure import failure, with_reason
from pssession.engine.values.text import to_string
from pssession.engine.values.types import DotNetType, type_of

_INTEGER_TEXT = re.compile(r"[+-]?[0-9][0-9,]*")
_REAL_TEXT = re.compile(r"[+-]?(?:[0-9][0-9,]*\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_NAMED = {"infinity": float("inf"), "-infinity": float("-inf"), "nan": float("nan"), "∞": float("inf"), "-∞": float("-inf")}


def _to_integer(value: Any, target: DotNetType) -> Any:
    kind = type(value)
    low, high, make, words = numbers.INTEGER_RANGES[target.key]
    if kind is str:
        return _integer_from_text(value, target, low, high, make, words)
    if kind is bool:
        return make(int(value))
    if isinstance(value, int):
        number = int(value)
        if not low <= number <= high:
            error_id = "InvalidCastTargetInvocationExceptionop_Explicit" if kind is o.BigInteger else "InvalidCastIConvertible"
            raise with_reason(error_id, value, target, f"Value was either too large or too small for {words}.", OverflowException())
        return make(number)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise _overflow(value, target, words)
        number = numbers.round_half_even(value)
        if not low <= number <= high:
            if high > numbers.INT32_MAX * 4:
                raise with_reason(
                    "InvalidCastIConvertible", value, target, "Arithmetic operation resulted in an overflow.", OverflowException()
                )
            raise _overflow(value, target, words)
        return make(number)
    if isinstance(value, o.Decimal):
        number = int(value.to_integral_value(rounding="ROUND_HALF_EVEN"))
        if not low <= number <= high:
            raise _overflow(value, target, words)
        return make(number)
    if kind is o.Char:
        if value.code > high:
            raise _overflow(value, target, words)
        return make(value.code)
    if enums.is_enum(value):
        number = enums.number_of(value)
        if not low <= number <= high:
            raise _overflow(value, target, words)
        return make(number)
    if kind in (o.DateTime,):
        raise with_reason("InvalidCastIConvertible", value, target, f"Invalid cast from 'DateTime' to '{target.name}'.")
    return NotImplemented


def _overflow(value: Any, target: DotNetType, words: str) -> Exception:
    reason = f"Value was either too large or too small for {words}."
    return with_reason("InvalidCastIConvertible", value, target, reason, OverflowException(reason))


def _integer_from_text(value: str, target: DotNetType, low: int, high: int, make: Callable[[int], Any], words: str) -> Any:
    text = value.strip()
    if not text:
        return make(0)
    if text.isascii() and text.isdigit():
        number: Any = int(text)
    else:
        number = numbers.scan(text)
        if number is None and _INTEGER_TEXT.fullmatch(text):
            number = int(text.replace(",", ""))
    if number is not None:
        try:
            if isinstance(number, float):
                whole = numbers.round_half_even(number)
            else:
                whole = int(number) if isinstance(number, int) else int(number.to_integral_value(rounding="ROUND_HALF_EVEN"))
            if low <= whole <= high:
                return make(whole)
        except (OverflowError, ValueError):
            pass
    if _INTEGER_TEXT.fullmatch(text):
        reason = f"Value was either too large or too small for {words}."
        raise with_reason("InvalidCastFromStringToInteger", value, target, reason, OverflowException(reason))
    reason = f"The input string '{value}' was not in a correct format."
    raise with_reason("InvalidCastFromStringToInteger", value, target, reason, FormatException(reason))


def _to_double(value: Any, target: DotNetType) -> Any:
    single = target.key == "System.Single"
    kind = type(value)
    if kind is str:
        found = _real_from_text(value)
        if found is None:
            reason = f"The input string '{value}' was not in a correct format."
            raise with_reason("InvalidCastFromStringToDoubleOrSingle", value, target, reason, FormatException(reason))
    elif isinstance(value, (bool, int, float)):
        try:
            found = float(value)
        except OverflowError:
            found = float("inf") if value > 0 else float("-inf")
    elif isinstance(value, o.Decimal):
        found = float(value)
    elif enums.is_enum(value):
        found = float(enums.number_of(value))
    elif kind is o.Char:
        found = float(value.code)
    elif kind is o.DateTime:
        raise with_reason("InvalidCastIConvertible", value, target, f"Invalid cast from '{type_of(value).name}' to '{target.name}'.")
    else:
        return NotImplemented
    return numbers.to_single(found) if single else found


def _real_from_text(value: str) -> float | None:
    text = value.strip()
    if not text:
        return 0.0
    found = numbers.scan(text)
    if found is not None:
        return float(found)
    if _REAL_TEXT.fullmatch(text):
        return float(text.replace(",", ""))
    return _NAMED.get(text.lower())


def _to_decimal(value: Any, target: DotNetType) -> Any:
    kind = type(value)
    try:
        if kind is str:
            text = value.strip()
            if not text:
                return o.Decimal(0)
            if _REAL_TEXT.fullmatch(text):
                return numbers.fit_decimal(o.Decimal(text.replace(",", "")))
            found = numbers.scan(text)
            if found is not None:
                return _to_decimal(found, target)
            reason = f"The input string '{value}' was not in a correct format."
            raise with_reason("InvalidCastFromStringToDecimal", value, target, reason, FormatException(reason))
        if isinstance(value, int):
            return numbers.fit_decimal(o.Decimal(int(value)))
        if isinstance(value, float):
            return numbers.decimal_from_float(value, 7 if kind is o.Single else 15)
        if enums.is_enum(value):
            return o.Decimal(enums.number_of(value))
    except numbers.NumberOverflow as problem:
        error_id = "InvalidCastFromStringToDecimal" if kind is str else "InvalidCastIConvertible"
        raise with_reason(error_id, value, target, problem.args[0], OverflowException(problem.args[0])) from problem
    if kind is o.Char:
        return o.Decimal(value.code)
    if kind is o.DateTime:
        raise with_reason("InvalidCastIConvertible", value, target, f"Invalid cast from '{type_of(value).name}' to '{target.name}'.")
    return NotImplemented


def _to_big_integer(value: Any, target: DotNetType) -> Any:
    if type(value) is str:
        text = value.strip()
        if not text:
            return o.BigInteger(0)
        found = numbers.scan(text)
        if isinstance(found, float) and not re.fullmatch(r"[+-]?\d+", text):
            return o.BigInteger(int(found))
        if re.fullmatch(r"[+-]?\d+", text):
            return o.BigInteger(int(text))
        if found is not None:
            return o.BigInteger(int(found))
        raise with_reason("InvalidCastFromStringToInteger", value, target, "The value could not be parsed.", FormatException())
    if isinstance(value, (int, float, o.Decimal)):
        try:
            return o.BigInteger(int(value))
        except (OverflowError, ValueError) as problem:
            raise with_reason(
                "InvalidCastTargetInvocationExceptionop_Explicit", value, target, "BigInteger cannot represent infinity."
            ) from problem
    if type(value) is o.Char:
        return o.BigInteger(value.code)
    if enums.is_enum(value):
        return o.BigInteger(enums.number_of(value))
    if isinstance(value, (o.ByteArray, bytes)):
        return o.BigInteger(int.from_bytes(bytes(value), "little", signed=True))
    return NotImplemented


def _to_char(value: Any, target: DotNetType) -> Any:
    kind = type(value)
    if kind is str:
        if len(value) == 1 and ord(value) <= 0xFFFF:
            return o.Char(ord(value))
        reason = "String must be exactly one character long."
        raise with_reason("InvalidCastParseTargetInvocation", value, target, reason, FormatException(reason))
    if kind is bool or isinstance(value, (float, o.Decimal)) or kind is o.DateTime:
        raise with_reason("InvalidCastIConvertible", value, target, f"Invalid cast from '{type_of(value).name}' to 'Char'.")
    if isinstance(value, int) and kind is not o.BigInteger:
        if not 0 <= value <= 0xFFFF:
            raise _overflow(value, target, "a character")
        return o.Char(int(value))
    if enums.is_enum(value):
        return o.Char(enums.number_of(value))
    return NotImplemented


def to_enum(value: Any, target: DotNetType) -> Any:
    """Convert to an enumeration: from its names, or from a number that is one of its values."""
    if type(value) is str or isinstance(value, (float, o.Decimal)):
        text = to_string(value)
        try:
            return enums.parse(target, text)
        except enums.UnknownName as problem:
            raise with_reason("SubstringDisambiguationEnumParseThrewAnException", value, target, problem.args[0]) from problem
    if type(value) in (bool, o.Char):
        reason = f"Invalid cast from '{type_of(value).key}' to '{target.key}'."
        raise with_reason("InvalidCastIConvertible", value, target, reason)
    if isinstance(value, int):
        number = int(value)
    elif enums.is_enum(value):
        number = enums.number_of(value)
    elif isinstance(value, list) and value:
        return to_enum(", ".join(to_string(item) for item in value), target)
    else:
        return NotImplemented
    known = set((target.enum_values or {}).values())
    if number not in known:
        mask = 0
        for bits in known:
            mask |= bits & (2**64 - 1)
        if not target.is_flags or (number & (2**64 - 1)) & ~mask:
            listed = ",".join(enums.names(target))
            raise failure(
                "UndefinedIntegerToEnum",
                f'Cannot convert value "{to_string(value)}" to type "{target.key}" due to enumeration values that are not valid. '
                f'Specify one of the following enumeration values and try again. The possible enumeration values are "{listed}".',
            )
    return enums.make(target, number)


RULES: dict[str, Callable[[Any, DotNetType], Any]] = {
    **dict.fromkeys(numbers.INTEGER_RANGES, _to_integer),
    "System.Double": _to_double,
    "System.Single": _to_double,
    "System.Decimal": _to_decimal,
    "System.Numerics.BigInteger": _to_big_integer,
    "System.Char": _to_char,
}

ZEROS: dict[str, Any] = {
    "System.Double": 0.0,
    "System.Single": o.Single(0.0),
    "System.Decimal": o.Decimal(0),
    "System.Char": o.Char(0),
    "System.Boolean": False,
    **{name: rule[2](0) for name, rule in numbers.INTEGER_RANGES.items()},
}
