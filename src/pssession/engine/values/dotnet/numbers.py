"""The numeric types, Boolean and Char.

Source: System.Int32 and kin.
"""

from __future__ import annotations

import math
import unicodedata
from typing import Any

from pssession import objects as o
from pssession.engine.errors import (
    ArgumentException,
    DotNetException,
    FormatException,
    PSInvalidCastException,
)
from pssession.engine.values import numberparse, types
from pssession.engine.values import numbers as n
from pssession.engine.values.composite import format_value
from pssession.engine.values.conversions import convert
from pssession.engine.values.cultures import Culture, current
from pssession.engine.values.dotnet.mathematics import rounded, sign, whole
from pssession.engine.values.reference import Reference
from pssession.engine.values.tables import TypeTable


def _parser(name: str) -> Any:
    def parse(text: Any, *rest: Any) -> Any:
        if text is None:
            raise ArgumentException("Value cannot be null. (Parameter 's')")
        style = next(
            (int(item) for item in rest if not isinstance(item, (str, Culture)) and item is not None and hasattr(item, "__int__")), None
        )
        culture = next((item for item in rest if isinstance(item, Culture)), None) or current()
        shown = str(text)
        body = shown.strip()
        if style is not None and style & (numberparse.HEXADECIMAL | numberparse.BINARY):
            try:
                number = int(body, 16 if style & numberparse.HEXADECIMAL else 2)
            except ValueError as problem:
                raise FormatException(f"The input string '{shown}' was not in a correct format.") from problem
            low, high, make, words = n.INTEGER_RANGES[name]
            if number > high and low < 0:
                number -= (high - low) + 1
            return make(number)
        plain = numberparse.plain_text(shown, _STYLES.get(name, numberparse.INTEGER) if style is None else style, culture)
        if plain is None or (name in n.INTEGER_RANGES and not _is_whole(plain)):
            raise FormatException(f"The input string '{shown}' was not in a correct format.")
        try:
            return convert(plain, name)
        except PSInvalidCastException as problem:
            if isinstance(problem.inner, DotNetException):
                raise problem.inner from problem
            raise FormatException(f"The input string '{shown}' was not in a correct format.") from problem

    return parse


_STYLES = {"System.Double": numberparse.FLOAT, "System.Single": numberparse.FLOAT, "System.Decimal": numberparse.NUMBER}


def _is_whole(text: str) -> bool:
    _, _, fraction = text.partition(".")
    return not fraction.strip("0")


def _try_parser(name: str, zero: Any) -> Any:
    parse = _parser(name)

    def try_parse(text: Any, *rest: Any) -> bool:
        place = rest[-1]
        try:
            place.value = parse(text, *rest[:-1])
        except DotNetException:
            place.value = zero
            return False
        return True

    return try_parse


def _text(value: Any, *rest: Any) -> str:
    text = next((item for item in rest if type(item) is str), "")
    culture = next((item for item in rest if isinstance(item, Culture)), None)
    return format_value(value, text, culture)


def _compare_to(value: Any, other: Any) -> int:
    if other is None:
        return 1
    if type(other) is not type(value):
        raise ArgumentException(f"Object must be of type {types.type_of(value).name}.")
    return -1 if value < other else int(value > other)


def _same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and bool(value == other)


_COMMON: dict[str, Any] = {
    "ToString": _text,
    "CompareTo": _compare_to,
    "Equals": _same,
    "GetHashCode": lambda value: hash(value) & 0x7FFFFFFF,
}


def _number_table(name: str, zero: Any, **more: Any) -> TypeTable:
    return TypeTable(
        name,
        methods=_COMMON,
        static={"Parse": _parser(name), "TryParse": _try_parser(name, zero), **more.get("static", {})},
        static_properties=more.get("constants", {}),
    )


_REALS = {
    "IsNaN": lambda value: value != value,
    "IsInfinity": lambda value: math.isinf(value),
    "IsPositiveInfinity": lambda value: value == math.inf,
    "IsNegativeInfinity": lambda value: value == -math.inf,
    "IsFinite": lambda value: math.isfinite(value),
}
_REAL_CONSTANTS = {"NaN": math.nan, "PositiveInfinity": math.inf, "NegativeInfinity": -math.inf, "NegativeZero": -0.0}


def _parse_bool(text: str) -> bool:
    folded = (text or "").strip().lower()
    if folded not in ("true", "false"):
        raise FormatException(f"String '{text}' was not recognized as a valid Boolean.")
    return folded == "true"


def _try_bool(text: str, place: Reference) -> bool:
    try:
        place.value = _parse_bool(text)
    except FormatException:
        place.value = False
        return False
    return True


_BOOLEAN = TypeTable(
    "System.Boolean",
    methods=_COMMON,
    static={"Parse": _parse_bool, "TryParse": _try_bool},
    static_properties={"TrueString": "True", "FalseString": "False"},
)


def _category(*wanted: str) -> Any:
    def test(value: Any, index: int | None = None) -> bool:
        letter = str(value)[index] if index is not None else str(value)
        return unicodedata.category(letter).startswith(wanted)

    return test


def _white(value: Any, index: int | None = None) -> bool:
    letter = str(value)[index] if index is not None else str(value)
    return letter.isspace()


def _one(text: str) -> o.Char:
    if len(text) != 1:
        raise FormatException("String must be exactly one character long.")
    return o.Char(ord(text))


