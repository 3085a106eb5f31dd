"""From JSON text to objects: strict text by Python's reader, what is laxer by one of our own; texts that are dates become dates.

Source: ConvertFrom-Json as PowerShell 7.6 was recorded (cmd.json); Newtonsoft.Json accepts comments, single quotes, bare names and
commas at the end.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException, InvalidOperationException
from pssession.engine.values.calendar import to_local, to_utc
from pssession.engine.values.dateparse import parse_date, parse_offset
from pssession.engine.values.types import DotNetType, define, register

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?\Z")
_LOW, _HIGH = -(2**63), 2**63 - 1


class OrderedHashtable(o.Dictionary):
    """Be the table that -AsHashtable gives: keys in their order, letters' case counts."""

    __slots__ = ()
    dotnet_enumerable = False


define(DotNetType("System.Management.Automation.OrderedHashtable", base="System.Collections.Hashtable"))
register(OrderedHashtable, "System.Management.Automation.OrderedHashtable")


class JsonReader:
    """Read JSON.

    Args:
        as_table: Make tables instead of objects.
        dates: "default", "local", "utc", "offset" or "string".
    """

    def __init__(self, *, as_table: bool, dates: str) -> None:
        self._as_table = as_table
        self._dates = dates

    def read(self, text: str) -> Any:
        """Read one value.

        Raises:
            ArgumentException: The text is not JSON.
            InvalidOperationException: An object cannot have such names.
        """
        try:
            return self._value(json.loads(text, object_pairs_hook=_Pairs, strict=False))
        except (json.JSONDecodeError, RecursionError):
            return self._value(_LaxReader(text).read())

    def _value(self, found: Any) -> Any:
        kind = type(found)
        if kind is str:
            return found if self._dates == "string" else self._date(found)
        if kind is int:
            return o.Int64(found) if _LOW <= found <= _HIGH else o.BigInteger(found)
        if kind is list:
            return [self._value(item) for item in found]
        if kind is _Pairs:
            return self._table(found) if self._as_table else self._object(found)
        return found

    def _table(self, pairs: _Pairs) -> OrderedHashtable:
        table = OrderedHashtable(key_type="System.Object", value_type="System.Object")
        for key, value in pairs:
            table[key] = self._value(value)
        return table

    def _object(self, pairs: _Pairs) -> o.PSObject:
        made = o.PSObject(o.CUSTOM, o.PropertyBag())
        bag = made.extended
        assert bag is not None
        for key, value in pairs:
            if key == "":
                raise refused(
                    "EmptyKeyInJsonString",
                    "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable "
                    "switch.",
                )
            if key not in bag:
                known = bag.find(key)
                if known is not None:
                    raise refused(
                        "KeysWithDifferentCasingInJsonString",
                        "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch "
                        f"instead. The key that was attempted to be added to the existing key '{known}' was '{key}'.",
                    )
            bag[key] = self._value(value)
        return made

    def _date(self, text: str) -> Any:
        if len(text) < 19 or text[10:11] != "T" or _ISO.match(text) is None:
            return text
        try:
            if self._dates == "offset":
                return parse_offset(text)
            found = parse_date(text, keep_kind=True)
        except ArgumentException:
            return text
        if self._dates == "utc":
            return to_utc(found) if found.kind else o.DateTime(found.ticks, 1)
        if self._dates == "local":
            return to_local(found) if found.kind else o.DateTime(found.ticks, 2)
        return found


class _Pairs(list[tuple[str, Any]]):
    """Keep the members of an object as they were written."""

    __slots__ = ()


def refused(error_id: str, words: str) -> InvalidOperationException:
    """Make the error of an object that cannot be; its id is in `data`."""
    problem = InvalidOperationException(words)
    problem.json_error_id = error_id  # type: ignore[attr-defined]  # read by the command alone
    return problem


_TOKEN = re.compile(
    r"""\s*(?:(?P<comment>/\*.*?\*/|//[^\n]*)|(?P<mark>[\[\]{}:,])|"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'"""
    r"""|(?P<number>[+-]?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+|Infinity))|(?P<name>[A-Za-z_$][\w$]*))""",
    re.DOTALL,
)
_NAMES = {"true": True, "false": False, "null": None, "undefined": None, "NaN": float("nan"), "Infinity": float("inf")}


class _LaxReader:
    """Read what Newtonsoft.Json accepts beyond the standard."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._kind = ""
        self._token: Any = None
        self._next()

    def read(self) -> Any:
        """Read the whole text."""
        found = self._value()
        if self._kind != "end":
            raise self._failure("Additional text encountered after finished reading JSON content")
        return found

    def _next(self) -> None:
        while True:
            match = _TOKEN.match(self._text, self._place)
            if match is None:
                if self._text[self._place :].strip():
                    raise self._failure("Unexpected character encountered while parsing value")
                self._kind = "end"
                return
            self._place = match.end()
            kind = str(match.lastgroup)
            if kind != "comment":
                self._kind, self._token = kind, match.group(kind)
                return

    def _value(self) -> Any:
        kind, token = self._kind, self._token
        if kind == "mark" and token in "[{":
            self._next()
            return self._list() if token == "[" else self._members()
        if kind in ("double", "single"):
            self._next()
            return _unescaped(token)
        if kind == "number":
            self._next()
            return _number(token)
        if kind == "name" and token in _NAMES:
            self._next()
            return _NAMES[token]
        raise self._failure("Unexpected end when reading JSON" if kind == "end" else "Unexpected character encountered while parsing value")

    def _list(self) -> list[Any]:
        items: list[Any] = []
        while not self._skip("]"):
            items.append(self._value())
            if not self._skip(","):
                self._expect("]")
                break
        return items

    def _members(self) -> _Pairs:
        pairs = _Pairs()
        while not self._skip("}"):
            if self._kind not in ("double", "single", "name", "number"):
                raise self._failure("Invalid property identifier character")
            name = _unescaped(self._token) if self._kind in ("double", "single") else self._token
            self._next()
            self._expect(":")
            pairs.append((name, self._value()))
            if not self._skip(","):
                self._expect("}")
                break
        return pairs

    def _skip(self, mark: str) -> bool:
        if self._kind == "mark" and self._token == mark:
            self._next()
            return True
        return False

    def _expect(self, mark: str) -> None:
        if not self._skip(mark):
            raise self._failure("After parsing a value an unexpected character was encountered")

    def _failure(self, words: str) -> ArgumentException:
        before = self._text[: self._place]
        line = before.count("\n")
        column = len(before) - before.rfind("\n") - 1
        rest = self._text[self._place :].lstrip()
        shown = f": {rest[0]}" if rest and "end" not in words else ""
        return ArgumentException(f"Conversion from JSON failed with error: {words}{shown}. Path '', line {line}, position {column}.")


_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        found = match[1]
        return chr(int(found[1:], 16)) if len(found) == 5 else _LETTERS.get(found, found)

    return _ESCAPED.sub(replace, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _number(text: str) -> int | float:
    if text.lower().startswith(("0x", "-0x", "+0x")):
        return int(text, 16)
    try:
        return int(text)
    except ValueError:
        return float(text.replace("Infinity", "inf"))
