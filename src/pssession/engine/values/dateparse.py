"""Texts to dates and spans: by a culture's names and the order of its short dates; English names count everywhere.

Source: DateTime.Parse and TimeSpan.Parse of .NET 10.
"""

from __future__ import annotations

import re
from functools import cache

from pssession.engine.errors import FormatException, OverflowException
from pssession.engine.values.calendar import TICKS_PER_DAY, TICKS_PER_MINUTE, fields, local_from_utc, make_ticks, utc_now_ticks
from pssession.engine.values.cultures import INVARIANT, Culture
from pssession.objects import DateTime, DateTimeOffset, TimeSpan

_TOKEN = re.compile(r"\d+|[^\W\d_]+\.?|[^\w\s]|\s+|_")
_WORD = re.compile(r"[^\W\d_]+")
_TIME = re.compile(
    r"(?<![\d.])(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?(?:[\s\u202f]*([AaPp])\.?[Mm]?\.?\b)?"
    r"|(?<![\d./-])(\d{1,2})[\s\u202f]*([AaPp])[Mm]\b"
)
_ZONE = re.compile(r"(?:(?<=[\d\s])|^)(?:(Z|GMT|UTC)|([+-])(\d{1,2}):?(\d{2})?)\s*$", re.IGNORECASE)


class _Names:
    """Hold what a culture calls months, days and halves of a day, and in which order a short date has its parts."""

    def __init__(self, culture: Culture) -> None:
        self.months: dict[str, int] = {}
        self.days: set[str] = set()
        for known in (INVARIANT, culture):
            for names in (known.months, known.short_months, known.genitive_months, known.short_genitive_months):
                self.months.update({name.lower().rstrip("."): place + 1 for place, name in enumerate(names)})
            self.days |= {name.lower().rstrip(".") for name in (*known.days, *known.short_days)}
        self.words = {
            part for text in (*self.months, *self.days, culture.am.lower(), culture.pm.lower()) for part in _WORD.findall(text)
        } | _WORDS
        pattern = culture.patterns["d"]
        self.order = "".join(sorted("dMy", key=lambda letter: pattern.find(letter)))


@cache
def _names_of(culture: Culture) -> _Names:
    return _Names(culture)


def parse_date(text: str, *, assume_utc: bool = False, keep_kind: bool = False, culture: Culture = INVARIANT) -> DateTime:
    """Read a date; what names a zone becomes local.

    Raises:
        FormatException: The text is no date.
    """
    ticks, offset, _ = _read(text, culture)
    if offset is None:
        return DateTime(ticks, 1 if assume_utc else 0)
    utc = ticks - offset * TICKS_PER_MINUTE
    if keep_kind and offset == 0 and text.strip()[-1:] in "Zz":
        return DateTime(utc, 1)
    return local_from_utc(utc)


def parse_offset(text: str, culture: Culture = INVARIANT) -> DateTimeOffset:
    """Read a date with its offset; the machine's zone where none is named.

    Raises:
        FormatException: The text is no date.
    """
    ticks, offset, _ = _read(text, culture)
    if offset is None:
        from pssession.engine.values.calendar import local_offset_minutes

        offset = local_offset_minutes(DateTime(ticks, 0))
    return DateTimeOffset(ticks, offset)


def _bad(text: str) -> FormatException:
    return FormatException(f"String '{text}' was not recognized as a valid DateTime.")


def _read(text: str, culture: Culture) -> tuple[int, int | None, bool]:
    """Give ticks, offset in minutes if there is one, and whether a date was named."""
    rest = text.strip()
    if not rest:
        raise FormatException(
            "String '' was not recognized as a valid DateTime." if not text else f"String '{text}' was not recognized as a valid DateTime."
        )
    names = _names_of(culture)
    for word in _WORD.finditer(rest):
        if word[0].lower() not in names.words:
            raise FormatException(
                f"The string '{text}' was not recognized as a valid DateTime. "
                f"There is an unknown word starting at index '{text.index(word[0])}'."
            )
    rest = re.sub(r"(?<=\d)T(?=\d)", " ", rest, count=1)
    time = _TIME.search(rest)
    hour = minute = second = fraction = 0
    offset: int | None = None
    if time is not None:
        tail = rest[time.end() :]
        zone = _ZONE.search(tail)
        if zone is not None and zone[0].strip():
            offset = _zone_minutes(zone)
            tail = tail[: zone.start()]
        hour, minute, second, fraction = _clock(time, text)
        rest = rest[: time.start()] + " " + tail
    else:
        zone = re.search(r"(?<=\d)(Z)\s*$", rest)
        if zone is not None:
            offset = 0
            rest = rest[: zone.start()]
    year, month, day, named = _date_part(rest, text, names)
    try:
        return make_ticks(year, month, day, hour, minute, second, fraction), offset, named
    except ValueError as problem:
        raise _bad(text) from problem


