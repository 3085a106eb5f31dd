"""Test-Path. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import ArgumentNullException, DotNetException, PSNotSupportedException
from pssession.engine.providers.places import Place
from pssession.engine.providers.selection import Selection
from pssession.engine.values import enums
from pssession.engine.values.calendar import utc_ticks

_CONTAINER, _LEAF = 1, 2


class TestPathCommand(ItemCommand):
    """Tell whether paths lead somewhere."""

    __test__ = False  # no test class, whatever its name begins with

    def process(self) -> None:
        given = self.path if self.literal_path is None else self.literal_path
        if not given:
            words = ArgumentNullException(None, "The provided Path argument was null or an empty collection.")
            self.write_error(self.error("NullPathNotPermitted", "InvalidArgument", words, given))
            return
        selection = Selection(self.include, self.exclude, self.filter, force=True)
        kind = 0 if self.path_type is None else enums.number_of(self.path_type)
        for path in given:
            if path is None:
                words = ArgumentNullException(None, "The provided Path argument was null or an empty collection.")
                self.write_error(self.error("NullPathNotPermitted", "InvalidArgument", words, given))
            elif not path.strip():
                self.write(False)
            elif self.is_valid:
                self._write_validity(path)
            else:
                self.write(self._exists(path, selection, kind))

    def _write_validity(self, path: str) -> None:
        with self.reporting():
            self.providers.place(path)
            self.write("\0" not in path)

    def _exists(self, path: str, selection: Selection, kind: int) -> bool:
        try:
            places = self.providers.resolve(path, literal=self.literal_path is not None, selection=selection)
            for place in places:
                is_container = place.provider.provider.is_container(self.context, place.path)
                if (kind == _CONTAINER and not is_container) or (kind == _LEAF and is_container):
                    continue
                if self._is_of_age(place):
                    return True
        except (DotNetException, PSNotSupportedException):
            return False
        return False

    def _is_of_age(self, place: Place) -> bool:
        if self.older_than is None and self.newer_than is None:
            return True
        item = place.provider.provider.get(self.context, place.path)
        changed = None if item is None else getattr(item.value, "last_write_time", None)
        if changed is None:
            return True
        ticks = utc_ticks(changed)
        if self.older_than is not None and ticks >= utc_ticks(self.older_than):
            return False
        return self.newer_than is None or ticks > utc_ticks(self.newer_than)
