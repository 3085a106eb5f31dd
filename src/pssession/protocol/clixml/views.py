"""How values of `objects` that CLIXML has no tag for look on the wire: one row a type.

Records are not here: their messages are PSRP's. Source: PowerShell 7.6, PSSerializer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.objects import (
    BigInteger,
    Coordinates,
    DateTime,
    DateTimeOffset,
    ErrorCategory,
    PSCredential,
    SemanticVersion,
    Size,
    TimeSpan,
)
from pssession.objects.times import TICKS_PER_DAY, TICKS_PER_SECOND
from pssession.protocol.clixml.ports import View

_VALUE_TYPE = ["System.ValueType", "System.Object"]
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def enumeration(type_name: str, text: str, number: Any) -> View:
    """Describe a member of a .NET enum."""
    return View([type_name, "System.Enum", *_VALUE_TYPE], text, number)


def _big_integer(value: BigInteger) -> View:
    number = int(value)
    return View(
        ["System.Numerics.BigInteger", *_VALUE_TYPE],
        str(number),
        adapted=[
            ("IsPowerOfTwo", number > 0 and number & (number - 1) == 0),
            ("IsZero", number == 0),
            ("IsOne", number == 1),
            ("IsEven", number % 2 == 0),
            ("Sign", (number > 0) - (number < 0)),
        ],
    )


def _semantic_version(value: SemanticVersion) -> View:
    return View(
        ["System.Management.Automation.SemanticVersion", "System.Object"],
        str(value),
        adapted=[
            ("Major", value.major),
            ("Minor", value.minor),
            ("Patch", value.patch),
            ("PreReleaseLabel", value.pre_release_label),
            ("BuildLabel", value.build_label),
        ],
    )


def _date_time_offset(value: DateTimeOffset) -> View:
    from datetime import date

    from pssession.objects import Int64

    days, ticks = divmod(value.ticks, TICKS_PER_DAY)
    day = date.fromordinal(days + 1)
    seconds, fraction = divmod(ticks, TICKS_PER_SECOND)
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    sign = "-" if value.offset_minutes < 0 else "+"
    offset = f"{sign}{abs(value.offset_minutes) // 60:02d}:{abs(value.offset_minutes) % 60:02d}"
    utc = value.utc_ticks
    weekday = (days + 1) % 7
    return View(
        ["System.DateTimeOffset", *_VALUE_TYPE],
        f"{day.month:02d}/{day.day:02d}/{day.year:04d} {hour:02d}:{minute:02d}:{second:02d} {offset}",
        adapted=[
            ("DateTime", DateTime(value.ticks)),
            ("UtcDateTime", DateTime(utc, 1)),
            ("LocalDateTime", DateTime(utc, 2, 0)),
            ("Date", DateTime(value.ticks - ticks)),
            ("Day", day.day),
            ("DayOfWeek", enumeration("System.DayOfWeek", _DAYS[weekday], weekday)),
            ("DayOfYear", day.timetuple().tm_yday),
            ("Hour", hour),
            ("Millisecond", fraction // 10_000),
            ("Microsecond", fraction // 10 % 1000),
            ("Nanosecond", fraction % 10 * 100),
            ("Minute", minute),
            ("Month", day.month),
            ("Offset", TimeSpan(value.offset_minutes * 60 * TICKS_PER_SECOND)),
            ("TotalOffsetMinutes", value.offset_minutes),
            ("Second", second),
            ("Ticks", Int64(value.ticks)),
            ("UtcTicks", Int64(utc)),
            ("TimeOfDay", TimeSpan(ticks)),
            ("Year", day.year),
        ],
    )


def _credential(value: PSCredential) -> View:
    return View(
        ["System.Management.Automation.PSCredential", "System.Object"],
        "System.Management.Automation.PSCredential",
        adapted=[("UserName", value.user_name), ("Password", value.password)],
    )


def _size(value: Size) -> View:
    return View(
        ["System.Management.Automation.Host.Size", *_VALUE_TYPE],
        f"{value.width},{value.height}",
        adapted=[("Width", value.width), ("Height", value.height)],
    )


def _coordinates(value: Coordinates) -> View:
    return View(
        ["System.Management.Automation.Host.Coordinates", *_VALUE_TYPE], f"{value.x},{value.y}", adapted=[("X", value.x), ("Y", value.y)]
    )


def _error_category(value: ErrorCategory) -> View:
    return enumeration("System.Management.Automation.ErrorCategory", value.name, int(value))


VIEWS: dict[type[Any], Callable[[Any], View]] = {
    View: lambda view: view,
    BigInteger: _big_integer,
    SemanticVersion: _semantic_version,
    DateTimeOffset: _date_time_offset,
    PSCredential: _credential,
    Size: _size,
    Coordinates: _coordinates,
    ErrorCategory: _error_category,
}

__all__ = ["VIEWS", "enumeration"]
