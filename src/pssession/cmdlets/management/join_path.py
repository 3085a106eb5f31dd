"""Join-Path. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.providers.path_text import combine
from pssession.engine.providers.selection import ALL


class JoinPathCommand(ItemCommand):
    """Put paths together."""

    def process(self) -> None:
        children = [*(self.child_path or ("",)), *(self.additional_child_path or ())]
        for path in self.path:
            for child in children:
                path = combine(path, child or "")
            if self.resolve:
                for place in self._existing(path):
                    self.write(place)
            else:
                self.write(path)

    def _existing(self, path: str) -> list[str]:
        """Give the existing paths that a path means, as they are shown."""
        return [place.shown for place in self.found_at(path, literal=False, selection=ALL)]
