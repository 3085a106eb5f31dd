"""The byte count after which a faulty stream or wire is cut.

What being cut does is for the stream to say.
"""

from __future__ import annotations


class Fuse:
    """Let bytes through until so many have gone.

    Args:
        after: How many bytes; None lets all through.

    Attributes:
        carried: How many bytes went through.
    """

    __slots__ = ("_left", "carried")

    def __init__(self, after: int | None) -> None:
        self.carried = 0
        self._left = after

    @property
    def is_blown(self) -> bool:
        """Tell whether nothing goes through any more."""
        return self._left == 0

    def let_through(self, data: bytes) -> bytes:
        """Give as much of the data as may still go."""
        if self._left is not None:
            data = data[: self._left]
            self._left -= len(data)
        self.carried += len(data)
        return data
