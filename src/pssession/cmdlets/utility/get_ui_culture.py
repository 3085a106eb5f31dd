"""Get-UICulture: the culture of this session's texts. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values.cultures import current


class GetUICultureCommand(Cmdlet):
    """Give the culture of messages."""

    def process(self) -> None:
        self.write(current())
