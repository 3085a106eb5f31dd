"""One command in several sessions at once: input goes to all, what comes back is taken in the order in which it comes.

A single session is served in the caller's thread; more are served by threads, so many at a time as the throttle limit allows.

Source: about_Remote_Jobs, -ThrottleLimit; the way of Invoke-Command's input in PowerShell 7.6.
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
    from pssession.cmdlets.remoting.pssession_object import PSSession

DEFAULT_THROTTLE = 32


class Branch:
    """Be one session's share.

    Args:
        target: The session.
        run: The command there.
        origin: Where its output comes from.

    Attributes:
        failure: Why the session broke, None while it did not.
        has_ended: Whether nothing more comes.
    """

    def __init__(self, target: PSSession, run: Run, origin: Origin) -> None:
        self.target = target
        self.run = run
        self.origin = origin
        self.failure: PSSessionError | None = None
        self.has_ended = False
        self._lock = threading.Lock()
        self._has_begun = False
        # Input that came before the command began.
        self._early: list[Any] = []
        self._input_is_over = False

    def begin(self) -> bool:
        """Start the command and give it the input that has come so far; False where the session fails."""
        with self._lock:
            try:
                self.run.start()
                for value in self._early:
                    self.run.send_input(value)
                if self._input_is_over:
                    self.run.end_input()
            except PSSessionError as error:
                self.failure = error
            self._early.clear()
            self._has_begun = True
            return self.failure is None

    def give(self, value: Any) -> None:
        """Send one object of input; before the command has begun, when it begins."""
        with self._lock:
            if self._has_begun:
                self._send(self.run.send_input, value)
            else:
                self._early.append(value)

    def end_input(self) -> None:
        """Send no more input."""
        with self._lock:
            self._input_is_over = True
            if self._has_begun:
                self._send(self.run.end_input)

    def _send(self, send: Any, *values: Any) -> None:
        if self.failure is None and not self.has_ended:
            try:
                send(*values)
            except PSSessionError as error:
                self.failure = error

    def ready(self) -> Iterator[Any]:
        """Give the items that have come already."""
        try:
            while self.failure is None and (item := self.run.ready_item()) is not None:
                yield item
        except PSSessionError as error:
            self.failure = error

    def items(self) -> Iterator[Any]:
        """Give items until the end."""
        try:
            while self.failure is None and (item := self.run.next_item()) is not None:
                yield item
        except PSSessionError as error:
            self.failure = error


class Ended:
    """Stand for the end of a branch."""


ENDED = Ended()
Found = tuple[Branch, Any]


class FanOut:
    """Run branches.

    Args:
        branches: At least one.
        throttle: How many run at a time; what is not positive means the default.
        has_input: Whether input will be given, which `end_input` ends.
    """

    def __init__(self, branches: Sequence[Branch], throttle: int = DEFAULT_THROTTLE, *, has_input: bool = False) -> None:
        self.branches = branches
        self._has_input = has_input
        self._throttle = throttle if throttle > 0 else DEFAULT_THROTTLE
        self._arrived: queue.SimpleQueue[Found] = queue.SimpleQueue()
        self._left = len(branches)
        self._waiting = iter(branches)
        self._turn = threading.Lock()
        self._is_stopped = False

    def start(self) -> None:
        """Start all branches, or as many as may run at a time; the others follow in their order."""
        if len(self.branches) == 1:
            self.branches[0].begin()
            return
        for _ in range(min(self._throttle, len(self.branches))):
            threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while (branch := self._next()) is not None:
            if not self._is_stopped and branch.begin():
                for item in branch.items():
                    self._arrived.put((branch, item))
            self._arrived.put((branch, ENDED))

    def _next(self) -> Branch | None:
        with self._turn:
            return next(self._waiting, None)

    def give(self, value: Any) -> None:
        """Give one object of input to every branch."""
        for branch in self.branches:
            branch.give(value)

    def end_input(self) -> None:
        """Give no more input."""
        if self._has_input:
            for branch in self.branches:
                branch.end_input()

    def ready(self) -> Iterator[Found]:
        """Give what has come already; `ENDED` where a branch has ended."""
        if len(self.branches) == 1:
            branch = self.branches[0]
            for item in branch.ready():
                yield branch, item
            return
        while True:
            try:
                found = self._arrived.get_nowait()
            except queue.Empty:
                return
            yield self._counted(found)

    def rest(self) -> Iterator[Found]:
        """Give what comes until the end of all branches; `ENDED` once for each."""
        if len(self.branches) == 1:
            branch = self.branches[0]
            for item in branch.items():
                yield branch, item
            branch.has_ended = True
            yield branch, ENDED
            return
        while self._left:
            yield self._counted(self._arrived.get())

    def _counted(self, found: Found) -> Found:
        if found[1] is ENDED:
            found[0].has_ended = True
            self._left -= 1
        return found

    def stop(self) -> None:
        """Ask every branch to stop, and begin no more; from any thread."""
        self._is_stopped = True
        for branch in self.branches:
            branch.run.stop_nowait()

    def close(self) -> None:
        """Have done with all branches: what still runs is stopped."""
        self._is_stopped = True
        for branch in self.branches:
            branch.run.close()