_CHAR = TypeTable(
    "System.Char",
    methods={
        "ToString": lambda value, *rest: str(value),
        "CompareTo": lambda value, other: value.code - convert(other, "System.Char").code,
        "Equals": _same,
    },
    static={
        "IsLetter": _category("L"),
        "IsDigit": _category("Nd"),
        "IsNumber": _category("N"),
        "IsUpper": _category("Lu"),
        "IsLower": _category("Ll"),
        "IsLetterOrDigit": _category("L", "Nd"),
        "IsPunctuation": _category("P"),
        "IsSymbol": _category("S"),
        "IsControl": _category("Cc"),
        "IsSeparator": _category("Z"),
        "IsWhiteSpace": _white,
        "IsSurrogate": lambda value, index=None: 0xD800 <= ord(str(value)[index or 0]) <= 0xDFFF,
        "IsAscii": lambda value: value.code < 128,
        "IsAsciiDigit": lambda value: 48 <= value.code <= 57,
        "IsAsciiLetter": lambda value: str(value).isascii() and str(value).isalpha(),
        "ToUpper": lambda value, *rest: o.Char(ord(str(value).upper()[:1])),
        "ToLower": lambda value, *rest: o.Char(ord(str(value).lower()[:1])),
        "ToUpperInvariant": lambda value: o.Char(ord(str(value).upper()[:1])),
        "ToLowerInvariant": lambda value: o.Char(ord(str(value).lower()[:1])),
        "ToString": lambda value, *rest: str(value),
        "Parse": _one,
        "GetNumericValue": lambda value, index=None: float(unicodedata.numeric(str(value)[index or 0], -1.0)),
        "ConvertFromUtf32": lambda code: chr(code),
        "ConvertToUtf32": lambda text, index=0: ord(str(text)[index]) if type(index) is int else ord(str(text) + str(index)),
    },
    static_properties={"MaxValue": o.Char(0xFFFF), "MinValue": o.Char(0)},
)


def _big(function: Any) -> Any:
    return lambda *values: o.BigInteger(function(*[int(value) for value in values]))


_BIG = TypeTable(
    "System.Numerics.BigInteger",
    methods={**_COMMON, "ToByteArray": lambda value: int(value).to_bytes(int(value).bit_length() // 8 + 1, "little", signed=True)},
    static={
        "Parse": lambda text, *rest: convert(text, "System.Numerics.BigInteger"),
        "Pow": _big(lambda a, b: a**b),
        "ModPow": _big(pow),
        "Add": _big(lambda a, b: a + b),
        "Subtract": _big(lambda a, b: a - b),
        "Multiply": _big(lambda a, b: a * b),
        "Divide": _big(lambda a, b: abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)),
        "Remainder": _big(lambda a, b: int(math.fmod(a, b)) if abs(a) < 2**53 else (abs(a) % abs(b)) * (1 if a >= 0 else -1)),
        "Abs": _big(abs),
        "Max": _big(max),
        "Min": _big(min),
        "GreatestCommonDivisor": _big(math.gcd),
        "Negate": _big(lambda a: -a),
        "Log10": lambda value: math.log10(int(value)),
    },
    properties={
        "IsZero": lambda v: v == 0,
        "IsOne": lambda v: v == 1,
        "IsEven": lambda v: int(v) % 2 == 0,
        "Sign": sign,
        "IsPowerOfTwo": lambda v: v > 0 and int(v) & (int(v) - 1) == 0,
    },
    static_properties={"Zero": o.BigInteger(0), "One": o.BigInteger(1), "MinusOne": o.BigInteger(-1)},
    new=lambda value=0: convert(value, "System.Numerics.BigInteger"),
)

_DECIMAL = TypeTable(
    "System.Decimal",
    methods=_COMMON,
    static={
        "Parse": _parser("System.Decimal"),
        "TryParse": _try_parser("System.Decimal", o.Decimal(0)),
        "Round": rounded,
        "Floor": whole("floor"),
        "Ceiling": whole("ceil"),
        "Truncate": whole("trunc"),
        "GetBits": lambda value: [part - 2**32 if part >= 2**31 else part for part in _decimal_bits(value)],
        "ToInt32": lambda value: convert(value, "System.Int32"),
        "ToDouble": lambda value: float(value),
        "Add": lambda a, b: n.fit_decimal(a + b),
    },
    static_properties={
        "MaxValue": o.Decimal(n.DECIMAL_MAX),
        "MinValue": o.Decimal(-n.DECIMAL_MAX),
        "Zero": o.Decimal(0),
        "One": o.Decimal(1),
        "MinusOne": o.Decimal(-1),
    },
    new=lambda value=0, *rest: convert(value, "System.Decimal"),
)


def _decimal_bits(value: o.Decimal) -> list[int]:
    sign, digits, exponent = value.as_tuple()
    number = int("".join(map(str, digits)))
    places = -exponent if isinstance(exponent, int) else 0
    return [number & 0xFFFFFFFF, number >> 32 & 0xFFFFFFFF, number >> 64 & 0xFFFFFFFF, sign << 31 | places << 16]


TABLES = (
    *(_number_table(name, row[2](0)) for name, row in n.INTEGER_RANGES.items()),
    _number_table("System.Double", 0.0, static=_REALS, constants=_REAL_CONSTANTS),
    _number_table("System.Single", o.Single(0), static=_REALS, constants={k: o.Single(v) for k, v in _REAL_CONSTANTS.items()}),
    _DECIMAL,
    _BIG,
    _BOOLEAN,
    _CHAR,
)
