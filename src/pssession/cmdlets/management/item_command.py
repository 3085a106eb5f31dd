"""What the commands for items and paths share: which places they mean, what becomes of errors, how items are written.

Errors about one path are written and the next path is taken; what a provider throws ends the command.
Source: Microsoft.PowerShell.Commands.CoreCommandBase as PowerShell 7.6 shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ItemNotFoundException, PSNotSupportedException, SessionStateException
from pssession.engine.providers.item_objects import item_object
from pssession.engine.providers.path_errors import record_of
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import Item, ProviderError
from pssession.engine.providers.selection import Selection

WRITTEN = (ProviderError, SessionStateException, ItemNotFoundException, PSNotSupportedException)
"""Errors that concern one path."""


class ItemCommand(Cmdlet):
    """Be a command for items."""

    # -- Which places --

    @property
    def providers(self) -> Any:
        """Give the session's drives, providers and locations (`engine.providers.session.SessionProviders`)."""
        return self.context.providers

    def paths(self) -> Iterator[tuple[str, bool]]:
        """Give each path of -Path and -LiteralPath with whether it is literal."""
        slots = self.__dict__
        literal = slots.get("literal_path")
        given = slots.get("path") if literal is None else literal
        for path in [given] if isinstance(given, str) else given or ():
            yield path, literal is not None

    def selection(self) -> Selection:
        """Give what -Include, -Exclude, -Filter and -Force ask for."""
        slots = self.__dict__
        return Selection(slots.get("include"), slots.get("exclude"), slots.get("filter"), force=bool(slots.get("force")))

    def places(self) -> Iterator[Place]:
        """Give the existing places that the paths mean; what is not there is written as an error."""
        selection = self.selection()
        for path, literal in self.paths():
            yield from self.found_at(path, literal=literal, selection=selection)

    def found_at(self, path: str, *, literal: bool, selection: Selection) -> list[Place]:
        """Give the existing places that one path means; what is not there is written as an error."""
        with self.reporting():
            return list(self.providers.resolve(path, literal=literal, selection=selection))
        return []

    # -- Errors --

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Write errors that concern one path; let others through."""
        try:
            yield
        except WRITTEN as problem:
            self.write_error(record_of(problem))

    # -- Output --

    def write_item(self, place: Place, item: Item) -> None:
        """Write an item with its notes."""
        self.write(item_object(place.with_path(item.path), item))
