"""Get-Uptime: how long the machine runs. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import time

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values.calendar import TICKS_PER_SECOND, local_from_utc, utc_now_ticks
from pssession.objects import TimeSpan


class GetUptimeCommand(Cmdlet):
    """Give the time since the start, or when that was."""

    def process(self) -> None:
        seconds = int(time.clock_gettime(time.CLOCK_BOOTTIME))
        if self.since:
            self.write(local_from_utc(utc_now_ticks() - seconds * TICKS_PER_SECOND))
        else:
            self.write(TimeSpan(seconds * TICKS_PER_SECOND))
