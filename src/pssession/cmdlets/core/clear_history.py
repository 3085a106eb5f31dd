"""Clear-History: forget commands. Source: PowerShell 7.6 as asked."""

from __future__ import annotations

from pssession.cmdlets.core.history_command import HistoryCommand
from pssession.engine.commands.history import HistoryInfo
from pssession.engine.values.wildcards import matches


class ClearHistoryCommand(HistoryCommand):
    """Forget commands by number or text, the oldest or the newest ones first, or all."""

    def process(self) -> None:
        chosen = self._chosen()
        named = self.id or self.command_line
        what = ", ".join(one.command_line for one in chosen) if named else "Command history"
        if chosen and self.should_process(what):
            for one in chosen:
                self.history.remove(one)

    def _chosen(self) -> list[HistoryInfo]:
        entries = list(self.history)
        if self.newest:
            entries.reverse()
        if self.id:
            found = []
            for number in map(int, self.id):
                entry = self.history.find(number)
                if entry is None:
                    self.unknown(number)
                elif entry not in found:
                    found.append(entry)
            entries = found
        elif self.command_line:
            entries = [one for one in entries if any(matches(pattern, one.command_line) for pattern in self.command_line)]
        return entries if self.count is None else entries[: self.count]
