"""The numeric types: their ranges, the widening between them, and the language's number scanner.

Arithmetic stands in `operators`, text of numbers in `numbertext`.

Source: System.TypeCode; about_Numeric_Literals; casts of strings as PowerShell 7.6 does them.
"""

from __future__ import annotations

import decimal
import re
import struct
from collections.abc import Callable
from typing import Any, Final

from pssession.objects import BigInteger, Byte, Char, Decimal, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64

INT32_MIN: Final = -(2**31)
INT32_MAX: Final = 2**31 - 1

# System.TypeCode: a wider type has the larger code.
BOOLEAN, CHAR, SBYTE, BYTE, INT16, UINT16, INT32, UINT32, INT64, UINT64, SINGLE, DOUBLE, DECIMAL = range(3, 16)

CODES: Final[dict[type[Any], int]] = {
    bool: BOOLEAN,
    Char: CHAR,
    SByte: SBYTE,
    Byte: BYTE,
    Int16: INT16,
    UInt16: UINT16,
    int: INT32,
    UInt32: UINT32,
    Int64: INT64,
    UInt64: UINT64,
    Single: SINGLE,
    float: DOUBLE,
    Decimal: DECIMAL,
}

INTEGER_RANGES: Final[dict[str, tuple[int, int, Callable[[int], int], str]]] = {
    "System.SByte": (-128, 127, SByte, "a signed byte"),
    "System.Byte": (0, 255, Byte, "an unsigned byte"),
    "System.Int16": (-(2**15), 2**15 - 1, Int16, "an Int16"),
    "System.UInt16": (0, 2**16 - 1, UInt16, "a UInt16"),
    "System.Int32": (INT32_MIN, INT32_MAX, int, "an Int32"),
    "System.UInt32": (0, 2**32 - 1, UInt32, "a UInt32"),
    "System.Int64": (-(2**63), 2**63 - 1, Int64, "an Int64"),
    "System.UInt64": (0, 2**64 - 1, UInt64, "a UInt64"),
}

SIGNED_CODES: Final = frozenset((SBYTE, INT16, INT32, INT64))

DECIMAL_MAX: Final = 2**96 - 1
_WIDE = decimal.Context(prec=80, rounding=decimal.ROUND_HALF_EVEN, Emax=999999, Emin=-999999)


class NumberOverflow(ArithmeticError):
    """A value does not fit a numeric type; `args[0]` is .NET's message."""


def is_number(value: object) -> bool:
    """Tell whether a value is a number of .NET (neither bool nor char)."""
    code = CODES.get(type(value))
    return (code is not None and code > CHAR) or type(value) is BigInteger


def fit_decimal(value: decimal.Decimal) -> Decimal:
    """Round a result to what System.Decimal can hold: 96 bits and at most 28 places.

    Raises:
        NumberOverflow: The value is too large.
    """
    if not value.is_finite():
        raise NumberOverflow("Value was either too large or too small for a Decimal.")
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    number = int("".join(map(str, digits)))
    if exponent > 0:
        number, exponent = number * 10**exponent, 0
        value = decimal.Decimal((sign, tuple(map(int, str(number))), 0))
    places = min(-exponent, 28)
    while True:
        rounded = value if places == -exponent else value.quantize(decimal.Decimal(1).scaleb(-places), context=_WIDE)
        if abs(int(rounded.scaleb(places, context=_WIDE))) <= DECIMAL_MAX:
            return Decimal(rounded)
        places -= 1
        if places < 0:
            raise NumberOverflow("Value was either too large or too small for a Decimal.")


def decimal_from_float(value: float, digits: int = 15) -> Decimal:
    """Convert a Double as .NET does: 15 significant digits (7 for a Single), no trailing zeros.

    Raises:
        NumberOverflow: The value is too large, or not a number.
    """
    if value != value or value in (float("inf"), float("-inf")):
        raise NumberOverflow("Value was either too large or too small for a Decimal.")
    text = f"{value:.{digits - 1}e}"
    mantissa, _, exponent = text.partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    found = decimal.Decimal(f"{mantissa}e{exponent}")
    if found.adjusted() < -28 and found.adjusted() < -29:
        return Decimal(0)
    return fit_decimal(found)


