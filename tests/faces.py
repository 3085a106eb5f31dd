"""Run one test on both faces: what is blocking looks asynchronous through a thin wrapper, so that the test is written once.

A test is an `async def` that takes the fixture `face`. On the asynchronous face it runs in an event loop. On the blocking face every
awaitable is ready at once, so the coroutine runs through without a loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator
from typing import Any


class Ready:
    """Be an awaitable that has its result."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self._call = call

    def __await__(self) -> Generator[Any, None, Any]:
        return self._call()
        yield


class Blocking:
    """Let a blocking object be used with `await`, `async with` and `async for`."""

    def __init__(self, inner: Any) -> None:
        object.__setattr__(self, "inner", inner)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.inner, "close" if name == "aclose" else name)
        if not callable(value) or isinstance(value, type):
            return wrap(value)

        def call(*arguments: Any, **named: Any) -> Any:
            return value(*map(bare, arguments), **{key: bare(item) for key, item in named.items()})

        if name in PLAIN or name.endswith("_nowait"):
            return lambda *arguments, **named: wrap(call(*arguments, **named))
        return lambda *arguments, **named: Ready(lambda: wrap(call(*arguments, **named)))

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.inner, name, value)

    async def __aenter__(self) -> Any:
        return wrap(self.inner.__enter__())

    async def __aexit__(self, *details: Any) -> Any:
        return self.inner.__exit__(*details)

    def __aiter__(self) -> Any:
        return Blocking(iter(self.inner))

    async def __anext__(self) -> Any:
        try:
            return next(self.inner)
        except StopIteration:
            raise StopAsyncIteration from None


# Methods that are plain calls in both faces.
PLAIN = {"read", "write", "wake", "fileno", "acknowledge", "run", "values"}


def wrap(value: Any) -> Any:
    """Wrap what belongs to the blocking face."""
    return Blocking(value) if type(value).__module__.startswith(("pssession.client.blocking", "pssession.transport")) else value


def bare(value: Any) -> Any:
    """Take the wrapper off."""
    return value.inner if isinstance(value, Blocking) else value


def run(face: str, test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test's coroutine to its end."""
    if face == "async":
        asyncio.run(test())
        return
    coroutine = test()
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise AssertionError("a blocking test waited for a loop")
