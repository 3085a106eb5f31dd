"""What formatting needs to know about objects: the port, and nothing of how objects are made.

The engine hands in an implementation; tests hand in a plain one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


class ViewScript:
    """Hold the text of a script in a recorded view; the reader runs it."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class ObjectReader(Protocol):
    """Answer what a view asks about an object."""

    def type_names(self, value: object) -> Sequence[str]:
        """Give PSTypeNames, the most derived first."""
        ...

    def property_names(self, value: object) -> Sequence[str]:
        """Give the names of all properties, in order."""
        ...

    def read(self, value: object, name: str) -> object:
        """Give a property's value, None where there is no such property. Whatever the property raises comes out."""
        ...

    def display_properties(self, value: object) -> Sequence[str] | None:
        """Give the type's DefaultDisplayPropertySet, None without one."""
        ...

    def display_property(self, value: object) -> str | None:
        """Give the type's DefaultDisplayProperty, None without one."""
        ...

    def run(self, script: object, value: object) -> list[object]:
        """Run a script block or a `ViewScript` with the object as `$_`; give its output."""
        ...

    def to_text(self, value: object) -> str:
        """Give the object as text in the session's culture."""
        ...

    def apply_format(self, template: str, value: object) -> str:
        """Format one value: a template with braces as `-f` does, any other as its ToString(template)."""
        ...

    def number_text(self, value: object) -> str | None:
        """Give a real number as tables show it (the culture's number of decimals, no group separators), None for anything else."""
        ...

    def is_right_aligned(self, value: object) -> bool:
        """Tell whether a column whose first value is this one is aligned to the right (numbers, Boolean)."""
        ...

    def is_scalar(self, value: object) -> bool:
        """Tell whether the object has no properties worth a view (texts, numbers, characters, Boolean, enum values)."""
        ...

    def enumerate(self, value: object) -> Iterable[object] | None:
        """Give the elements of a collection (entries of a dictionary), None for anything else."""
        ...

    def enumeration_limit(self) -> int:
        """Give $FormatEnumerationLimit; a negative number means no limit."""
        ...
