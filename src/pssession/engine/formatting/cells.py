"""Text on a screen: how many cells it takes, how it is cut, padded and wrapped.

A cell is one column of a terminal; wide characters (East Asian) take two, escape sequences none.
Source: PowerShell 7.6 as recorded (groups fmt.width, fmt.table_list of the goldens).
"""

from __future__ import annotations

import re

ELLIPSIS = "\u2026"
_WORD = re.compile(r"[^ \t]*[ \t]|[^ \t]+")
_ESCAPE = re.compile("\x1b\\[[0-9;]*[a-zA-Z]|\x1b\\]8;;[^\x07\x1b]*(?:\x07|\x1b\\\\)")
# Ranges that take two cells, as Unicode's East Asian Width (W and F) has them where text is found in practice.
_WIDE = (
    (0x1100, 0x115F), (0x2329, 0x232A), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
    (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x20000, 0x3FFFD),
)  # fmt: skip


def _width(character: str) -> int:
    code = ord(character)
    return 2 if code >= 0x1100 and any(low <= code <= high for low, high in _WIDE) else 1


def length(text: str) -> int:
    """Count the cells that a line takes."""
    if text.isascii() and "\x1b" not in text:
        return len(text)
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    return sum(map(_width, text))


def head(text: str, cells: int) -> str:
    """Give the longest beginning that takes at most so many cells."""
    if text.isascii() and "\x1b" not in text:
        return text[:cells]
    used = 0
    out: list[str] = []
    position = 0
    while position < len(text):
        escape = _ESCAPE.match(text, position)
        if escape:
            out.append(escape.group())
            position = escape.end()
            continue
        width = _width(text[position])
        if used + width > cells:
            break
        out.append(text[position])
        used += width
        position += 1
    return "".join(out)


def tail(text: str, cells: int) -> str:
    """Give the longest end that takes at most so many cells."""
    used = 0
    for position in range(len(text) - 1, -1, -1):
        used += _width(text[position])
        if used > cells:
            return text[position + 1 :]
    return text


def fit(text: str, cells: int, align: str, *, pad: bool = True) -> str:
    """Cut or pad one line to a column's width.

    Args:
        text: One line.
        cells: The column's width, at least 1.
        align: "Left", "Right" or "Center". A right-aligned value that is too long loses its beginning.
        pad: Whether a left-aligned value is padded on its right; the last column is not.
    """
    taken = length(text)
    if taken > cells:
        if cells <= 1:
            return ELLIPSIS if cells == 1 else ""
        if align == "Right":
            text = ELLIPSIS + tail(text, cells - 1)
        else:
            text = head(text, cells - 1) + ELLIPSIS
        taken = length(text)
    missing = cells - taken
    if align == "Right":
        return " " * missing + text
    if align == "Center":
        left = missing // 2
        return " " * left + text + (" " * (missing - left) if pad else "")
    return text + " " * missing if pad else text


def lines_of(text: str) -> list[str]:
    """Split at CR, LF and CRLF; an empty text is one empty line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def wrap(text: str, first: int, following: int | None = None) -> list[str]:
    """Break text into lines behind blanks, and inside a word that is longer than a line.

    A blank stays at the end of its line. Args:
        text: Any text; its own line ends are kept.
        first: Cells of the first line.
        following: Cells of the other lines, the same by default.
    """
    following = first if following is None else following
    out: list[str] = []
    for line in lines_of(text):
        room = following if out else first
        if length(line) <= room:
            out.append(line)
        else:
            _wrap_line(line, room, following, out)
    return out


def _wrap_line(line: str, room: int, following: int, out: list[str]) -> None:
    current, left = "", room
    for word in _WORD.findall(line):
        cells = length(word)
        if cells > max(room, 1):
            for character in word:
                taken = _width(character)
                if taken > left:
                    out.append(current)
                    current, room = "", following
                    left = room
                current += character
                left -= taken
        elif cells > left:
            out.append(current)
            current, room = word, following
            left = room - cells
        else:
            current += word
            left -= cells
    out.append(current)