_WORDS = {"am", "pm", "a", "p", "t", "z", "gmt", "utc", "ad", "of"}


def _zone_minutes(zone: re.Match[str]) -> int:
    if zone[1]:
        return 0
    minutes = int(zone[3]) * 60 + int(zone[4] or 0)
    return -minutes if zone[2] == "-" else minutes


def _clock(time: re.Match[str], text: str) -> tuple[int, int, int, int]:
    if time[6]:
        hour, minute, second, fraction, half = int(time[6]), 0, 0, 0, time[7]
    else:
        hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
        digits = time[4] or ""
        fraction = int((digits + "0000000")[:7]) if digits else 0
        if len(digits) > 7 and digits[7] >= "5":
            fraction += 1
        half = time[5]
    if half:
        if not 1 <= hour <= 12 and not (hour == 0):
            raise _bad(text)
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise _bad(text)
    return hour, minute, second, fraction


def _date_part(rest: str, text: str, names: _Names) -> tuple[int, int, int, bool]:
    numbers: list[str] = []
    month = 0
    month_first = False
    for token in _TOKEN.findall(rest):
        folded = token.lower().rstrip(".")
        if token[0].isdigit():
            numbers.append(token)
        elif folded in names.months and folded not in names.days:
            if month:
                raise _bad(text)
            month = names.months[folded]
            month_first = not numbers
        elif folded in names.days or folded in names.words or token.isspace() or token in ",/-.":
            continue
        else:
            raise _bad(text)
    today = fields(local_from_utc(utc_now_ticks()).ticks)
    if month:
        return _with_month(numbers, month, month_first, today.year, text)
    if not numbers:
        return today.year, today.month, today.day, False
    if len(numbers) == 1:
        digits = numbers[0]
        if len(digits) == 8 and "-" not in rest:
            raise _bad(text)
        raise _bad(text)
    if len(numbers) == 2:
        first, second = numbers
        if len(first) >= 3:
            return int(first), int(second), 1, True
        if len(second) >= 3:
            return int(second), int(first), 1, True
        if names.order.index("d") < names.order.index("M"):
            first, second = second, first
        return today.year, int(first), int(second), True
    if len(numbers) == 3:
        if len(numbers[0]) >= 3:
            return int(numbers[0]), int(numbers[1]), int(numbers[2]), True
        order = names.order if len(numbers[2]) < 3 else names.order.replace("y", "") + "y"
        parts = dict(zip(order, numbers, strict=True))
        return _full_year(parts["y"]), int(parts["M"]), int(parts["d"]), True
    raise _bad(text)


def _full_year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (2000 if number < 50 else 1900)


def _with_month(numbers: list[str], month: int, month_first: bool, year: int, text: str) -> tuple[int, int, int, bool]:
    if not numbers:
        return year, month, 1, True
    if len(numbers) == 1:
        if len(numbers[0]) > 2:
            return int(numbers[0]), month, 1, True
        return year, month, int(numbers[0]), True
    if len(numbers) == 2:
        first, second = numbers
        if len(first) > 2:
            return int(first), month, int(second), True
        return _full_year(second), month, int(first), True
    raise _bad(text)


_SPAN = re.compile(r"\s*(-)?(?:(\d+)[.:](?=\d+:\d+:))?(\d+)(?::(\d+)(?::(\d+)(?:\.(\d{1,7}))?)?)?\s*")


def parse_span(text: str) -> TimeSpan:
    """Read a span.

    Raises:
        FormatException: The text is no span.
        OverflowException: A part is out of range.
    """
    match = _SPAN.fullmatch(text)
    if match is None:
        simple = re.fullmatch(r"\s*(-)?(\d+)\.(\d+):(\d+)\s*", text)
        if simple is None:
            raise FormatException(f"String '{text}' was not recognized as a valid TimeSpan.")
        ticks = int(simple[2]) * TICKS_PER_DAY + (int(simple[3]) * 60 + int(simple[4])) * TICKS_PER_MINUTE
        return TimeSpan(-ticks if simple[1] else ticks)
    days, hours, minutes, seconds = match[2], match[3], match[4], match[5]
    if minutes is None:
        ticks = int(hours) * TICKS_PER_DAY
    else:
        if int(hours) > 23 or int(minutes) > 59 or int(seconds or 0) > 59:
            raise OverflowException(
                f"The TimeSpan string '{text}' could not be parsed because at least one of the numeric components is out of range "
                "or contains too many digits."
            )
        ticks = int(days or 0) * TICKS_PER_DAY
        ticks += ((int(hours) * 60 + int(minutes)) * 60 + int(seconds or 0)) * 10_000_000 + int((match[6] or "").ljust(7, "0") or 0)
    return TimeSpan(-ticks if match[1] else ticks)


