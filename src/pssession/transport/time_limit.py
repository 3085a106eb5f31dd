"""How long the blocking face may wait: a limit by scope, set by the outermost caller and seen by every wait inside.

The asynchronous face has `asyncio.timeout` for the same.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from time import monotonic
from types import TracebackType

_deadline: ContextVar[float | None] = ContextVar("pssession_deadline", default=None)


def remaining() -> float | None:
    """Give the seconds left in this scope, None without a limit.

    Raises:
        TimeoutError: There are none.
    """
    deadline = _deadline.get()
    if deadline is None:
        return None
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError("the time limit ran out")
    return left


class TimeLimit:
    """Bound every wait inside a `with` block.

    Args:
        seconds: From entering; None for no limit.
        shield: Whether limits around this one do not count inside (for cleaning up after one ran out).
    """

    __slots__ = ("_seconds", "_shield", "_token")

    def __init__(self, seconds: float | None, *, shield: bool = False) -> None:
        if seconds is not None and seconds < 0:
            raise ValueError("a time limit is not negative")
        self._seconds = seconds
        self._shield = shield
        self._token: Token[float | None] | None = None

    def __enter__(self) -> None:
        outer = None if self._shield else _deadline.get()
        own = None if self._seconds is None else monotonic() + self._seconds
        self._token = _deadline.set(min((limit for limit in (outer, own) if limit is not None), default=None))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._token is not None:
            _deadline.reset(self._token)
            self._token = None
