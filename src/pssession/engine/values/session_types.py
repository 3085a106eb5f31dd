"""Type data that a session adds to what was recorded: members, how objects are displayed and serialized.

Each session has its own; which type names were ever added to in this process is known to all, since getters are kept by class.
Source: Update-TypeData; about_Types.ps1xml.
"""

from __future__ import annotations

from typing import Any

from pssession.objects import PropertyBag

_ever_extended: set[str] = set()
_NOTHING = PropertyBag()


class SessionType:
    """Hold what a session added to one type name; None where it added nothing."""

    __slots__ = ("depth", "display", "display_property", "inherits", "keys", "members", "method", "serialize", "text_source")

    def __init__(self) -> None:
        self.members = PropertyBag()
        self.display: list[str] | None = None
        self.display_property: str | None = None
        self.keys: list[str] | None = None
        self.depth: int | None = None
        self.method: str | None = None
        self.serialize: list[str] | None = None
        self.inherits: bool | None = None
        self.text_source: str | None = None


class SessionTypes:
    """Hold what one session added, by type name without case."""

    def __init__(self) -> None:
        self._rows: dict[str, SessionType] = {}

    def row(self, name: str) -> SessionType:
        """Give the row of a type name, made at first use."""
        folded = name.lower()
        _ever_extended.add(folded)
        found = self._rows.get(folded)
        if found is None:
            found = self._rows[folded] = SessionType()
        return found

    def find(self, name: str) -> SessionType | None:
        """Give the row of a type name, None without one."""
        return self._rows.get(name.lower())

    def remove(self, name: str) -> bool:
        """Forget what was added to a type name; False where nothing was."""
        return self._rows.pop(name.lower(), None) is not None


def members_of(types: SessionTypes | None, name: str) -> Any:
    """Give the members that a session added to a type name; an empty bag where only another session did, None where none did."""
    folded = name.lower()
    if folded not in _ever_extended:
        return None
    found = None if types is None else types.find(folded)
    return _NOTHING if found is None else found.members
