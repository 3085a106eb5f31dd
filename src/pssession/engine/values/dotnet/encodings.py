"""Encoding and its kinds, Convert, BitConverter.

Source: System.Text.Encoding, System.Convert, System.BitConverter.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException, FormatException, InvalidCastException, OverflowException, PSInvalidCastException
from pssession.engine.values.composite import culture_text
from pssession.engine.values.conversions import convert, to_string
from pssession.engine.values.numbers import INTEGER_RANGES
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType, define

define(DotNetType("System.Text.Latin1Encoding", base="System.Text.Encoding"))  # .NET keeps it to itself

_NAMES = {
    "utf-8": ("utf-8", "Unicode (UTF-8)", 65001, b"\xef\xbb\xbf", "System.Text.UTF8Encoding"),
    "utf-16": ("utf-16-le", "Unicode", 1200, b"\xff\xfe", "System.Text.UnicodeEncoding"),
    "utf-16be": ("utf-16-be", "Unicode (Big-Endian)", 1201, b"\xfe\xff", "System.Text.UnicodeEncoding"),
    "utf-32": ("utf-32-le", "Unicode (UTF-32)", 12000, b"\xff\xfe\0\0", "System.Text.UTF32Encoding"),
    "utf-32BE": ("utf-32-be", "Unicode (UTF-32 Big-Endian)", 12001, b"\0\0\xfe\xff", "System.Text.UTF32Encoding"),
    "us-ascii": ("ascii", "US-ASCII", 20127, b"", "System.Text.ASCIIEncoding"),
    "iso-8859-1": ("latin-1", "Western European (ISO)", 28591, b"", "System.Text.Latin1Encoding"),
}
_ALIASES = {
    "utf8": "utf-8",
    "unicode": "utf-16",
    "ascii": "us-ascii",
    "latin1": "iso-8859-1",
    "utf-16le": "utf-16",
    "bigendianunicode": "utf-16be",
}


class Encoding:
    """Turn texts into bytes and back."""

    def __init__(self, web_name: str, *, bom: bool = True) -> None:
        self.codec, self.encoding_name, self.code_page, preamble, self.dotnet_type = _NAMES[web_name]
        self.web_name = self.header_name = self.body_name = web_name
        self.preamble = o.ByteArray(preamble if bom else b"")
        self.is_single_byte = web_name in ("us-ascii", "iso-8859-1")

    def get_bytes(self, text: Any, *rest: Any) -> o.ByteArray:
        """Encode; what has no bytes becomes a question mark."""
        body = text if isinstance(text, str) else "".join(str(letter) for letter in text)
        return o.ByteArray(body.encode(self.codec, "surrogatepass" if "utf-16" in self.codec else "replace"))

    def get_string(self, data: Any, start: int = 0, count: int | None = None) -> str:
        """Decode; broken bytes become the replacement character."""
        body = bytes(data)
        return body[start : None if count is None else start + count].decode(self.codec, "replace")

    def get_chars(self, data: Any, *rest: Any) -> list[o.Char]:
        """Decode to characters."""
        return [o.Char(ord(letter)) for letter in self.get_string(data)]

    def get_byte_count(self, text: Any) -> int:
        """Count the bytes of a text."""
        return len(self.get_bytes(text))

    def get_preamble(self) -> o.ByteArray:
        """Give the mark that files may begin with."""
        return self.preamble

    def equals(self, other: Any) -> bool:
        """Tell whether both encode alike."""
        return isinstance(other, Encoding) and other.codec == self.codec and other.preamble == self.preamble

    def to_string(self) -> str:
        """Give the type's name and what it is."""
        return self.dotnet_type


