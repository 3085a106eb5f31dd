"""A spool that stays in memory, and that fills or breaks when a test says so."""

from __future__ import annotations

from collections import deque

from pssession.worker.durable.spooling import Spool, SpoolFailed


class MemorySpool(Spool):
    """Keep messages in a list.

    Attributes:
        is_full: Whether there is no room for another message, as on a disk that is full.
        is_broken: Whether nothing can be read, as from a disk that failed.
    """

    def __init__(self) -> None:
        self.is_full = False
        self.is_broken = False
        self._kept: deque[tuple[int, bytes]] = deque()
        self._size = 0

    @property
    def size_bytes(self) -> int:
        """Count what is kept."""
        return self._size

    @property
    def last(self) -> int:
        """Give the number of the last message kept, 0 where there is none."""
        return self._kept[-1][0] if self._kept else 0

    def size_after(self, number: int) -> int:
        """Count the bytes of the messages that follow a number."""
        return sum(len(data) for kept, data in self._kept if kept > number)

    def append(self, number: int, data: bytes) -> None:
        """Keep a message."""
        if self.is_full:
            raise SpoolFailed("no space left")
        self._kept.append((number, data))
        self._size += len(data)

    def read(self, after: int, limit_bytes: int) -> list[tuple[int, bytes]]:
        """Give the messages that follow a number."""
        if self.is_broken:
            raise SpoolFailed("input/output error")
        found: list[tuple[int, bytes]] = []
        for number, data in self._kept:
            if number > after:
                found.append((number, data))
                limit_bytes -= len(data)
                if limit_bytes <= 0:
                    break
        return found

    def release(self, through: int) -> None:
        """Forget everything up to a number."""
        while self._kept and self._kept[0][0] <= through:
            self._size -= len(self._kept.popleft()[1])

    def take_oldest(self) -> list[tuple[int, bytes]]:
        """Give the oldest message and forget it."""
        if not self._kept:
            return []
        oldest = self._kept.popleft()
        self._size -= len(oldest[1])
        return [oldest]

    def close(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._size = 0
