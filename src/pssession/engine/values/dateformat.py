"""Dates, times and spans by .NET's format strings.

Source: .NET standard and custom date and time format strings, standard and custom TimeSpan format strings.
"""

from __future__ import annotations

import re
from typing import Any

from pssession.engine.errors import FormatException
from pssession.engine.values.calendar import Fields, fields, local_offset_minutes, utc_ticks
from pssession.engine.values.cultures import INVARIANT, Culture, current
from pssession.objects import DateTime, DateTimeOffset, TimeSpan

_STANDARD = {
    "o": "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
    "r": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
    "s": "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    "u": "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
}
_TOKEN = re.compile(r"d+|f+|F+|g+|h+|H+|K|m+|M+|s+|t+|y+|z+|:|/|'[^']*'|\"[^\"]*\"|\\.|%.|.", re.DOTALL)


def format_date(value: DateTime | DateTimeOffset, text: str = "", culture: Culture | None = None) -> str:
    """Write a date by a format; without one as the general long form.

    Raises:
        FormatException: The format is not valid.
    """
    culture = culture or current()
    if not text:
        text = "G"
        if isinstance(value, DateTimeOffset):
            return _custom(value, f"{culture.patterns['G']} zzz", culture)
    if len(text) == 1:
        return _standard(value, text, culture)
    return _custom(value, text, culture)


def _standard(value: DateTime | DateTimeOffset, letter: str, culture: Culture) -> str:
    folded = letter.lower()
    if folded in "osru" and letter != "U":
        if letter in ("S",):
            raise FormatException("Input string was not in a correct format.")
        pattern = _STANDARD[folded]
        if folded == "o" and isinstance(value, DateTimeOffset):
            pattern = pattern.replace("K", "zzz")
        if isinstance(value, DateTimeOffset) and folded in "ru":
            value = DateTimeOffset(value.ticks - value.offset_minutes * 600_000_000, 0)
        return _custom(value, pattern, INVARIANT)
    if letter == "U":
        moved = DateTime(utc_ticks(value), 1)
        return _custom(moved, culture.patterns["F"], culture)
    pattern = culture.patterns.get(letter) or culture.patterns.get({"m": "M", "y": "Y"}.get(letter, ""), "")
    if not pattern:
        raise FormatException("Input string was not in a correct format.")
    return _custom(value, pattern, culture)


def _offset_minutes(value: DateTime | DateTimeOffset) -> int:
    if isinstance(value, DateTimeOffset):
        return value.offset_minutes
    if value.kind == 1:
        return 0
    return local_offset_minutes(value)


def _offset_text(minutes: int, width: int) -> str:
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    if width == 1:
        return f"{sign}{hours}"
    return f"{sign}{hours:02d}" if width == 2 else f"{sign}{hours:02d}:{rest:02d}"


def _custom(value: DateTime | DateTimeOffset, text: str, culture: Culture) -> str:
    parts = fields(value.ticks)
    out: list[str] = []
    tokens = _TOKEN.findall(text)
    genitive = "d" in tokens or "dd" in tokens
    for token in tokens:
        first = token[0]
        if first == "%" and len(token) == 2:
            out.append(_custom(value, token[1] + "\u200b", culture).replace("\u200b", ""))
        elif first in "'\"":
            out.append(token[1:-1] if len(token) > 1 else token)
        elif first == "\\":
            out.append(token[1:])
        elif first == "K":
            if isinstance(value, DateTimeOffset) or value.kind == 2:
                out.append(_offset_text(_offset_minutes(value), 3))
            elif value.kind == 1:
                out.append("Z")
        elif first == "z":
            out.append(_offset_text(_offset_minutes(value), len(token)))
        elif first == "F" and not _fraction(parts, token) and out and out[-1].endswith("."):
            out[-1] = out[-1][:-1]
        elif first == "M":
            out.append(_month(parts, token, culture, genitive))
        else:
            writer = _PARTS.get(first)
            out.append(token if writer is None else writer(parts, token, culture))
    return "".join(out)


