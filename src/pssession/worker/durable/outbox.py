"""What the session has said and the client has not acknowledged: numbered, kept, handed out in order, forgotten.

    oldest                                                             newest
    [ handed out ] [ firm ] [ waiting ]      [ spool ]      [ tail ]
      in memory, up to the budget             on disk       in memory

Messages stay where they are until they are acknowledged; the spool is read for handing out, not emptied by it. While the spool has
something, what comes new goes there too, so that numbers rise from left to right. The tail is for the few messages that must be kept when
the disk is full. Firm are those that outlived their neighbours when Drop made room.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from pssession.errors import ProtocolError
from pssession.worker.durable.limits import Limits
from pssession.worker.durable.spooling import Spool, SpoolFailed

# What a message costs beside its bytes, near enough.
_OVERHEAD = 128


class Room(Enum):
    """Say whether another message can be taken."""

    YES = "yes"
    WAIT = "wait"
    FULL = "full"


class Kept(NamedTuple):
    """Hold a message in memory."""

    number: int
    data: bytes
    droppable: bool


class Handed(NamedTuple):
    """Hand out a message; without data: what is missing up to this number was dropped."""

    number: int
    data: bytes | None


class Outbox:
    """Keep a session's messages.

    Args:
        limits: How much.
        spool: Keeps what is over the memory budget.
        is_droppable: Tells of a message whether Drop may forget it.
        is_personal: Tells of a message whether it is only for the client that it was first meant for: an answer to what that one asked.

    Attributes:
        number: The last number given.
        acknowledged: Everything up to it is with the client for good.
        handed: The last number handed out on this connection.
    """

    def __init__(
        self,
        limits: Limits,
        spool: Spool,
        is_droppable: Callable[[bytes], bool],
        is_personal: Callable[[bytes], bool] = lambda data: False,
    ) -> None:
        self.number = 0
        self.acknowledged = 0
        self.handed = 0
        self._limits = limits
        self._spool = spool
        self._is_droppable = is_droppable
        self._is_personal = is_personal
        # Up to here everything was meant for clients that are gone.
        self._strange = 0
        self._out: deque[Kept] = deque()
        self._firm: deque[Kept] = deque()
        self._waiting: deque[Kept] = deque()
        self._tail: deque[Kept] = deque()
        self._memory = 0
        # What was numbered and not handed out, and what was handed out of the spool, in bytes.
        self._unhanded = 0

    @property
    def size_bytes(self) -> int:
        """Count what is kept, in memory and on disk."""
        return self._memory + self._spool.size_bytes

    @property
    def unhanded_bytes(self) -> int:
        """Count what waits to be handed out."""
        return self._unhanded

    # Taking in.

    def room(self, *, attached: bool, drop: bool) -> Room:
        """Tell whether a message can be taken.

        Somebody who is attached and does not read holds the session up as a full pipe does; while nobody is, it is the disk that fills.
        """
        limits = self._limits
        full = self.size_bytes >= limits.memory_budget_bytes + limits.spool_quota_bytes
        if attached:
            if self._unhanded >= limits.memory_budget_bytes:
                return Room.WAIT
            # All is with the client, who acknowledges nothing: waiting for that would be waiting for ever.
            return Room.FULL if full else Room.YES
        return Room.WAIT if full and not drop else Room.YES

    def make_room(self) -> None:
        """Forget what may be dropped, oldest first, until there is room; nobody is attached."""
        limits = self._limits
        limit = min(limits.memory_budget_bytes + limits.spool_quota_bytes, limits.drop_quota_bytes)
        while self.size_bytes >= limit:
            if self._waiting:
                kept = self._waiting.popleft()
                if kept.droppable:
                    self._memory -= len(kept.data) + _OVERHEAD
                    self._unhanded -= len(kept.data)
                else:
                    self._firm.append(kept)
                continue
            oldest = self._spool.take_oldest()
            if not oldest:
                return
            for number, data in oldest:
                if number <= self.acknowledged:
                    continue
                if self._is_droppable(data):
                    self._unhanded -= len(data)
                else:
                    self._firm.append(Kept(number, data, False))
                    self._memory += len(data) + _OVERHEAD

    def add(self, data: bytes, *, firm: bool = False) -> int:
        """Number a message and keep it.

        Args:
            data: The message.
            firm: Whether it must be kept, come what may: it is small and something depends on it.

        Raises:
            SpoolFailed: It could not be kept; it has no number then.
        """
        number = self.number + 1
        spool = self._spool
        if self._tail or (spool.last and firm):
            self._add_to_spool_or_tail(number, data, firm)
        elif spool.last or (self._memory + len(data) > self._limits.memory_budget_bytes and not firm):
            spool.append(number, data)
        else:
            self._waiting.append(Kept(number, data, not firm and self._is_droppable(data)))
            self._memory += len(data) + _OVERHEAD
        self._unhanded += len(data)
        self.number = number
        return number

    def _add_to_spool_or_tail(self, number: int, data: bytes, firm: bool) -> None:
        if not self._tail:
            try:
                self._spool.append(number, data)
                return
            except SpoolFailed:
                pass
        if not firm and self._memory > 2 * self._limits.memory_budget_bytes:
            raise SpoolFailed("the disk is full")
        self._tail.append(Kept(number, data, False))
        self._memory += len(data) + _OVERHEAD

    # Handing out.

    def take(self, limit_bytes: int) -> list[Handed]:
        """Give what follows the last that was handed out, at least one message if there is one, about as many bytes as asked for.

        Raises:
            SpoolFailed: What was spooled cannot be read.
        """
        found: list[Handed] = []
        for source in (self._firm, self._waiting):
            while source and limit_bytes > 0:
                kept = source.popleft()
                self._out.append(kept)
                limit_bytes -= self._hand(kept.number, kept.data, found)
        while limit_bytes > 0 and self._spool.last > self.handed:
            for number, data in self._spool.read(self.handed, limit_bytes):
                limit_bytes -= self._hand(number, data, found)
        if limit_bytes > 0 and self._tail and self._tail[-1].number > self.handed:
            for kept in self._tail:
                if kept.number > self.handed:
                    self._hand(kept.number, kept.data, found)
        if self._unhanded == 0 and self.handed < self.number:
            self.handed = self.number
            found.append(Handed(self.number, None))
        return found

    def _hand(self, number: int, data: bytes, found: list[Handed]) -> int:
        if number <= self._strange and self._is_personal(data):
            found.append(Handed(number, None))
        else:
            if number != self.handed + 1:
                found.append(Handed(number - 1, None))
            found.append(Handed(number, data))
        self.handed = number
        self._unhanded -= len(data)
        return len(data)

    def acknowledge(self, number: int) -> None:
        """Forget everything up to a number.

        Raises:
            ProtocolError: It was never handed out.
        """
        if number > self.handed:
            raise ProtocolError(f"Message {number} was acknowledged, and {self.handed} was the last that was sent.")
        if number <= self.acknowledged:
            return
        self.acknowledged = number
        out = self._out
        while out and out[0].number <= number:
            self._memory -= len(out.popleft().data) + _OVERHEAD
        if self._spool.last:
            self._spool.release(number)
        tail = self._tail
        while tail and tail[0].number <= number:
            self._memory -= len(tail.popleft().data) + _OVERHEAD

    def change_hands(self) -> None:
        """Begin to hand out again, to another client than before."""
        self._strange = self.number
        self.rewind()

    def rewind(self, number: int | None = None) -> None:
        """Begin to hand out again behind a number that the client has; None: behind what it acknowledged.

        Raises:
            ProtocolError: It has a number that was never given, or lacks one that it acknowledged.
        """
        after = self.acknowledged if number is None else number
        if not self.acknowledged <= after <= self.number:
            raise ProtocolError(f"A client has message {after}; {self.acknowledged} is acknowledged, and {self.number} the last there is.")
        everything = (*self._out, *self._firm, *self._waiting)
        self._firm.clear()
        self._out = deque(kept for kept in everything if kept.number <= after)
        self._waiting = deque(kept for kept in everything if kept.number > after)
        self.handed = after
        self._unhanded = sum(len(kept.data) for kept in self._waiting) + sum(len(kept.data) for kept in self._tail if kept.number > after)
        self._unhanded += self._spool.size_after(after)
