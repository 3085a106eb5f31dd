"""The standard input and output of a child process as a stream for the asynchronous face."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from pssession.transport.child import Child
from pssession.transport.loop_descriptor import LoopDescriptorStream


class AsyncChildStream(LoopDescriptorStream):
    """Talk to a child process by `await`."""

    __slots__ = ("child",)

    def __init__(self, child: Child) -> None:
        self.child = child
        super().__init__(child.read_fd, child.write_fd, child.name)

    @classmethod
    async def start(
        cls, command: Sequence[str], *, environment: Mapping[str, str] | None = None, folder: str | None = None
    ) -> AsyncChildStream:
        """Start a command; raises what `Child` does."""
        return cls(Child(command, environment=environment, folder=folder))

    def _end_message(self) -> str:
        return self.child.last_words()

    async def aclose(self) -> None:
        """Close its input and output and wait for its end."""
        if not self._closed:
            self.close_nowait()
            await asyncio.to_thread(self.child.end)
