"""The names of sockets in a folder: whether somebody listens behind one, and taking away those of the dead.

Who gives a name or takes one away holds the folder's lock: of two that want the same name one gets it, and nobody takes away a living one.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def alone_in(folder: str) -> Iterator[None]:
    """Hold a folder's lock; it goes with the process that holds it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def is_alive(path: str) -> bool:
    """Tell whether somebody listens on a socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.setblocking(False)
        try:
            probe.connect(path)
        except BlockingIOError:
            # Somebody listens, and has much to do.
            return True
        except OSError:
            return False
        return True


def clear_dead(path: str) -> None:
    """Take away a socket's name if nobody listens there any more; where that cannot be done it stays."""
    try:
        with alone_in(os.path.dirname(path)):
            if not is_alive(path):
                os.unlink(path)
    except OSError:
        return
