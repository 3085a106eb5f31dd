"""Write-Progress. Source: the command's help; PowerShell 7.6."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.objects import ProgressRecord


class WriteProgressCommand(Cmdlet):
    """Say how far something is."""

    def process(self) -> None:
        record = ProgressRecord(
            activity=self.activity or "Processing",
            activity_id=self.id or 0,
            status_description=self.status or "Processing",
            current_operation=self.current_operation,
            parent_activity_id=-1 if self.parent_id is None else self.parent_id,
            percent_complete=-1 if self.percent_complete is None else self.percent_complete,
            seconds_remaining=-1 if self.seconds_remaining is None else self.seconds_remaining,
            record_type=1 if self.completed else 0,
        )
        self.write_progress(record)
