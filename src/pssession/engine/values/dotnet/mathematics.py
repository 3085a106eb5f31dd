"""Math.

Source: System.Math.
"""

from __future__ import annotations

import decimal
import math
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException, ArgumentOutOfRangeException, OverflowException
from pssession.engine.values import numbers as n
from pssession.engine.values.reference import Reference
from pssession.engine.values.tables import TypeTable


def rounded(value: Any, *rest: Any) -> Any:
    digits = next((item for item in rest if type(item) is int), 0)
    mode = next((int(item) for item in rest if type(item) is not int), 0)
    if not 0 <= digits <= (28 if isinstance(value, o.Decimal) else 15):
        raise ArgumentOutOfRangeException("Rounding digits must be between 0 and 15, inclusive.", "digits")
    ways = {0: decimal.ROUND_HALF_EVEN, 1: decimal.ROUND_HALF_UP, 2: decimal.ROUND_DOWN, 3: decimal.ROUND_FLOOR, 4: decimal.ROUND_CEILING}
    if isinstance(value, o.Decimal):
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent <= digits:
            return value
        return n.fit_decimal(value.quantize(decimal.Decimal(1).scaleb(-digits), rounding=ways[mode]))
    value = float(value)
    if not math.isfinite(value) or abs(value) >= 1e16:
        return value
    scaled = value * 10.0**digits
    exact = decimal.Decimal(scaled)
    return (
        float(exact.quantize(decimal.Decimal(1), rounding=ways[mode])) / 10.0**digits
        if digits
        else float(exact.quantize(decimal.Decimal(1), rounding=ways[mode]))
    )


def _absolute(value: Any) -> Any:
    low = {int: n.INT32_MIN, o.Int64: -(2**63), o.Int16: -(2**15), o.SByte: -128}.get(type(value))
    if low is not None and value == low:
        raise OverflowException("Negating the minimum value of a twos complement number is invalid.")
    if isinstance(value, o.Decimal):
        return o.Decimal(abs(value))
    return type(value)(abs(value)) if isinstance(value, int) else abs(value)


def _real(function: Any) -> Any:
    def run(*values: float) -> float:
        try:
            return float(function(*values))
        except (ValueError, ZeroDivisionError):
            return math.nan
        except OverflowError:
            return math.inf

    return run


def _log(value: float, base: float | None = None) -> float:
    if value == 0:
        return -math.inf
    return math.log(value) if base is None else math.log(value) / math.log(base)


def _power(base: float, exponent: float) -> float:
    try:
        found = math.pow(base, exponent)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.inf if base == 0 else math.nan
    return found


def whole(way: str) -> Any:
    function: Any = {"floor": math.floor, "ceil": math.ceil, "trunc": math.trunc}[way]

    def run(value: Any) -> Any:
        if isinstance(value, o.Decimal):
            return o.Decimal(function(value))
        return float(function(value)) if math.isfinite(value) else value

    return run


def _div_rem(left: int, right: int, place: Reference | None = None) -> Any:
    quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    if place is not None:
        place.value = left - quotient * right
    return quotient


def sign(value: Any) -> int:
    return -1 if value < 0 else int(value > 0)


def _clamp(value: Any, low: Any, high: Any) -> Any:
    if low > high:
        raise ArgumentException(f"'{low}' cannot be greater than {high}.")
    return max(low, min(value, high))


_MATH = TypeTable(
    "System.Math",
    static={
        "Abs": _absolute,
        "Round": rounded,
        "Floor": whole("floor"),
        "Ceiling": whole("ceil"),
        "Truncate": whole("trunc"),
        "Max": lambda a, b: a if a >= b or a != a else b,
        "Min": lambda a, b: a if a <= b or a != a else b,
        "Pow": _power,
        "Sqrt": _real(math.sqrt),
        "Cbrt": _real(lambda x: math.copysign(round(abs(x) ** (1 / 3), 15), x)),
        "Exp": _real(math.exp),
        "Log": _real(_log),
        "Log10": _real(lambda x: -math.inf if x == 0 else math.log10(x)),
        "Log2": _real(lambda x: -math.inf if x == 0 else math.log2(x)),
        "Sin": _real(math.sin),
        "Cos": _real(math.cos),
        "Tan": _real(math.tan),
        "Asin": _real(math.asin),
        "Acos": _real(math.acos),
        "Atan": _real(math.atan),
        "Atan2": _real(math.atan2),
        "Sinh": _real(math.sinh),
        "Cosh": _real(math.cosh),
        "Tanh": _real(math.tanh),
        "Sign": sign,
        "DivRem": _div_rem,
        "BigMul": lambda a, b: o.Int64(a * b),
        "IEEERemainder": _real(math.remainder),
        "Clamp": _clamp,
    },
    static_properties={"PI": math.pi, "E": math.e, "Tau": math.tau},
)

TABLES = (_MATH,)
