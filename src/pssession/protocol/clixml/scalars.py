"""The simple types of CLIXML: one row a tag.

A row gives the tag, the Python type, and how a value becomes text and text a value. Adding a type is adding a row.
Source: MS-PSRP 2.2.5.1; the forms of numbers and times are those of XmlConvert, checked against PowerShell 7.6.
"""

from __future__ import annotations

import base64
import math
import re
import struct
import uuid
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from pssession.objects import (
    Byte,
    ByteArray,
    Char,
    DateTime,
    Decimal,
    Int16,
    Int64,
    SByte,
    ScriptBlockText,
    Single,
    TimeSpan,
    UInt16,
    UInt32,
    UInt64,
    Uri,
    Version,
    XmlDocument,
)
from pssession.protocol.clixml.text import escape, unescape

INT32_MIN, INT32_MAX = -(2**31), 2**31 - 1
_TICKS = 10_000_000
_DAY = 86_400
_END_OF_TIME = 3_652_059 * _DAY * _TICKS
_DECIMAL_MAX = 2**96 - 1
_SINGLE = struct.Struct("f")
_SPECIAL_READ = frozenset(("inf", "-inf", "nan", "infinity", "-infinity"))
_DECIMAL_DIGIT = re.compile("[0-9]")
# From so many digits before the point on, .NET writes an exponent.
_DOUBLE_DIGITS, _SINGLE_DIGITS = 17, 9


def _bounded(kind: type[int], low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text)
        if not low <= value <= high or "_" in text:
            raise ValueError(f"{text} is no {kind.__name__}")
        return kind(value)

    return read


def _significant(text: str) -> tuple[str, str, int]:
    """Split Python's shortest form into sign, digits and the exponent of the first digit."""
    sign = "-" if text[0] == "-" else ""
    mantissa, _, exponent = text.lstrip("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    first = len(whole) - 1 + int(exponent or 0) - (len(whole + fraction) - len((whole + fraction).lstrip("0")))
    return sign, digits.rstrip("0") or "0", first


def _real(shortest: str, limit: int) -> str:
    """Write a finite number as .NET does: positional from 1E-05 up to `limit` digits, else with an exponent."""
    sign, digits, first = _significant(shortest)
    if digits == "0":
        return sign + "0"
    if -5 <= first < limit:
        if first < 0:
            return f"{sign}0.{'0' * (-first - 1)}{digits}"
        whole = digits[: first + 1].ljust(first + 1, "0")
        return f"{sign}{whole}.{digits[first + 1 :]}" if len(digits) > first + 1 else sign + whole
    tail = "." + digits[1:] if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}E{'-' if first < 0 else '+'}{abs(first):02d}"


_SPECIAL_REALS = {"inf": "INF", "-inf": "-INF", "nan": "NaN"}


def double_text(value: float) -> str:
    """Write a Double so that it reads back exactly."""
    shortest = repr(float(value))
    return _SPECIAL_REALS.get(shortest) or _real(shortest, _DOUBLE_DIGITS)


def single_text(value: float) -> str:
    """Write a Single so that it reads back exactly."""
    shortest = repr(float(value))
    if shortest in _SPECIAL_REALS:
        return _SPECIAL_REALS[shortest]
    for precision in range(1, 10):
        candidate = f"{float(value):.{precision}g}"
        try:
            if struct.unpack("f", struct.pack("f", float(candidate)))[0] == struct.unpack("f", struct.pack("f", float(value)))[0]:
                return _real(repr(float(candidate)), _SINGLE_DIGITS)
        except OverflowError:
            continue
    return _real(shortest, _SINGLE_DIGITS)


def _read_double(text: str) -> float:
    value = float(text)
    if (value - value != 0 and text.strip().lower() not in _SPECIAL_READ and not _DECIMAL_DIGIT.search(text)) or "_" in text:
        raise ValueError(text[:80])
    return value


