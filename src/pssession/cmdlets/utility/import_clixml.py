"""Import-Clixml. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.cmdlets.utility.text_files import found_paths, read_text
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.serialization import read
from pssession.engine.values import enumeration
from pssession.objects import PropertyBag, PSObject, UInt64


class ImportClixmlCommand(Cmdlet):
    """Read the objects of files of CLIXML."""

    def process(self) -> None:
        for path in found_paths(self, self.path, self.literal_path):
            text = read_text(self, path)
            if text is not None:
                self._write(read(text))

    def _write(self, values: list[Any]) -> None:
        if not (self.is_bound("First") or self.is_bound("Skip") or self.include_total_count):
            self.write_all(values)
            return
        items = list(_single(values))
        if self.include_total_count:
            self.write(_total(len(items)))
        skip = int(self.skip or 0)
        first = len(items) if self.first is None else int(self.first)
        self.write_all(items[skip : skip + first])


def _single(values: list[Any]) -> Iterator[Any]:
    """Give what is counted: the items of a collection that was exported whole, else the objects."""
    for value in values:
        items = enumeration.iterate(value)
        if items is None:
            yield value
        else:
            yield from items


def _total(count: int) -> PSObject:
    return PSObject(UInt64(count), PropertyBag({"Accuracy": 1.0}))
