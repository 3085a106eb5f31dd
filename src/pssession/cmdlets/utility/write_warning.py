"""Write-Warning. Source: the command's help."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet


class WriteWarningCommand(Cmdlet):
    """Write a message to the warning stream."""

    def process(self) -> None:
        self.write_warning(self.message or "")
