"""Set-Item. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.providers.places import Place
from pssession.engine.values.conversions import to_string
from pssession.engine.values.wildcards import has_wildcard


class SetItemCommand(ItemCommand):
    """Set the values of items, making those that are not there."""

    def process(self) -> None:
        for path, literal in self.paths():
            with self.reporting():
                for place in self._targets(path, literal):
                    self._set(place)

    def _targets(self, path: str, literal: bool) -> list[Place]:
        if literal or not has_wildcard(path):
            return [self.providers.place(path)]
        return self.found_at(path, literal=False, selection=self.selection())

    def _set(self, place: Place) -> None:
        provider = place.provider.provider
        action, target = provider.intent(self.context, "Set", place.path, to_string(self.value))
        if not self.should_process(target, action):
            return
        item = provider.put(self.context, place.path, self.value, force=bool(self.force))
        if self.pass_thru:
            self.write_item(place, item)
