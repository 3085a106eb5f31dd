"""Out-String. Source: the command's help; PowerShell 7.6 as recorded (fmt.width)."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.formatting.session import formatter_for, host_width, items_of


class OutStringCommand(Cmdlet):
    """Give the text that objects are shown as, in one piece or line by line."""

    def begin(self) -> None:
        self._lines: list[str] = []
        line = self.write if self.stream else self._lines.append
        self._formatter = formatter_for(self.context, width=self.width or host_width(self.context), line=line)

    def process(self) -> None:
        if not self.is_bound("InputObject"):
            return
        items = items_of(self.input_object)
        if items is None:
            self._formatter.feed(self.input_object)
            return
        for item in items:
            self._formatter.feed(item)

    def end(self) -> None:
        self._formatter.close()
        if not self.stream:
            end = "" if self.no_newline else "\n"
            self.write("".join([line + end for line in self._lines]))
