"""Text inside CLIXML: what XML cannot or PowerShell will not carry travels as `_xHHHH_`.

Source: MS-PSRP 2.2.5.3.2; PowerShell 7.6 escapes control characters, C1, surrogates, and an underscore before x or X.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile("_(?=[xX])|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\U00010000-\U0010ffff&<>]")
_PLAIN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}
_PLAIN.update((chr(code), f"_x{code:04X}_") for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF))
# Of a long text one pass over its bytes is faster than looking every character up.
_LONG = 512
_CONTROLS = bytes((*range(0x20), 0x7F))
_ESCAPE = re.compile("_[xX]([0-9A-Fa-f]{8}|[0-9A-Fa-f]{4})_")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class _Escapes(dict[str, str]):
    """Give the escape of a character; astral ones and surrogates are worked out when they are first met."""

    def __missing__(self, character: str) -> str:
        code = ord(character)
        if code > 0xFFFF:
            code -= 0x10000
            return f"_x{0xD800 + (code >> 10):04X}__x{0xDC00 + (code & 0x3FF):04X}_"
        return f"_x{code:04X}_"


_ESCAPES = _Escapes(_PLAIN)
_lookup = _ESCAPES.__getitem__


def _is_plain(text: str) -> bool:
    """Tell whether ASCII text has neither control characters nor anything to escape; searches for one character are the fast ones."""
    if "<" in text or "&" in text or ">" in text or ("_" in text and ("_x" in text or "_X" in text)):
        return False
    if len(text) < _LONG:
        return text.isprintable()
    return len(text.encode("ascii").translate(None, _CONTROLS)) == len(text)


def escape(text: str) -> str:
    """Make text fit for the content of an element."""
    if text.isascii() and _is_plain(text):
        return text
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: _lookup(match.group()), text)


def escape_attribute(text: str) -> str:
    """Make text fit for an attribute in double quotes."""
    return escape(text).replace('"', "&quot;")


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    return chr(code) if code <= 0x10FFFF else match.group()


def unescape(text: str) -> str:
    """Give the text that was escaped; what looks like an escape and is none stays."""
    if "_" not in text or ("_x" not in text and "_X" not in text):
        return text
    plain = _ESCAPE.sub(_character, text)
    if _PAIR.search(plain) is not None:
        plain = _PAIR.sub(_join, plain)
    return plain


def _join(match: re.Match[str]) -> str:
    pair = match.group()
    high, low = pair[0], pair[1]
    return chr(0x10000 + ((ord(high) - 0xD800) << 10) + (ord(low) - 0xDC00))


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")


def tolerate(text: str) -> str:
    """Replace what XML 1.0 forbids by escapes, as .NET reads with its character check switched off."""

    def reference(match: re.Match[str]) -> str:
        code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
        if code in (9, 10, 13) or (0x20 <= code <= 0xD7FF) or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:
            return match.group()
        return f"_x{code:04X}_" if code <= 0xFFFF else match.group()

    return _FORBIDDEN.sub(lambda match: f"_x{ord(match.group()):04X}_", _REFERENCE.sub(reference, text))
