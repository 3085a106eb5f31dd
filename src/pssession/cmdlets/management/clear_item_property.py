"""Clear-ItemProperty. Source: the command's help; PowerShell 7.6 as seen."""

from __future__ import annotations

from pssession.cmdlets.management.property_command import PropertyCommand
from pssession.engine.errors import PSArgumentException
from pssession.engine.values.members import access

_ONLY_ATTRIBUTES = "The property cannot be cleared because the property is not supported. Only the Attributes property can be cleared."
_NORMAL = 128


class ClearItemPropertyCommand(PropertyCommand):
    """Give a property of items the value it has by default."""

    def process(self) -> None:
        for place in self.places():
            with self.reporting():
                item = self.item_at(place)
                if self.name.lower() != "attributes":
                    raise PSArgumentException(_ONLY_ATTRIBUTES)
                if self.should_process(f"Item: {place.path} Property: {self.name}", "Clear Property File"):
                    access.set_value(item.base, "Attributes", _NORMAL)
