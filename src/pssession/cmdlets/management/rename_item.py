"""Rename-Item. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSArgumentException
from pssession.engine.providers.provider import ProviderError

_MANY = "Cannot rename item because the path resolved to multiple items. Only one item can be renamed at a time."


class RenameItemCommand(ItemCommand):
    """Give an item another name."""

    def process(self) -> None:
        for path, literal in self.paths():
            with self.reporting():
                self._rename(path, literal)

    def _rename(self, path: str, literal: bool) -> None:
        found = self.providers.resolve(path, literal=literal)
        if len(found) != 1:
            raise ProviderError("RenameMultipleItemError", "InvalidArgument", PSArgumentException(_MANY), [one.path for one in found])
        place = found[0]
        provider = place.provider.provider
        other = provider.join(provider.parent(place.path, ""), self.new_name) if provider.navigates else self.new_name
        action, target = provider.intent(self.context, "Rename", place.path, other)
        if not self.should_process(target, action):
            return
        item = provider.rename(self.context, place.path, self.new_name, force=bool(self.force))
        if self.pass_thru:
            self.write_item(place, item)
