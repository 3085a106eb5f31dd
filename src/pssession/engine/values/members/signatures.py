"""The signatures of methods, constructors and properties, from recorded facts.

Which one a call means is decided in `overloads`.

Source: reflection over .NET 10 and PowerShell 7.6.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.values import metadata, types
from pssession.engine.values.types import DotNetType


class Parameter:
    """Describe one parameter.

    Attributes:
        type_text: As recorded; `!T` for a parameter of the generic type.
        is_array: Takes any number of arguments (params).
        default: None, or the recorded text of the default value.
        by_ref: Wants a [ref].
    """

    __slots__ = ("by_ref", "default", "is_array", "name", "type_text")

    def __init__(self, text: str) -> None:
        type_text, _, name = text.rpartition(" ")
        self.by_ref = type_text.endswith("&")
        self.type_text = type_text.rstrip("&")
        name, equals, default = name.partition("=")
        self.default = default if equals else None
        self.is_array = name.startswith("...")
        self.name = name.lstrip(".>")


class Signature:
    """Describe one overload."""

    __slots__ = ("_types", "function", "generic", "is_static", "name", "owner", "parameters", "required", "return_text", "variadic")

    def __init__(self, owner: DotNetType, text: str) -> None:
        self.owner = owner
        self.is_static = text.startswith("*")
        head, _, rest = text.lstrip("*").partition("(")
        self.name, _, generic = head.partition("<")
        self.generic = generic.rstrip(">").split("+") if generic else []
        inside, _, self.return_text = rest.rpartition(")")
        self.parameters = [Parameter(part) for part in inside.split(";")] if inside else []
        self.variadic = bool(self.parameters) and self.parameters[-1].is_array
        self.required = sum(1 for parameter in self.parameters if parameter.default is None and not parameter.is_array)
        self.function: Any = None
        self._types: list[DotNetType] | None = None

    @property
    def types(self) -> list[DotNetType]:
        """Give the parameters' types, generic ones bound to the owner's arguments."""
        if self._types is None:
            self._types = [bind_type(parameter.type_text, self.owner) for parameter in self.parameters]
        return self._types

    @property
    def key(self) -> str:
        """Give name and types, as tables spell an overload."""
        return f"{self.name}({','.join(parameter.type_text for parameter in self.parameters)})"

    def display(self) -> str:
        """Write the overload as OverloadDefinitions shows it."""
        parts = []
        for parameter, found in zip(self.parameters, self.types):
            prefix = "[ref] " if parameter.by_ref else "Params " if parameter.is_array else ""
            parts.append(f"{prefix}{found.display_name} {parameter.name}")
        result = bind_type(self.return_text, self.owner).display_name if self.return_text else "void"
        static = "static " if self.is_static else ""
        if self.name == ".ctor":
            return f"{self.owner.display_name} new({', '.join(parts)})"
        return f"{static}{result} {self.name}({', '.join(parts)})"


def bind_type(text: str, owner: DotNetType) -> DotNetType:
    """Find a recorded type, with `!T` replaced by the owner's arguments; System.Object where that is impossible."""
    if "!" in text:
        names = owner.kind[owner.kind.index("g") + 1 :].split("+") if "g" in owner.kind else []
        for name, argument in zip(names, owner.arguments):
            text = text.replace(f"!{name}[", f"{argument.key}[").replace(f"!{name},", f"{argument.key},")
            text = text.replace(f"!{name}]", f"{argument.key}]")
            if text == f"!{name}":
                text = argument.key
        while "!" in text:
            start = text.index("!")
            stop = start + 1
            while stop < len(text) and (text[stop].isalnum() or text[stop] == "_"):
                stop += 1
            text = text[:start] + "System.Object" + text[stop:]
    return types.resolve_full(text) or types.require("System.Object")


class Property:
    """Describe one property or field."""

    __slots__ = ("can_get", "can_set", "constant", "is_static", "name", "owner", "parameters", "type_text")

    def __init__(self, owner: DotNetType, text: str, *, field: bool = False) -> None:
        self.owner = owner
        self.is_static = text.startswith("*")
        head, self.type_text, access = text.lstrip("*").rsplit(":", 2)
        self.name, _, parameters = head.partition("(")
        self.parameters = [Parameter(part) for part in parameters.rstrip(")").split(";")] if parameters else []
        self.can_get = field or "g" in access
        self.can_set = field or "s" in access
        self.constant = access if field else ""

    @property
    def type(self) -> DotNetType:
        """Give the property's type."""
        return bind_type(self.type_text, self.owner)


class TypeMembers:
    """Hold all recorded members of one type, names folded."""

    __slots__ = ("constructors", "methods", "properties", "static_methods", "static_properties")

    def __init__(self, found: DotNetType) -> None:
        self.constructors: list[Signature] = []
        self.methods: dict[str, list[Signature]] = {}
        self.static_methods: dict[str, list[Signature]] = {}
        self.properties: dict[str, Property] = {}
        self.static_properties: dict[str, Property] = {}
        row = metadata.member_row(found.definition)
        if found.element is not None:
            row = metadata.member_row("System.Array")
        elif found.enum_values is not None:
            row = metadata.member_row("System.Enum")
        if row is None:
            if found.base is not None:
                parent = members_of(found.base)
                self.methods = parent.methods
                self.properties = parent.properties
            return
        for text in row[0].split("|"):
            if text:
                self.constructors.append(Signature(found, f".ctor{text}"))
        for text in row[1].split("|"):
            if text:
                signature = Signature(found, text)
                group = self.static_methods if signature.is_static else self.methods
                group.setdefault(signature.name.lower(), []).append(signature)
        for text in row[2].split("|"):
            if text:
                self._add(Property(found, text))
        for text in row[3].split("|"):
            if text:
                self._add(Property(found, text, field=True))

    def _add(self, found: Property) -> None:
        group = self.static_properties if found.is_static else self.properties
        group.setdefault(found.name.lower(), found)


def members_of(found: DotNetType) -> TypeMembers:
    """Give a type's recorded members, read at first use."""
    known = found.cache.get("members")
    if known is None:
        known = found.cache["members"] = TypeMembers(found)
    assert isinstance(known, TypeMembers)
    return known