_ARGUMENTS = {
    "ansi": ("iso-8859-1", True),
    "ascii": ("us-ascii", True),
    "bigendianunicode": ("utf-16be", True),
    "bigendianutf32": ("utf-32BE", True),
    "default": ("utf-8", False),
    "latin1": ("iso-8859-1", True),
    "oem": ("utf-8", False),
    "string": ("utf-16", True),
    "unicode": ("utf-16", True),
    "unknown": ("utf-16", True),
    "utf32": ("utf-32", True),
    "utf8": ("utf-8", False),
    "utf8bom": ("utf-8", True),
    "utf8nobom": ("utf-8", False),
}


def of_argument(value: Any) -> Encoding:
    """Give the encoding that -Encoding means by a name of its own, a registered name or a code page.

    Raises:
        ArgumentException: There is none of this name.
    """
    known = _ARGUMENTS.get(str(value).lower()) if isinstance(value, str) else None
    return _named(int(value) if isinstance(value, int) else value) if known is None else Encoding(known[0], bom=known[1])


def _named(name: Any) -> Encoding:
    if type(name) is int:
        known = next((web for web, row in _NAMES.items() if row[2] == name), None)
        if known is None:
            raise ArgumentException(f"No data is available for encoding {name}.", "codepage")
        return Encoding(known)
    folded = str(name).lower()
    web = _ALIASES.get(folded, folded)
    web = "utf-32BE" if web == "utf-32be" else web
    if web not in _NAMES:
        raise ArgumentException(f"'{name}' is not a supported encoding name.", "name")
    return Encoding(web)


def _to(name: str) -> Callable[..., Any]:
    def run(value: Any, *rest: Any) -> Any:
        if rest and type(rest[0]) is int and isinstance(value, str):
            return _from_base(value, rest[0], name)
        try:
            return convert(value, name)
        except PSInvalidCastException as problem:
            inner = problem.inner
            if isinstance(inner, (FormatException, OverflowException)):
                raise inner from problem
            raise InvalidCastException(problem.message) from problem

    return run


def _from_base(text: str, base: int, name: str) -> Any:
    if base not in (2, 8, 10, 16):
        raise ArgumentException("Invalid Base.")
    body = text[2:] if base == 16 and text[:2].lower() == "0x" else text
    try:
        number = int(body, base)
    except ValueError as problem:
        raise FormatException("Could not find any recognizable digits.") from problem
    low, high, make, _ = INTEGER_RANGES[name]
    if base != 10 and number > high and low < 0 and number <= high * 2 + 1:
        number -= (high - low) + 1
    if not low <= number <= high:
        raise OverflowException(
            f"Value was either too large or too small for {'an' if name.endswith('Int32') else 'a'} {name.rpartition('.')[2]}."
        )
    return make(number)


def _text(value: Any, *rest: Any) -> str:
    if rest and type(rest[0]) is int and isinstance(value, int):
        return _in_base(value, rest[0])
    return "" if value is None else culture_text(value)


def _in_base(value: int, base: int) -> str:
    if base not in (2, 8, 10, 16):
        raise ArgumentException("Invalid Base.")
    number = int(value)
    if base == 10:
        return str(number)
    if number < 0:
        number += 1 << (64 if isinstance(value, o.Int64) else 16 if isinstance(value, o.Int16) else 32)
    return format(number, {2: "b", 8: "o", 16: "x"}[base])


def _base64(data: Any, *rest: Any) -> str:
    body = base64.b64encode(bytes(data)).decode()
    if any(int(item) == 1 for item in rest if not isinstance(item, bool)):
        return "\r\n".join(body[place : place + 76] for place in range(0, len(body), 76))
    return body


def _from_base64(text: str) -> o.ByteArray:
    body = "".join(text.split())
    try:
        if len(body) % 4:
            raise ValueError
        return o.ByteArray(base64.b64decode(body, validate=True))
    except (binascii.Error, ValueError) as problem:
        raise FormatException(
            "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an "
            "illegal character among the padding characters."
        ) from problem


