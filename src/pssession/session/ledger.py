"""Which messages the consumer has: what may be acknowledged and what must come again after a death.

Every message that arrives has a number, rising by one. Some are done with as they are taken in; others wait for the consumer, who may
take them in another order where several pipelines run. An acknowledgement is one number: that message and all before it are done with.

This module knows no protocol and no clock.
"""

from __future__ import annotations

from collections import deque


class Ledger:
    """Keep the numbers that the consumer does not have yet.

    Args:
        start: The last number that was acknowledged before.
    """

    __slots__ = ("_acknowledged", "_done", "_highest", "_open")

    def __init__(self, start: int = 0) -> None:
        self._highest = start
        self._acknowledged = start
        self._open: deque[int] = deque()
        self._done: set[int] = set()

    @property
    def highest(self) -> int:
        """Give the number of the last message that arrived."""
        return self._highest

    @property
    def acknowledgeable(self) -> int:
        """Give the highest number up to which everything is done with."""
        return self._open[0] - 1 if self._open else self._highest

    @property
    def unacknowledged(self) -> int:
        """Count the messages that could be acknowledged and were not."""
        return self.acknowledgeable - self._acknowledged

    def arrive(self, number: int, *, waits: bool) -> None:
        """Note a message; `waits` says that it is the consumer's to finish."""
        self._highest = number
        if waits:
            self._open.append(number)

    def finish(self, number: int) -> None:
        """Note that the consumer is done with a message; doing so twice, or with one from before, is fine."""
        waiting = self._open
        if not waiting or number < waiting[0]:
            return
        if number == waiting[0]:
            waiting.popleft()
            done = self._done
            while done and waiting and waiting[0] in done:
                done.discard(waiting.popleft())
        else:
            self._done.add(number)

    def take_acknowledgement(self) -> int:
        """Give the number to acknowledge now, 0 if there is nothing new to say."""
        number = self.acknowledgeable
        if number <= self._acknowledged:
            return 0
        self._acknowledged = number
        return number

    def rewind(self) -> None:
        """Say what was said last once more: the connection that carried it was lost."""
        self._acknowledged = 0
