"""StringBuilder and StringComparer.

Source: System.Text.StringBuilder, System.StringComparer.
"""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentOutOfRangeException
from pssession.engine.values import collation
from pssession.engine.values.dotnet.strings import folded, format_text, hash_code, join, length, ordinal, remove, replace, text_of
from pssession.engine.values.tables import TypeTable

_OUT_OF_RANGE = "Index was out of range. Must be non-negative and less than the size of the collection."


class StringBuilder:
    """Build a text piece by piece."""

    dotnet_type = "System.Text.StringBuilder"

    def __init__(self, *arguments: Any) -> None:
        texts = [item for item in arguments if type(item) is str]
        numbers = [item for item in arguments if type(item) is int]
        text = texts[0] if texts else ""
        if texts and len(numbers) == 3:
            text = text[numbers[0] : numbers[0] + numbers[1]]
        self.text = text
        self._capacity = max(16, numbers[-1] if numbers else 0)
        self.max_capacity = 2**31 - 1

    @property
    def length(self) -> int:
        """Count the letters."""
        return length(self.text)

    @length.setter
    def length(self, new: int) -> None:
        self.text = self.text[:new].ljust(new, "\0")

    @property
    def capacity(self) -> int:
        """Give the room there is."""
        while self._capacity < len(self.text):
            self._capacity *= 2
        return self._capacity

    @capacity.setter
    def capacity(self, new: int) -> None:
        self._capacity = new

    def append(self, value: Any = None, *rest: Any) -> StringBuilder:
        """Add a value's text."""
        if isinstance(value, o.Char) and rest:
            self.text += str(value) * rest[0]
        elif isinstance(value, list):
            letters = value[rest[0] : rest[0] + rest[1]] if len(rest) == 2 else value
            self.text += "".join(str(letter) for letter in letters)
        elif type(value) is str and len(rest) == 2:
            self.text += value[rest[0] : rest[0] + rest[1]]
        elif isinstance(value, StringBuilder):
            self.text += value.text
        else:
            self.text += text_of(value)
        return self

    def append_line(self, value: str = "") -> StringBuilder:
        """Add a text and a line end."""
        self.text += (value or "") + "\n"
        return self

    def append_format(self, *arguments: Any) -> StringBuilder:
        """Add a filled composite format."""
        self.text += format_text(*arguments)
        return self

    def append_join(self, separator: Any, *values: Any) -> StringBuilder:
        """Add values joined."""
        self.text += join(separator, *values)
        return self

    def insert(self, index: int, value: Any, count: int = 1) -> StringBuilder:
        """Put a value's text in."""
        if not 0 <= index <= len(self.text):
            raise ArgumentOutOfRangeException(
                "Index was out of range. Must be non-negative and less than the size of the collection.", "index"
            )
        self.text = self.text[:index] + text_of(value) * count + self.text[index:]
        return self

    def remove(self, start: int, count: int) -> StringBuilder:
        """Take letters out."""
        self.text = remove(self.text, start, count)
        return self

    def replace(self, old: Any, new: Any, *rest: Any) -> StringBuilder:
        """Replace a text."""
        if len(rest) == 2:
            start, stop = rest[0], rest[0] + rest[1]
            self.text = self.text[:start] + replace(self.text[start:stop], old, new) + self.text[stop:]
        else:
            self.text = replace(self.text, old, new)
        return self

    def clear(self) -> StringBuilder:
        """Take everything out."""
        self.text = ""
        return self

    def ensure_capacity(self, capacity: int) -> int:
        """Make room."""
        self._capacity = max(self._capacity, capacity)
        return self._capacity

    def equals(self, other: Any) -> bool:
        """Tell whether both hold the same text."""
        return isinstance(other, StringBuilder) and other.text == self.text

    def to_string(self, start: int | None = None, count: int | None = None) -> str:
        """Give the text."""
        return self.text if start is None else self.text[start : start + (count or 0)]


class StringComparer:
    """Compare texts by one of .NET's rules; `mode` is a StringComparison."""

    dotnet_type = "System.StringComparer"

    def __init__(self, mode: int) -> None:
        self.mode = mode

    def compare(self, left: Any, right: Any) -> int:
        """Give the order of two texts."""
        if self.mode in (4, 5):
            return ordinal(folded(str(left), self.mode), folded(str(right), self.mode))
        return collation.compare(str(left), str(right), self.mode in (1, 3))

    def equals(self, left: Any, right: Any) -> bool:
        """Tell whether two texts are equal."""
        return self.compare(left, right) == 0

    def get_hash_code(self, value: Any) -> int:
        """Give a number equal texts share."""
        return hash_code(folded(str(value), self.mode))


def _set_char(value: StringBuilder, index: int, letter: Any) -> None:
    value.text = value.text[:index] + str(letter) + value.text[index + 1 :]


TABLES = (
    TypeTable(
        "System.Text.StringBuilder",
        new=StringBuilder,
        convert=lambda value: StringBuilder(value) if type(value) in (str, int) else NotImplemented,
        get_item=lambda value, index: o.Char(ord(value.text[index])),
        set_item=_set_char,
        to_string=lambda value: value.text,
    ),
    TypeTable(
        "System.StringComparer",
        static_properties={
            "CurrentCulture": StringComparer(0),
            "CurrentCultureIgnoreCase": StringComparer(1),
            "InvariantCulture": StringComparer(2),
            "InvariantCultureIgnoreCase": StringComparer(3),
            "Ordinal": StringComparer(4),
            "OrdinalIgnoreCase": StringComparer(5),
        },
    ),
)
