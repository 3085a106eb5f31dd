"""Get-History: the commands that this session was given. Source: PowerShell 7.6 as asked."""

from __future__ import annotations

from pssession.cmdlets.core.history_command import HistoryCommand
from pssession.engine.errors import ArgumentException


class GetHistoryCommand(HistoryCommand):
    """List commands by number, or the latest ones."""

    def process(self) -> None:
        numbers = [int(number) for number in self.id or ()]
        if not numbers:
            entries = list(self.history)
            count = len(entries) if self.count is None else self.count
            self.write_all(entries[len(entries) - min(count, len(entries)) :])
            return
        if len(numbers) > 1 and self.count is not None:
            problem = ArgumentException("The count cannot be combined with multiple Ids.")
            self.throw_terminating(self.error("GetHistoryNoCountWithMultipleIds", "InvalidArgument", problem, self.count))
        for number in numbers:
            found = self.history.find(number)
            if found is None:
                self.unknown(number)
            elif self.count is None:
                self.write(found)
            else:
                # The command itself, after those before it.
                before = [one for one in self.history if one.id <= number]
                self.write_all(before[len(before) - min(self.count, len(before)) :])
