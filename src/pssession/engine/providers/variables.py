"""The Variable provider: the variables that the running scope sees. Source: about_Variable_Provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pssession.engine.commands.variables import Variable
from pssession.engine.providers.path_errors import bad_argument
from pssession.engine.providers.provider import Item
from pssession.engine.providers.scope_items import ScopeItems

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


class Variables(ScopeItems):
    """Read and set variables."""

    def find(self, context: Context, path: str) -> Any:
        return context.scope.find(path.lower())

    def visible(self, context: Context) -> dict[str, Any]:
        return context.scope.visible_variables()

    def value_of(self, found: Any) -> Any:
        return found.value

    def put(self, context: Context, path: str, value: Any, *, force: bool) -> Item:
        context.scope.put(path, value.value if isinstance(value, Variable) else value)
        found = self.find(context, path)
        return Item(found, found.name)

    def clear(self, context: Context, path: str) -> Item:
        return self.put(context, path, None, force=False)

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        for scope in context.scope.chain():
            if scope.remove(path, force=force):
                return

    def write_content(self, context: Context, path: str, values: list[Any], *, append: bool) -> None:
        if not path:
            raise bad_argument("path")
        # A variable holds all of it, where others take one value after the other.
        self.put(context, path, values[0] if len(values) == 1 else values, force=True)
