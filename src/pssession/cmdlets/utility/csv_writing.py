"""From objects to lines of CSV: which columns there are, how values are written and when they are quoted.

Source: ConvertTo-Csv as PowerShell 7.6 was recorded (cmd.csv_text).
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.properties import MISSING, read
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import InvalidOperationException
from pssession.engine.values import enumeration, members
from pssession.engine.values.composite import culture_text
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import type_names

_KINDS = {"0": "never", "1": "always", "2": "asneeded"}


class CsvLines:
    """Write objects as lines.

    Args:
        delimiter: What stands between values.
        quotes: "always", "asneeded" or "never".
        fields: Names of the columns that are quoted, in place of `quotes`; None without.
    """

    def __init__(self, delimiter: str, quotes: str, fields: list[str] | None) -> None:
        self._delimiter = delimiter
        self._quotes = quotes
        self._fields = None if fields is None else {name.lower() for name in fields}
        self.names: list[str] = []

    def choose_columns(self, value: Any) -> None:
        """Take the columns from the first object."""
        if isinstance(value, (o.Hashtable, o.Dictionary)):
            self.names = [to_string(key) for key in value]
        else:
            self.names = [one.name for one in members.properties_of(value) if one.kind != "PropertySet"]

    def header(self) -> str:
        """Write the line of names."""
        return self._delimiter.join(self._cell(name, name) for name in self.names)

    def line(self, value: Any) -> str:
        """Write the line of one object."""
        return self._delimiter.join(self._cell(name, self._text(value, name)) for name in self.names)

    @staticmethod
    def type_line(value: Any) -> str:
        """Write the line that names the type."""
        name = type_names(value)[0]
        return "#TYPE " + name.removeprefix("CSV:")

    @staticmethod
    def _text(value: Any, name: str) -> str | None:
        found = read(value, name)
        if found is None or found is MISSING:
            return None
        base = found.base if type(found) is o.PSObject and found.base is not o.CUSTOM else found
        if enumeration.unrolls(base) or isinstance(base, (o.Hashtable, o.Dictionary)):
            return type_names(base)[0]
        return culture_text(base) if not isinstance(base, (str, o.PSObject)) else to_string(found)

    def _cell(self, name: str, text: str | None) -> str:
        if text is None:
            return ""
        if self._fields is not None:
            quoted = name.lower() in self._fields
        elif self._quotes == "asneeded":
            quoted = any(letter in text for letter in (self._delimiter, '"', "\n", "\r"))
        else:
            quoted = self._quotes == "always"
        return '"' + text.replace('"', '""') + '"' if quoted else text


def lines_of(cmdlet: Cmdlet) -> CsvLines:
    """Make what writes the lines from a command's parameters; wrong ones end the command."""
    if cmdlet.include_type_information and cmdlet.no_type_information:
        words = "You must specify either the -IncludeTypeInformation or -NoTypeInformation parameters, but not both."
        cmdlet.throw_terminating(
            cmdlet.error("CannotSpecifyIncludeTypeInformationAndNoTypeInformation", "InvalidData", words, None, InvalidOperationException)
        )
    if cmdlet.is_bound("QuoteFields") and cmdlet.is_bound("UseQuotes"):
        words = "You must specify either the -UseQuotes or -QuoteFields parameters, but not both."
        cmdlet.throw_terminating(
            cmdlet.error("CannotSpecifyQuoteFieldsAndUseQuotes", "InvalidData", words, None, InvalidOperationException)
        )
    kind = "always" if cmdlet.use_quotes is None else to_string(cmdlet.use_quotes).lower()
    return CsvLines(delimiter_of(cmdlet), _KINDS.get(kind, kind), cmdlet.quote_fields)


def delimiter_of(cmdlet: Cmdlet) -> str:
    """Give the delimiter that the parameters ask for: a comma without any."""
    return "," if cmdlet.delimiter is None else to_string(cmdlet.delimiter)
