"""DateTime and DateTimeOffset.

Source: System.DateTime, System.DateTimeOffset.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Callable
from typing import Any

from pssession.engine.errors import ArgumentException, ArgumentOutOfRangeException, FormatException, OverflowException
from pssession.engine.values import calendar as c
from pssession.engine.values import dateparse
from pssession.engine.values.cultures import INVARIANT, Culture, current
from pssession.engine.values.dateformat import format_date
from pssession.engine.values.tables import TypeTable
from pssession.objects import BigInteger, DateTime, DateTimeOffset, TimeSpan, UInt64

_HOUR = 36_000_000_000
_MILLISECOND = 10_000
_OADATE_EPOCH = 599_264_352_000_000_000
_FILE_TIME_EPOCH = 504_911_232_000_000_000
_UNREPRESENTABLE = "The added or subtracted value results in an un-representable DateTime."


def _kind(rest: tuple[Any, ...]) -> int:
    for item in rest:
        if getattr(getattr(item, "type", None), "key", "") == "System.DateTimeKind":
            return int(item)
    return 0


def _ticks_of(parts: tuple[int, ...]) -> int:
    millisecond = parts[6] if len(parts) > 6 else 0
    microsecond = parts[7] if len(parts) > 7 else 0
    try:
        year, month, day, hour, minute, second = (*parts[:6], 0, 0, 0)[:6]
        return c.make_ticks(year, month, day, hour, minute, second, millisecond * _MILLISECOND + microsecond * 10)
    except ValueError as problem:
        text = (
            "Year, Month, and Day parameters describe an un-representable DateTime."
            if not (1 <= parts[0] <= 9999 and 1 <= parts[1] <= 12 and 1 <= parts[2] <= months.monthrange(parts[0], parts[1])[1])
            else "Hour, Minute, and Second parameters describe an un-representable DateTime."
        )
        raise ArgumentOutOfRangeException(text, None) from problem


def _plain(arguments: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(int(item) for item in arguments if isinstance(item, int) and not isinstance(item, bool))


_LAST_TICK = 3_155_378_975_999_999_999


def _new_date(*arguments: Any) -> DateTime:
    numbers = _plain(arguments)
    if len(numbers) < 3:
        if numbers and not 0 <= numbers[0] <= _LAST_TICK:
            raise ArgumentOutOfRangeException("Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.", "ticks")
        return DateTime(numbers[0] if numbers else 0, _kind(arguments))
    return DateTime(_ticks_of(numbers), _kind(arguments))


def _new_offset(*arguments: Any) -> DateTimeOffset:
    span = next((item for item in arguments if isinstance(item, TimeSpan)), None)
    date = next((item for item in arguments if isinstance(item, DateTime)), None)
    minutes = 0 if span is None else span.ticks // c.TICKS_PER_MINUTE
    if date is not None:
        return DateTimeOffset(date.ticks, minutes if span is not None else 0 if date.kind == 1 else c.local_offset_minutes(date))
    numbers = _plain(arguments)
    return DateTimeOffset(numbers[0] if len(numbers) < 3 else _ticks_of(numbers), minutes)


def _moved(value: Any, ticks: int) -> Any:
    if not 0 <= ticks <= c.MAX_TICKS:
        raise ArgumentOutOfRangeException(_UNREPRESENTABLE, "value")
    if isinstance(value, DateTimeOffset):
        return DateTimeOffset(ticks, value.offset_minutes)
    return DateTime(ticks, value.kind, value.offset_minutes)


def _add(unit: int) -> Callable[[Any, float], Any]:
    def run(value: Any, amount: float) -> Any:
        whole = int(amount)
        return _moved(value, value.ticks + whole * unit + round((amount - whole) * unit))

    return run


def _add_months(value: Any, count: int) -> Any:
    if not -120_000 <= count <= 120_000:
        raise ArgumentOutOfRangeException("Months value must be between +/-120000.", "months")
    found = c.fields(value.ticks)
    year, month = divmod(found.year * 12 + found.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise ArgumentOutOfRangeException(_UNREPRESENTABLE, "months")
    day = min(found.day, months.monthrange(year, month + 1)[1])
    return _moved(value, c.make_ticks(year, month + 1, day) + value.ticks % c.TICKS_PER_DAY)


def _subtract(value: Any, other: Any) -> Any:
    if isinstance(other, TimeSpan):
        return _moved(value, value.ticks - other.ticks)
    if isinstance(value, DateTimeOffset):
        return TimeSpan(value.utc_ticks - other.utc_ticks)
    return TimeSpan(value.ticks - other.ticks)


def _field(name: str) -> Callable[[Any], int]:
    return lambda value: int(getattr(c.fields(value.ticks), name))


def _text(value: Any, *rest: Any) -> str:
    text = next((item for item in rest if type(item) is str), "")
    return format_date(value, text, next((item for item in rest if isinstance(item, Culture)), None))


def _compare(left: Any, right: Any) -> int:
    first, second = (v.utc_ticks if isinstance(v, DateTimeOffset) else v.ticks for v in (left, right))
    return (first > second) - (first < second)


def _now(utc: bool) -> DateTime:
    ticks = c.utc_now_ticks()
    return DateTime(ticks, 1) if utc else c.local_from_utc(ticks)


def _today() -> DateTime:
    now = _now(utc=False)
    return DateTime(now.ticks - now.ticks % c.TICKS_PER_DAY, 2)


def _culture(given: tuple[Any, ...]) -> Culture:
    """Give the culture among arguments: a culture, or the description of its dates; the session's without one."""
    for one in given:
        found = getattr(one, "culture", one)
        if isinstance(found, Culture):
            return found
    return current()


