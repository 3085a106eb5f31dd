"""Values of .NET enumerations.

Enumerations known from recorded facts have values of `EnumValue`; those that other parts of the package work with are Python
enums, and both answer here.

Source: System.Enum; PowerShell's rule that a unique beginning of a name is enough.
"""

from __future__ import annotations

import enum
from typing import Any

from pssession.engine.values.types import DotNetType, python_enum, type_of


class EnumValue:
    """Hold one value of an enumeration: its type and its number."""

    __slots__ = ("number", "type")

    def __init__(self, found: DotNetType, number: int) -> None:
        self.type = found
        self.number = number

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the enumeration."""
        return self.type

    def __eq__(self, other: object) -> bool:
        if isinstance(other, EnumValue):
            return self.type is other.type and self.number == other.number
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.number)

    def __int__(self) -> int:
        return self.number

    def __str__(self) -> str:
        return enum_text(self)

    def __repr__(self) -> str:
        return f"<{self.type.key}: {enum_text(self)}>"


def is_enum(value: Any) -> bool:
    """Tell whether a value is one of an enumeration."""
    return type(value) is EnumValue or isinstance(value, enum.Enum)


def number_of(value: Any) -> int:
    """Give the number of an enumeration's value."""
    return value.number if type(value) is EnumValue else int(value.value)


def make(found: DotNetType, number: int) -> Any:
    """Make a value from its number; a member of the Python enum where there is one."""
    python: Any = found.cache.get("python")
    if python is None:
        python = found.cache["python"] = python_enum(found.key) or EnumValue
    if python is not EnumValue:
        try:
            return python(number)
        except ValueError:
            pass
    return EnumValue(found, number)


def names(found: DotNetType) -> list[str]:
    """List the names by unsigned number, as Enum.GetNames does."""
    values = found.enum_values or {}
    return sorted(values, key=lambda name: values[name] if values[name] >= 0 else values[name] + 2**64)


def enum_text(value: Any) -> str:
    """Write a value: its name, names joined by comma for flags, the number where no name fits."""
    found = type_of(value)
    number = number_of(value)
    values = found.enum_values or {}
    reverse = found.cache.get("names")
    if reverse is None:
        reverse = {}
        for name, known in values.items():
            reverse.setdefault(known, name)
        found.cache["names"] = reverse
    exact = reverse.get(number)
    if exact is not None:
        return str(exact)
    if found.is_flags and number:
        parts = []
        rest = number & (2**64 - 1)
        for known in sorted((n for n in reverse if n), key=lambda n: n & (2**64 - 1), reverse=True):
            bits = known & (2**64 - 1)
            if bits and rest & bits == bits:
                parts.append(reverse[known])
                rest &= ~bits
        if not rest:
            return ", ".join(reversed(parts))
    return str(number)


class UnknownName(ValueError):
    """A text names no value of an enumeration; `args[0]` is the reason as PowerShell words it."""


def parse_name(found: DotNetType, text: str) -> int:
    """Find the number that one name stands for: exact, then letters' case aside, then by a unique beginning.

    Raises:
        UnknownName: None or several match.
    """
    values = found.enum_values or {}
    name = text.strip()
    if name in values:
        return values[name]
    folded = name.lower()
    for known, number in values.items():
        if known.lower() == folded:
            return number
    matches = [known for known in values if known.lower().startswith(folded)]
    if len(matches) == 1:
        return values[matches[0]]
    if len({values[known] for known in matches}) == 1 and matches:
        return values[matches[0]]
    if matches:
        raise UnknownName(
            f"The identifier name {name} cannot be processed because it matches multiple enumerator names: {', '.join(matches)}. "
            "Use a more specific identifier name."
        )
    raise UnknownName(
        f"Unable to match the identifier name {name} to a valid enumerator name. Specify one of the following enumerator names "
        f"and try again:\n{', '.join(names(found))}"
    )


def parse(found: DotNetType, text: str) -> Any:
    """Read a list of names or numbers, joined by commas.

    Raises:
        UnknownName: A part names no value.
    """
    number = 0
    for part in text.split(","):
        stripped = part.strip()
        if stripped.lstrip("+-").isdigit():
            number |= int(stripped)
        else:
            number |= parse_name(found, stripped)
    return make(found, number)
