"""Format-Custom. Source: about_Format.ps1xml and the command's help."""

from __future__ import annotations

from pssession.cmdlets.utility.format_command import FormatCommand
from pssession.engine.formatting.shapes import FormatOptions


class FormatCustomCommand(FormatCommand):
    """Show objects by a custom view, or nested as classes."""

    kind = "custom"

    def choose(self, options: FormatOptions) -> None:
        if self.is_bound("Depth"):
            options.depth = int(self.depth)
