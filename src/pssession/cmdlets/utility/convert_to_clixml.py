"""ConvertTo-CliXml. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.serialization import CMDLET_DEPTH, write


class ConvertToClixmlCommand(Cmdlet):
    """Write objects as one CLIXML text."""

    def begin(self) -> None:
        self._items: list[Any] = []

    def process(self) -> None:
        self._items.append(self.input_object)

    def end(self) -> None:
        self.write(write(self._items, self.depth or CMDLET_DEPTH))
