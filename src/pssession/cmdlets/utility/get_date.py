"""Get-Date: now or another moment, as a date or as text. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values import calendar
from pssession.engine.values.cultures import current
from pssession.engine.values.dateformat import format_date
from pssession.engine.values.enums import EnumValue
from pssession.engine.values.types import DotNetType, define

_HINT = define(
    DotNetType(
        "Microsoft.PowerShell.Commands.DisplayHintType",
        base="System.Enum",
        kind="e",
        underlying="System.Int32",
        enum_values={"Date": 0, "Time": 1, "DateTime": 2},
    )
)
_NAMED = {
    "filedate": ("yyyyMMdd", False),
    "filedateuniversal": ("yyyyMMddZ", True),
    "filedatetime": ("yyyyMMddTHHmmssffff", False),
    "filedatetimeuniversal": ("yyyyMMddTHHmmssffffZ", True),
}
_PARTS = ("year", "month", "day", "hour", "minute", "second", "millisecond")
_MILLISECOND = 10_000


class GetDateCommand(Cmdlet):
    """Give a date, or its text."""

    def process(self) -> None:
        moment = self._moment()
        if self.is_bound("UFormat"):
            self.write(unix_text(moment, self.u_format))
        elif self.is_bound("Format"):
            self.write(self._formatted(moment, self.format))
        else:
            hint = EnumValue(_HINT, 2) if self.display_hint is None else self.display_hint
            self.write(o.PSObject(moment, o.PropertyBag({"DisplayHint": hint})))

    def _moment(self) -> o.DateTime:
        if self.unix_time_seconds is not None:
            ticks = calendar.UNIX_EPOCH_TICKS + int(self.unix_time_seconds) * calendar.TICKS_PER_SECOND
            made = calendar.local_from_utc(ticks)
        elif self.date is not None:
            given = self.date.base if type(self.date) is o.PSObject else self.date
            made = given
        else:
            made = calendar.local_from_utc(calendar.utc_now_ticks())
        if any(self.is_bound(name.capitalize()) for name in _PARTS):
            made = self._changed(made)
        return calendar.to_utc(made) if self.as_utc and made.kind != 1 else made

    def _changed(self, moment: o.DateTime) -> o.DateTime:
        """Put in the parts that were given; the rest of a millisecond is dropped where it was given."""
        known = calendar.fields(moment.ticks)
        given: dict[str, Any] = {name: getattr(self, name) for name in _PARTS}
        rest = known.fraction
        if given["millisecond"] is not None:
            rest = given["millisecond"] * _MILLISECOND + rest % _MILLISECOND
        parts = [getattr(known, name) if given[name] is None else given[name] for name in _PARTS[:6]]
        parts[2] = min(parts[2], _days(parts[0], parts[1])) if given["day"] is None else parts[2]
        return o.DateTime(
            calendar.make_ticks(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], rest), moment.kind, moment.offset_minutes
        )

    def _formatted(self, moment: o.DateTime, wanted: str) -> str:
        named = _NAMED.get(wanted.lower())
        if named is None:
            return format_date(moment, wanted, current())
        text, universal = named
        if universal:
            moment = calendar.to_utc(moment)
        return format_date(moment, text.replace("T", "'T'").replace("Z", "'Z'"), current())


def _days(year: int, month: int) -> int:
    import calendar as months

    return months.monthrange(year, month)[1]


_FORMATS = {
    "A": "dddd",
    "a": "ddd",
    "B": "MMMM",
    "b": "MMM",
    "h": "MMM",
    "c": "ddd dd MMM yyyy HH:mm:ss",
    "D": "MM/dd/yy",
    "d": "dd",
    "F": "yyyy-MM-dd",
    "G": "yyyy",
    "g": "yy",
    "H": "HH",
    "I": "hh",
    "l": "%h",
    "M": "mm",
    "m": "MM",
    "p": "tt",
    "R": "HH:mm",
    "r": "hh:mm:ss tt",
    "S": "ss",
    "T": "HH:mm:ss",
    "X": "HH:mm:ss",
    "x": "MM/dd/yy",
    "Y": "yyyy",
    "y": "yy",
}


def unix_text(moment: o.DateTime, pattern: str) -> str:
    """Write a date by a pattern of the date program: `%Y-%m-%d`, with or without a plus in front."""
    parts: list[str] = []
    place = 1 if pattern.startswith("+") else 0
    while place < len(pattern):
        letter = pattern[place]
        place += 1
        if letter != "%" or place >= len(pattern):
            parts.append(letter)
            continue
        parts.append(_unix_part(moment, pattern[place]))
        place += 1
    return "".join(parts)


def _unix_part(moment: o.DateTime, letter: str) -> str:
    known = calendar.fields(moment.ticks)
    if letter in _FORMATS:
        return format_date(moment, _FORMATS[letter], current())
    minutes = calendar.local_offset_minutes(moment)
    computed: dict[str, Callable[[], str]] = {
        "%": lambda: "%",
        "C": lambda: f"{known.year // 100:02d}",
        "e": lambda: f"{known.day:2d}",
        "j": lambda: f"{known.day_of_year:03d}",
        "k": lambda: f"{known.hour:2d}",
        "n": lambda: "\n",
        "s": lambda: str((calendar.utc_ticks(moment) - calendar.UNIX_EPOCH_TICKS) // calendar.TICKS_PER_SECOND),
        "t": lambda: "\t",
        "U": lambda: str(known.day_of_year // 7),
        "u": lambda: str(int(known.weekday) or 7),
        "V": lambda: f"{_iso_week(known):02d}",
        "W": lambda: str(known.day_of_year // 7),
        "w": lambda: str(int(known.weekday)),
        "Z": lambda: f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}",
    }
    found = computed.get(letter)
    return letter if found is None else found()


def _iso_week(known: calendar.Fields) -> int:
    import datetime

    return datetime.date(known.year, known.month, known.day).isocalendar()[1]
