"""Write-Verbose. Source: the command's help."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet


class WriteVerboseCommand(Cmdlet):
    """Write a message to the verbose stream."""

    def process(self) -> None:
        self.write_verbose(self.message or "")
