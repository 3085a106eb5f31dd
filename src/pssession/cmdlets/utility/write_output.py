"""Write-Output. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet


class WriteOutputCommand(Cmdlet):
    """Write objects, collections item by item unless told otherwise."""

    def process(self) -> None:
        if not self.is_bound("InputObject"):
            return
        if self.no_enumerate:
            self.write(self.input_object)
        else:
            self.write_unrolled(self.input_object)
