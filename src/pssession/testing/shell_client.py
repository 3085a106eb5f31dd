"""A PowerShell client in a process of its own, told what to run block by block: for demonstrations, documents and tests.

The process reads from a pipe and writes to a terminal of a chosen width, so that what it shows is what a person would see. Each block is
followed by a line that shows a mark; what comes before the mark belongs to the block.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from time import monotonic
from types import TracebackType

PYPWSH = (sys.executable, "-m", "pssession.cli.pypwsh")
_LINES = 50
_READ_BYTES = 65536
_END_SECONDS = 10.0
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def plain(text: str) -> str:
    """Take the escape sequences out of a text."""
    return _ESCAPES.sub("", text)


class ShellClient(AbstractContextManager["ShellClient"]):
    """Run blocks of PowerShell in a process that lives until it is left or killed.

    Args:
        environment: What the process sees; None for our own environment.
        command: How it is started, without the switches.
        width: Cells of a line.
        colors: Whether it may write escape sequences.
        prompting: Whether it shows a prompt and repeats what it reads, as `pypwsh` without -Command does.
    """

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        command: Sequence[str] = PYPWSH,
        width: int = 110,
        colors: bool = True,
        prompting: bool = False,
    ) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", _LINES, width, 0, 0))
        switches = ["-NoProfile", "-NoLogo"] if prompting else ["-NoProfile", "-NonInteractive", "-Command", "-"]
        given = {**(os.environ if environment is None else environment), "TERM": "xterm-256color" if colors else "dumb"}
        given.pop("NO_COLOR", None)
        self._process = subprocess.Popen(
            [*command, *switches], stdin=subprocess.PIPE, stdout=theirs, stderr=theirs, env=given, start_new_session=True
        )
        os.close(theirs)
        self._terminal = ours
        self._heard = b""
        self._count = 0

    @property
    def pid(self) -> int:
        return self._process.pid

    def run(self, block: str, *, timeout: float = 60.0) -> str:
        """Run a block to its end and give what it showed, escape sequences included, without the last line's end.

        Raises:
            TimeoutError: It did not end in time.
            RuntimeError: The process ended instead.
        """
        self._count += 1
        mark = f"--{self.pid}-{self._count}--"
        # A blank line ends a statement of several lines.
        self._write(f"{block}\n" + ("\n" if "\n" in block else "") + f"'{mark}'\n")
        shown = self._until(mark.encode(), monotonic() + timeout)
        return shown.decode("utf-8", "replace").replace("\r\n", "\n").removesuffix("\n")

    def leave(self, *, timeout: float = _END_SECONDS) -> str:
        """End the process as a person does, by ending its input; give what it still showed."""
        stdin = self._process.stdin
        if stdin is not None and not stdin.closed:
            stdin.close()
        rest = self._rest(monotonic() + timeout)
        self._process.wait(timeout)
        return rest.decode("utf-8", "replace").replace("\r\n", "\n")

    def play(self, lines: str, *, timeout: float = 60.0) -> str:
        """Send lines, end the input, and give all that is shown until the process has ended."""
        self._write(lines)
        return self.leave(timeout=timeout)

    def kill(self) -> None:
        """End the process without a word (SIGKILL)."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End the process, however it is."""
        if self._process.poll() is None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self._process.wait()
        if self._process.stdin is not None:
            try:
                self._process.stdin.close()
            except BrokenPipeError:
                pass
        if self._terminal >= 0:
            os.close(self._terminal)
            self._terminal = -1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _write(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text.encode())
        self._process.stdin.flush()

    def _until(self, mark: bytes, deadline: float) -> bytes:
        while mark not in self._heard:
            data = self._read(deadline)
            if not data:
                raise RuntimeError(f"the client ended: {plain(self._heard.decode('utf-8', 'replace')).strip()}")
            self._heard += data
        before, _, self._heard = self._heard.partition(mark)
        self._heard = self._heard.removeprefix(b"\r\n")
        return before

    def _rest(self, deadline: float) -> bytes:
        while data := self._read(deadline):
            self._heard += data
        rest, self._heard = self._heard, b""
        return rest

    def _read(self, deadline: float) -> bytes:
        left = deadline - monotonic()
        if left <= 0 or not select.select([self._terminal], [], [], left)[0]:
            raise TimeoutError(f"the client shows nothing more: {plain(self._heard.decode('utf-8', 'replace')).strip()[-500:]}")
        try:
            return os.read(self._terminal, _READ_BYTES)
        except OSError:
            # The last process that had the terminal is gone.
            return b""
