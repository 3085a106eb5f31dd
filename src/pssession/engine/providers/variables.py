"""The Variable provider: the variables that the running scope sees. Source: about_Variable_Provider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pssession.engine.commands.variables import Variable
from pssession.engine.providers.path_errors import already_there, bad_argument
from pssession.engine.providers.provider import Copying, Item, Provider
from pssession.engine.providers.selection import Test

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


class Variables(Provider):
    """Read and set variables."""

    def exists(self, context: Context, path: str) -> bool:
        return not path or context.scope.find(path.lower()) is not None

    def get(self, context: Context, path: str) -> Item | None:
        if not path:
            return Item([item.value for item in self.children(context, "")], "", True)
        found = context.scope.find(path.lower())
        return None if found is None else Item(found, found.name)

    def children(self, context: Context, path: str, *, hidden: bool = True, passes: Test | None = None) -> Iterator[Item]:
        visible = context.scope.visible_variables()
        for folded in sorted(visible):
            yield Item(visible[folded], visible[folded].name)

    def names(self, context: Context, path: str, *, hidden: bool = True) -> Iterable[str]:
        visible = context.scope.visible_variables()
        return [visible[folded].name for folded in sorted(visible)]

    def make(self, context: Context, path: str, kind: str, value: Any, *, force: bool) -> Item:
        if not force and self.exists(context, path):
            raise already_there(path)
        return self.put(context, path, value, force=force)

    def put(self, context: Context, path: str, value: Any, *, force: bool) -> Item:
        if isinstance(value, Variable):
            value = value.value
        context.scope.put(path, value)
        found = context.scope.find(path.lower())
        assert found is not None
        return Item(found, found.name)

    def clear(self, context: Context, path: str) -> Item:
        return self.put(context, path, None, force=False)

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        for scope in context.scope.chain():
            if scope.remove(path, force=force):
                return

    def rename(self, context: Context, path: str, name: str, *, force: bool) -> Item:
        found = context.scope.find(path.lower())
        value = None if found is None else found.value
        self.remove(context, path, recurse=False, force=force)
        return self.put(context, name, value, force=force)

    def copy(self, context: Context, path: str, target: str, how: Copying) -> Iterator[Item]:
        found = context.scope.find(path.lower())
        yield self.put(context, target, None if found is None else found.value, force=how.force)

    def read_content(self, context: Context, path: str) -> list[Any]:
        if not path:
            raise bad_argument("path")
        found = context.scope.find(path.lower())
        return [] if found is None else [found.value]

    def write_content(self, context: Context, path: str, values: list[Any], *, append: bool) -> None:
        if not path:
            raise bad_argument("path")
        self.put(context, path, values[0] if len(values) == 1 else values, force=True)