def round_half_even(value: float) -> int:
    """Round a Double to an integer as .NET's Convert does: halves go to the even neighbour."""
    return round(value)


def to_single(value: float) -> Single:
    """Round a Double to a Single; too large becomes infinite."""
    try:
        return Single(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return Single(float("inf") if value > 0 else float("-inf"))


def wrap(number: int) -> int | Decimal | float:
    """Give an integer the type a literal without suffix gets: Int32, Int64, Decimal, Double."""
    if INT32_MIN <= number <= INT32_MAX:
        return int(number)
    if -(2**63) <= number < 2**63:
        return Int64(number)
    if abs(number) <= DECIMAL_MAX:
        return Decimal(number)
    return float(number)


_NUMBER = re.compile(
    r"""(?P<sign>[+-]?)\s*
        (?: 0x(?P<hex>[0-9a-f]+?) | 0b(?P<binary>[01]+)
          | (?P<real>(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:e[+-]?[0-9]+)?) )
        (?P<suffix>u[ysl]?|[ysldn])? (?P<multiplier>[kmgtp]b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_MULTIPLIERS = {"kb": 2**10, "mb": 2**20, "gb": 2**30, "tb": 2**40, "pb": 2**50}
_SUFFIXES = {
    "y": "System.SByte",
    "uy": "System.Byte",
    "s": "System.Int16",
    "us": "System.UInt16",
    "l": "System.Int64",
    "ul": "System.UInt64",
}


def scan(text: str) -> Any:
    """Read a number as the language writes them, with a sign in front.

    Returns:
        The number, or None where the text is none or does not fit its own suffix. Spaces around it do not matter.
    """
    text = text.strip()
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign = -1 if match["sign"] == "-" else 1
    suffix = (match["suffix"] or "").lower()
    factor = _MULTIPLIERS.get((match["multiplier"] or "").lower(), 1)
    if match["real"] is None:
        return _scan_bits(match, sign, suffix, factor)
    real = match["real"].lower()
    whole = real.isdigit()
    if suffix == "n":
        return BigInteger(sign * int(decimal.Decimal(real)) * factor)
    if suffix == "d":
        try:
            return fit_decimal(_WIDE.multiply(decimal.Decimal(real), sign * factor))
        except NumberOverflow:
            return None
    if not whole and not suffix:
        return sign * float(real) * factor
    number = int(real) if whole else round_half_even(float(real))
    return _with_suffix(sign * number * factor, suffix)


def _scan_bits(match: re.Match[str], sign: int, suffix: str, factor: int) -> Any:
    digits, base = (match["hex"], 16) if match["hex"] is not None else (match["binary"], 2)
    number = int(digits, base)
    if suffix == "n":
        return BigInteger(sign * number * factor)
    if not suffix.startswith("u"):
        per_digit = 4 if base == 16 else 1
        width = {"y": 8, "s": 16, "l": 64}.get(suffix) or (32 if len(digits) * per_digit <= 32 else 64)
        if len(digits) * per_digit <= width and number >= 2 ** (width - 1):
            number -= 2**width
    return _with_suffix(sign * number * factor, suffix)


def _with_suffix(number: int, suffix: str) -> Any:
    if not suffix:
        return wrap(number)
    if suffix == "d":
        return Decimal(number) if abs(number) <= DECIMAL_MAX else None
    if suffix == "u":
        name = "System.UInt32" if number < 2**32 else "System.UInt64"
    else:
        name = _SUFFIXES[suffix]
    low, high, make, _ = INTEGER_RANGES[name]
    return make(number) if low <= number <= high else None