def _read_single(text: str) -> Single:
    value = _read_double(text)
    try:
        return Single(_SINGLE.unpack(_SINGLE.pack(value))[0])
    except OverflowError:
        return Single(math.copysign(math.inf, value))


_DECIMAL = re.compile(r"([+-]?)([0-9]{0,40})(?:\.([0-9]{0,60}))?")


def _read_decimal(text: str) -> Decimal:
    match = _DECIMAL.fullmatch(text.strip())
    if match is None:
        raise ValueError(text[:80])
    sign, whole, fraction = match[1], match[2], match[3] or ""
    number, places = int(whole + fraction), len(fraction)
    # 96 bits have room for 28 digits, at times 29; of more the last are rounded away.
    dropped = max(0, places - 28)
    kept = _rounded(number, dropped)
    while kept > _DECIMAL_MAX:
        dropped += 1
        kept = _rounded(number, dropped)
    if dropped > places:
        raise ValueError(text[:80])
    return Decimal(f"{sign}{kept}E-{places - dropped}")


def _rounded(number: int, digits: int) -> int:
    """Drop the last digits, half to even."""
    unit = int(10**digits)
    kept, rest = divmod(number, unit)
    return kept + int(rest * 2 > unit or (rest * 2 == unit and kept % 2 == 1))


def _date_text(value: DateTime) -> str:
    seconds, fraction = divmod(value.ticks, _TICKS)
    days, seconds = divmod(seconds, _DAY)
    from datetime import date

    text = f"{date.fromordinal(days + 1).isoformat()}T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if fraction:
        text += "." + f"{fraction:07d}".rstrip("0")
    if value.kind == 1:
        return text + "Z"
    if value.kind == 2:
        offset = value.offset_minutes or 0
        return f"{text}{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"
    return text


_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?\d*(Z|[+-]\d\d:\d\d)?")


def _read_date(text: str) -> DateTime:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    from datetime import date

    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    if hour > 24 or minute > 59 or second > 59:
        raise ValueError(text)
    days = date(year, month, day).toordinal() - 1
    ticks = ((days * _DAY) + hour * 3600 + minute * 60 + second) * _TICKS + int((match[7] or "").ljust(7, "0"))
    if ticks >= _END_OF_TIME:
        raise ValueError(text)
    zone = match[8]
    if zone is None:
        return DateTime(ticks)
    if zone == "Z":
        return DateTime(ticks, 1)
    offset = int(zone[1:3]) * 60 + int(zone[4:])
    return DateTime(ticks, 2, -offset if zone[0] == "-" else offset)


def _span_text(value: TimeSpan) -> str:
    ticks = abs(value.ticks)
    seconds, fraction = divmod(ticks, _TICKS)
    days, seconds = divmod(seconds, _DAY)
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = ("-" if value.ticks < 0 else "") + "P" + (f"{days}D" if days else "")
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if fraction:
        time += f"{rest}." + f"{fraction:07d}".rstrip("0") + "S"
    elif rest:
        time += f"{rest}S"
    if time:
        return f"{text}T{time}"
    return text if days else "PT0S"


_SPAN = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7})\d*)?S)?)?")


def _read_span(text: str) -> TimeSpan:
    match = _SPAN.fullmatch(text.strip())
    if match is None or len(text) > 64:
        raise ValueError(text)
    years, months, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:7])
    # .NET: a year has 365 days here, a month 30.
    days += years * 365 + months * 30
    ticks = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * _TICKS + int((match[8] or "").ljust(7, "0"))
    if match[1]:
        ticks = -ticks
    if not -(2**63) <= ticks < 2**63:
        raise ValueError(text)
    return TimeSpan(ticks)


def _read_bool(text: str) -> bool:
    found = _BOOLEANS.get(text)
    if found is None:
        found = _BOOLEANS.get(text.strip())
    if found is None:
        raise ValueError(text)
    return found


_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def _read_bytes(text: str) -> ByteArray:
    return ByteArray(base64.b64decode(text))


