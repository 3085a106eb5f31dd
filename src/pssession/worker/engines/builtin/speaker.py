"""Who talks to the client: the session's machine behind its lock, and its messages handed on in the order in which they were made.

Many threads speak: runspaces, and the one that listens to the client. Two locks keep them apart. The machine's is held only while a message
is made; the other while messages are handed on, which may take as long as nobody takes them. Nobody waits for the second inside the first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from pssession.protocol.psrp.server import ServerPool
from pssession.worker.engines.port import EngineOwner

T = TypeVar("T")


class Speaker:
    """Guard a session's machine.

    Args:
        pool: The machine.
        owner: Takes the messages.
    """

    __slots__ = ("_depth", "_is_silent", "_lock", "_order", "_owner", "pool")

    def __init__(self, pool: ServerPool, owner: EngineOwner) -> None:
        self.pool = pool
        self._owner = owner
        # Writing an object may run a script of one of its properties, and that may have something to say in turn.
        self._lock = threading.RLock()
        self._depth = 0
        self._order = threading.Lock()
        self._is_silent = False

    def do(self, action: Callable[[], T]) -> T:
        """Move the machine, and send what it has to say."""
        with self._lock:
            self._depth += 1
            try:
                result = action()
            finally:
                self._depth -= 1
            is_outermost = not self._depth
        if is_outermost:
            self.flush()
        return result

    def flush(self) -> None:
        """Hand on what was made."""
        with self._order:
            with self._lock:
                messages = self.pool.messages_to_send()
            if self._is_silent:
                return
            send = self._owner.send
            for message in messages:
                send(message)

    def silence(self) -> None:
        """Say nothing from now on."""
        self._is_silent = True
