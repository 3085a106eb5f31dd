"""The standard input and output of a child process as a stream, blocking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pssession.transport.child import Child
from pssession.transport.descriptor import DescriptorStream


class ChildStream(DescriptorStream):
    """Talk to a child process, blocking."""

    __slots__ = ("child",)

    def __init__(self, child: Child) -> None:
        self.child = child
        super().__init__(child.read_fd, child.write_fd, child.name)

    @classmethod
    def start(cls, command: Sequence[str], *, environment: Mapping[str, str] | None = None, folder: str | None = None) -> ChildStream:
        """Start a command; raises what `Child` does."""
        return cls(Child(command, environment=environment, folder=folder))

    def _end_message(self) -> str:
        return self.child.last_words()

    def close_nowait(self) -> None:
        """Close its input and output and wait for its end."""
        if not self._closed:
            super().close_nowait()
            self.child.end()
