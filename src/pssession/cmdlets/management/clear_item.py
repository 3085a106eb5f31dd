"""Clear-Item. Source: the command's help; PowerShell 7.6 as seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand


class ClearItemCommand(ItemCommand):
    """Empty items."""

    def process(self) -> None:
        for place in self.places():
            with self.reporting():
                provider = place.provider.provider
                action, target = provider.intent(self.context, "Clear", place.path)
                if self.should_process(target, action):
                    provider.clear(self.context, place.path)
