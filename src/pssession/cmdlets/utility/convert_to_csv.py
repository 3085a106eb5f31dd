"""ConvertTo-Csv. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.csv_writing import lines_of
from pssession.engine.commands.cmdlet import Cmdlet


class ConvertToCsvCommand(Cmdlet):
    """Write objects as lines of CSV."""

    def begin(self) -> None:
        self._lines = lines_of(self)
        self._started = False

    def process(self) -> None:
        item = self.input_object
        if item is None:
            return
        if not self._started:
            self._started = True
            self._lines.choose_columns(item)
            if self._lines.names and self.include_type_information:
                self.write(self._lines.type_line(item))
            if self._lines.names and not self.no_header:
                self.write(self._lines.header())
        line = self._lines.line(item)
        if line:
            self.write(line)
