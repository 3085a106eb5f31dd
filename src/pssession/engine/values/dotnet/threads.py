"""Thread: the one that a script runs in. Source: System.Threading.Thread."""

from __future__ import annotations

import threading
import time
from typing import Any

from pssession import objects as o
from pssession.engine.values.tables import TypeTable


class Thread:
    """Be a thread that runs."""

    dotnet_type = "System.Threading.Thread"

    def __init__(self, own: threading.Thread) -> None:
        self._own = own

    @property
    def managed_thread_id(self) -> int:
        """Give a number that no other running thread has."""
        return 1 if self._own is threading.main_thread() else (self._own.native_id or 0)

    @property
    def name(self) -> str:
        """Give the name."""
        return self._own.name

    @property
    def is_alive(self) -> bool:
        """Tell whether it runs."""
        return self._own.is_alive()

    @property
    def is_background(self) -> bool:
        """Tell whether the process ends without waiting for it."""
        return self._own.daemon


def _sleep(span: Any) -> None:
    seconds = span.ticks / 10_000_000 if isinstance(span, o.TimeSpan) else int(span) / 1000
    time.sleep(max(seconds, 0))


TABLES = (
    TypeTable(
        "System.Threading.Thread",
        static={"Sleep": _sleep},
        static_properties={"CurrentThread": lambda: Thread(threading.current_thread())},
    ),
)
