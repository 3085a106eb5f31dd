"""Guid and Random.

Source: System.Guid, System.Random.
"""

from __future__ import annotations

import random
import uuid
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentOutOfRangeException, FormatException
from pssession.engine.values.composite import format_guid
from pssession.engine.values.tables import TypeTable

_EMPTY = uuid.UUID(int=0)


def _parse(text: Any, *rest: Any) -> uuid.UUID:
    body = str(text).strip()
    if body[:1] in "({" and body[-1:] in ")}":
        body = body[1:-1]
    plain = body.replace("-", "")
    if len(plain) != 32 or len(body) not in (32, 36):
        raise FormatException("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).")
    try:
        return uuid.UUID(plain)
    except ValueError as problem:
        raise FormatException(
            "Guid string should only contain hexadecimal characters."
            if len(body) == 32
            else "Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)."
        ) from problem


def _new(*arguments: Any) -> uuid.UUID:
    if not arguments:
        return _EMPTY
    first = arguments[0]
    if isinstance(first, (bytes, bytearray)):
        return uuid.UUID(bytes_le=bytes(first))
    if isinstance(first, str):
        return _parse(first)
    rest = arguments[3] if len(arguments) == 4 else arguments[3:]
    tail = int.from_bytes(bytes(int(part) for part in rest), "big")
    return uuid.UUID(
        fields=(first & 0xFFFFFFFF, arguments[1] & 0xFFFF, arguments[2] & 0xFFFF, tail >> 56, tail >> 48 & 0xFF, tail & (1 << 48) - 1)
    )


def _tried(text: Any, *rest: Any) -> bool:
    try:
        rest[-1].value = _parse(text)
    except FormatException:
        rest[-1].value = _EMPTY
        return False
    return True


class Random:
    """Draw numbers; the same seed gives the same numbers, though not .NET's."""

    dotnet_type = "System.Random"

    def __init__(self, seed: int | None = None) -> None:
        self._source = random.Random(seed)

    def next(self, low: int | None = None, high: int | None = None) -> int:
        """Give a whole number below `high`."""
        if low is None:
            return self._source.randrange(2**31 - 1)
        if high is None:
            low, high = 0, low
        if high < low:
            raise ArgumentOutOfRangeException(f"'minValue' cannot be greater than {high}.", "minValue")
        return low if high == low else self._source.randrange(low, high)

    def next_int64(self, *arguments: int) -> o.Int64:
        """Give a whole 64-bit number."""
        low, high = (0, 2**63 - 1) if not arguments else (0, arguments[0]) if len(arguments) == 1 else arguments
        return o.Int64(self._source.randrange(low, high))

    def next_double(self) -> float:
        """Give a number from 0 to below 1."""
        return self._source.random()

    def next_bytes(self, target: bytearray) -> None:
        """Fill an array."""
        target[:] = self._source.randbytes(len(target))

    def shuffle(self, items: list[Any]) -> None:
        """Bring elements into another order."""
        self._source.shuffle(items)


TABLES = (
    TypeTable(
        "System.Guid",
        new=_new,
        parse=_parse,
        properties={
            "Variant": lambda value: (value.int >> 60) & 0xF,
            "Version": lambda value: (value.int >> 76) & 0xF,
        },
        methods={
            "ToString": lambda value, text="", *rest: format_guid(value, text or "D"),
            "ToByteArray": lambda value, *rest: value.bytes_le,
            "CompareTo": lambda value, other: (value.int > other.int) - (value.int < other.int),
            "Equals": lambda value, other: value == other,
            "GetHashCode": lambda value: hash(value) & 0x7FFFFFFF,
        },
        static={
            "NewGuid": uuid.uuid4,
            "Parse": _parse,
            "TryParse": _tried,
            "CreateVersion7": lambda *rest: uuid.uuid4(),
        },
        static_properties={"Empty": _EMPTY},
        to_string=str,
        compare=lambda left, right: (left.int > right.int) - (left.int < right.int),
    ),
    TypeTable("System.Random", new=Random, static_properties={"Shared": Random()}),
)
