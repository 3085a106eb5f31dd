"""New-PSTransportOption: the quotas of a kind of session. Source: New-PSTransportOption of PowerShell 7.6 as observed."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet, attribute_name
from pssession.engine.values.dotnet.session_options import PSTransportOption


class NewPSTransportOptionCommand(Cmdlet):
    """Make the options from what was given."""

    def process(self) -> None:
        made = PSTransportOption()
        for name, value in self.bound.items():
            attribute = attribute_name(name)
            if hasattr(made, attribute):
                setattr(made, attribute, value)
        self.write(made)
