"""Write-Information. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet


class WriteInformationCommand(Cmdlet):
    """Write any object to the information stream."""

    def process(self) -> None:
        self.write_information(self.message_data, self.tags or ())
