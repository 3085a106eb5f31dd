"""One XML element on one line: writing it, reading it, reading its attributes as what they should be.

What the elements mean stands in `opening`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple, TypeVar
from uuid import UUID
from xml.parsers import expat

from pssession.errors import ProtocolError

_Number = TypeVar("_Number", bound=IntEnum)
_UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&apos;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_ESCAPE = str.maketrans(_ESCAPES)


def _escape(text: str) -> str:
    """Escape a text; what XML cannot have becomes a question mark, for these texts are names and messages for people."""
    return _UNSAFE.sub("?", text).translate(_ESCAPE)


def write_element(name: str, attributes: Mapping[str, object], children: Iterable[str] = ()) -> str:
    """Write an element; attributes that are None are left out, children are written already."""
    start = name + "".join(f" {key}='{_escape(str(value))}'" for key, value in attributes.items() if value is not None)
    inner = "".join(children)
    return f"<{start}>{inner}</{name}>" if inner else f"<{start} />"


def write_child(name: str, text: str) -> str:
    """Write a child that has only a text."""
    return f"<{name}>{_escape(text)}</{name}>"


def word(value: IntEnum) -> str:
    """Write an enumeration's value as PowerShell spells it, near enough: `BeforeOpen`."""
    return value.name.title().replace("_", "")


class Element(NamedTuple):
    """Hold an element that was read; of a child its name, attributes and text."""

    name: str
    attributes: dict[str, str]
    children: list[tuple[str, dict[str, str], str]]


class _Reader:
    """Read one element with children that have no children of their own."""

    def __init__(self) -> None:
        self._element: Element | None = None
        self._depth = 0
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}

    def read(self, line: bytes) -> Element:
        parser = expat.ParserCreate("UTF-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        # No entities but the five: nobody makes us swell.
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(line, True)
        except expat.ExpatError as error:
            raise ProtocolError(f"The connection's first line is not XML: {error}.") from error
        if self._element is None:
            raise ProtocolError("The connection's first line is empty.")
        return self._element

    def _refuse(self, *_: object) -> None:
        raise ProtocolError("The connection's first line has a document type.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._element = Element(name, attributes, [])
        elif self._depth > 2:
            raise ProtocolError("The connection's first line is nested too deeply.")
        self._attributes = attributes
        self._text.clear()

    def _end(self, name: str) -> None:
        if self._depth == 2 and self._element is not None:
            self._element.children.append((name, self._attributes, "".join(self._text)))
        self._depth -= 1


class Fields:
    """Read attributes as what they should be; each method raises ProtocolError where one is not, or is missing and must not be."""

    def __init__(self, element: str, attributes: Mapping[str, str]) -> None:
        self._element = element
        self._attributes = attributes

    def text(self, name: str, default: str = "") -> str:
        return self._attributes.get(name, default)

    def _bad(self, name: str) -> ProtocolError:
        return ProtocolError(f"The attribute {name} of {self._element} is {self._attributes.get(name, 'missing')!r:.80}.")

    def number(self, name: str, default: int | None = None) -> int:
        text = self._attributes.get(name)
        if text is None and default is not None:
            return default
        if text is None or not text.isascii() or not text.isdigit() or len(text) > 20 or int(text) >= 1 << 64:
            raise self._bad(name)
        return int(text)

    def real(self, name: str) -> float | None:
        text = self._attributes.get(name)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self._bad(name) from None
        if not 0 <= value < 1e15:
            raise self._bad(name)
        return value

    def identity(self, name: str) -> UUID:
        try:
            return UUID(self._attributes.get(name, ""))
        except ValueError:
            raise self._bad(name) from None

    def enumeration(self, name: str, kind: type[_Number], default: _Number) -> _Number:
        text = self._attributes.get(name)
        if text is None:
            return default
        for value in kind:
            if word(value) == text:
                return value
        raise self._bad(name)

    def pair(self, name: str) -> tuple[int, int] | None:
        text = self._attributes.get(name)
        if text is None:
            return None
        found = re.fullmatch(r"(\d{1,4})\.(\d{1,4})", text, re.ASCII)
        if found is None:
            raise self._bad(name)
        return int(found[1]), int(found[2])


def read_element(line: bytes) -> Element:
    """Read the one element of a line.

    Raises:
        ProtocolError: It is no XML, or more than this protocol needs of it.
    """
    return _Reader().read(line)
