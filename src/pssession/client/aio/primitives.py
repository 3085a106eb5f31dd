# Each face has its own.
"""What differs between waiting by `await` and waiting by blocking, besides the words: taking turns, bounding time, asking a host."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from typing import Any

from pssession.transport.loop_unix import AsyncUnixStream
from pssession.transport.stream import AsyncStream

__all__ = [
    "AsyncUnixStream",
    "Turn",
    "ask",
    "bounded",
    "each",
    "guard",
    "pause",
    "shielded",
    "start_child",
    "uninterrupted",
    "wait_readable",
]

_NOTHING = nullcontext()


def guard() -> AbstractContextManager[Any]:
    """Give what keeps others out of a protocol machine: nothing is needed where there is one thread."""
    return _NOTHING


def uninterrupted() -> AbstractContextManager[Any]:
    """Give what keeps a piece of work whole: nothing is needed where only an `await` can be interrupted."""
    return _NOTHING


def bounded(seconds: float | None) -> AbstractAsyncContextManager[Any]:
    """Bound the waits inside; raises TimeoutError."""
    return asyncio.timeout(seconds)


def shielded(seconds: float) -> AbstractAsyncContextManager[Any]:
    """Bound the waits inside, whatever limit around ran out; raises TimeoutError."""
    return asyncio.timeout(seconds)


async def start_child(command: Sequence[str]) -> AsyncStream:
    """Start a command whose standard input and output are the stream."""
    from pssession.transport.loop_stdio import AsyncChildStream

    return await AsyncChildStream.start(command)


async def pause(seconds: float) -> None:
    """Wait."""
    await asyncio.sleep(seconds)


async def wait_readable(descriptor: int) -> None:
    """Wait until a descriptor has something to read."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor)


async def ask(call: Callable[[], Any], *, blocks: bool) -> Any:
    """Make a call to a host; one that may wait for a person does so in a thread, one that is a coroutine function in the loop."""
    result = await asyncio.to_thread(call) if blocks else call()
    return await result if inspect.isawaitable(result) else result


async def each(values: Any) -> AsyncIterator[Any]:
    """Go through an iterable of either kind."""
    if hasattr(values, "__aiter__"):
        async for value in values:
            yield value
    else:
        for value in values:
            yield value
            # Others get a turn: an iterable without `await` would keep the loop to itself.
            await asyncio.sleep(0)


class Turn:
    """Let one task read for all: whoever takes the turn reads, the others wait for what it brings."""

    __slots__ = ("_reading", "_waiters")

    def __init__(self) -> None:
        self._reading = False
        self._waiters: set[asyncio.Future[None]] = set()

    async def take(self) -> bool:
        """Give True to the one who is to read now; give False to another once something may have changed."""
        if not self._reading:
            self._reading = True
            return True
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
        return False

    def give_back(self) -> None:
        """End one's turn and tell the others that something may have changed."""
        self._reading = False
        self.announce()

    def announce(self) -> None:
        """Tell those who wait that something may have changed."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
