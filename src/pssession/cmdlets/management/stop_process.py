"""Stop-Process. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import os

from pssession.cmdlets.management.process_command import ProcessCommand, shown_name
from pssession.engine.errors import DotNetException
from pssession.engine.values.dotnet.processes import Process


class StopProcessCommand(ProcessCommand):
    """End processes; this one last."""

    def begin(self) -> None:
        self._itself: Process | None = None

    def process(self) -> None:
        for one in self.chosen():
            if not self.should_process(shown_name(one)):
                continue
            if one.id == os.getpid():
                self._itself = one
            else:
                self._stop(one)

    def end(self) -> None:
        if self._itself is not None:
            self._stop(self._itself)

    def _stop(self, one: Process) -> None:
        try:
            one.kill()
        except DotNetException as problem:
            words = f'Cannot stop process "{shown_name(one)}" because of the following error: {problem.message}'
            self.report("CouldNotStopProcess", "CloseError", words, one)
            return
        if self.pass_thru:
            self.write(one)
