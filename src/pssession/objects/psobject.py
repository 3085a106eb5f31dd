"""PSObject: a value with names for its types and members of its own, or nothing but such members.

What a property of an object is, beyond a plain value, is a `Member`; members are data here and are given life by the engine.
Source: about_Objects, MS-PSRP 2.2.5.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class PropertyBag(dict[str, Any]):
    """Map names as they were spelled to values; `find` looks names up without case."""

    __slots__ = ("_folded",)

    def share_names(self, folded: dict[str, str]) -> None:
        """Take over the names by lower case from a bag that has the very same names."""
        self._folded = folded

    def find(self, name: str) -> str | None:
        """Give the spelling under which a name is kept, None where it is not."""
        if name in self:
            return name
        folded: dict[str, str] | None = getattr(self, "_folded", None)
        if folded is None or len(folded) != len(self):
            folded = {key.casefold(): key for key in self}
            self._folded = folded
        key = folded.get(name.casefold())
        if key is not None and key not in self:
            self._folded = folded = {key.casefold(): key for key in self}
            key = folded.get(name.casefold())
        return key

    def put(self, name: str, value: Any) -> None:
        """Set a property, keeping the spelling that it has."""
        self[self.find(name) or name] = value

    def drop(self, name: str) -> None:
        """Take a property out, if it is there."""
        key = self.find(name)
        if key is not None:
            del self[key]


class _Custom:
    """Stand for the base of an object that has members only."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "CUSTOM"


CUSTOM = _Custom()
CUSTOM_TYPE_NAMES = ("System.Management.Automation.PSCustomObject", "System.Object")


class PSObject:
    """Wrap a value, or be a bag of properties.

    Attributes:
        base: The value, `CUSTOM` for a bag.
        extended: Members of the object itself (note properties and the like), in order.
        adapted: Properties that the object had where it came from.
        type_names: PSTypeNames, the most derived first; None means those of the base.
        text: What ToString gave where it came from, None where it is to be made.
    """

    __slots__ = ("adapted", "base", "extended", "text", "type_names")

    def __init__(
        self,
        base: Any = CUSTOM,
        extended: PropertyBag | None = None,
        adapted: PropertyBag | None = None,
        type_names: list[str] | None = None,
        text: str | None = None,
    ) -> None:
        self.base = base
        self.extended = extended
        self.adapted = adapted
        self.type_names = type_names
        self.text = text

    @classmethod
    def custom(cls, properties: Mapping[str, Any], type_name: str | None = None) -> PSObject:
        """Make a [pscustomobject].

        Args:
            properties: Names and values, in order.
            type_name: A name in front of PSCustomObject's own.
        """
        names = None if type_name is None else [type_name, *CUSTOM_TYPE_NAMES]
        return cls(CUSTOM, PropertyBag(properties), None, names)

    def get(self, name: str, default: Any = None) -> Any:
        """Give a property's value, looked up without case; the object's own members come first."""
        for bag in (self.extended, self.adapted):
            if bag is not None:
                key = bag.find(name)
                if key is not None:
                    return bag[key]
        return default

    def names(self) -> list[str]:
        """Give the names of all properties, adapted ones first."""
        out = list(self.adapted or ())
        out += [name for name in self.extended or () if self.adapted is None or name not in self.adapted]
        return out

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PSObject):
            return NotImplemented
        return self is other or (
            type(self.base) is type(other.base)
            and self.base == other.base
            and (self.extended or {}) == (other.extended or {})
            and (self.adapted or {}) == (other.adapted or {})
            and self.type_names == other.type_names
        )

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        properties = {**(self.adapted or {}), **(self.extended or {})}
        return f"PSObject({'' if self.base is CUSTOM else repr(self.base) + ', '}{properties!r})"


class Member:
    """Be a member that is no plain value."""

    __slots__ = ()


class AliasProperty(Member):
    """Refer to another property."""

    __slots__ = ("referenced",)

    def __init__(self, referenced: str) -> None:
        self.referenced = referenced


class ScriptProperty(Member):
    """Compute a value by a script, and maybe set it by another."""

    __slots__ = ("getter", "setter")

    def __init__(self, getter: Any, setter: Any = None) -> None:
        self.getter = getter
        self.setter = setter


class ScriptMethod(Member):
    """Be called: a script with $this."""

    __slots__ = ("script",)

    def __init__(self, script: Any) -> None:
        self.script = script


class CodeProperty(Member):
    """Compute a value by code of the engine."""

    __slots__ = ("getter", "setter")

    def __init__(self, getter: Any, setter: Any = None) -> None:
        self.getter = getter
        self.setter = setter


class PropertySet(Member):
    """Name several properties at once."""

    __slots__ = ("names",)

    def __init__(self, names: list[str]) -> None:
        self.names = names


class MemberSet(Member):
    """Hold members below one name."""

    __slots__ = ("members",)

    def __init__(self, members: PropertyBag) -> None:
        self.members = members
