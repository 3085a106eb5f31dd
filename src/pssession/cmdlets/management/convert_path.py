"""Convert-Path. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand


class ConvertPathCommand(ItemCommand):
    """Give the providers' own paths."""

    def process(self) -> None:
        for place in self.places():
            self.write(place.path)
