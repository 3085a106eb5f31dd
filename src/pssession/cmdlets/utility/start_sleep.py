"""Start-Sleep. Source: the command's help; PowerShell 7.6."""

from __future__ import annotations

import threading

from pssession.engine.commands.cmdlet import Cmdlet

_TICKS_A_SECOND = 10_000_000


class StartSleepCommand(Cmdlet):
    """Wait; a stop ends the wait."""

    def begin(self) -> None:
        self._stopped = threading.Event()
        self.context.check_stop()

    def process(self) -> None:
        if self.milliseconds is not None:
            seconds = self.milliseconds / 1000
        elif self.duration is not None:
            seconds = self.duration.ticks / _TICKS_A_SECOND
        else:
            seconds = float(self.seconds or 0)
        if self._stopped.wait(max(0.0, seconds)):
            self.context.check_stop()

    def stop(self) -> None:
        self._stopped.set()
