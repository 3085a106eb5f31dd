"""Invoke-History: run a command again. Source: PowerShell 7.6 as asked."""

from __future__ import annotations

from pssession.cmdlets.core.history_command import HistoryCommand
from pssession.engine.commands.history import HistoryInfo
from pssession.engine.errors import ArgumentException, InvalidOperationException


class InvokeHistoryCommand(HistoryCommand):
    """Show the command's text and run it; history then has that text in place of this call."""

    unknown_id = "InvokeHistoryNoHistoryForId"

    def process(self) -> None:
        entry = self._entry()
        if entry is None or not self.should_process(entry.command_line):
            return
        running = self.context.services.setdefault("invoked history", set())
        if entry.id in running:
            problem = InvalidOperationException("Cannot invoke the history command because it would invoke itself.")
            self.throw_terminating(self.error("InvokeHistoryLoopDetected", "InvalidOperation", problem))
        text = entry.command_line
        self.history.instead = text
        self.host.write_line(text)
        running.add(entry.id)
        try:
            self.context.invoke_script_block(self.context.make_script_block(text), in_place=True, out=self.write)
        finally:
            running.discard(entry.id)

    def _entry(self) -> HistoryInfo | None:
        if not self.id:
            found = self.history.latest()
            if found is None:
                problem = InvalidOperationException("Cannot locate the history: it is empty.")
                self.throw_terminating(self.error("InvokeHistoryNoLastHistoryEntry", "InvalidOperation", problem))
            return found
        number = int(self.id) if self.id.lstrip("-").isdigit() else None
        found = self.history.find(number) if number is not None else self.history.latest(self.id)
        if found is not None:
            return found
        if number is not None:
            self.unknown(number)
        else:
            words = f"Cannot locate the history for command line {self.id}."
            self.write_error(self.error("InvokeHistoryNoHistoryForCommandline", "ObjectNotFound", ArgumentException(words), self.id))
        return None
