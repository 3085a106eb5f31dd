"""Get-Culture: the culture of this session. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values.cultures import culture, current


class GetCultureCommand(Cmdlet):
    """Give the current culture, or those that are named."""

    def process(self) -> None:
        names = self.name
        for name in names if names else ():
            self.write(culture(name))
        if not names:
            self.write(current())
