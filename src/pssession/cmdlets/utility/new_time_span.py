"""New-TimeSpan: a span of time, or the time between two dates. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values.calendar import TICKS_PER_DAY, TICKS_PER_SECOND, local_from_utc, utc_now_ticks
from pssession.objects import TimeSpan


class NewTimeSpanCommand(Cmdlet):
    """Make a TimeSpan."""

    def process(self) -> None:
        if self.parameter_set == "Time":
            given = (
                (self.days, TICKS_PER_DAY),
                (self.hours, 36_000_000_000),
                (self.minutes, 600_000_000),
                (self.seconds, TICKS_PER_SECOND),
            )
            self.write(TimeSpan(sum((count or 0) * unit for count, unit in given) + (self.milliseconds or 0) * 10_000))
            return
        now = local_from_utc(utc_now_ticks())
        start = self.start if self.is_bound("Start") else now
        end = self.end_ if self.is_bound("End") else now
        self.write(TimeSpan(end.ticks - start.ticks))
