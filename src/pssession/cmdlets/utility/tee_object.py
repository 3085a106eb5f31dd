"""Tee-Object: pass objects on and keep them, in a variable or as text in a file. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.utility.text_files import full_path, write_text
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.formatting.session import formatter_for, host_width


class TeeObjectCommand(Cmdlet):
    """Keep objects while they pass."""

    def begin(self) -> None:
        self._items: list[Any] = []

    def process(self) -> None:
        if self.is_bound("InputObject"):
            self._items.append(self.input_object)
            self.write(self.input_object)

    def end(self) -> None:
        items = self._items
        if self.variable is not None:
            self.context.set_variable(self.variable, items[0] if len(items) == 1 else items)
            return
        lines: list[str] = []
        formatter = formatter_for(self.context, width=host_width(self.context), line=lines.append)
        for item in items:
            formatter.feed(item)
        formatter.close()
        path = full_path(self, self.file_path or self.literal_path)
        write_text(self, path, "".join(line + "\n" for line in lines), self.encoding, append=bool(self.append))
