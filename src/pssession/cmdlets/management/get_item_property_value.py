"""Get-ItemPropertyValue. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from collections.abc import Iterator

from pssession.cmdlets.management.property_command import PropertyCommand, read
from pssession.engine.errors import IOException
from pssession.engine.values.members import access


class GetItemPropertyValueCommand(PropertyCommand):
    """Give the values of properties of items."""

    def paths(self) -> Iterator[tuple[str, bool]]:
        given = list(super().paths())
        yield from given or [(".", False)]

    def process(self) -> None:
        for place in self.places():
            with self.reporting():
                item = self.item_at(place)
                for name in self.name:
                    value = read(item, name)
                    if value is access.MISSING:
                        words = IOException(f"The property {name} does not exist or was not found.")
                        self.throw_terminating(self.error(words.full_name, "NotSpecified", words))
                    self.write(value)
