"""Invoke-Item. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand


class InvokeItemCommand(ItemCommand):
    """Do what is usually done with an item: run a program, open a document."""

    def process(self) -> None:
        for place in self.places():
            with self.reporting():
                if self.should_process(f"Item: {place.path}", "Invoke Item"):
                    place.provider.provider.invoke(self.context, place.path)