def _parse(text: str, *rest: Any) -> DateTime:
    styles = next((int(item) for item in rest if getattr(getattr(item, "type", None), "key", "").endswith("DateTimeStyles")), 0)
    made = dateparse.parse_date(text, assume_utc=bool(styles & 64), keep_kind=bool(styles & 128), culture=_culture(rest))
    if styles & 16:
        return c.to_utc(made)
    return c.local_from_utc(made.ticks) if styles & 64 and not styles & 128 else made


def _parse_exact(text: str, formats: Any, *rest: Any) -> DateTime:
    patterns = [formats] if type(formats) is str else list(formats)
    for pattern in patterns:
        try:
            return dateparse.parse_exact(text, pattern, _culture(rest))
        except FormatException:
            continue
    raise FormatException(f"String '{text}' was not recognized as a valid DateTime.")


def _tried(parse: Callable[..., Any], nothing: Any) -> Callable[..., bool]:
    def run(*arguments: Any) -> bool:
        *given, place = arguments
        try:
            place.value = parse(*given)
        except (FormatException, ArgumentException, OverflowException):
            place.value = nothing
            return False
        return True

    return run


def _days_in_month(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ArgumentOutOfRangeException("Month must be between one and twelve.", "month")
    return months.monthrange(year, month)[1]


def _to_oa(value: DateTime) -> float:
    return (value.ticks - _OADATE_EPOCH) / c.TICKS_PER_DAY


def _unix(unit: int) -> Callable[[Any], int]:
    return lambda value: (value.utc_ticks - c.UNIX_EPOCH_TICKS) // unit


def _iso_week(value: DateTime) -> int:
    return dt.date.fromordinal(value.ticks // c.TICKS_PER_DAY + 1).isocalendar().week


_SHARED_METHODS: dict[str, Any] = {
    "AddDays": _add(c.TICKS_PER_DAY),
    "AddHours": _add(_HOUR),
    "AddMinutes": _add(c.TICKS_PER_MINUTE),
    "AddSeconds": _add(c.TICKS_PER_SECOND),
    "AddMilliseconds": _add(_MILLISECOND),
    "AddMicroseconds": _add(10),
    "AddTicks": lambda value, count: _moved(value, value.ticks + count),
    "AddMonths": _add_months,
    "AddYears": lambda value, count: _add_months(value, count * 12),
    "Add": lambda value, span: _moved(value, value.ticks + span.ticks),
    "Subtract": _subtract,
    "ToString": _text,
    "CompareTo": _compare,
    "Equals": lambda value, other: type(other) is type(value) and _compare(value, other) == 0,
    "GetHashCode": lambda value: hash(value) & 0x7FFFFFFF,
}

_SHARED_PROPERTIES: dict[str, Any] = {
    **{name: _field(name.lower()) for name in ("Year", "Month", "Day", "Hour", "Minute", "Second")},
    "Millisecond": lambda value: c.fields(value.ticks).fraction // _MILLISECOND,
    "Microsecond": lambda value: c.fields(value.ticks).fraction // 10 % 1000,
    "Nanosecond": lambda value: c.fields(value.ticks).fraction % 10 * 100,
    "DayOfWeek": _field("weekday"),
    "DayOfYear": _field("day_of_year"),
    "Ticks": lambda value: value.ticks,
    "TimeOfDay": lambda value: TimeSpan(value.ticks % c.TICKS_PER_DAY),
}


def _addition(left: Any, right: Any) -> Any:
    return _moved(left, left.ticks + right.ticks) if isinstance(right, TimeSpan) else NotImplemented


def _subtraction(left: Any, right: Any) -> Any:
    return _subtract(left, right) if isinstance(right, (TimeSpan, type(left))) else NotImplemented


def _date_of_ticks(value: Any) -> Any:
    """Take a number for ticks, as the constructor does."""
    if not isinstance(value, int) or isinstance(value, (bool, BigInteger, UInt64)):
        return NotImplemented
    return _new_date(value)


_OPERATORS = {"op_Addition": _addition, "op_Subtraction": _subtraction}

TABLES = (
    TypeTable(
        "System.DateTime",
        new=_new_date,
        methods={
            **_SHARED_METHODS,
            "ToUniversalTime": c.to_utc,
            "ToLocalTime": c.to_local,
            "ToShortDateString": lambda value: format_date(value, "d"),
            "ToLongDateString": lambda value: format_date(value, "D"),
            "ToShortTimeString": lambda value: format_date(value, "t"),
            "ToLongTimeString": lambda value: format_date(value, "T"),
            "ToOADate": _to_oa,
            "ToFileTime": lambda value: c.utc_ticks(value) - _FILE_TIME_EPOCH,
            "ToFileTimeUtc": lambda value: (value.ticks if value.kind != 2 else c.utc_ticks(value)) - _FILE_TIME_EPOCH,
            "ToBinary": lambda value: value.ticks | value.kind << 62,
            "IsDaylightSavingTime": lambda value: False,
            "GetDateTimeFormats": lambda value, *rest: [format_date(value, letter) for letter in "dDfFgGmorstTuUy"],
        },
        properties={
            **_SHARED_PROPERTIES,
            "Date": lambda value: DateTime(value.ticks - value.ticks % c.TICKS_PER_DAY, value.kind, value.offset_minutes),
            "Kind": lambda value: value.kind,
        },
        static={
            "Parse": _parse,
            "ParseExact": _parse_exact,
            "TryParse": _tried(_parse, DateTime(0)),
            "TryParseExact": _tried(_parse_exact, DateTime(0)),
            "SpecifyKind": lambda value, kind: DateTime(value.ticks, int(kind)),
            "FromOADate": lambda number: DateTime(_OADATE_EPOCH + round(number * 86_400_000) * _MILLISECOND),
            "FromFileTime": lambda ticks: c.local_from_utc(ticks + _FILE_TIME_EPOCH),
            "FromFileTimeUtc": lambda ticks: DateTime(ticks + _FILE_TIME_EPOCH, 1),
            "FromBinary": lambda data: DateTime(data & 0x3FFFFFFFFFFFFFFF, data >> 62 & 3),
            "DaysInMonth": _days_in_month,
            "IsLeapYear": months.isleap,
            "Compare": _compare,
            "Equals": lambda left, right: left.ticks == right.ticks,
        },
        static_properties={
            "Now": lambda: _now(utc=False),
            "UtcNow": lambda: _now(utc=True),
            "Today": _today,
            "MinValue": DateTime(0),
            "MaxValue": DateTime(c.MAX_TICKS),
            "UnixEpoch": DateTime(c.UNIX_EPOCH_TICKS, 1),
        },
        operators=_OPERATORS,
        parse=_parse,
        convert=_date_of_ticks,
        compare=_compare,
        to_string=lambda value: format_date(value, "", INVARIANT),
        culture_text=format_date,
    ),
    TypeTable(
        "System.DateTimeOffset",
        parse=dateparse.parse_offset,
        new=_new_offset,
        methods={
            **_SHARED_METHODS,
            "ToUniversalTime": lambda value: DateTimeOffset(value.utc_ticks, 0),
            "ToLocalTime": lambda value: _new_offset(c.local_from_utc(value.utc_ticks)),
            "ToOffset": lambda value, span: DateTimeOffset(value.utc_ticks + span.ticks, span.ticks // c.TICKS_PER_MINUTE),
            "ToUnixTimeSeconds": _unix(c.TICKS_PER_SECOND),
            "ToUnixTimeMilliseconds": _unix(_MILLISECOND),
            "ToFileTime": lambda value: value.utc_ticks - _FILE_TIME_EPOCH,
        },
        properties={
            **_SHARED_PROPERTIES,
            "Date": lambda value: DateTime(value.ticks - value.ticks % c.TICKS_PER_DAY),
            "DateTime": lambda value: DateTime(value.ticks),
            "LocalDateTime": lambda value: c.local_from_utc(value.utc_ticks),
            "UtcDateTime": lambda value: DateTime(value.utc_ticks, 1),
            "UtcTicks": lambda value: value.utc_ticks,
            "Offset": lambda value: TimeSpan(value.offset_minutes * c.TICKS_PER_MINUTE),
            "TotalOffsetMinutes": lambda value: value.offset_minutes,
        },
        static={
            "Parse": lambda text, *rest: dateparse.parse_offset(text, _culture(rest)),
            "TryParse": _tried(lambda text, *rest: dateparse.parse_offset(text, _culture(rest)), DateTimeOffset(0)),
            "FromUnixTimeSeconds": lambda count: DateTimeOffset(c.UNIX_EPOCH_TICKS + count * c.TICKS_PER_SECOND),
            "FromUnixTimeMilliseconds": lambda count: DateTimeOffset(c.UNIX_EPOCH_TICKS + count * _MILLISECOND),
        },
        static_properties={
            "Now": lambda: _new_offset(_now(utc=False)),
            "UtcNow": lambda: DateTimeOffset(c.utc_now_ticks()),
            "MinValue": DateTimeOffset(0),
            "MaxValue": DateTimeOffset(c.MAX_TICKS),
            "UnixEpoch": DateTimeOffset(c.UNIX_EPOCH_TICKS),
        },
        operators=_OPERATORS,
        compare=_compare,
        to_string=lambda value: format_date(value, "", INVARIANT),
        culture_text=format_date,
    ),
    TypeTable(
        "System.Globalization.ISOWeek",
        static={"GetWeekOfYear": _iso_week},
    ),
)
