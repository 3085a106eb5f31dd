"""Write-Host: information that the host shows. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values import enumeration, enums
from pssession.engine.values.conversions import to_string
from pssession.objects import Dictionary, Hashtable, HostInformationMessage


class WriteHostCommand(Cmdlet):
    """Write a message for the one who sits at the host."""

    def process(self) -> None:
        separator = " " if self.separator is None else to_string(self.separator)
        message = HostInformationMessage(
            message=_text(self.object, separator) if self.is_bound("Object") else "",
            no_new_line=bool(self.no_newline),
            foreground_color=_color(self.foreground_color),
            background_color=_color(self.background_color),
        )
        self.write_information(message, ("PSHOST",))


def _text(value: Any, separator: str) -> str:
    """Write a value, collections and tables item by item with a separator between."""
    if value is None:
        return ""
    if isinstance(value, (Hashtable, Dictionary)):
        return separator.join(f"[{to_string(key)}, {to_string(item)}]" for key, item in value.items())
    items = enumeration.iterate(value)
    if items is None:
        return to_string(value)
    return separator.join(text for text in (_text(item, separator) for item in items) if text)


def _color(value: Any) -> int | None:
    return None if value is None else enums.number_of(value)
