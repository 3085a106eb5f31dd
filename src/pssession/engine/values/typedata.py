"""Extended type data recorded from PowerShell: members that types.ps1xml and the engine add, and how types are displayed and serialized.

What a script property computes stands in `dotnet` where it is of a type that stands there, else its script is run. Session changes
(Update-TypeData) come in through `ports.extended_members`.

Source: Get-TypeData of a new session.
"""

from __future__ import annotations

import os
from functools import cache

from pssession.engine import data


class TypeData:
    """Hold what is recorded for one type name.

    Attributes:
        depth: Serialization depth, 0 where none is set.
        method: Serialization method: "", "AllPublicProperties", "SpecificProperties" or "String".
        serialize: Properties to serialize.
        display: Properties of the default display.
        display_property: The property shown where there is room for one.
        target: Type that rehydration makes.
        members: Name to (kind, referenced name, script, value).
        folded: The names by lower case.
    """

    __slots__ = ("depth", "display", "display_property", "folded", "members", "method", "name", "serialize", "target")

    def __init__(self, row: list[str]) -> None:
        self.name = row[0]
        self.depth = int(row[1] or 0)
        self.method = row[2]
        self.serialize = row[3].split(",") if row[3] else []
        self.display = row[4].split(",") if row[4] else []
        self.display_property = row[5] or None
        self.target = row[6] or None
        self.members: dict[str, tuple[str, str, str, str]] = {}
        for entry in row[7].split("\x1d") if row[7] else []:
            name, kind, referenced, script, value = entry.replace("\x1e", "\n").split("\x1f")
            self.members[name] = (kind, referenced, script, value)
        self.folded = {name.lower(): name for name in self.members}

    def find(self, name: str) -> str | None:
        """Give a member's spelling."""
        return self.folded.get(name.lower())


@cache
def _text() -> str:
    with open(os.path.join(os.path.dirname(data.__file__), "typedata.tsv"), encoding="utf-8", newline="\n") as file:
        return file.read()


@cache
def type_data(type_name: str) -> TypeData | None:
    """Find what is recorded for a type name."""
    text = _text()
    start = text.find("\n" + type_name + "\t")
    if start < 0:
        return None
    return TypeData(text[start + 1 : text.index("\n", start + 1)].split("\t"))
