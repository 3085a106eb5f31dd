"""ConvertFrom-Json. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.json_reading import JsonReader
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ArgumentException, InvalidOperationException
from pssession.engine.values.conversions import to_string

_KINDS = {"0": "default", "1": "local", "2": "utc", "3": "offset", "4": "string"}


class ConvertFromJsonCommand(Cmdlet):
    """Read objects from JSON; several texts are one, unless the first is whole."""

    def begin(self) -> None:
        self._texts: list[str] = []

    def process(self) -> None:
        self._texts.append(self.input_object)

    def end(self) -> None:
        texts = self._texts
        if not texts:
            return
        kind = "default" if self.date_kind is None else to_string(self.date_kind).lower()
        self._reader = JsonReader(as_table=bool(self.as_hashtable), dates=_KINDS.get(kind, kind))
        if len(texts) > 1 and self._is_whole(texts[0]):
            for text in texts:
                self._convert(text)
        else:
            self._convert("\n".join(texts))

    def _is_whole(self, text: str) -> bool:
        try:
            self._reader.read(text)
        except (ArgumentException, InvalidOperationException):
            return False
        return bool(text.strip())

    def _convert(self, text: str) -> None:
        if not text.strip():
            return
        try:
            found = self._reader.read(text)
        except InvalidOperationException as problem:
            error_id = getattr(problem, "json_error_id", "InvalidOperationException")
            self.throw_terminating(self.error(error_id, "InvalidOperation", problem))
        except ArgumentException as problem:
            self.throw_terminating(self.error("System.ArgumentException", "NotSpecified", problem))
        if self.no_enumerate:
            self.write(found)
        else:
            self.write_unrolled(found)
