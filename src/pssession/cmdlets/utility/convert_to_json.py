"""ConvertTo-Json. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.utility.json_writing import JsonShape, JsonText, NonStringKey
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import InvalidOperationException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import type_of

_ESCAPES = {"escapenonascii": "nonascii", "1": "nonascii", "escapehtml": "html", "2": "html"}
_DEFAULT_DEPTH = 2


class ConvertToJsonCommand(Cmdlet):
    """Write objects as JSON."""

    def begin(self) -> None:
        self._items: list[Any] = []
        self._piped = not self.is_bound("InputObject")

    def process(self) -> None:
        self._items.append(self.input_object)

    def end(self) -> None:
        items = self._items
        if not items:
            return
        depth = _DEFAULT_DEPTH if self.depth is None else self.depth
        warning = f"Resulting JSON is truncated as serialization has exceeded the set depth of {depth}."
        shape = JsonShape(depth, enums_as_strings=bool(self.enums_as_strings), truncated=lambda: self.write_warning(warning))
        try:
            if len(items) > 1 or self.as_array:
                made: Any = [shape.shape(item, 1, piped=self._piped) for item in items]
            else:
                made = shape.shape(items[0], piped=self._piped)
        except NonStringKey as problem:
            name = type_of(problem.args[0]).full_name
            words = f"The type '{name}' is not supported for serialization or deserialization of a dictionary. Keys must be strings."
            self.write_error(self.error("NonStringKeyInDictionary", "InvalidOperation", words, problem.args[0], InvalidOperationException))
            return
        escape = "default" if self.escape_handling is None else _ESCAPES.get(to_string(self.escape_handling).lower(), "default")
        self.write(JsonText(compress=bool(self.compress), escape=escape).text(made))
