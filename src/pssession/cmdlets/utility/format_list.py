"""Format-List. Source: about_Format.ps1xml and the command's help."""

from __future__ import annotations

from pssession.cmdlets.utility.format_command import FormatCommand


class FormatListCommand(FormatCommand):
    """Show each object as a list of its properties."""

    kind = "list"
