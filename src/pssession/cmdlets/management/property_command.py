"""What the commands for properties of items share: file system items have those of their objects, other items have none.

Source: IPropertyCmdletProvider of the FileSystem provider; PowerShell 7.6 as recorded and seen.
"""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import IOException, PSNotSupportedException
from pssession.engine.providers.item_objects import item_object
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import Item, ProviderError
from pssession.engine.values.members import access
from pssession.objects import CUSTOM, PropertyBag, PSObject

_NO_PROPERTIES = "Cannot use interface. The IPropertyCmdletProvider interface is not supported by this provider."
_NO_DYNAMIC = "Cannot use interface. The IDynamicPropertyCmdletProvider interface is not implemented by this provider."


class PropertyCommand(ItemCommand):
    """Be a command for properties."""

    def item_at(self, place: Place) -> PSObject:
        """Give the item whose properties are meant, with its notes but PSIsContainer.

        Raises:
            PSNotSupportedException: Items of this provider have no properties.
        """
        if place.provider.name != "FileSystem":
            raise PSNotSupportedException(_NO_PROPERTIES)
        item: Item = place.provider.provider.get(self.context, place.path)
        made = item_object(place, item)
        assert made.extended is not None
        made.extended.drop("PSIsContainer")
        return made

    @staticmethod
    def picked(item: PSObject, values: PropertyBag) -> PSObject:
        """Give an object of some properties with the item's notes behind them."""
        made = PropertyBag(values)
        for name, value in (item.extended or {}).items():
            made[name] = value
        return PSObject(CUSTOM, made)


def read(item: PSObject, name: str) -> Any:
    """Read a property of the item itself; `access.MISSING` where it has none."""
    return access.find(item.base, name)


def missing(name: str, error_id: str) -> ProviderError:
    """Make the error of a property that is not there."""
    return ProviderError(error_id, "ReadError", IOException(f"The property {name} does not exist or was not found."), name)


class DynamicPropertyCommand(ItemCommand):
    """Be a command that makes or removes properties, which no provider here can."""

    def process(self) -> None:
        for _ in self.places():
            with self.reporting():
                raise PSNotSupportedException(_NO_DYNAMIC)
