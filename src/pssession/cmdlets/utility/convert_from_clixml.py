"""ConvertFrom-CliXml. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.serialization import read


class ConvertFromClixmlCommand(Cmdlet):
    """Read the objects of CLIXML texts."""

    def process(self) -> None:
        self.write_all(read(self.input_object))
