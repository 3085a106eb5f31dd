"""The anchor of everything that makes sessions: a warm process that forks a child for each connection and does nothing else.

It is as large as ours (49 MiB), its garbage collector is frozen before it forks, and the child answers Python expressions line by line. No
engine, no XML, no durability: what a session costs at least in Python on this machine.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager
from types import TracebackType

_HEAP_MIB = 34
_ENTRIES_A_MIB = 1900


class Child:
    """Talk to a forked child."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._file = self._socket.makefile("rwb")

    def ask(self, expression: str) -> str:
        """Let it evaluate an expression."""
        self._file.write(expression.encode() + b"\n")
        self._file.flush()
        return self._file.readline().decode().rstrip("\n")

    def take(self, size: int) -> int:
        """Let it send so many bytes, and take them."""
        self._file.write(b"bytes %d\n" % size)
        self._file.flush()
        left = size
        while left:
            left -= len(self._file.read(min(left, 1 << 20)))
        return size

    def close(self) -> None:
        self._file.close()
        self._socket.close()


class ForkLimit(AbstractContextManager["ForkLimit"]):
    """Have the warm process."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fork-")
        self.path = os.path.join(self._folder.name, "s")
        self._process = subprocess.Popen([sys.executable, __file__, self.path], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def open(self) -> Child:
        """Fork a child."""
        return Child(self.path)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._folder.cleanup()


def _serve(path: str) -> None:
    heap = [{"name": f"k{number}", "id": number + 10**6, "v": [number, str(number)]} for number in range(_HEAP_MIB * _ENTRIES_A_MIB)]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1024)
    gc.collect()
    gc.freeze()
    print("ready", len(heap), flush=True)
    while True:
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            _answer(connection)
            os._exit(0)
        connection.close()


def _answer(connection: socket.socket) -> None:
    file = connection.makefile("rwb")
    for line in file:
        if line.startswith(b"bytes "):
            left = int(line.split()[1])
            chunk = b"x" * 65536
            while left:
                left -= file.write(chunk[: min(left, len(chunk))])
        else:
            file.write(repr(eval(line)).encode() + b"\n")
        file.flush()


if __name__ == "__main__":
    _serve(sys.argv[1])
