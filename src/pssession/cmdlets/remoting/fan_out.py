"""One command in several sessions at once: what comes is taken in the order in which it comes.

A single session is served in the caller's thread; more are served by a thread each, so many at a time as the throttle limit allows.

Source: about_Remote_Jobs, -ThrottleLimit.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pssession.errors import PSSessionError

if TYPE_CHECKING:
    from pssession.client.blocking.run import Run
    from pssession.cmdlets.remoting.delivery import Origin

DEFAULT_THROTTLE = 32


class Branch:
    """Hold one session's share.

    Attributes:
        run: The command there.
        origin: Where its output comes from.
        failure: Why the session broke, None while it did not.
    """

    def __init__(self, run: Run, origin: Origin) -> None:
        self.run = run
        self.origin = origin
        self.failure: PSSessionError | None = None


class Ended:
    """Stand for the end of a branch."""


ENDED = Ended()


def follow(branches: Sequence[Branch], throttle: int = DEFAULT_THROTTLE) -> Iterator[tuple[Branch, Any]]:
    """Give what comes from all branches; `ENDED` once for each."""
    if len(branches) == 1:
        yield from _items(branches[0])
        return
    arrived: queue.SimpleQueue[tuple[Branch, Any]] = queue.SimpleQueue()
    gate = threading.Semaphore(throttle if throttle > 0 else DEFAULT_THROTTLE)

    def serve(branch: Branch) -> None:
        with gate:
            for found in _items(branch):
                arrived.put(found)

    for branch in branches:
        threading.Thread(target=serve, args=(branch,), daemon=True).start()
    left = len(branches)
    while left:
        found = arrived.get()
        left -= found[1] is ENDED
        yield found


def _items(branch: Branch) -> Iterator[tuple[Branch, Any]]:
    try:
        while (item := branch.run.next_item()) is not None:
            yield branch, item
    except PSSessionError as error:
        branch.failure = error
    yield branch, ENDED
