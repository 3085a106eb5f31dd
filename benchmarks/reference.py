"""PowerShell itself beside us: one process of it that measures what it is told, with its own client over its own pipe.

It is `psref` (or a `pwsh` that has New-PipePSSession): the command that PSREF names.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

_DONE = "--done--"
_LOOP = f"""
$watch = [Diagnostics.Stopwatch]::new()
$server = [Environment]::GetCommandLineArgs()[0]
while ($null -ne ($line = [Console]::In.ReadLine())) {{
    try {{ . ([scriptblock]::Create($line)) | ForEach-Object {{ [Console]::Out.WriteLine([string]$_) }} }}
    catch {{ [Console]::Out.WriteLine("failed: $_") }}
    [Console]::Out.WriteLine('{_DONE}')
}}
"""


def find() -> str | None:
    """Give the command, None where there is none."""
    for candidate in (os.environ.get("PSREF"), str(Path.home() / ".cache/psref/psref/psref")):
        if candidate and os.access(candidate, os.X_OK):
            return candidate
    return None


class Reference(AbstractContextManager["Reference"]):
    """Have a warm process of PowerShell."""

    def __init__(self, command: str) -> None:
        self.command = command
        self._process = subprocess.Popen(
            [command, "-NoProfile", "-c", _LOOP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            bufsize=1,
        )
        self.run(f"$server = '{command}'")

    def run(self, code: str) -> list[str]:
        """Run one line and give what it wrote.

        Raises:
            RuntimeError: It went wrong.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(" ".join(code.split("\n")) + "\n")
        self._process.stdin.flush()
        lines = []
        while (line := self._process.stdout.readline().rstrip("\n")) != _DONE:
            if line.startswith("failed: ") or not self._process.stdout:
                raise RuntimeError(line)
            lines.append(line)
        return lines

    def seconds(self, code: str) -> float:
        """Give the seconds that one line takes inside."""
        (taken,) = self.run(f"$watch.Restart(); $null = . {{ {code} }}; $watch.Stop(); $watch.Elapsed.TotalSeconds.ToString('R')")
        return float(taken)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
