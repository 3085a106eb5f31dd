"""The commands that a session was given, as Get-History shows them.

An entry is made when its command is over; until then nothing of it is seen. What a prompt keeps between its runs is its own.

Source: about_History; Microsoft.PowerShell.Commands.HistoryInfo as PowerShell 7.6 was asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.engine.values import calendar, enums
from pssession.engine.values.types import require
from pssession.objects import DateTime, Int64, TimeSpan

_STATE = "System.Management.Automation.Runspaces.PipelineState"
MOST = 4096


class HistoryInfo:
    """Be one command that was given.

    Args:
        number: Its number in the session, from 1.
        command_line: Its text.
        status: "Completed", "Failed" or "Stopped".
        start: When it began.
        end: When it was over.
    """

    dotnet_type = "Microsoft.PowerShell.Commands.HistoryInfo"

    def __init__(self, number: int, command_line: str, status: str, start: DateTime, end: DateTime) -> None:
        self.id = Int64(number)
        self.command_line = command_line
        self.status = status
        self.start_execution_time = start
        self.end_execution_time = end

    @property
    def execution_status(self) -> Any:
        """Say how it ended."""
        return enums.parse(require(_STATE), self.status)

    @property
    def duration(self) -> TimeSpan:
        """Say how long it took."""
        return TimeSpan(self.end_execution_time.ticks - self.start_execution_time.ticks)

    def clone(self) -> HistoryInfo:
        """Give another one like it."""
        return HistoryInfo(int(self.id), self.command_line, self.status, self.start_execution_time, self.end_execution_time)

    def to_string(self) -> str:
        """Give the text, as ToString does."""
        return self.command_line


class History:
    """Keep the latest commands.

    Attributes:
        next_id: The number that the command that runs will have.
        instead: What is kept in place of the text that runs: the command that Invoke-History ran.
    """

    def __init__(self) -> None:
        self._entries: list[HistoryInfo] = []
        self.next_id = 1
        self.instead: str | None = None

    def __iter__(self) -> Iterator[HistoryInfo]:
        return iter(list(self._entries))

    def add(self, command_line: str, status: str, start: DateTime, end: DateTime, most: int = MOST) -> HistoryInfo:
        """Keep a command; the oldest ones go where there are too many."""
        made = HistoryInfo(self.next_id, command_line, status, start, end)
        self.next_id += 1
        self._entries.append(made)
        del self._entries[: max(len(self._entries) - most, 0)]
        return made

    def find(self, number: int) -> HistoryInfo | None:
        """Find a command by its number."""
        return next((one for one in self._entries if one.id == number), None)

    def latest(self, prefix: str = "") -> HistoryInfo | None:
        """Find the latest command that begins with a text, without case."""
        folded = prefix.lower()
        return next((one for one in reversed(self._entries) if one.command_line.lower().startswith(folded)), None)

    def remove(self, entry: HistoryInfo) -> None:
        """Forget a command."""
        self._entries.remove(entry)


def now() -> DateTime:
    """Give the moment as history has it: local time."""
    return calendar.local_from_utc(calendar.utc_now_ticks())
