"""What the providers of a scope's things share: aliases, functions and variables are found by name, outward, and hold one value each.

Source: SessionStateProviderBase of PowerShell 7.6.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pssession.engine.providers.path_errors import already_there, bad_argument
from pssession.engine.providers.provider import Copying, Item, Provider
from pssession.engine.providers.selection import Test

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


class ScopeItems(Provider, ABC):
    """Read and set what the running scope sees; what things they are is for its kinds to say."""

    @abstractmethod
    def find(self, context: Context, path: str) -> Any:
        """Find one by its name, None where there is none."""

    @abstractmethod
    def visible(self, context: Context) -> dict[str, Any]:
        """Give all that can be seen, by lower-case name."""

    @abstractmethod
    def value_of(self, found: Any) -> Any:
        """Give what one holds: what a copy of it is made of, and its content."""

    def exists(self, context: Context, path: str) -> bool:
        return not path or self.find(context, path) is not None

    def get(self, context: Context, path: str) -> Item | None:
        if not path:
            return Item([item.value for item in self.children(context, "")], "", True)
        found = self.find(context, path)
        return None if found is None else Item(found, found.name)

    def children(self, context: Context, path: str, *, hidden: bool = True, passes: Test | None = None) -> Iterator[Item]:
        visible = self.visible(context)
        for folded in sorted(visible):
            yield Item(visible[folded], visible[folded].name)

    def names(self, context: Context, path: str, *, hidden: bool = True) -> Iterable[str]:
        visible = self.visible(context)
        return [visible[folded].name for folded in sorted(visible)]

    def make(self, context: Context, path: str, kind: str, value: Any, *, force: bool) -> Item:
        if not force and self.exists(context, path):
            raise already_there(path)
        return self.put(context, path, value, force=force)

    def rename(self, context: Context, path: str, name: str, *, force: bool) -> Item:
        value = self._value(context, path)
        self.remove(context, path, recurse=False, force=force)
        return self.put(context, name, value, force=force)

    def copy(self, context: Context, path: str, target: str, how: Copying) -> Iterator[Item]:
        yield self.put(context, target, self._value(context, path), force=how.force)

    def read_content(self, context: Context, path: str) -> list[Any]:
        if not path:
            raise bad_argument("path")
        found = self.find(context, path)
        return [] if found is None else [self.value_of(found)]

    def write_content(self, context: Context, path: str, values: list[Any], *, append: bool) -> None:
        if not path:
            raise bad_argument("path")
        for value in values:
            self.put(context, path, value, force=True)

    def _value(self, context: Context, path: str) -> Any:
        found = self.find(context, path)
        return None if found is None else self.value_of(found)


def nearest(context: Context, table: str) -> dict[str, Any]:
    """Give what one table of each scope holds, the running scope's first."""
    seen: dict[str, Any] = {}
    for scope in context.scope.chain():
        for folded, found in (getattr(scope, table) or {}).items():
            seen.setdefault(folded, found)
    return seen


def remove_nearest(context: Context, table: str, path: str) -> None:
    """Take one out of the nearest scope that has it."""
    for scope in context.scope.chain():
        held = getattr(scope, table)
        if held is not None and held.pop(path.lower(), None) is not None:
            context.commands_version += 1
            return
