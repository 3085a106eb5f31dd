"""One script in many sessions at once; what they give comes as it comes, each item with its session.

    for session, item in pssession.fan_out(sessions, "hostname"): ...
    async for session, item in pssession.fan_out(async_sessions, "hostname"): ...

Blocking sessions are followed by threads, asynchronous ones by tasks. An error that ends the script in one session disturbs no other.

Source: Invoke-Command -Session of PowerShell, its -ThrottleLimit included.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from pssession.client.items import Item
from pssession.errors import PSSessionError
from pssession.transport.time_limit import remaining

if TYPE_CHECKING:
    from pssession.client.aio.run import AsyncRun
    from pssession.client.aio.session import AsyncSession
    from pssession.client.blocking.run import Run
    from pssession.client.blocking.session import Session

# pwsh 7.6: as many sessions at a time.
THROTTLE_LIMIT = 32
# What was fetched and not taken yet; sessions wait when there is more.
_QUEUE_ITEMS = 1024
_LOOK_SECONDS = 0.1

SessionKind = TypeVar("SessionKind")
RunKind = TypeVar("RunKind")


class FanOut(Generic[SessionKind, RunKind]):
    """Follow a script in many sessions, once, by `for` or by `async for`; leaving the loop early stops it everywhere.

    Attributes:
        runs: The command in each session where it has begun.
        failures: What ended it where it did not come to its end.
    """

    def __init__(self, sessions: Sequence[SessionKind], run: Callable[[SessionKind], RunKind], *, throttle_limit: int, check: bool) -> None:
        self.runs: dict[SessionKind, RunKind] = {}
        self.failures: dict[SessionKind, Exception] = {}
        self._waiting = iter(sessions)
        self._count = min(len(sessions), throttle_limit)
        self._run = run
        self._check = check

    def __iter__(self) -> Iterator[tuple[SessionKind, Item]]:
        return _Threads(self, self._count).items()

    async def __aiter__(self) -> AsyncIterator[tuple[SessionKind, Item]]:
        queue: asyncio.Queue[tuple[SessionKind, Item] | None] = asyncio.Queue(_QUEUE_ITEMS)

        async def follow() -> None:
            while (session := self.next_session()) is not None:
                try:
                    run: Any = self.begin(session)
                    async with run:
                        while (item := await run.next_item()) is not None:
                            await queue.put((session, item))
                        run.raise_for_end()
                except (PSSessionError, OSError) as error:
                    self.failures[session] = error

        async def follow_all() -> None:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._count):
                    group.create_task(follow())
            await queue.put(None)

        task = asyncio.create_task(follow_all())
        try:
            while (found := await queue.get()) is not None:
                yield found
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        self.raise_failures()

    def next_session(self) -> SessionKind | None:
        """Give the next session that waits for its turn."""
        return next(self._waiting, None)

    def begin(self, session: SessionKind) -> RunKind:
        """Make the command in one session."""
        run = self.runs[session] = self._run(session)
        return run

    def raise_failures(self) -> None:
        """Raise what went wrong, if that is wanted.

        Raises:
            ExceptionGroup: The script did not come to its end everywhere.
        """
        if self._check and self.failures:
            raise ExceptionGroup(f"the script failed in {len(self.failures)} of {len(self.runs)} sessions", list(self.failures.values()))


class _Threads(Generic[SessionKind, RunKind]):
    """Follow blocking sessions by threads, for one loop."""

    def __init__(self, owner: FanOut[SessionKind, RunKind], count: int) -> None:
        self._owner = owner
        self._queue: Queue[tuple[SessionKind, Item] | None] = Queue(_QUEUE_ITEMS)
        self._lock = Lock()
        self._over = Event()
        self._threads = [Thread(target=self._follow, name=f"fan-out {number}", daemon=True) for number in range(count)]

    def items(self) -> Iterator[tuple[SessionKind, Item]]:
        for thread in self._threads:
            thread.start()
        try:
            running = len(self._threads)
            while running:
                try:
                    found = self._queue.get(timeout=remaining())
                except Empty:
                    raise TimeoutError("the time limit ran out") from None
                if found is None:
                    running -= 1
                else:
                    yield found
        finally:
            self._end()
        self._owner.raise_failures()

    def _follow(self) -> None:
        owner = self._owner
        while not self._over.is_set():
            with self._lock:
                session = owner.next_session()
                if session is None:
                    break
                run: Any = owner.begin(session)
            try:
                with run:
                    if self._over.is_set():
                        # Stopping came while it was about to begin.
                        run.stop_nowait()
                    while (item := run.next_item()) is not None:
                        self._put((session, item))
                    run.raise_for_end()
            except Exception as error:
                owner.failures[session] = error
        self._put(None)

    def _put(self, found: tuple[SessionKind, Item] | None) -> None:
        while not self._over.is_set():
            try:
                return self._queue.put(found, timeout=_LOOK_SECONDS)
            except Full:
                continue

    def _end(self) -> None:
        """Stop what still runs: the loop was left early, or everything has ended anyway."""
        self._over.set()
        with self._lock:
            runs: list[Any] = list(self._owner.runs.values())
        for run in runs:
            run.stop_nowait()
        for thread in self._threads:
            thread.join()


@overload
def fan_out(
    sessions: Sequence[Session],
    script: str,
    *arguments: Any,
    input: Iterable[Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
    throttle_limit: int = THROTTLE_LIMIT,
    check: bool = True,
) -> FanOut[Session, Run]: ...


@overload
def fan_out(
    sessions: Sequence[AsyncSession],
    script: str,
    *arguments: Any,
    input: Iterable[Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
    throttle_limit: int = THROTTLE_LIMIT,
    check: bool = True,
) -> FanOut[AsyncSession, AsyncRun]: ...


def fan_out(
    sessions: Sequence[Any],
    script: str,
    *arguments: Any,
    input: Iterable[Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
    throttle_limit: int = THROTTLE_LIMIT,
    check: bool = True,
) -> FanOut[Any, Any]:
    """Run a script in several sessions at once.

    Args:
        sessions: Blocking or asynchronous ones, not both; each once.
        script: Its text.
        arguments: Given by position, the same to each.
        input: Pipeline input, the same for each; read before the script begins.
        parameters: Given by name.
        throttle_limit: How many sessions run it at a time, at least 1.
        check: Whether an ExceptionGroup is raised at the end where the script did not come to its end everywhere; otherwise `failures` has
            what ended it.

    Raises:
        ValueError: A session is there twice, or the limit makes no sense.
    """
    if throttle_limit < 1:
        raise ValueError(f"at least one session runs at a time, not {throttle_limit}")
    if len({id(session) for session in sessions}) != len(sessions):
        raise ValueError("a session is there twice")
    values = None if input is None else list(input)
    return FanOut(
        sessions,
        lambda session: session.run(script, *arguments, input=values, parameters=parameters),
        throttle_limit=throttle_limit,
        check=check,
    )
