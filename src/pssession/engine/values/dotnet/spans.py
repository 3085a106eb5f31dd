"""TimeSpan.

Source: System.TimeSpan.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from pssession.engine.errors import ArgumentException, FormatException, OverflowException
from pssession.engine.values.dateformat import format_span
from pssession.engine.values.dateparse import parse_span
from pssession.engine.values.tables import TypeTable
from pssession.objects import BigInteger, TimeSpan

_UNITS = {
    "Days": 864_000_000_000,
    "Hours": 36_000_000_000,
    "Minutes": 600_000_000,
    "Seconds": 10_000_000,
    "Milliseconds": 10_000,
    "Microseconds": 10,
}
_PARTS = {"Hours": 24, "Minutes": 60, "Seconds": 60, "Milliseconds": 1000, "Microseconds": 1000}
_LOW, _HIGH = -(2**63), 2**63 - 1


def _span(ticks: float) -> TimeSpan:
    if not _LOW <= ticks <= _HIGH:
        raise OverflowException("TimeSpan overflowed because the duration is too long.")
    return TimeSpan(int(ticks))


def _new(*numbers: Any) -> TimeSpan:
    given = [int(number) for number in numbers]
    if len(given) <= 1:
        return TimeSpan(given[0] if given else 0)
    if len(given) == 3:
        given.insert(0, 0)
    return _span(sum(number * unit for number, unit in zip(given, _UNITS.values())))


def _from_number(value: Any) -> Any:
    """Take whole numbers as ticks, as the constructor does."""
    if isinstance(value, int) and not isinstance(value, (bool, BigInteger)) and -(2**63) <= value < 2**63:
        return TimeSpan(int(value))
    return NotImplemented


def _cut(ticks: int, unit: int) -> int:
    return abs(ticks) // unit * (1 if ticks >= 0 else -1)


def _part(name: str) -> Callable[[TimeSpan], int]:
    unit, size = _UNITS[name], _PARTS.get(name)

    def run(value: TimeSpan) -> int:
        whole = _cut(value.ticks, unit)
        return whole if size is None else int(math.fmod(whole, size))

    return run


def _total(name: str) -> Callable[[TimeSpan], float]:
    unit = _UNITS[name]
    return lambda value: value.ticks / unit


def _from(name: str) -> Callable[..., TimeSpan]:
    units = list(_UNITS.values())
    place = list(_UNITS).index(name)

    def run(*amounts: Any) -> TimeSpan:
        if len(amounts) > 1:
            return _span(sum(int(amount) * unit for amount, unit in zip(amounts, units[place:])))
        amount = amounts[0]
        if isinstance(amount, float):
            if math.isnan(amount):
                raise ArgumentException("TimeSpan does not accept floating point Not-a-Number values.")
            return _span(amount * units[place])
        return _span(int(amount) * units[place])

    return run


def _tried(text: Any, *rest: Any) -> bool:
    place = rest[-1]
    try:
        place.value = parse_span(text or "")
    except (FormatException, OverflowException):
        place.value = TimeSpan(0)
        return False
    return True


def _compare(left: TimeSpan, right: TimeSpan) -> int:
    return (left.ticks > right.ticks) - (left.ticks < right.ticks)


def _text(value: TimeSpan, *rest: Any) -> str:
    return format_span(value, next((item for item in rest if type(item) is str), ""))


def _divide(value: TimeSpan, by: Any) -> Any:
    return value.ticks / by.ticks if isinstance(by, TimeSpan) else _span(round(value.ticks / by))


def _if_span(function: Callable[[TimeSpan, TimeSpan], Any]) -> Callable[[Any, Any], Any]:
    def run(left: Any, right: Any) -> Any:
        both = isinstance(left, TimeSpan) and isinstance(right, TimeSpan)
        return function(left, right) if both else NotImplemented

    return run


def _multiplied(left: Any, right: Any) -> Any:
    span, by = (left, right) if isinstance(left, TimeSpan) else (right, left)
    return _span(round(span.ticks * by)) if isinstance(by, (int, float)) else NotImplemented


def _divided(left: Any, right: Any) -> Any:
    return _divide(left, right) if isinstance(left, TimeSpan) and isinstance(right, (int, float, TimeSpan)) else NotImplemented


TABLES = (
    TypeTable(
        "System.TimeSpan",
        new=_new,
        parse=parse_span,
        methods={
            "Add": lambda value, other: _span(value.ticks + other.ticks),
            "Subtract": lambda value, other: _span(value.ticks - other.ticks),
            "Multiply": lambda value, by: _span(round(value.ticks * by)),
            "Divide": _divide,
            "Negate": lambda value: _span(-value.ticks),
            "Duration": lambda value: _span(abs(value.ticks)),
            "CompareTo": _compare,
            "Equals": lambda value, other: isinstance(other, TimeSpan) and value.ticks == other.ticks,
            "ToString": _text,
            "GetHashCode": lambda value: hash(value) & 0x7FFFFFFF,
        },
        properties={
            **{name: _part(name) for name in _UNITS},
            **{f"Total{name}": _total(name) for name in _UNITS},
            "Ticks": lambda value: value.ticks,
            "Nanoseconds": lambda value: int(math.fmod(value.ticks, 10)) * 100,
            "TotalNanoseconds": lambda value: value.ticks * 100.0,
        },
        static={
            **{f"From{name}": _from(name) for name in _UNITS},
            "FromTicks": TimeSpan,
            "Parse": lambda text, *rest: parse_span(text),
            "TryParse": _tried,
            "Compare": _compare,
        },
        static_properties={
            "Zero": TimeSpan(0),
            "MinValue": TimeSpan(_LOW),
            "MaxValue": TimeSpan(_HIGH),
            **{f"TicksPer{name[:-1]}": unit for name, unit in _UNITS.items()},
        },
        operators={
            "op_Addition": _if_span(lambda left, right: _span(left.ticks + right.ticks)),
            "op_Subtraction": _if_span(lambda left, right: _span(left.ticks - right.ticks)),
            "op_Multiply": _multiplied,
            "op_Division": _divided,
            "op_UnaryNegation": lambda value, *rest: _span(-value.ticks),
        },
        compare=_compare,
        convert=_from_number,
        to_string=format_span,
    ),
)
