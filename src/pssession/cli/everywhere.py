"""Runs code in several sessions at once and shows what comes, as it comes: each line says whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock, Thread
from typing import TYPE_CHECKING

from pssession.cli import exit_codes
from pssession.cli.choosing import token_of
from pssession.cli.failures import complain, status_of, words
from pssession.cli.watching import Watcher
from pssession.client.connecting import reconnect
from pssession.client.fan_out import THROTTLE_LIMIT
from pssession.client.limits import time_limit
from pssession.errors import PSSessionError

if TYPE_CHECKING:
    from pssession.client.blocking.run import Run
    from pssession.session.info import SessionInfo


class Everywhere:
    """Run one code in many sessions.

    Args:
        code: The code and its arguments.
        lines: Its pipeline input, the same for each.
        as_json: Whether a program reads what is shown.
        timeout: Seconds that it may take in each; None for no limit.
    """

    def __init__(self, code: str, arguments: Sequence[str], *, lines: Sequence[str] | None, as_json: bool, timeout: float | None) -> None:
        self._code = code
        self._arguments = arguments
        self._lines = lines
        self._as_json = as_json
        self._timeout = timeout
        self._lock = Lock()
        self._runs: list[Run] = []
        self._statuses: list[int] = []
        self._over = False

    def run(self, found: Sequence[SessionInfo]) -> int:
        """Run it in sessions, so many at a time as PowerShell would; give the greatest of their exit statuses."""
        width = 0 if self._as_json else max(len(one.name) for one in found)
        waiting = iter(found)

        def follow() -> None:
            while (info := self._next(waiting)) is not None:
                self._follow(info, info.name.ljust(width))

        threads = [Thread(target=follow, name=f"session {number}") for number in range(min(len(found), THROTTLE_LIMIT))]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        except KeyboardInterrupt:
            self._stop()
            for thread in threads:
                thread.join()
            raise
        return max(self._statuses, default=exit_codes.DONE)

    def _next(self, waiting: Iterator[SessionInfo]) -> SessionInfo | None:
        with self._lock:
            return None if self._over else next(waiting, None)

    def _follow(self, info: SessionInfo, mark: str) -> None:
        watcher = Watcher(as_json=self._as_json, name=mark)
        try:
            with reconnect(token_of(info), host=watcher.host) as session, time_limit(self._timeout):
                run = session.run(self._code, *self._arguments, input=self._lines)
                with self._lock:
                    if self._over:
                        return
                    self._runs.append(run)
                status = watcher.see_through(run)
        except (PSSessionError, TimeoutError) as error:
            complain(f"{info.name}: {words(error)}")
            status = status_of(error)
        self._statuses.append(status)

    def _stop(self) -> None:
        with self._lock:
            self._over = True
            for run in self._runs:
                run.stop_nowait()
