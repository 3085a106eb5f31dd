"""Move-Item. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSArgumentException
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import ProviderError
from pssession.engine.values.wildcards import has_wildcard

_ID = "System.Management.Automation.PSArgumentException"
_OTHER = "Cannot move the item because the source and destination paths did not resolve to the same provider."
_MANY = (
    "Cannot move the item because the source path points to one or more items and the destination path is not a container. "
    "Validate that the destination path is a container and try again."
)


class MoveItemCommand(ItemCommand):
    """Move items."""

    def process(self) -> None:
        selection = self.selection()
        for path, literal in self.paths():
            found = self.found_at(path, literal=literal, selection=selection)
            with self.reporting():
                self._move(found, globs=not literal and has_wildcard(path))

    def _move(self, found: list[Place], *, globs: bool) -> None:
        if not found:
            return
        target = self.providers.place(self.destination or "")
        provider = target.provider.provider
        if any(place.provider is not target.provider for place in found):
            raise ProviderError(_ID, "InvalidArgument", PSArgumentException(_OTHER), found[0].path)
        if globs and len(found) > 1 and not provider.is_container(self.context, target.path):
            raise ProviderError(_ID, "InvalidArgument", PSArgumentException(_MANY), target.info())
        for place in found:
            with self.reporting():
                action, what = provider.intent(self.context, "Move", place.path, target.path)
                if self.should_process(what, action):
                    item = provider.move(self.context, place.path, target.path, force=bool(self.force))
                    if self.pass_thru:
                        self.write_item(target, item)
