"""Encodings of files by the names that -Encoding takes, and the marks that files begin with.

Source: -Encoding of Get-Content and Export-Csv; about_Character_Encoding.
"""

from __future__ import annotations

from typing import Any

_NAMES = {
    "ascii": ("ascii", b""),
    "us-ascii": ("ascii", b""),
    "ansi": ("latin-1", b""),
    "latin1": ("latin-1", b""),
    "iso-8859-1": ("latin-1", b""),
    "oem": ("latin-1", b""),
    "utf8": ("utf-8", b""),
    "utf-8": ("utf-8", b""),
    "utf8nobom": ("utf-8", b""),
    "utf8bom": ("utf-8", b"\xef\xbb\xbf"),
    "unicode": ("utf-16-le", b"\xff\xfe"),
    "utf-16": ("utf-16-le", b"\xff\xfe"),
    "bigendianunicode": ("utf-16-be", b"\xfe\xff"),
    "utf-16be": ("utf-16-be", b"\xfe\xff"),
    "utf32": ("utf-32-le", b"\xff\xfe\0\0"),
    "utf-32": ("utf-32-le", b"\xff\xfe\0\0"),
    "bigendianutf32": ("utf-32-be", b"\0\0\xfe\xff"),
}
MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def codec(encoding: Any) -> tuple[str, bytes]:
    """Give Python's name of an encoding and the mark in front of a file; UTF-8 without one."""
    if encoding is None:
        return "utf-8", b""
    if isinstance(encoding, str):
        return _NAMES.get(encoding.lower(), ("utf-8", b""))
    return str(encoding.codec), bytes(encoding.preamble)


def codec_of(head: bytes, encoding: Any = None) -> tuple[str, int]:
    """Give Python's name of a file's encoding by its first bytes, and how many of them are its mark; a mark wins over what is asked."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return name, len(mark)
    return codec(encoding)[0], 0