def _bytes_text(value: bytes | bytearray) -> str:
    return base64.b64encode(value).decode()


def _read_document(text: str) -> XmlDocument:
    plain = unescape(text)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(plain, True)
    except expat.ExpatError as problem:
        raise ValueError(str(problem)) from None
    return XmlDocument(plain)


def _refuse(*_: Any) -> None:
    raise ValueError("document types are refused")


def _int32(text: str) -> int:
    value = int(text)
    if not INT32_MIN <= value <= INT32_MAX or "_" in text:
        raise ValueError(text)
    return value


Row = tuple[str, type[Any], Callable[[Any], str], Callable[[str], Any]]

# Tag, type, value to text, text to value. Int32 and String are here for the reader; the writer knows them by heart. A script block
# arrives as its text: nothing that comes from elsewhere is code.
ROWS: tuple[Row, ...] = (
    ("S", str, escape, unescape),
    ("C", Char, lambda value: str(value.code), lambda text: Char(_bounded(int, 0, 0xFFFF)(text))),
    ("B", bool, lambda value: "true" if value else "false", _read_bool),
    ("DT", DateTime, _date_text, _read_date),
    ("TS", TimeSpan, _span_text, _read_span),
    ("By", Byte, int.__repr__, _bounded(Byte, 0, 0xFF)),
    ("SB", SByte, int.__repr__, _bounded(SByte, -0x80, 0x7F)),
    ("U16", UInt16, int.__repr__, _bounded(UInt16, 0, 0xFFFF)),
    ("I16", Int16, int.__repr__, _bounded(Int16, -0x8000, 0x7FFF)),
    ("U32", UInt32, int.__repr__, _bounded(UInt32, 0, 2**32 - 1)),
    ("I32", int, int.__repr__, _int32),
    ("U64", UInt64, int.__repr__, _bounded(UInt64, 0, 2**64 - 1)),
    ("I64", Int64, int.__repr__, _bounded(Int64, -(2**63), 2**63 - 1)),
    ("Sg", Single, single_text, _read_single),
    ("Db", float, double_text, _read_double),
    ("D", Decimal, lambda value: format(value, "f"), _read_decimal),
    ("BA", ByteArray, _bytes_text, _read_bytes),
    ("G", uuid.UUID, str, lambda text: uuid.UUID(text.strip())),
    ("URI", Uri, lambda value: escape(value.text), lambda text: Uri(unescape(text))),
    ("Version", Version, str, Version.parse),
    ("XD", XmlDocument, lambda value: escape(value.text), _read_document),
    ("SBK", ScriptBlockText, lambda value: escape(value.text), unescape),
)

READERS: dict[str, Callable[[str], Any]] = {tag: read for tag, _, _, read in ROWS}
DOTNET_NAMES: dict[str, str] = {
    "S": "System.String",
    "C": "System.Char",
    "B": "System.Boolean",
    "DT": "System.DateTime",
    "TS": "System.TimeSpan",
    "By": "System.Byte",
    "SB": "System.SByte",
    "U16": "System.UInt16",
    "I16": "System.Int16",
    "U32": "System.UInt32",
    "I32": "System.Int32",
    "U64": "System.UInt64",
    "I64": "System.Int64",
    "Sg": "System.Single",
    "Db": "System.Double",
    "D": "System.Decimal",
    "BA": "System.Byte[]",
    "G": "System.Guid",
    "URI": "System.Uri",
    "Version": "System.Version",
    "XD": "System.Xml.XmlDocument",
    "SBK": "System.Management.Automation.ScriptBlock",
}
WRITERS: dict[type[Any], tuple[str, Callable[[Any], str]]] = {kind: (tag, write) for tag, kind, write, _ in ROWS}
WRITERS[bytes] = WRITERS[bytearray] = WRITERS[ByteArray]

__all__ = ["DOTNET_NAMES", "INT32_MAX", "INT32_MIN", "READERS", "ROWS", "WRITERS", "double_text", "single_text"]
