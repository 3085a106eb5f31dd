"""Set-ItemProperty. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.management.property_command import PropertyCommand, missing, read
from pssession.engine.providers.places import Place
from pssession.engine.values.conversions import to_string
from pssession.engine.values.members import access
from pssession.objects import PropertyBag, PSObject


class SetItemPropertyCommand(PropertyCommand):
    """Set properties of items."""

    def process(self) -> None:
        wanted = self._wanted()
        for place in self.places():
            with self.reporting():
                self._set(place, wanted)

    def _wanted(self) -> dict[str, Any]:
        if self.input_object is None:
            return {self.name: self.value}
        given = self.input_object
        return {name: access.get(given, name) for name in access.property_names(given)}

    def _set(self, place: Place, wanted: dict[str, Any]) -> None:
        item = self.item_at(place)
        values = PropertyBag()
        kind = "Directory" if place.provider.provider.is_container(self.context, place.path) else "File"
        for name, value in wanted.items():
            if read(item, name) is access.MISSING:
                raise missing(name, "SetPropertyError")
            if not self.should_process(f"Item: {place.path} Property: {name} Value: {to_string(value)}", f"Set Property {kind}"):
                continue
            access.set_value(PSObject(item.base), name, value)
            values[name] = value
        if self.pass_thru and values:
            self.write(self.picked(item, values))
