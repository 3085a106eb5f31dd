"""One item at a known place: given, or written off as hidden.

Source: PowerShell 7.6 as seen: a hidden item that is named is an error without -Force.
"""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import IOException
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import ProviderError


def write_existing(command: ItemCommand, place: Place, *, force: bool) -> None:
    """Write the item at a place; one that is gone or hidden is an error."""
    with command.reporting():
        provider = place.provider.provider
        item = provider.get(command.context, place.path)
        if item is None or (not force and provider.is_hidden(place.path)):
            words = IOException(f"Could not find item {place.path}.")
            raise ProviderError("ItemNotFound", "ObjectNotFound", words, place.path)
        command.write_item(place, item)
