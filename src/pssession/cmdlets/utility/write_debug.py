"""Write-Debug. Source: the command's help."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet


class WriteDebugCommand(Cmdlet):
    """Write a message to the debug stream."""

    def process(self) -> None:
        self.write_debug(self.message or "")
