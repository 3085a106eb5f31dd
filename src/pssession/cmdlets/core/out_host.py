"""Out-Host. Source: the command's help."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.formatting.host_output import HostOutput


class OutHostCommand(Cmdlet):
    """Show objects on the host; -Paging shows all without a stop, as a host that cannot ask does."""

    def begin(self) -> None:
        self._output = HostOutput(self.context)

    def process(self) -> None:
        value = self.input_object
        if value is not None:
            self._output.feed(value)

    def end(self) -> None:
        self._output.close()
