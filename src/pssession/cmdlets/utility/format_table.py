"""Format-Table. Source: about_Format.ps1xml and the command's help."""

from __future__ import annotations

from pssession.cmdlets.utility.format_command import FormatCommand
from pssession.engine.formatting.shapes import FormatOptions


class FormatTableCommand(FormatCommand):
    """Show objects as rows of a table."""

    kind = "table"

    def choose(self, options: FormatOptions) -> None:
        options.autosize = bool(self.auto_size)
        options.wrap = bool(self.wrap)
        options.hide_header = bool(self.hide_table_headers)
        options.repeat_header = bool(self.repeat_header)
