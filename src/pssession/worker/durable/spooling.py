"""What the outbox asks of whatever keeps messages outside of memory. Numbers rise; what was released is gone."""

from __future__ import annotations

from abc import ABC, abstractmethod


class SpoolFailed(Exception):
    """Say that a message could not be kept, in words for people; what was kept before is still there."""


class Spool(ABC):
    """Keep messages in order of their numbers."""

    @property
    @abstractmethod
    def size_bytes(self) -> int:
        """Count what is kept."""

    @property
    @abstractmethod
    def last(self) -> int:
        """Give the number of the last message kept, 0 where there is none."""

    @abstractmethod
    def size_after(self, number: int) -> int:
        """Count the bytes of the messages that follow a number."""

    @abstractmethod
    def append(self, number: int, data: bytes) -> None:
        """Keep a message.

        Raises:
            SpoolFailed: There is no room for it.
        """

    @abstractmethod
    def read(self, after: int, limit_bytes: int) -> list[tuple[int, bytes]]:
        """Give the messages that follow a number, at least one if there is one, and not many more bytes than asked for.

        Raises:
            SpoolFailed: They cannot be read.
        """

    @abstractmethod
    def release(self, through: int) -> None:
        """Forget everything up to a number."""

    @abstractmethod
    def take_oldest(self) -> list[tuple[int, bytes]]:
        """Give the oldest messages, as many as are stored together, and keep them no longer; none where nothing is kept."""

    @abstractmethod
    def close(self) -> None:
        """Forget everything."""
