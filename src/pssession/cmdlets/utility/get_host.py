"""Get-Host: the host of this session. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet


class GetHostCommand(Cmdlet):
    """Give `$Host`."""

    def process(self) -> None:
        self.write(self.context.host_object())
