"""Remove-Item. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSInvalidOperationException
from pssession.engine.providers.path_errors import record_of
from pssession.engine.providers.places import Place


class RemoveItemCommand(ItemCommand):
    """Remove items."""

    def begin(self) -> None:
        self._answers = [False, False]

    def process(self) -> None:
        for place in self.places():
            with self.reporting():
                self._remove(place)

    def _remove(self, place: Place) -> None:
        provider = place.provider.provider
        location = self.providers.location
        if location.provider is place.provider and provider.navigates and _is_around(place.path, location.provider_path):
            words = f"Cannot remove the item at '{place.path}' because it is in use."
            self.write_error(record_of(PSInvalidOperationException(words)))
            return
        recurse = bool(self.recurse)
        if not recurse and provider.has_children(self.context, place.path):
            query = (
                f"The item at {place.path} has children and the Recurse parameter was not specified. If you continue, all children "
                "will be removed with the item. Are you sure you want to continue?"
            )
            if not self.should_continue(query, "Confirm", self._answers):
                return
            recurse = True
        action, target = provider.intent(self.context, "Remove", place.path)
        if self.should_process(target, action):
            provider.remove(self.context, place.path, recurse=recurse, force=bool(self.force))


def _is_around(path: str, location: str) -> bool:
    return (location.rstrip("/") + "/").startswith(path.rstrip("/") + "/")