_EXACT = {
    "yyyy": r"(?P<y>\d{4})", "yy": r"(?P<y>\d{2})", "MMMM": r"(?P<N>[^\W\d_]+)", "MMM": r"(?P<N>[^\W\d_]+\.?)", "MM": r"(?P<M>\d{2})",
    "M": r"(?P<M>\d{1,2})", "dddd": r"[^\W\d_]+", "ddd": r"[^\W\d_]+\.?", "dd": r"(?P<d>\d{2})", "d": r"(?P<d>\d{1,2})",
    "HH": r"(?P<H>\d{2})", "H": r"(?P<H>\d{1,2})", "hh": r"(?P<h>\d{2})", "h": r"(?P<h>\d{1,2})", "mm": r"(?P<m>\d{2})",
    "m": r"(?P<m>\d{1,2})", "ss": r"(?P<s>\d{2})", "s": r"(?P<s>\d{1,2})", "tt": r"(?P<t>[AaPp][Mm])", "t": r"(?P<t>[AaPp])",
    "K": r"(?P<z>Z|[+-]\d\d:\d\d)?", "zzz": r"(?P<z>[+-]\d\d:\d\d)", "zz": r"(?P<z>[+-]\d\d)", "z": r"(?P<z>[+-]\d{1,2})",
}  # fmt: skip


def parse_exact(text: str, pattern: str, culture: Culture = INVARIANT) -> DateTime:
    """Read a date that has exactly a custom format.

    Raises:
        FormatException: It has not.
    """
    from pssession.engine.values.dateformat import _STANDARD

    if len(pattern) == 1:
        pattern = _STANDARD.get(pattern.lower(), "") or culture.patterns.get(pattern, pattern)
    out: list[str] = []
    for token in re.findall(r"d+|f+|F+|h+|H+|K|m+|M+|s+|t+|y+|z+|'[^']*'|\"[^\"]*\"|\\.|.", pattern, re.DOTALL):
        if token in _EXACT:
            out.append(_EXACT[token])
        elif token[0] == "f":
            out.append(rf"(?P<f>\d{{{len(token)}}})")
        elif token[0] == "F":
            out.append(rf"(?P<f>\d{{0,{len(token)}}})")
        elif token[0] in "'\"":
            out.append(re.escape(token[1:-1]))
        elif token in "/:":
            out.append(re.escape(culture.date_separator if token == "/" else culture.time_separator))
        else:
            out.append(re.escape(token[-1]))
    try:
        match = re.fullmatch("".join(out), text, re.IGNORECASE)
    except re.error:
        match = None
    if match is None:
        raise _bad(text)
    found = match.groupdict()
    today = fields(local_from_utc(utc_now_ticks()).ticks)
    named = (found.get("N") or "").lower().rstrip(".")
    month = _names_of(culture).months.get(named, 0)
    if named and not month:
        raise _bad(text)
    month = month or int(found.get("M") or (1 if found.get("y") or found.get("d") else today.month))
    year = _full_year(found["y"]) if found.get("y") else today.year
    day = int(found.get("d") or (1 if found.get("y") or found.get("M") or found.get("N") else today.day))
    hour = int(found.get("H") or 0)
    if found.get("h"):
        hour = int(found["h"]) % 12 + (12 if (found.get("t") or "a").lower().startswith("p") else 0)
    fraction = int((found.get("f") or "").ljust(7, "0") or 0)
    try:
        ticks = make_ticks(year, month, day, hour, int(found.get("m") or 0), int(found.get("s") or 0), fraction)
    except ValueError as problem:
        raise _bad(text) from problem
    zone = found.get("z")
    if zone:
        if zone.lower() == "z":
            return local_from_utc(ticks)
        minutes = int(zone[1:3]) * 60 + int(zone[4:6] or 0)
        return local_from_utc(ticks + (minutes if zone[0] == "-" else -minutes) * TICKS_PER_MINUTE)
    return DateTime(ticks, 0)
