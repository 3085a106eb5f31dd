"""The person's end of a terminal: lines read as they are typed, secrets shown as stars, and waits that Ctrl-C breaks off.

Editing of the command line is the prompt's; here is what running code reads. Any thread may wait; `interrupt` may come from a signal.

Source: termios(3); ConsoleHost of PowerShell 7.6 for what the keys do.
"""

from __future__ import annotations

import os
import select
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from pssession.engine.errors import PipelineStoppedException

_BLOCK = 4096
_INPUT_FLAGS = 0
_LOCAL_FLAGS = 3
_CONTROL_CHARACTERS = 6
_ERASE = ("\x7f", "\b")
_ERASE_LINE = "\x15"
_END = ("\r", "\n", "\x04")


class Terminal:
    """Read from a terminal.

    Args:
        descriptor: The terminal.
    """

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._woken, False)

    def interrupt(self) -> None:
        """Break off the read that waits, or the next one."""
        os.write(self._wake, b"!")

    def rearm(self) -> None:
        """Let reads wait again after an interruption."""
        with suppress(BlockingIOError):
            os.read(self._woken, _BLOCK)

    def read_line(self) -> str:
        """Read a line, without its end; what is there at the end of input.

        Raises:
            PipelineStoppedException: `interrupt` was called.
        """
        sys.stdout.flush()
        data = b""
        while not data.endswith(b"\n"):
            block = self._read(_BLOCK)
            if not block:
                break
            data += block
        return data.decode(errors="replace").rstrip("\r\n")

    def read_secret(self, ask: Callable[[], None]) -> str:
        """Read a line whose characters are shown as stars.

        Args:
            ask: Shows the question; called once nothing that is typed is shown any more.

        Raises:
            PipelineStoppedException: `interrupt` was called.
        """
        typed: list[str] = []
        with self._unechoed():
            ask()
            for key in self._keys():
                if key in _END:
                    break
                if key in _ERASE:
                    if typed:
                        typed.pop()
                        _show("\b \b")
                elif key == _ERASE_LINE:
                    _show("\b \b" * len(typed))
                    typed.clear()
                elif key.isprintable():
                    typed.append(key)
                    _show("*")
        _show("\n")
        return "".join(typed)

    def read_key(self, *, echo: bool) -> str:
        """Wait for one character.

        Raises:
            PipelineStoppedException: `interrupt` was called.
        """
        with self._unechoed():
            key = next(self._keys(), "")
        if echo and key.isprintable():
            _show(key)
        return key

    def forget(self) -> None:
        """Drop what was typed and not read."""
        termios.tcflush(self._descriptor, termios.TCIFLUSH)

    def settings(self) -> Any:
        """Give the terminal's settings, to put them back."""
        return termios.tcgetattr(self._descriptor)

    def put_back(self, settings: Any) -> None:
        """Put settings back that a program may have left otherwise."""
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, settings)

    # Inside.

    def _read(self, size: int) -> bytes:
        ready, _, _ = select.select([self._descriptor, self._woken], [], [])
        if self._woken in ready:
            raise PipelineStoppedException()
        try:
            return os.read(self._descriptor, size)
        except OSError:  # the terminal has gone
            return b""

    def _keys(self) -> Iterator[str]:
        """Give characters one by one until the input ends."""
        pending = b""
        while block := self._read(1):
            pending += block
            try:
                text = pending.decode()
            except UnicodeDecodeError:
                continue
            pending = b""
            yield from text

    @contextmanager
    def _unechoed(self) -> Iterator[None]:
        held = self.settings()
        changed = self.settings()
        changed[_LOCAL_FLAGS] &= ~(termios.ECHO | termios.ICANON)
        changed[_CONTROL_CHARACTERS][termios.VMIN] = 1
        changed[_CONTROL_CHARACTERS][termios.VTIME] = 0
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, changed)
        try:
            yield
        finally:
            self.put_back(held)


@contextmanager
def quiet(descriptor: int = 0) -> Iterator[None]:
    """Keep the terminal from showing what is typed ahead while the prompt is being made; every key stays to be read, Ctrl-C too."""
    held = termios.tcgetattr(descriptor)
    changed = termios.tcgetattr(descriptor)
    changed[_INPUT_FLAGS] &= ~termios.ICRNL
    changed[_LOCAL_FLAGS] &= ~(termios.ECHO | termios.ICANON | termios.ISIG)
    termios.tcsetattr(descriptor, termios.TCSADRAIN, changed)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, held)


def _show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
