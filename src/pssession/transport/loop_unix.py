"""Streams to unix sockets for the asynchronous face."""

from __future__ import annotations

import asyncio
import os
import socket

from pssession.transport.loop_descriptor import LoopDescriptorStream
from pssession.transport.unix import reach

# How long to wait when the listener's queue is full; the kernel gives no sign of room in it.
_QUEUE_FULL_PAUSE_SECONDS = 0.005


class AsyncUnixStream(LoopDescriptorStream):
    """Talk to a unix socket by `await`."""

    __slots__ = ()

    @classmethod
    async def connect(cls, path: str) -> AsyncUnixStream:
        """Connect; raises what `UnixStream.connect` does."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.setblocking(False)
            while True:
                try:
                    reach(connection, path)
                    break
                except BlockingIOError:
                    await asyncio.sleep(_QUEUE_FULL_PAUSE_SECONDS)
        except BaseException:
            connection.close()
            raise
        descriptor = connection.detach()
        return cls(descriptor, descriptor, os.path.basename(path))
