"""What is wrong with a text that is no CLIXML, and where, in the words of .NET's XML reader: people search for these.

Lines and positions count from 1. A tag's position is that of its name. Nothing here is called for a text that is right.

Source: texts as PowerShell 7.6's PSSerializer gives them.
"""

from __future__ import annotations

import re
from xml.parsers.expat import errors

_TAG = re.compile(rb"<(/?)([^\s/>!?]+)[^>]*?(/?)>")
_ENTITY = re.compile(rb"&([^;]*);")
_CODES = errors.codes
_NO_ELEMENTS, _UNCLOSED = _CODES[errors.XML_ERROR_NO_ELEMENTS], _CODES[errors.XML_ERROR_UNCLOSED_TOKEN]
_MISMATCH, _JUNK = _CODES[errors.XML_ERROR_TAG_MISMATCH], _CODES[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_ENTITY_CODE = _CODES[errors.XML_ERROR_UNDEFINED_ENTITY]


def place(data: bytes, index: int) -> tuple[int, int]:
    """Give line and position of a byte."""
    before = data[:index].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def where(data: bytes, index: int) -> str:
    """Say where a byte stands, as the end of a sentence."""
    line, position = place(data, index)
    return f"Line {line}, position {position}."


def name_at(data: bytes, index: int) -> int:
    """Give the place of the name of the tag that begins here; text begins where it begins."""
    if data[index : index + 1] != b"<":
        return index
    return index + (2 if data[index + 1 : index + 2] == b"/" else 1)


def after_tag(data: bytes, index: int) -> int:
    """Give the place of what follows the tag that begins here: where .NET's reader stands when a value turns out wrong."""
    end = data.find(b">", index) + 1
    while data[end : end + 1].isspace():
        end += 1
    return name_at(data, end)


def start_of(data: bytes, index: int, tag: str) -> int:
    """Give the place of the name in the last start tag before a byte."""
    found = data.rfind(b"<" + tag.encode(), 0, index)
    return name_at(data, found if found >= 0 else index)


def _open_tags(data: bytes) -> list[tuple[bytes, int]]:
    """Give names and places of the elements that are open at the end of the data."""
    stack: list[tuple[bytes, int]] = []
    for match in _TAG.finditer(data):
        closes, name, empty = match.groups()
        if closes:
            if stack and stack[-1][0] == name:
                stack.pop()
        elif not empty:
            stack.append((name, match.start(2)))
    return stack


def describe(data: bytes, code: int, index: int) -> str:
    """Say why an XML parser gave up.

    Args:
        data: The text.
        code: Number of the error in `xml.parsers.expat.errors`.
        index: The byte at which it happened.
    """
    if not data.strip():
        return "Root element is missing."
    if code in (_NO_ELEMENTS, _UNCLOSED):
        stack = _open_tags(data)
        if stack:
            names = ", ".join(name.decode("utf-8", "replace") for name, _ in reversed(stack[-20:]))
            return f"Unexpected end of file has occurred. The following elements are not closed: {names}. {where(data, len(data))}"
        return f"Unexpected end of file has occurred. {where(data, len(data))}"
    if code == _MISMATCH:
        return _mismatch(data, index)
    if code == _ENTITY_CODE:
        entity = _ENTITY.match(data, index)
        name = entity[1].decode("utf-8", "replace") if entity else ""
        return f"Reference to undeclared entity '{name}'. {where(data, index + 1)}"
    if code == _JUNK and data[index : index + 1] == b"<":
        return f"There are multiple root elements. {where(data, index + 1)}"
    if code == _JUNK or not _TAG.search(data[:index]):
        return f"Data at the root level is invalid. {where(data, index)}"
    return f"The text is not well-formed XML. {where(data, index)}"


def _mismatch(data: bytes, index: int) -> str:
    match = re.compile(rb"</?([^\s/>]*)").search(data, data.rfind(b"<", 0, index + 1) if data[index : index + 1] != b"<" else index)
    stack = _open_tags(data[: match.start() if match else index])
    if match is None or not stack:
        return f"The text is not well-formed XML. {where(data, index)}"
    name, start = stack[-1]
    line, position = place(data, start)
    return (
        f"The '{name.decode('utf-8', 'replace')}' start tag on line {line} position {position} does not match the end tag of "
        f"'{match[1].decode('utf-8', 'replace')}'. {where(data, match.start(1))}"
    )
