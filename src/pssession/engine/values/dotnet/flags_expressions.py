"""FlagsExpression: a condition on flags, as -Attributes takes it: `,` is or, `+` is and, `!` is not.

Source: System.Management.Automation.FlagsExpression`1; Get-ChildItem's help.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import DotNetException, RuntimeException
from pssession.engine.values import enumeration, enums
from pssession.engine.values.conversions import convert, to_string
from pssession.engine.values.tables import TypeTable

_FLAGS = "System.IO.FileAttributes"  # the one enumeration that commands take such conditions of
_SHORT = {"d": "Directory", "h": "Hidden", "r": "ReadOnly", "s": "System", "a": "Archive", "l": "ReparsePoint"}


class FlagsExpression:
    """Be a condition on flags.

    Attributes:
        choices: Terms of which all must hold, one list a choice: bits, and whether they must not be set.
    """

    dotnet_type = "System.Management.Automation.FlagsExpression`1[System.IO.FileAttributes]"

    def __init__(self, text: str) -> None:
        self._text = text
        self.choices = [[_term(word) for word in choice.split("+")] for choice in text.split(",")]

    def evaluate(self, value: Any) -> bool:
        """Tell whether flags, or their number, fit."""
        bits = value if type(value) is int else enums.number_of(value)
        return any(all(bool(bits & number) is not negated for number, negated in terms) for terms in self.choices)

    def mentions(self, bits: int) -> bool:
        """Tell whether flags are asked for, set or not."""
        return any(number & bits for terms in self.choices for number, _ in terms)

    def to_string(self) -> str:
        """Give the text."""
        return self._text


def _term(word: str) -> tuple[int, bool]:
    name = word.strip()
    negated = name.startswith("!")
    name = name.lstrip("!").strip()
    try:
        return enums.number_of(convert(_SHORT.get(name.lower(), name), _FLAGS)), negated
    except DotNetException as problem:
        words = f"Unable to match the identifier name {name} to a valid enumerator name."
        raise RuntimeException(words, "NoEnumNameMatch", "InvalidArgument") from problem


def _convert(value: Any) -> Any:
    items = enumeration.iterate(value)
    return FlagsExpression(to_string(value) if items is None else ",".join(to_string(item) for item in items))


TABLES = (TypeTable("System.Management.Automation.FlagsExpression`1", convert=_convert, to_string=FlagsExpression.to_string),)
