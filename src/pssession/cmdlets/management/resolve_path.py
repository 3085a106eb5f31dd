"""Resolve-Path. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSInvalidOperationException
from pssession.engine.providers.path_text import relative
from pssession.engine.providers.places import Place
from pssession.engine.providers.selection import ALL


class ResolvePathCommand(ItemCommand):
    """Give the existing paths that paths mean."""

    def begin(self) -> None:
        self._base: Place | None = None
        if self.relative_base_path is None:
            return
        found = self.found_at(self.relative_base_path, literal=False, selection=ALL)
        if len(found) == 1 and found[0].provider.provider.is_container(self.context, found[0].path):
            self._base = found[0]
            return
        words = f"The path '{self.relative_base_path}' is not a container."
        problem = PSInvalidOperationException(words)
        self.throw_terminating(self.error("Argument", "InvalidArgument", problem, self.relative_base_path))

    def process(self) -> None:
        for path, literal in self.paths():
            if self._base is not None and not path.startswith(("/", "~")) and ":" not in path:
                path = f"{self._base.shown.rstrip('/')}/{path}"
            for place in self.found_at(path, literal=literal, selection=self.selection()):
                self.write(self._relative(place) if self.relative else place.info())

    def _relative(self, place: Place) -> str:
        location = self.providers.location if self._base is None else self._base.info()
        if location.provider is not place.provider or not place.provider.provider.navigates:
            return place.shown
        if location.drive is not place.drive and place.drive is not None:
            return place.shown
        found = relative(place.path, location.provider_path)
        return found if found.startswith(".") else "./" + found
