"""From objects to JSON text: what of an object is written, how deep, and the text itself.

Source: ConvertTo-Json as PowerShell 7.6 was recorded (cmd.json, cmd.serialize_text); numbers and escapes as Newtonsoft.Json writes them.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import DotNetException
from pssession.engine.values import enumeration, enums, members, typedata
from pssession.engine.values.calendar import local_offset_minutes
from pssession.engine.values.conversions import to_string
from pssession.engine.values.dateformat import format_date
from pssession.engine.values.types import type_names

_PLAIN = (str, bool, int, float)


class NonStringKey(Exception):
    """Say that a dictionary has a key that is no text; the argument is the dictionary."""


class JsonShape:
    """Turn objects into what JSON has: dictionaries, lists, texts, numbers.

    Args:
        depth: How many levels below the top are written as objects; deeper ones as texts.
        enums_as_strings: Write names instead of numbers.
        truncated: Called once when something was too deep.
    """

    def __init__(self, depth: int, *, enums_as_strings: bool, truncated: Callable[[], None]) -> None:
        self._depth = depth
        self._enums_as_strings = enums_as_strings
        self._truncated = truncated
        self._warned = False

    def shape(self, value: Any, level: int = 0, *, piped: bool = False) -> Any:
        """Give what is written for a value.

        Args:
            value: Any value.
            level: How deep it stands.
            piped: Whether it came through the pipeline, so that members of its type data count.

        Raises:
            NonStringKey: A dictionary has a key that is no text.
        """
        if value is None or value is o.AUTOMATION_NULL:
            return None
        if type(value) in _PLAIN:
            return value
        base = value.base if type(value) is o.PSObject else value
        is_custom = base is o.CUSTOM
        if not is_custom and _is_single(base):
            made: Any = self._enum(base) if enums.is_enum(base) else base
        elif level > self._depth:
            self._warn()
            return to_string(value)
        elif isinstance(base, (o.Hashtable, o.Dictionary)):
            made = self._dictionary(base, level)
        elif not is_custom and (items := enumeration.iterate(base)) is not None:
            made = [self.shape(item, level + 1) for item in items]
        else:
            is_custom = True
            made = {} if base is o.CUSTOM else self._properties(base, level)
        if type(value) is o.PSObject or piped:
            return self._with_members(value, base, made, level, is_custom)
        return made

    def _enum(self, value: Any) -> Any:
        return to_string(value) if self._enums_as_strings else enums.number_of(value)

    def _warn(self) -> None:
        if not self._warned:
            self._warned = True
            self._truncated()

    def _dictionary(self, table: Any, level: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, item in table.items():
            if not isinstance(key, str):
                raise NonStringKey(table)
            made[key] = self.shape(item, level + 1)
        return made

    def _properties(self, value: Any, level: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in members.property_names(value):
            made[name] = self._read(value, name, level)
        return made

    def _read(self, value: Any, name: str, level: int) -> Any:
        try:
            found = members.get(value, name)
        except DotNetException:
            found = None
        return self.shape(found, level + 1)

    def _with_members(self, value: Any, base: Any, made: Any, level: int, is_custom: bool) -> Any:
        """Add the members that were added to an object; what is no object becomes "value" then."""
        if isinstance(base, (str, o.DateTime)):
            return made
        names = _added_names(value, with_adapted=is_custom)
        if not names:
            return made
        table = made if isinstance(made, dict) else {"value": made}
        for name in names:
            if name not in table:
                table[name] = self._read(value, name, level)
        return table


def _is_single(value: Any) -> bool:
    return isinstance(value, (str, bool, int, float, o.Char, o.DateTime, o.DateTimeOffset, uuid.UUID, o.Uri, o.Decimal)) or enums.is_enum(
        value
    )


def _added_names(value: Any, *, with_adapted: bool) -> list[str]:
    names: list[str] = []
    if type(value) is o.PSObject:
        for bag in (value.extended, value.adapted if with_adapted else None):
            for name, member in (bag or {}).items():
                if not isinstance(member, (o.ScriptMethod, o.MemberSet, o.PropertySet)):
                    names.append(name)
    for type_name in type_names(value):
        data = typedata.type_data(type_name)
        if data is not None:
            names += [name for name, row in data.members.items() if row[0].endswith("Property") and name not in names]
    if enumeration.unrolls(value):
        return [name for name in names if type(value) is o.PSObject and value.extended is not None and name in value.extended]
    return names


class JsonText:
    """Write shaped values as text.

    Args:
        compress: Leave out line ends and spaces.
        escape: "default", "nonascii" or "html".
    """

    def __init__(self, *, compress: bool, escape: str) -> None:
        self._compress = compress
        self._escape = escape
        self._colon = ":" if compress else ": "

    def text(self, value: Any) -> str:
        """Give the text of a value."""
        parts: list[str] = []
        self._write(value, parts.append, "\n")
        return "".join(parts)

    def _write(self, value: Any, out: Callable[[str], None], end: str) -> None:
        if isinstance(value, dict) and not isinstance(value, o.Hashtable):
            self._block("{", "}", ((self._quoted(name) + self._colon, item) for name, item in value.items()), len(value), out, end)
        elif type(value) is list:
            self._block("[", "]", (("", item) for item in value), len(value), out, end)
        else:
            out(self._single(value))

    def _block(self, first: str, last: str, rows: Iterable[tuple[str, Any]], count: int, out: Callable[[str], None], end: str) -> None:
        if not count:
            out(first + last)
            return
        inner = "" if self._compress else end + "  "
        out(first)
        for number, (head, item) in enumerate(rows):
            out(("," if number else "") + inner + head)
            self._write(item, out, inner)
        out(("" if self._compress else end) + last)

    def _single(self, value: Any) -> str:
        if value is None:
            return "null"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(int(value))
        if isinstance(value, o.Decimal):
            text = to_string(value)
            return text if "." in text else text + ".0"
        if isinstance(value, float):
            return self._real(value)
        if isinstance(value, (o.DateTime, o.DateTimeOffset)):
            return f'"{_date(value)}"'
        return self._quoted(to_string(value))

    def _real(self, value: float) -> str:
        if value != value or value in (float("inf"), float("-inf")):
            return f'"{"NaN" if value != value else "Infinity" if value > 0 else "-Infinity"}"'
        text = to_string(value)
        return text if any(letter in text for letter in ".eE") else text + ".0"

    def _quoted(self, text: str) -> str:
        if self._escape == "default":
            if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
                return f'"{text}"'
            made = json.dumps(text, ensure_ascii=False)
            for letter in "\x85\u2028\u2029":
                if letter in made:
                    made = made.replace(letter, f"\\u{ord(letter):04x}")
            return made
        if self._escape == "nonascii":
            return json.dumps(text, ensure_ascii=True)
        inner = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', "\\u0022")
        for letter in "<>&'":
            inner = inner.replace(letter, f"\\u{ord(letter):04x}")
        return f'"{inner}"'


def _date(value: Any) -> str:
    """Write a date as ISO 8601 with as many digits of a second as it has."""
    text = format_date(value, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFF")
    if isinstance(value, o.DateTimeOffset):
        return text + _zone(value.offset_minutes)
    if value.kind == 1:
        return text + "Z"
    return text + _zone(local_offset_minutes(value)) if value.kind == 2 else text


def _zone(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
