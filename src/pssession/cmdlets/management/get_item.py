"""Get-Item. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.cmdlets.management.single_items import write_existing


class GetItemCommand(ItemCommand):
    """Give the items that paths mean."""

    def process(self) -> None:
        for place in self.places():
            write_existing(self, place, force=bool(self.force))
