"""Add-Content. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.content_writing import ContentWritingCommand


class AddContentCommand(ContentWritingCommand):
    """Write behind the content that is there."""

    appends = True
    action = "Add Content"
