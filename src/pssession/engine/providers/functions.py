"""The Function provider: the functions that the running scope sees. Source: about_Function_Provider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pssession.engine.providers.path_errors import already_there, bad_argument
from pssession.engine.providers.provider import Copying, Item, Provider
from pssession.engine.providers.selection import Test

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


class Functions(Provider):
    """Read and set functions."""

    def exists(self, context: Context, path: str) -> bool:
        return not path or context.scope.find_function(path.lower()) is not None

    def get(self, context: Context, path: str) -> Item | None:
        if not path:
            return Item([item.value for item in self.children(context, "")], "", True)
        found = context.scope.find_function(path.lower())
        return None if found is None else Item(found, found.name)

    def children(self, context: Context, path: str, *, hidden: bool = True, passes: Test | None = None) -> Iterator[Item]:
        for found in _visible(context):
            yield Item(found, found.name)

    def names(self, context: Context, path: str, *, hidden: bool = True) -> Iterable[str]:
        return [found.name for found in _visible(context)]

    def make(self, context: Context, path: str, kind: str, value: Any, *, force: bool) -> Item:
        if not force and self.exists(context, path):
            raise already_there(path)
        return self.put(context, path, value, force=force)

    def put(self, context: Context, path: str, value: Any, *, force: bool) -> Item:
        context.set_function(path, value)
        found = context.scope.find_function(path.lower())
        return Item(found, path)

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        for scope in context.scope.chain():
            if scope.functions is not None and scope.functions.pop(path.lower(), None) is not None:
                context.commands_version += 1
                return

    def rename(self, context: Context, path: str, name: str, *, force: bool) -> Item:
        found = context.scope.find_function(path.lower())
        self.remove(context, path, recurse=False, force=force)
        return self.put(context, name, found.script_block, force=force)

    def copy(self, context: Context, path: str, target: str, how: Copying) -> Iterator[Item]:
        found = context.scope.find_function(path.lower())
        yield self.put(context, target, found.script_block, force=how.force)

    def read_content(self, context: Context, path: str) -> list[Any]:
        if not path:
            raise bad_argument("path")
        found = context.scope.find_function(path.lower())
        return [] if found is None else [found.script_block]

    def write_content(self, context: Context, path: str, values: list[Any], *, append: bool) -> None:
        if not path:
            raise bad_argument("path")
        for value in values:
            self.put(context, path, value, force=True)


def _visible(context: Context) -> list[Any]:
    seen: dict[str, Any] = {}
    for scope in context.scope.chain():
        for folded, found in (scope.functions or {}).items():
            seen.setdefault(folded, found)
    return [seen[folded] for folded in sorted(seen)]