def _fraction(parts: Fields, token: str) -> str:
    digits = f"{parts.fraction:07d}"[: len(token)]
    return digits.rstrip("0") if token[0] == "F" else digits


def _day(parts: Fields, token: str, culture: Culture) -> str:
    if len(token) == 1:
        return str(parts.day)
    if len(token) == 2:
        return f"{parts.day:02d}"
    return culture.short_days[parts.weekday] if len(token) == 3 else culture.days[parts.weekday]


def _month(parts: Fields, token: str, culture: Culture, genitive: bool) -> str:
    if len(token) == 1:
        return str(parts.month)
    if len(token) == 2:
        return f"{parts.month:02d}"
    if len(token) == 3:
        return (culture.short_genitive_months if genitive else culture.short_months)[parts.month - 1]
    return (culture.genitive_months if genitive else culture.months)[parts.month - 1]


def _year(parts: Fields, token: str, culture: Culture) -> str:
    if len(token) == 1:
        return str(parts.year % 100)
    return f"{parts.year % 100:02d}" if len(token) == 2 else f"{parts.year:0{len(token)}d}"


def _padded(number: int, token: str) -> str:
    return str(number) if len(token) == 1 else f"{number:02d}"


def _half(parts: Fields, token: str, culture: Culture) -> str:
    name = culture.am if parts.hour < 12 else culture.pm
    return name[:1] if len(token) == 1 else name


_PARTS: dict[str, Any] = {
    "d": _day,
    "y": _year,
    "H": lambda parts, token, culture: _padded(parts.hour, token),
    "h": lambda parts, token, culture: _padded((parts.hour + 11) % 12 + 1, token),
    "m": lambda parts, token, culture: _padded(parts.minute, token),
    "s": lambda parts, token, culture: _padded(parts.second, token),
    "f": lambda parts, token, culture: _fraction(parts, token),
    "F": lambda parts, token, culture: _fraction(parts, token),
    "t": _half,
    "/": lambda parts, token, culture: culture.date_separator,
    ":": lambda parts, token, culture: culture.time_separator,
    "g": lambda parts, token, culture: "A.D." if not culture.name else "AD",
}


def format_span(value: TimeSpan, text: str = "") -> str:
    """Write a span by a format; without one as `[-][d.]hh:mm:ss[.fffffff]`.

    Raises:
        FormatException: The format is not valid.
    """
    ticks = abs(value.ticks)
    sign = "-" if value.ticks < 0 else ""
    days, rest = divmod(ticks, 864_000_000_000)
    hours, rest = divmod(rest, 36_000_000_000)
    minutes, rest = divmod(rest, 600_000_000)
    seconds, fraction = divmod(rest, 10_000_000)
    if text in ("", "c", "t", "T"):
        head = f"{days}." if days else ""
        tail = f".{fraction:07d}" if fraction else ""
        return f"{sign}{head}{hours:02d}:{minutes:02d}:{seconds:02d}{tail}"
    if text == "g":
        head = f"{days}:" if days else ""
        tail = f".{fraction:07d}".rstrip("0") if fraction else ""
        return f"{sign}{head}{hours}:{minutes:02d}:{seconds:02d}{tail}"
    if text == "G":
        return f"{sign}{days}:{hours:02d}:{minutes:02d}:{seconds:02d}.{fraction:07d}"
    if len(text) == 1:
        raise FormatException("Input string was not in a correct format.")
    out: list[str] = []
    numbers = {"d": days, "h": hours, "m": minutes, "s": seconds}
    for token in re.findall(r"d+|h+|m+|s+|f+|F+|'[^']*'|\"[^\"]*\"|\\.|%.|.", text, re.DOTALL):
        first = token[0]
        if first == "%":
            first = token = token[1]
        if first in numbers:
            out.append(f"{numbers[first]:0{len(token)}d}")
        elif first in "fF":
            digits = f"{fraction:07d}"[: len(token)]
            out.append(digits.rstrip("0") if first == "F" else digits)
        elif first in "'\"":
            out.append(token[1:-1])
        elif first == "\\":
            out.append(token[1:])
        else:
            raise FormatException("Input string was not in a correct format.")
    return "".join(out)
