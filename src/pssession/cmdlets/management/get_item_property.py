"""Get-ItemProperty. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.property_command import PropertyCommand, missing, read
from pssession.engine.values.members import access
from pssession.objects import PropertyBag


class GetItemPropertyCommand(PropertyCommand):
    """Give the properties of items."""

    def process(self) -> None:
        for place in self.places():
            with self.reporting():
                item = self.item_at(place)
                if not self.name:
                    self.write(item)
                    continue
                values = PropertyBag()
                for name in self.name:
                    value = read(item, name)
                    if value is access.MISSING:
                        raise missing(name, "GetValueError")
                    values[name] = value
                self.write(self.picked(item, values))
