"""The Function provider: the functions that the running scope sees. Source: about_Function_Provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pssession.engine.providers.provider import Item
from pssession.engine.providers.scope_items import ScopeItems, nearest, remove_nearest

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


class Functions(ScopeItems):
    """Read and set functions."""

    def find(self, context: Context, path: str) -> Any:
        return context.scope.find_function(path.lower())

    def visible(self, context: Context) -> dict[str, Any]:
        return nearest(context, "functions")

    def value_of(self, found: Any) -> Any:
        return found.script_block

    def put(self, context: Context, path: str, value: Any, *, force: bool) -> Item:
        context.set_function(path, value)
        return Item(self.find(context, path), path)

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        remove_nearest(context, "functions", path)
