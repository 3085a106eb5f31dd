"""ConvertFrom-StringData. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import PSInvalidOperationException
from pssession.objects import Hashtable

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "e": "\x1b"}


class ConvertFromStringDataCommand(Cmdlet):
    """Read a table from lines of names and values."""

    def process(self) -> None:
        table = Hashtable()
        delimiter = "=" if self.delimiter is None else str(self.delimiter)
        for raw in self.string_data.split("\n"):
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            name, found, value = line.partition(delimiter)
            if not found:
                self._refuse(f"Data line '{line}' is not in 'name=value' format. ")
            name = name.strip()
            if name in table:
                self._refuse(f"Data item '{name}' in line '{line}' is already defined. ")
            table[name] = unescaped(value.strip())
        self.write(table)

    def _refuse(self, words: str) -> None:
        self.throw_terminating(self.error("InvalidOperation", "InvalidOperation", words, None, PSInvalidOperationException))


def unescaped(text: str) -> str:
    """Read the escapes of regular expressions."""
    parts: list[str] = []
    place = 0
    while place < len(text):
        letter = text[place]
        place += 1
        if letter != "\\" or place >= len(text):
            parts.append(letter)
            continue
        letter = text[place]
        place += 1
        digits = {"x": 2, "u": 4}.get(letter)
        if digits is not None:
            try:
                parts.append(chr(int(text[place : place + digits], 16)))
                place += digits
                continue
            except ValueError:
                pass
        parts.append(_ESCAPES.get(letter, letter))
    return "".join(parts)
