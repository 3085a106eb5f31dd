"""Items as scripts get them: the provider's value with the notes PSPath to PSIsContainer.

Source: the notes of items and their order as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.providers.infos import DriveInfo, ProviderInfo
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import Item
from pssession.objects import PropertyBag, PSObject


def item_object(place: Place, item: Item) -> PSObject:
    """Give an item of a provider its notes."""
    return wrapper(place)(item)


def wrapper(place: Place) -> Callable[[Item], PSObject]:
    """Make the function that gives notes to items of a place's provider and drive; for many items, one function does it all."""
    provider_info: ProviderInfo = place.provider
    provider = provider_info.provider
    drive: DriveInfo | None = place.drive
    prefix = provider_info.full_name + "::"
    navigates = provider.navigates
    folded: dict[str, str] = {}  # all items of a provider have the same notes
    above: dict[str, str] = {}  # folder to the note, since items come folder by folder

    def wrap(item: Item) -> PSObject:
        path = item.path
        notes = PropertyBag()
        notes["PSPath"] = prefix + path
        if navigates:
            head, _, leaf = path.rpartition("/")
            if not leaf:
                notes["PSParentPath"] = notes["PSChildName"] = ""
            else:
                known = above.get(head)
                if known is None:
                    known = above[head] = prefix + (head or "/")
                notes["PSParentPath"] = known
                notes["PSChildName"] = leaf
            for name, note in item.notes:
                notes[name] = note
        if drive is not None:
            notes["PSDrive"] = drive
        notes["PSProvider"] = provider_info
        notes["PSIsContainer"] = item.is_container
        if len(folded) != len(notes):
            folded.clear()
            folded.update((name.casefold(), name) for name in notes)
        notes.share_names(folded)
        value: Any = item.value
        if type(value) is PSObject:
            value = value.base
        return PSObject(value, notes)

    return wrap
