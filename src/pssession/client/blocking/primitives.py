# Each face has its own.
"""What differs between waiting by `await` and waiting by blocking, besides the words: taking turns, bounding time, asking a host."""

from __future__ import annotations

# The half of `signal` that is written in C: handlers are changed around every read, and the other half makes enumerations of them.
import _signal  # type: ignore[import-not-found]
import select
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from signal import SIGINT
from threading import Condition, RLock, get_ident, main_thread
from time import sleep
from types import FrameType, TracebackType
from typing import Any

from pssession.transport.stream import Stream
from pssession.transport.time_limit import TimeLimit, remaining
from pssession.transport.unix import UnixStream

__all__ = ["Turn", "UnixStream", "ask", "bounded", "each", "guard", "pause", "shielded", "start_child", "uninterrupted", "wait_readable"]


def guard() -> AbstractContextManager[Any]:
    """Give what keeps other threads out of a protocol machine."""
    return RLock()


class _Uninterrupted:
    """Put Ctrl-C off until a piece of work is whole.

    Only the main thread gets signals. A handler that is not Python's concern (ignored, or the system's default) is left alone.
    """

    __slots__ = ("_depth", "_handler", "_pending")

    def __init__(self) -> None:
        self._depth = 0
        self._pending = False
        self._handler: Callable[[int, FrameType | None], Any] | None = None

    def __enter__(self) -> None:
        if get_ident() != main_thread().ident:
            return
        self._depth += 1
        if self._depth == 1:
            handler = _signal.getsignal(SIGINT)
            if callable(handler):
                self._handler = handler
                _signal.signal(SIGINT, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._pending = True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if get_ident() != main_thread().ident:
            return
        self._depth -= 1
        if self._depth == 0 and self._handler is not None:
            handler, self._handler = self._handler, None
            _signal.signal(SIGINT, handler)
            if self._pending:
                self._pending = False
                handler(SIGINT, None)


_uninterrupted = _Uninterrupted()


def uninterrupted() -> AbstractContextManager[Any]:
    """Give what keeps a piece of work whole: Ctrl-C waits for its end."""
    return _uninterrupted


def bounded(seconds: float | None) -> AbstractContextManager[Any]:
    """Bound the waits inside; raises TimeoutError."""
    return TimeLimit(seconds)


def shielded(seconds: float) -> AbstractContextManager[Any]:
    """Bound the waits inside, whatever limit around ran out; raises TimeoutError."""
    return TimeLimit(seconds, shield=True)


def start_child(command: Sequence[str]) -> Stream:
    """Start a command whose standard input and output are the stream."""
    from pssession.transport.stdio import ChildStream

    return ChildStream.start(command)


def pause(seconds: float) -> None:
    """Wait."""
    left = remaining()
    sleep(seconds if left is None else min(seconds, left))


def wait_readable(descriptor: int) -> None:
    """Wait until a descriptor has something to read."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    left = remaining()
    if not poll.poll(None if left is None else left * 1000 + 1):
        raise TimeoutError("the time limit ran out")


def ask(call: Callable[[], Any], *, blocks: bool) -> Any:
    """Make a call to a host."""
    return call()


def each(values: Any) -> Iterator[Any]:
    """Go through an iterable."""
    return iter(values)


class Turn:
    """Let one thread read for all: whoever takes the turn reads, the others wait for what it brings."""

    __slots__ = ("_changed", "_reader")

    def __init__(self) -> None:
        self._changed = Condition()
        self._reader = 0

    def take(self) -> bool:
        """Give True to the one who is to read now; give False to another once something may have changed.

        Raises:
            TimeoutError: The time limit of the caller's scope ran out.
        """
        with self._changed:
            # Its own turn again: an interrupt came between taking it and using it.
            if self._reader in (0, get_ident()):
                self._reader = get_ident()
                return True
            self._changed.wait(remaining())
            return False

    def give_back(self) -> None:
        """End one's turn and tell the others that something may have changed."""
        with self._changed:
            self._reader = 0
            self._changed.notify_all()

    def announce(self) -> None:
        """Tell those who wait that something may have changed."""
        with self._changed:
            self._changed.notify_all()
