"""The Alias provider: the aliases that the running scope sees. Source: about_Alias_Provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pssession.engine.providers.provider import Item
from pssession.engine.providers.scope_items import ScopeItems, nearest, remove_nearest
from pssession.engine.values.text import to_string

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


class Aliases(ScopeItems):
    """Read and set aliases."""

    def find(self, context: Context, path: str) -> Any:
        return context.scope.find_alias(path.lower())

    def visible(self, context: Context) -> dict[str, Any]:
        return nearest(context, "aliases")

    def value_of(self, found: Any) -> Any:
        return found.definition

    def put(self, context: Context, path: str, value: Any, *, force: bool) -> Item:
        context.set_alias(path, to_string(value), force=force)
        return Item(self.find(context, path), path)

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        remove_nearest(context, "aliases", path)
