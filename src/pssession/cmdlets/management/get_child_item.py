"""Get-ChildItem. Source: the command's help; PowerShell 7.6 as recorded and seen.

A path without wildcards whose names are not narrowed is listed by its provider: a folder's items, then those of its folders. With
-Include, -Exclude or wildcards and -Recurse every folder is listed right behind its own item, and links are followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pssession.cmdlets.management.item_attributes import Test, attribute_test
from pssession.cmdlets.management.item_command import WRITTEN, ItemCommand
from pssession.cmdlets.management.single_items import write_existing
from pssession.engine.providers.item_objects import wrapper
from pssession.engine.providers.path_errors import record_of
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import Item, Provider
from pssession.engine.providers.selection import Selection
from pssession.engine.values.wildcards import has_wildcard, unescape
from pssession.objects import PSObject

_NO_LIMIT = 2**32


class GetChildItemCommand(ItemCommand):
    """List what is inside containers."""

    def process(self) -> None:
        attributes, shows_hidden = attribute_test(self)
        self._wanted: Test | None = attributes
        depth = _NO_LIMIT if self.depth is None else int(self.depth)
        recurse = bool(self.recurse) or self.depth is not None
        selection = Selection(self.include, self.exclude, self.filter, force=bool(self.force) or shows_hidden)
        given = list(self.paths())
        if self.literal_path is None and not given:
            given = [("", False)]
        for path, literal in given:
            with self.reporting():
                if self.name:
                    self._names(path, literal, selection, depth if recurse else 0)
                elif recurse:
                    self._recurse(path, literal, selection, depth)
                else:
                    self._list(path, literal, selection)

    # -- One level --

    def _list(self, path: str, literal: bool, selection: Selection) -> None:
        globs = not literal and has_wildcard(path)
        for place in self.providers.resolve(path, literal=literal, selection=selection):
            provider = place.provider.provider
            if not provider.is_container(self.context, place.path):
                if globs:
                    self._write_single(place, selection)
                else:
                    write_existing(self, place, force=selection.force)
            elif selection.is_narrowed:
                self._write_narrowed(place, selection, 0)
            elif globs:
                self._write_single(place, selection)
            else:
                self._write_children(place, selection, 0)

    def _write_single(self, place: Place, selection: Selection) -> None:
        item = place.provider.provider.get(self.context, place.path)
        if item is not None and (self._wanted is None or self._wanted(item)):
            self.write_item(place, item)

    # -- All levels --

    def _recurse(self, path: str, literal: bool, selection: Selection, depth: int) -> None:
        """List all levels: of a path that is no container, its last part becomes -Include."""
        if not literal:
            path, selection = self._with_leaf_included(path, selection)
        globs = not literal and has_wildcard(path)
        found = self.providers.resolve(path, literal=literal, selection=selection.open())
        for place in found:
            provider = place.provider.provider
            if not provider.is_container(self.context, place.path):
                if selection.fits(provider.leaf(place.path)):
                    self._write_single(place, selection)
            elif selection.is_narrowed or globs:
                self._write_narrowed(place, selection, depth)
            else:
                self._write_children(place, selection, depth)

    def _with_leaf_included(self, path: str, selection: Selection) -> tuple[str, Selection]:
        leaf = path.replace("\\", "/").rpartition("/")[2]
        if not leaf or leaf in (".", "..", "~") or leaf.endswith(":"):
            return path, selection
        above = path[: len(path) - len(leaf)]
        if leaf == "*":
            return above, selection
        if selection.include or self._all_containers(path):
            return path, selection
        return above, Selection((leaf,), selection.exclude, selection.filter, force=selection.force)

    def _all_containers(self, path: str) -> bool:
        if not has_wildcard(path):
            place = self.providers.place(unescape(path))
            return bool(place.provider.provider.is_container(self.context, place.path))
        found = self.providers.resolve(path)
        return bool(found) and all(place.provider.provider.is_container(self.context, place.path) for place in found)

    def _write_children(self, place: Place, selection: Selection, depth: int) -> None:
        """List a container as its provider does: its items, then those of the containers inside."""
        provider: Provider = place.provider.provider
        wrap = wrapper(place)
        write, wanted, passes, hidden = self.write, self._wanted, selection.passes_filter, selection.force
        follow = bool(self.follow_symlink)
        waiting = [(place.path, depth)]
        while waiting:
            path, left = waiting.pop()
            inner: list[str] = []
            try:
                for item in provider.children(self.context, path, hidden=hidden, passes=None if left else passes):
                    if left and item.is_container and (follow or not provider.is_link(item)):
                        inner.append(item.path)
                    if left and passes is not None and not passes(provider.leaf(item.path)):
                        continue
                    if wanted is None or wanted(item):
                        write(wrap(item))
            except WRITTEN as problem:
                self.write_error(record_of(problem))
            waiting += [(one, left - 1) for one in reversed(inner)]

    def _write_narrowed(self, place: Place, selection: Selection, depth: int) -> None:
        """List a container by names: each container's items come right behind it."""
        provider: Provider = place.provider.provider
        wrap = wrapper(place)
        passes, hidden = selection.passes_filter, selection.force

        def walk(path: str, left: int) -> Iterator[Item]:
            for item in provider.children(self.context, path, hidden=hidden):
                name = provider.leaf(item.path)
                if (passes is None or passes(name)) and selection.fits(name) and (self._wanted is None or self._wanted(item)):
                    yield item
                if left and item.is_container:
                    yield from walk(item.path, left - 1)

        for item in walk(place.path, depth):
            self.write(wrap(item))

    # -- -Name --

    def _names(self, path: str, literal: bool, selection: Selection, depth: int) -> None:
        globs = not literal and has_wildcard(path)
        outer = Selection(force=selection.force) if not globs or depth else selection
        for place in self.providers.resolve(path, literal=literal, selection=outer):
            provider: Provider = place.provider.provider
            if provider.is_container(self.context, place.path) and (depth or not globs):
                for item, name in self._named(provider, place.path, "", selection, depth):
                    self.write(name if globs else self._noted(place, item, name))
            elif selection.fits(provider.leaf(place.path)):
                self.write(provider.leaf(place.path))

    def _named(self, provider: Provider, path: str, prefix: str, selection: Selection, depth: int) -> Iterator[tuple[Item, str]]:
        passes = selection.passes_filter
        inner: list[tuple[str, str]] = []
        for item in provider.children(self.context, path, hidden=selection.force):
            name = provider.leaf(item.path)
            if (passes is None or passes(name)) and selection.fits(name) and (self._wanted is None or self._wanted(item)):
                yield item, prefix + name
            if depth and item.is_container:
                inner.append((item.path, prefix + name + "/"))
        for below, above in inner:
            yield from self._named(provider, below, above, selection, depth - 1)

    @staticmethod
    def _noted(place: Place, item: Item, name: str) -> PSObject:
        return wrapper(place)(Item(name, item.path, item.is_container))