def _from_hex(text: str) -> o.ByteArray:
    try:
        return o.ByteArray(bytes.fromhex(text))
    except ValueError as problem:
        raise FormatException("The input is not a valid hex string as it contains a non-hex character.") from problem


_TARGETS = {
    "Boolean": "System.Boolean", "Byte": "System.Byte", "SByte": "System.SByte", "Char": "System.Char", "Int16": "System.Int16",
    "Int32": "System.Int32", "Int64": "System.Int64", "UInt16": "System.UInt16", "UInt32": "System.UInt32", "UInt64": "System.UInt64",
    "Single": "System.Single", "Double": "System.Double", "Decimal": "System.Decimal", "DateTime": "System.DateTime",
}  # fmt: skip

_PACKED = {
    "Boolean": ("?", bool), "Char": ("<H", o.Char), "Int16": ("<h", o.Int16), "Int32": ("<i", int), "Int64": ("<q", o.Int64),
    "UInt16": ("<H", o.UInt16), "UInt32": ("<I", o.UInt32), "UInt64": ("<Q", o.UInt64), "Single": ("<f", o.Single), "Double": ("<d", float),
}  # fmt: skip
_CODES: dict[type, str] = {kind: code for code, kind in _PACKED.values()}


def _pack(value: Any) -> o.ByteArray:
    return o.ByteArray(struct.pack(_CODES[type(value)], value.code if isinstance(value, o.Char) else value))


def _unpacked(name: str) -> Callable[..., Any]:
    code, make = _PACKED[name]
    return lambda data, start=0: make(struct.unpack_from(code, bytes(data), start)[0])


def _dashed(data: Any, start: int = 0, count: int | None = None) -> str:
    body = bytes(data)[start : None if count is None else start + count]
    return body.hex("-").upper() if body else ""


def _encoding_class(web_name: str, *, bom_argument: bool = False) -> Callable[..., Encoding]:
    return lambda *arguments: Encoding(web_name, bom=bool(arguments and arguments[0]) if bom_argument else True)


TABLES = (
    TypeTable(
        "System.Text.Encoding",
        static={"GetEncoding": lambda name, *rest: _named(name), "GetEncodings": lambda: [Encoding(name) for name in _NAMES]},
        static_properties={
            "UTF8": lambda: Encoding("utf-8"),
            "Unicode": lambda: Encoding("utf-16"),
            "BigEndianUnicode": lambda: Encoding("utf-16be"),
            "UTF32": lambda: Encoding("utf-32"),
            "ASCII": lambda: Encoding("us-ascii"),
            "Latin1": lambda: Encoding("iso-8859-1"),
            "Default": lambda: Encoding("utf-8", bom=False),
        },
    ),
    TypeTable("System.Text.UTF8Encoding", new=_encoding_class("utf-8", bom_argument=True)),
    TypeTable("System.Text.UnicodeEncoding", new=_encoding_class("utf-16")),
    TypeTable("System.Text.UTF32Encoding", new=_encoding_class("utf-32")),
    TypeTable("System.Text.ASCIIEncoding", new=_encoding_class("us-ascii")),
    TypeTable(
        "System.Convert",
        static={
            **{f"To{name}": _to(full) for name, full in _TARGETS.items()},
            "ToString": _text,
            "ToBase64String": _base64,
            "FromBase64String": _from_base64,
            "ToHexString": lambda data, *rest: bytes(data).hex().upper(),
            "ToHexStringLower": lambda data, *rest: bytes(data).hex(),
            "FromHexString": _from_hex,
            "ChangeType": lambda value, kind, *rest: convert(value, kind if not isinstance(kind, str) else to_string(kind)),
            "IsDBNull": lambda value: False,
        },
    ),
    TypeTable(
        "System.BitConverter",
        static={
            "GetBytes": _pack,
            "ToString": _dashed,
            **{f"To{name}": _unpacked(name) for name in _PACKED},
        },
        static_properties={"IsLittleEndian": True},
    ),
)
