"""Dates and durations of .NET: 100 ns ticks, and a kind or an offset, which Python's own do not have. No clock is read here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

TICKS_PER_SECOND = 10_000_000
TICKS_PER_DAY = 86_400 * TICKS_PER_SECOND
UNSPECIFIED, UTC_KIND, LOCAL = 0, 1, 2
_EPOCH = datetime(1, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


class DateTime:
    """Hold a System.DateTime.

    Attributes:
        ticks: 100 ns since the year 1, of the wall clock.
        kind: 0 unspecified, 1 UTC, 2 local.
        offset_minutes: East of UTC, for a local time that came with one; None elsewhere.
    """

    __slots__ = ("kind", "offset_minutes", "ticks")

    def __init__(self, ticks: int, kind: int = UNSPECIFIED, offset_minutes: int | None = None) -> None:
        self.ticks = ticks
        self.kind = kind
        self.offset_minutes = offset_minutes

    @classmethod
    def from_datetime(cls, value: datetime) -> DateTime:
        """Convert Python's: aware ones in UTC become UTC, others with an offset local, naive ones unspecified."""
        ticks = (value.replace(tzinfo=None) - _EPOCH) // _MICROSECOND * 10
        if value.tzinfo is None:
            return cls(ticks)
        offset = value.utcoffset() or timedelta()
        if value.tzinfo is UTC or (offset == timedelta() and value.tzname() == "UTC"):
            return cls(ticks, UTC_KIND)
        return cls(ticks, LOCAL, int(offset.total_seconds() // 60))

    def to_datetime(self) -> datetime:
        """Convert to Python's, cut to microseconds."""
        value = _EPOCH + timedelta(microseconds=self.ticks // 10)
        if self.kind == UTC_KIND:
            return value.replace(tzinfo=UTC)
        if self.kind == LOCAL and self.offset_minutes is not None:
            return value.replace(tzinfo=timezone(timedelta(minutes=self.offset_minutes)))
        return value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateTime) and self.ticks == other.ticks

    def __lt__(self, other: DateTime) -> bool:
        return self.ticks < other.ticks

    def __hash__(self) -> int:
        return hash(self.ticks)

    def __repr__(self) -> str:
        return f"DateTime({(_EPOCH + timedelta(microseconds=self.ticks // 10)).isoformat()}, kind={self.kind})"


class TimeSpan:
    """Hold a System.TimeSpan: 100 ns ticks, negative ones too."""

    __slots__ = ("ticks",)

    def __init__(self, ticks: int) -> None:
        self.ticks = ticks

    @classmethod
    def from_timedelta(cls, value: timedelta) -> TimeSpan:
        """Convert Python's."""
        return cls(value // _MICROSECOND * 10)

    def to_timedelta(self) -> timedelta:
        """Convert to Python's, cut to microseconds."""
        return timedelta(microseconds=self.ticks // 10)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeSpan) and self.ticks == other.ticks

    def __lt__(self, other: TimeSpan) -> bool:
        return self.ticks < other.ticks

    def __hash__(self) -> int:
        return hash(("TimeSpan", self.ticks))

    def __repr__(self) -> str:
        return f"TimeSpan({self.ticks / TICKS_PER_SECOND:g} s)"


class DateTimeOffset:
    """Hold a System.DateTimeOffset: the wall clock's ticks and its minutes east of UTC."""

    __slots__ = ("offset_minutes", "ticks")

    def __init__(self, ticks: int, offset_minutes: int = 0) -> None:
        self.ticks = ticks
        self.offset_minutes = offset_minutes

    @property
    def utc_ticks(self) -> int:
        """Give the ticks of the same moment in UTC."""
        return self.ticks - self.offset_minutes * 60 * TICKS_PER_SECOND

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateTimeOffset) and self.utc_ticks == other.utc_ticks

    def __lt__(self, other: DateTimeOffset) -> bool:
        return self.utc_ticks < other.utc_ticks

    def __hash__(self) -> int:
        return hash(("DateTimeOffset", self.utc_ticks))

    def __repr__(self) -> str:
        return f"DateTimeOffset({(_EPOCH + timedelta(microseconds=self.ticks // 10)).isoformat()}, {self.offset_minutes} min)"
