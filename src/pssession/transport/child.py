"""A child process whose standard input and output are a byte stream; its standard error is kept for messages."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence

from pssession.errors import TransportError

_KEPT_BYTES = 4096
_END_SECONDS = 5.0


class Child:
    """Start a command and know how it ended.

    Its standard error goes to a file that has no name, so that nobody must read it for the child to go on.
    """

    __slots__ = ("_errors", "_process", "command", "read_fd", "write_fd")

    def __init__(self, command: Sequence[str], *, environment: Mapping[str, str] | None = None, folder: str | None = None) -> None:
        """Start.

        Raises:
            ValueError: The command is empty.
            TransportError: There is no such command, or it may not be run.
        """
        if not command:
            raise ValueError("a child process needs a command")
        self.command = list(command)
        self._errors, path = tempfile.mkstemp(prefix="pssession-")
        os.unlink(path)
        try:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=environment,
                cwd=folder,
                bufsize=0,
                # Ctrl-C at the terminal is for us; we stop the pipeline, not the child.
                start_new_session=True,
            )
        except OSError as error:
            os.close(self._errors)
            raise TransportError(f"cannot start {self.command[0]!r}: {error.strerror or error}") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        # The stream owns its descriptors; Popen keeps others.
        self.write_fd = os.dup(self._process.stdin.fileno())
        self.read_fd = os.dup(self._process.stdout.fileno())
        self._process.stdin.close()
        self._process.stdout.close()

    @property
    def name(self) -> str:
        """Give the command's name for messages."""
        return os.path.basename(self.command[0])

    @property
    def pid(self) -> int:
        """Give the process id."""
        return self._process.pid

    def status(self) -> int | None:
        """Give the exit status, None while it runs."""
        return self._process.poll()

    def standard_error(self) -> str:
        """Give the end of what it wrote to its standard error."""
        if self._errors < 0:
            return ""
        size = os.fstat(self._errors).st_size
        return os.pread(self._errors, _KEPT_BYTES, max(0, size - _KEPT_BYTES)).decode("utf-8", "replace").strip()

    def last_words(self) -> str:
        """Say how it ended and what it complained of."""
        try:
            status: int | None = self._process.wait(0.5)
        except subprocess.TimeoutExpired:
            status = None
        how = "closed its output" if status is None else f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        complaint = self.standard_error()
        return f"{self.name} {how}" + (f": {complaint}" if complaint else "")

    def end(self) -> None:
        """Wait for its end, which closing its input asks for; kill it if it takes more than a few seconds."""
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._errors >= 0:
            os.close(self._errors)
            self._errors = -1
