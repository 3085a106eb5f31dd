"""A person at a terminal: types at the program under a pty and waits for what appears; nothing sleeps."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>78]")
CTRL_C, CTRL_D, ENTER, TAB, UP = "\x03", "\x04", "\r", "\t", "\x1b[A"
PROMPT = r"^PS [^\n]*> $"
SECONDS = 60.0


class Person:
    """Sit at a terminal that runs `pypwsh`, or `pssession`.

    Args:
        folder: Home, runtime folder and working folder.
        terminal: TERM.
        program: Which of the two.
        words: The program's arguments.
        more: More of the environment.
    """

    def __init__(
        self, folder: Path, *words: str, terminal: str = "xterm-256color", program: str = "pypwsh", more: Mapping[str, str] | None = None
    ) -> None:
        runtime = folder / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "TERM": terminal, "LANG": "C.UTF-8", "TZ": "UTC",
            "PSSESSION_RUNTIME_DIR": str(runtime), **(more or {}),
        }  # fmt: skip
        switches = ["-NoProfile", "-NoLogo"] if program == "pypwsh" else []
        command = [sys.executable, "-m", f"pssession.cli.{program}", *switches, *words]
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            try:
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                os.chdir(folder)
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        self.raw = b""
        self._seen = 0
        self._status: int | None = None

    @property
    def text(self) -> str:
        """Give what was shown so far, without escape sequences."""
        return ESCAPES.sub("", self.raw.decode("utf-8", "replace")).replace("\r", "")

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._descriptor, text.encode())

    def wait_for(self, pattern: str = PROMPT) -> re.Match[str]:
        """Wait until something new on the screen fits a pattern; what comes before it is passed over."""
        wanted = re.compile(pattern, re.MULTILINE)
        deadline = time.monotonic() + SECONDS
        while (found := wanted.search(self.text, self._seen)) is None:
            if not self._read(deadline):
                raise AssertionError(f"the terminal never showed {pattern!r}, but {self.text[self._seen :][-2000:]!r}")
        self._seen = found.end()
        return found

    def says(self, line: str, pattern: str = PROMPT) -> re.Match[str]:
        """Type a line and wait for what it gives."""
        self.type(line + ENTER)
        return self.wait_for(pattern)

    def leaves(self) -> int:
        """Wait for the program's end and give its exit status."""
        deadline = time.monotonic() + SECONDS
        while self._read(deadline):
            pass
        _, status = os.waitpid(self.pid, 0)
        self._status = os.waitstatus_to_exitcode(status)
        return self._status

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._descriptor)
        self._descriptor = os.open(os.devnull, os.O_RDWR)

    def close(self) -> None:
        """End the program if it still runs."""
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._descriptor)

    def _read(self, deadline: float) -> bool:
        """Take what the terminal shows next; False at its end or when time is up."""
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:  # every process at the terminal has ended
            return False
        self.raw += data
        return bool(data)
