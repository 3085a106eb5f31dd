"""What the history commands share: the session's history, and the error for a number that it has not."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.history import History
from pssession.engine.errors import ArgumentException
from pssession.objects import Int64


class HistoryCommand(Cmdlet):
    """Be a command that deals with the session's history."""

    unknown_id = "GetHistoryNoHistoryForId"

    @property
    def history(self) -> History:
        """Give the session's history."""
        found: History = self.context.history
        return found

    def unknown(self, number: int) -> None:
        """Write the error for a number that no command has."""
        problem = ArgumentException(f"Cannot locate the history for Id {number}.")
        self.write_error(self.error(self.unknown_id, "ObjectNotFound", problem, Int64(number)))
