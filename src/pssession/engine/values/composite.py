"""Composite formats: `{0,10:N2}` and what each kind of value makes of its part; the -f operator.

Source: .NET composite formatting; errors as PowerShell 7.6 words them.
"""

from __future__ import annotations

import uuid
from typing import Any

from pssession import objects as o
from pssession.engine.errors import FormatException, RuntimeException
from pssession.engine.values import enumeration, enums
from pssession.engine.values.conversions import to_string
from pssession.engine.values.cultures import INVARIANT, Culture, current
from pssession.engine.values.dateformat import format_date, format_span
from pssession.engine.values.numberformat import format_number
from pssession.engine.values.numbers import is_number
from pssession.engine.values.tables import lineage
from pssession.engine.values.text import plain_text
from pssession.engine.values.types import type_of


def format_operator(left: Any, right: Any) -> str:
    """Do -f.

    Raises:
        RuntimeException: FormatError.
    """
    text = to_string(left)
    items = enumeration.iterate(right)
    arguments = [right] if items is None else list(items)
    try:
        return format_composite(text, arguments)
    except FormatException as problem:
        raise RuntimeException(
            f"Error formatting a string: {problem.message}.", "FormatError", "InvalidOperation", text, problem
        ) from problem


def format_composite(text: str, arguments: list[Any], culture: Culture | None = None) -> str:
    """Fill a composite format.

    Raises:
        FormatException: The format is not valid, or names an argument that is not there.
    """
    culture = culture or current()
    out: list[str] = []
    index, end = 0, len(text)
    while index < end:
        letter = text[index]
        if letter == "{":
            if text.startswith("{{", index):
                out.append("{")
                index += 2
                continue
            piece, index = _item(text, index + 1, arguments, culture)
            out.append(piece)
        elif letter == "}":
            if not text.startswith("}}", index):
                raise _broken(index, "Unexpected closing brace without a corresponding opening brace.")
            out.append("}")
            index += 2
        else:
            stop = min((place for place in (text.find("{", index), text.find("}", index)) if place >= 0), default=end)
            out.append(text[index:stop])
            index = stop
    return "".join(out)


def _broken(offset: int, reason: str) -> FormatException:
    return FormatException(f"Input string was not in a correct format. Failure to parse near offset {offset}. {reason}")


def _item(text: str, index: int, arguments: list[Any], culture: Culture) -> tuple[str, int]:
    end = len(text)
    start = index
    while index < end and text[index].isdigit() and text[index].isascii():
        index += 1
    if index == start:
        if index >= end:
            raise _broken(index, "Format item ends prematurely.")
        raise _broken(index, "Expected an ASCII digit.")
    number = int(text[start:index])
    while index < end and text[index] == " ":
        index += 1
    width, format_text = 0, ""
    if index < end and text[index] == ",":
        index += 1
        while index < end and text[index] == " ":
            index += 1
        start = index
        if index < end and text[index] == "-":
            index += 1
        while index < end and text[index].isdigit():
            index += 1
        if not text[start:index].lstrip("-"):
            raise _broken(index, "Expected an ASCII digit." if index < end else "Format item ends prematurely.")
        width = int(text[start:index])
        while index < end and text[index] == " ":
            index += 1
    if index < end and text[index] == ":":
        stop = text.find("}", index)
        if stop < 0:
            raise _broken(end, "Format item ends prematurely.")
        format_text = text[index + 1 : stop]
        if "{" in format_text:
            raise _broken(index + 2 + format_text.index("{"), "Unexpected opening brace.")
        index = stop
    if index >= end:
        raise _broken(end, "Format item ends prematurely.")
    if text[index] != "}":
        raise _broken(index + 1, "Expected a closing brace." if text[index] != "{" else "Unexpected opening brace.")
    if number >= len(arguments):
        raise FormatException("Index (zero based) must be greater than or equal to zero and less than the size of the argument list.")
    shown = format_value(arguments[number], format_text, culture)
    return (shown.rjust(width) if width >= 0 else shown.ljust(-width)), index + 1


def format_value(value: Any, text: str = "", culture: Culture | None = None) -> str:
    """Write one value by a format, as IFormattable.ToString does; values without formats write themselves.

    Raises:
        FormatException: The format does not suit the value.
    """
    if type(value) is o.PSObject:
        if value.base is o.CUSTOM or value.text is not None:
            return to_string(value)
        value = value.base
    if value is None:
        return ""
    if type(value) is str:
        return value
    if type(value) is bool:
        return to_string(value)
    if is_number(value):
        return format_number(value, text, culture)
    if isinstance(value, (o.DateTime, o.DateTimeOffset)):
        return format_date(value, text, culture)
    if isinstance(value, o.TimeSpan):
        return format_span(value, text)
    if isinstance(value, uuid.UUID):
        return format_guid(value, text)
    if enums.is_enum(value):
        return format_enum(value, text)
    for table in lineage(type_of(value)):
        formatter = table.methods.get("ToString(System.String,System.IFormatProvider)")
        if formatter is not None:
            return str(formatter(value, text, culture or current()))
    return culture_text(value, culture)


def culture_text(value: Any, culture: Culture | None = None) -> str:
    """Give what ToString() without arguments gives: in the current culture, not the invariant one."""
    if is_number(value):
        return format_number(value, "", culture)
    if isinstance(value, (o.DateTime, o.DateTimeOffset)):
        return format_date(value, "", culture)
    for table in lineage(type_of(value)):
        if table.culture_text is not None:
            return str(table.culture_text(value))
    if enumeration.unrolls(value):
        return type_of(value).key
    return plain_text(value)


def format_guid(value: uuid.UUID, text: str = "") -> str:
    """Write a Guid: D, N, B, P or X.

    Raises:
        FormatException: Another letter.
    """
    plain = str(value)
    letter = (text or "D").upper()
    if letter == "D":
        return plain
    if letter == "N":
        return value.hex
    if letter == "B":
        return f"{{{plain}}}"
    if letter == "P":
        return f"({plain})"
    if letter == "X":
        digits = value.hex
        tail = ",".join(f"0x{digits[index : index + 2]}" for index in range(16, 32, 2))
        return f"{{0x{digits[:8]},0x{digits[8:12]},0x{digits[12:16]},{{{tail}}}}}"
    raise FormatException('Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".')


def format_enum(value: Any, text: str = "") -> str:
    """Write a value of an enumeration: G, F, D or X.

    Raises:
        FormatException: Another letter.
    """
    letter = (text or "G").upper()
    if letter in "GF" and len(letter) == 1:
        return enums.enum_text(value)
    if letter == "D":
        return str(enums.number_of(value))
    if letter == "X":
        width = {"System.Byte": 2, "System.SByte": 2, "System.Int16": 4, "System.UInt16": 4, "System.Int64": 16, "System.UInt64": 16}
        size = width.get(type_of(value).underlying, 8)
        return f"{enums.number_of(value) & (16**size - 1):0{size}X}"
    raise FormatException('Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".')


__all__ = ["INVARIANT", "culture_text", "format_composite", "format_enum", "format_guid", "format_operator", "format_value"]
