"""Format-Wide. Source: about_Format.ps1xml and the command's help."""

from __future__ import annotations

from pssession.cmdlets.utility.format_command import FormatCommand
from pssession.engine.formatting.shapes import FormatOptions


class FormatWideCommand(FormatCommand):
    """Show one property of each object, several objects a line."""

    kind = "wide"

    def choose(self, options: FormatOptions) -> None:
        options.autosize = bool(self.auto_size)
        options.columns = int(self.column or 0)
