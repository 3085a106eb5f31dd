"""Out-Default: what every pipeline of a console ends in. Source: PowerShell 7.6 as seen."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.formatting.host_output import HostOutput


class OutDefaultCommand(Cmdlet):
    """Show objects on the host and errors on its error lines."""

    def begin(self) -> None:
        self._output = HostOutput(self.context)

    def process(self) -> None:
        value = self.input_object
        if value is not None:
            self._output.feed(value)

    def end(self) -> None:
        self._output.close()
