"""How much of a peer's CLIXML is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bound what one text may cost; None means no bound.

    Attributes:
        size_bytes: Of the whole text.
        depth: Of objects inside objects.
        count: Of values, simple ones included.
        string_length: Of one simple value's text, escapes included.
    """

    size_bytes: int | None = None
    depth: int = 50
    count: int | None = None
    string_length: int | None = None


FILE = Limits()
REMOTING = Limits(size_bytes=10 * 1024 * 1024)

__all__ = ["FILE", "REMOTING", "Limits"]
