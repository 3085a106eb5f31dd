"""Exit-PSSession: leave the session that was entered. Source: features of Exit-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.objects import HostError


class ExitPSSessionCommand(Cmdlet):
    """Make the host talk to its own session again; harmless where none was entered."""

    def process(self) -> None:
        try:
            self.host.pop_runspace()
        except HostError:
            return
