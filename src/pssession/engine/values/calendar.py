"""Ticks to calendar fields and back, and the machine's time zone.

Source: System.DateTime; proleptic Gregorian calendar.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from pssession.objects import DateTime, DateTimeOffset

TICKS_PER_DAY = 864_000_000_000
TICKS_PER_SECOND = 10_000_000
TICKS_PER_MINUTE = 600_000_000
MAX_TICKS = 3_155_378_975_999_999_999
UNIX_EPOCH_TICKS = 621_355_968_000_000_000


class Fields(NamedTuple):
    """Hold the parts of a date; `weekday` 0 is Sunday, `fraction` counts ticks."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    fraction: int
    weekday: int
    day_of_year: int


def fields(ticks: int) -> Fields:
    """Split ticks since year 1."""
    days, rest = divmod(ticks, TICKS_PER_DAY)
    date = dt.date.fromordinal(days + 1)
    hour, rest = divmod(rest, 36_000_000_000)
    minute, rest = divmod(rest, TICKS_PER_MINUTE)
    second, fraction = divmod(rest, TICKS_PER_SECOND)
    return Fields(date.year, date.month, date.day, hour, minute, second, fraction, (days + 1) % 7, date.timetuple().tm_yday)


def make_ticks(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, fraction: int = 0) -> int:
    """Join parts to ticks.

    Raises:
        ValueError: A part is out of range.
    """
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        raise ValueError("out of range")
    days = dt.date(year, month, day).toordinal() - 1
    return days * TICKS_PER_DAY + ((hour * 60 + minute) * 60 + second) * TICKS_PER_SECOND + fraction


def local_offset_minutes(value: Any) -> int:
    """Give the machine's offset from UTC at a local date."""
    known = getattr(value, "offset_minutes", None)
    if known is not None and value.kind == 2:
        return int(known)
    try:
        moment = dt.datetime(1, 1, 1) + dt.timedelta(microseconds=value.ticks // 10)
        offset = moment.astimezone().utcoffset()
    except (OverflowError, ValueError, OSError):
        return 0
    return int(offset.total_seconds() // 60) if offset else 0


def utc_ticks(value: Any) -> int:
    """Give a date's ticks in UTC; what has no zone counts as local."""
    if isinstance(value, DateTimeOffset):
        return value.ticks - value.offset_minutes * TICKS_PER_MINUTE
    if value.kind == 1:
        return int(value.ticks)
    return int(value.ticks) - local_offset_minutes(value) * TICKS_PER_MINUTE


def to_local(value: DateTime) -> DateTime:
    """Move a date to the machine's zone."""
    if value.kind == 2:
        return value
    return local_from_utc(value.ticks)


def local_from_utc(ticks: int) -> DateTime:
    """Make a local date from UTC ticks."""
    try:
        moment = dt.datetime(1, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=ticks // 10)
        offset = moment.astimezone().utcoffset()
    except (OverflowError, ValueError, OSError):
        offset = None
    minutes = int(offset.total_seconds() // 60) if offset else 0
    return DateTime(ticks + minutes * TICKS_PER_MINUTE, 2)


def to_utc(value: DateTime) -> DateTime:
    """Move a date to UTC."""
    return value if value.kind == 1 else DateTime(utc_ticks(value), 1)


def utc_now_ticks() -> int:
    """Read the clock: ticks since year 1 in UTC."""
    import time

    return UNIX_EPOCH_TICKS + time.time_ns() // 100
