"""New-Item. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSArgumentNullException
from pssession.engine.providers.places import normalize
from pssession.engine.values.conversions import to_string


class NewItemCommand(ItemCommand):
    """Make items."""

    def process(self) -> None:
        kind = self.item_type or ""
        for path in self.path or ("",):
            with self.reporting():
                self._make(path, kind)

    def _make(self, path: str, kind: str) -> None:
        place = self.providers.place(path)
        provider = place.provider.provider
        if self.name:
            below = provider.join(place.path, self.name.replace("\\", "/")) if place.path else self.name
            place = place.with_path(normalize(below) if provider.navigates else below)
        if self.value is None and kind.lower().startswith(("sy", "ha", "ju")) and provider.navigates:
            raise PSArgumentNullException(f"Link '{path}' cannot be created because the target Value was not specified.")
        other = kind if provider.navigates else to_string(self.value)
        action, target = provider.intent(self.context, "New", place.path, other)
        if self.should_process(target, action):
            self.write_item(place, provider.make(self.context, place.path, kind, self.value, force=bool(self.force)))
