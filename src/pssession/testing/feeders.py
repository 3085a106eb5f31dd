"""Ways to give bytes to something that takes them cut anywhere: what it says must not depend on the way."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

T = TypeVar("T")
Receive = Callable[[bytes], list[T]]
Feed = Callable[[Receive[T], bytes], list[T]]


def whole(receive: Receive[T], data: bytes) -> list[T]:
    """Give all at once."""
    return receive(data)


def byte_by_byte(receive: Receive[T], data: bytes) -> list[T]:
    """Give one byte after the other."""
    return [event for byte in data for event in receive(bytes([byte]))]


def in_halves(receive: Receive[T], data: bytes) -> list[T]:
    """Give two halves."""
    middle = len(data) // 2
    return [*receive(data[:middle]), *receive(data[middle:])]


def in_pieces(seed: int, greatest: int = 64) -> Feed[T]:
    """Make a feeder that cuts at random.

    Args:
        seed: The same seed cuts in the same places.
        greatest: The longest piece, in bytes.
    """
    random = Random(seed)

    def feed(receive: Receive[T], data: bytes) -> list[T]:
        found: list[T] = []
        offset = 0
        while offset < len(data):
            size = random.randint(1, greatest)
            found += receive(data[offset : offset + size])
            offset += size
        return found

    return feed


FEEDS = (whole, byte_by_byte, in_halves)
