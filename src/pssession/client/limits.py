"""The public time limit: one word for both faces."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from pssession.transport.time_limit import TimeLimit


class time_limit(TimeLimit):  # noqa: N801 - used like a function
    """Bound every wait inside a `with` or `async with` block; TimeoutError is raised when it runs out.

    A command that was running is stopped by that; the session stays usable.

    Args:
        seconds: From entering; None for no limit.
    """

    __slots__ = ("_timeout",)

    def __init__(self, seconds: float | None) -> None:
        super().__init__(seconds)
        self._timeout: Any = None

    async def __aenter__(self) -> None:
        from asyncio import timeout

        self._timeout = timeout(self._seconds)
        await self._timeout.__aenter__()

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool | None:
        suppressed: bool | None = await self._timeout.__aexit__(kind, error, trace)
        return suppressed
