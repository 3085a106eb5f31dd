"""Join-String: one text of many objects. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values import members
from pssession.engine.values.composite import culture_text, format_composite
from pssession.engine.values.conversions import to_string
from pssession.engine.values.enumeration import to_list
from pssession.engine.values.ports import ports


class JoinStringCommand(Cmdlet):
    """Join the texts of the input, or of a property of it."""

    def begin(self) -> None:
        self._texts: list[str] = []

    def process(self) -> None:
        for item in to_list(self.input_object) if self.input_object is not None else ():
            if item is not None:
                self._texts.append(self._text(item))

    def end(self) -> None:
        separator = self.separator
        if separator is None:
            found = self.context.variable("OFS")
            separator = "" if found is None else to_string(found)
        self.write(f"{self.output_prefix or ''}{separator.join(self._texts)}{self.output_suffix or ''}")

    def _text(self, item: Any) -> str:
        wanted = self.property
        if wanted is not None:
            item = self._value(item, wanted)
        if self.format_string:
            return format_composite(self.format_string, [item])
        text = culture_text(item) if self.use_culture else to_string(item)
        return f"'{text}'" if self.single_quote else f'"{text}"' if self.double_quote else text

    def _value(self, item: Any, wanted: Any) -> Any:
        block = getattr(wanted, "script", wanted)
        if ports.is_script(block):
            found = self.context.invoke_script_block(block, dollar_under=item, has_dollar_under=True, in_place=True)
            return found[0] if len(found) == 1 else found
        return members.get(item, to_string(wanted))
