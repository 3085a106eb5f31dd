"""TimeZoneInfo: the zones of the IANA database, and dates moved from one to another.

Source: System.TimeZoneInfo on Linux; names as PowerShell 7.6 gives them for UTC, for other zones what the database tells.
"""

from __future__ import annotations

import datetime as dt
import os
import zoneinfo
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentNullException, exception_class
from pssession.engine.values.calendar import TICKS_PER_SECOND, utc_now_ticks, utc_ticks
from pssession.engine.values.conversions import to_string
from pssession.engine.values.tables import TypeTable

_EPOCH = dt.datetime(1, 1, 1)
_UTC_NAMES = ("UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")


class TimeZone:
    """Be one time zone."""

    dotnet_type = "System.TimeZoneInfo"

    def __init__(self, zone: zoneinfo.ZoneInfo, name: str) -> None:
        self._zone = zone
        self.id = name
        self.has_iana_id = True

    def _seasons(self) -> tuple[dt.datetime, dt.datetime]:
        year = dt.datetime(1, 1, 1) + dt.timedelta(microseconds=utc_now_ticks() // 10)
        found = [dt.datetime(year.year, month, 1, tzinfo=self._zone) for month in range(1, 13)]
        plain = next((one for one in found if not one.dst()), found[0])
        return plain, next((one for one in found if one.dst()), plain)

    @property
    def base_utc_offset(self) -> o.TimeSpan:
        """Give the zone's distance from UTC without daylight saving."""
        return _span(self._seasons()[0].utcoffset())

    @property
    def supports_daylight_saving_time(self) -> bool:
        """Tell whether clocks are changed."""
        plain, shifted = self._seasons()
        return plain is not shifted

    @property
    def standard_name(self) -> str:
        """Give the name without daylight saving."""
        return "Coordinated Universal Time" if self.id in _UTC_NAMES else self._seasons()[0].tzname() or self.id

    @property
    def daylight_name(self) -> str:
        """Give the name with daylight saving."""
        return "Coordinated Universal Time" if self.id in _UTC_NAMES else self._seasons()[1].tzname() or self.id

    @property
    def display_name(self) -> str:
        """Give offset and name."""
        seconds = int(self.base_utc_offset.ticks) // TICKS_PER_SECOND
        if not seconds:
            return f"(UTC) {self.standard_name}"
        sign = "+" if seconds > 0 else "-"
        return f"(UTC{sign}{abs(seconds) // 3600:02}:{abs(seconds) // 60 % 60:02}) {self.standard_name}"

    def offset_at(self, ticks: int) -> int:
        """Give the seconds from UTC at a moment, in UTC's ticks."""
        moment = (_EPOCH + dt.timedelta(microseconds=ticks // 10)).replace(tzinfo=dt.UTC).astimezone(self._zone)
        return int((moment.utcoffset() or dt.timedelta()).total_seconds())

    def offset_of(self, ticks: int) -> int:
        """Give the seconds from UTC at a date of this zone."""
        moment = (_EPOCH + dt.timedelta(microseconds=ticks // 10)).replace(tzinfo=self._zone)
        return int((moment.utcoffset() or dt.timedelta()).total_seconds())

    def get_utc_offset(self, value: Any) -> o.TimeSpan:
        """Give the distance from UTC at a date."""
        is_own = isinstance(value, o.DateTime) and value.kind == 0
        return o.TimeSpan((self.offset_of(value.ticks) if is_own else self.offset_at(utc_ticks(value))) * TICKS_PER_SECOND)

    def is_daylight_saving_time(self, value: Any) -> bool:
        """Tell whether clocks are changed at a date."""
        return bool(self.get_utc_offset(value).ticks != self.base_utc_offset.ticks)

    def equals(self, other: Any) -> bool:
        """Tell whether both are the same zone."""
        return isinstance(other, TimeZone) and other.id == self.id

    def to_string(self) -> str:
        """Give the name for people."""
        return self.display_name

    __str__ = to_string


def find(name: str) -> TimeZone | None:
    """Give a zone by its id, None where there is none."""
    try:
        return TimeZone(zoneinfo.ZoneInfo(name), name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def local() -> TimeZone:
    """Give the machine's zone: what TZ says, else where /etc/localtime leads."""
    name = os.environ.get("TZ", "").lstrip(":")
    if not name:
        try:
            name = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
        except OSError:
            name = ""
    found = find(name) if name and name not in _UTC_NAMES[1:] else None
    return found or TimeZone(zoneinfo.ZoneInfo("UTC"), "UTC")


def everything() -> list[TimeZone]:
    """Give all zones, by offset and then by name."""
    found = [one for one in map(find, zoneinfo.available_timezones()) if one is not None]
    return sorted(found, key=lambda one: (int(one.base_utc_offset.ticks), one.id))


def _span(value: dt.timedelta | None) -> o.TimeSpan:
    return o.TimeSpan(int((value or dt.timedelta()).total_seconds()) * TICKS_PER_SECOND)


def _by_id(name: Any) -> TimeZone:
    if name is None:
        raise ArgumentNullException(None, "id")
    found = find(to_string(name))
    if found is None:
        kind = exception_class("System.TimeZoneNotFoundException")
        assert kind is not None
        raise kind(f"The time zone ID '{to_string(name)}' was not found on the local computer.")
    return found


def _convert(value: Any, *zones: TimeZone) -> Any:
    """Move a date: (date, to) or (date, from, to)."""
    target = zones[-1]
    if isinstance(value, o.DateTimeOffset):
        ticks = utc_ticks(value)
        seconds = target.offset_at(ticks)
        return o.DateTimeOffset(ticks + seconds * TICKS_PER_SECOND, seconds // 60)
    ticks = value.ticks - zones[0].offset_of(value.ticks) * TICKS_PER_SECOND if len(zones) > 1 and value.kind != 1 else utc_ticks(value)
    if target.id in _UTC_NAMES:
        return o.DateTime(ticks, 1)
    return o.DateTime(ticks + target.offset_at(ticks) * TICKS_PER_SECOND, 2 if target.id == local().id else 0)


def _by_names(value: Any, *names: Any) -> Any:
    return _convert(value, *map(_by_id, names))


TABLES = (
    TypeTable(
        "System.TimeZoneInfo",
        python=TimeZone,
        to_string=TimeZone.to_string,
        static={
            "FindSystemTimeZoneById": _by_id,
            "GetSystemTimeZones": lambda *unsorted: everything(),
            "ConvertTime": _convert,
            "ConvertTimeBySystemTimeZoneId": _by_names,
            "ConvertTimeFromUtc": lambda value, zone: _convert(o.DateTime(value.ticks, 1), zone),
            "ConvertTimeToUtc": lambda value, *zone: _convert(value, *zone, _by_id("UTC")),
            "ClearCachedData": lambda: None,
        },
        static_properties={"Local": local, "Utc": lambda: _by_id("UTC")},
    ),
)
