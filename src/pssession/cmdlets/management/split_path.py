"""Split-Path. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import FormatException
from pssession.engine.providers import path_text
from pssession.engine.providers.places import drive_name_of
from pssession.engine.providers.selection import ALL


class SplitPathCommand(ItemCommand):
    """Give one part of a path."""

    def process(self) -> None:
        for path, literal in self.paths():
            if self.resolve:
                for place in self.found_at(path, literal=literal, selection=ALL):
                    self._split(place.shown)
            else:
                self._split(path)

    def _split(self, path: str) -> None:
        with self.reporting():
            found = self._part(path)
            if found is not None:
                self.write(found)

    def _part(self, path: str) -> str | bool | None:
        if self.is_absolute:
            return path.startswith(("/", "\\")) or "::" in path or drive_name_of(path) is not None
        if self.qualifier:
            return self._qualifier(path)
        if self.no_qualifier:
            prefix, rest = path_text.split_prefix(path)
            return rest if prefix else path
        if self.leaf or self.leaf_base or self.extension:
            leaf = path_text.leaf(self.providers, path)
            if self.leaf:
                return leaf
            dot = leaf.rfind(".")
            if self.leaf_base:
                return leaf if dot < 0 else leaf[:dot]
            return "" if dot < 0 or dot == len(leaf) - 1 else leaf[dot:]
        return path_text.parent(self.providers, path)

    def _qualifier(self, path: str) -> str | None:
        prefix, _ = path_text.split_prefix(path)
        if prefix:
            return prefix
        words = f"Cannot parse path because path '{path}' does not have a qualifier specified."
        self.write_error(self.error("ParsePathFormatError", "InvalidArgument", words, path, FormatException))
        return None
