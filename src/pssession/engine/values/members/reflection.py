"""An object's members as objects: `.psobject`, Get-Member's source.

Source: about_Intrinsic_Members; System.Management.Automation.PSMemberInfo and its kin.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ExtendedTypeSystemException
from pssession.engine.values import enumeration, enums, tables, typedata, types, wildcards
from pssession.engine.values.conversions import to_string
from pssession.engine.values.members.access import MISSING, adapter_of, add_intrinsic, find, read_member, set_value
from pssession.engine.values.members.calls import invoke
from pssession.engine.values.members.signatures import Signature, members_of
from pssession.engine.values.ports import ports
from pssession.engine.values.types import DotNetType, type_names, type_of

_KINDS = {
    "NoteProperty": ("System.Management.Automation.PSNoteProperty", 8),
    "AliasProperty": ("System.Management.Automation.PSAliasProperty", 1),
    "ScriptProperty": ("System.Management.Automation.PSScriptProperty", 16),
    "CodeProperty": ("System.Management.Automation.PSCodeProperty", 2),
    "Property": ("System.Management.Automation.PSProperty", 4),
    "PropertySet": ("System.Management.Automation.PSPropertySet", 32),
    "Method": ("System.Management.Automation.PSMethod", 64),
    "ScriptMethod": ("System.Management.Automation.PSScriptMethod", 256),
    "CodeMethod": ("System.Management.Automation.PSCodeMethod", 128),
    "ParameterizedProperty": ("System.Management.Automation.PSParameterizedProperty", 512),
    "MemberSet": ("System.Management.Automation.PSMemberSet", 1024),
}


class MemberInfo:
    """Describe one member of one object.

    Attributes:
        name: As spelled.
        kind: Its member type's name, such as "NoteProperty".
    """

    def __init__(
        self, owner: Any, name: str, kind: str, *, type_name: str | None = None, settable: bool = True, member: Any = None
    ) -> None:
        self.owner = owner
        self.name = name
        self.kind = kind
        self._type_name = type_name
        self.is_settable = settable
        self.is_gettable = True
        self.is_instance = kind == "NoteProperty" or isinstance(member, o.Member)
        self.member = member

    @property
    def dotnet_type(self) -> str:
        """Give the class of the member's description."""
        return _KINDS[self.kind][0]

    @property
    def member_type(self) -> Any:
        """Give the kind as PSMemberTypes."""
        return enums.make(types.require("System.Management.Automation.PSMemberTypes"), _KINDS[self.kind][1])

    @property
    def value(self) -> Any:
        """Give the property's value."""
        if self.kind.endswith("Method"):
            return self
        found = find(self.owner, self.name)
        return None if found is MISSING else found

    @value.setter
    def value(self, new: Any) -> None:
        set_value(self.owner, self.name, new)

    @property
    def type_name_of_value(self) -> str:
        """Give the type of the property."""
        if self._type_name is not None:
            return self._type_name
        value = self.value
        if value is None:
            return "System.Object"
        return type_names(value)[0] if isinstance(value, o.PSObject) else type_of(value).full_name

    @property
    def referenced_member_name(self) -> str | None:
        """Give the name an alias stands for."""
        return getattr(self.member, "referenced", None)

    @property
    def getter_script(self) -> Any:
        """Give the script of a script property."""
        return getattr(self.member, "getter", None)

    @property
    def setter_script(self) -> Any:
        """Give the script that sets a script property."""
        return getattr(self.member, "setter", None)

    @property
    def script(self) -> Any:
        """Give the script of a script method."""
        return getattr(self.member, "script", None)

    @property
    def referenced_property_names(self) -> Any:
        """Give the names of a property set."""
        return o.GenericList(getattr(self.member, "names", ()), "System.String")

    @property
    def overload_definitions(self) -> Any:
        """List a method's overloads."""
        overloads = overloads_of(self.owner, self.name)
        return o.Array([signature.display() for signature in overloads], "System.String")

    def invoke(self, *arguments: Any) -> Any:
        """Call the method."""
        return invoke(self.owner, self.name, arguments)

    def copy(self) -> MemberInfo:
        """Give a description of the same member."""
        return MemberInfo(self.owner, self.name, self.kind, type_name=self._type_name, settable=self.is_settable, member=self.member)

    def definition(self) -> str:
        """Write the member as Get-Member shows it."""
        return self.to_string()

    def to_string(self) -> str:
        """Write the member in one line."""
        if self.kind == "AliasProperty":
            return f"{self.name} = {self.referenced_member_name or self._type_name}"
        if self.kind == "ScriptProperty":
            script = to_string(self.getter_script) if self.getter_script is not None else ""
            return f"{self._type_name or 'System.Object'} {self.name} {{get={script};}}"
        if self.kind == "Method":
            return ", ".join(self.overload_definitions)
        if self.kind == "ScriptMethod":
            return f"System.Object {self.name}();"
        if self.kind == "CodeProperty":
            return f"{self._type_name or 'System.Object'} {self.name}{{get=;}}"
        if self.kind == "PropertySet":
            return f"{self.name} {{{', '.join(self.referenced_property_names)}}}"
        if self.kind == "NoteProperty":
            value = self.value
            shown = "" if value is None else to_string(value) if not enumeration.unrolls(value) else type_of(value).key
            found = types.resolve_full(self.type_name_of_value)
            if value is None:
                return f"object {self.name}=null"
            return f"{found.display_name if found else self.type_name_of_value} {self.name}={shown}"
        found = types.resolve_full(self.type_name_of_value)
        access = "get;set;" if self.is_settable else "get;"
        return f"{found.display_name if found else self.type_name_of_value} {self.name} {{{access}}}"


class MemberCollection:
    """List members of an object; indexed by name, and able to add and remove them."""

    dotnet_type = "System.Management.Automation.PSMemberInfoCollection`1[System.Management.Automation.PSPropertyInfo]"
    dotnet_enumerable = True

    def __init__(self, owner: Any, members: list[MemberInfo]) -> None:
        self._owner = owner
        self._members = members

    def __iter__(self) -> Iterator[MemberInfo]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def by_key(self, key: Any) -> Any:
        """Find a member by name; null without one."""
        folded = to_string(key).lower()
        return next((member for member in self._members if member.name.lower() == folded), None)

    def add(self, member: Any, pre_validated: bool = False) -> None:
        """Add a member to the object itself."""
        owner = self._owner
        if not isinstance(owner, o.PSObject):
            return
        if owner.extended is None:
            owner.extended = o.PropertyBag()
        name = member.name
        if owner.extended.find(name) is not None:
            raise ExtendedTypeSystemException(f'Cannot add a member with the name "{name}" because a member with that name already exists.')
        owner.extended[name] = member.member if isinstance(member, MemberInfo) and member.member is not None else member.value

    def remove(self, name: str) -> None:
        """Take a member out of the object itself."""
        owner = self._owner
        if isinstance(owner, o.PSObject):
            for bag in (owner.extended, owner.adapted):
                if bag is not None:
                    bag.drop(name)
        elif isinstance(owner, o.Hashtable):
            owner.pop(name)

    def match(self, pattern: str, *kinds: Any) -> list[MemberInfo]:
        """List the members whose names fit a wildcard pattern."""
        return [member for member in self._members if wildcards.matches(pattern, member.name)]


class ObjectView:
    """Be what `.psobject` gives."""

    dotnet_type = "System.Management.Automation.PSMemberSet"

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    @property
    def base_object(self) -> Any:
        """Give the object without what was added to it."""
        owner = self.owner
        return owner.base if type(owner) is o.PSObject and owner.base is not o.CUSTOM else owner

    @property
    def immediate_base_object(self) -> Any:
        """Give the object directly below."""
        return self.base_object

    @property
    def type_names(self) -> Any:
        """Give PSTypeNames; changing them changes the object."""
        return names_of(self.owner)

    @property
    def properties(self) -> MemberCollection:
        """List the properties."""
        return MemberCollection(self.owner, properties_of(self.owner))

    @property
    def methods(self) -> MemberCollection:
        """List the methods."""
        return MemberCollection(self.owner, methods_of(self.owner))

    @property
    def members(self) -> MemberCollection:
        """List properties and methods."""
        return MemberCollection(self.owner, [*properties_of(self.owner), *methods_of(self.owner)])

    def copy(self) -> Any:
        """Copy the object, one level deep."""
        owner = self.owner
        if type(owner) is o.PSObject:
            extended = None if owner.extended is None else o.PropertyBag(owner.extended)
            adapted = None if owner.adapted is None else o.PropertyBag(owner.adapted)
            names = None if owner.type_names is None else list(owner.type_names)
            return o.PSObject(owner.base, extended, adapted, names, owner.text)
        return owner


def names_of(value: Any) -> Any:
    """Give PSTypeNames as a list that belongs to the object."""
    if type(value) is o.PSObject:
        if value.type_names is None:
            value.type_names = list(type_names(value))
        if not isinstance(value.type_names, o.GenericList):
            value.type_names = o.GenericList(value.type_names, "System.String")
        return value.type_names
    return o.GenericList(type_names(value), "System.String")


def properties_of(value: Any, *, added: bool = True) -> list[MemberInfo]:
    """List an object's properties in the order PowerShell shows them: its own, then those of type data, then .NET's.

    Args:
        value: Any value.
        added: Include those that type data adds.
    """
    out: dict[str, MemberInfo] = {}
    if type(value) is o.PSObject:
        for bag in (value.extended, value.adapted):
            for name, item in (bag or {}).items():
                kind = member_kind(item)
                if kind.endswith("Method") or kind == "MemberSet":
                    continue
                own = "Property" if bag is value.adapted and kind == "NoteProperty" else kind
                out.setdefault(name.lower(), MemberInfo(value, name, own, member=item if isinstance(item, o.Member) else None))
        if value.base is o.CUSTOM:
            _add_type_data(value, out, added)
            return list(out.values())
    if added:
        _add_type_data(value, out, added)
    base = value.base if type(value) is o.PSObject else value
    adapter = adapter_of(base)
    for name in adapter.names(base) if adapter is not None else ():
        out.setdefault(name.lower(), MemberInfo(value, name, "Property"))
    for recorded in members_of(type_of(base)).properties.values():
        if not recorded.parameters:
            info = MemberInfo(value, recorded.name, "Property", type_name=recorded.type.full_name, settable=recorded.can_set)
            out.setdefault(recorded.name.lower(), info)
    if not members_of(type_of(base)).properties:
        for table in tables.lineage(type_of(base)):
            for name in table.properties:
                out.setdefault(name.lower(), MemberInfo(value, name, "Property", settable=name in table.setters))
    return list(out.values())


def _add_type_data(value: Any, out: dict[str, MemberInfo], added: bool) -> None:
    if not added:
        return
    for type_name in type_names(value):
        session = ports.extended_members(type_name)
        for name, item in (session or {}).items():
            kind = member_kind(item)
            if not kind.endswith("Method"):
                out.setdefault(name.lower(), MemberInfo(value, name, kind, member=item if isinstance(item, o.Member) else None))
        data = typedata.type_data(type_name)
        for name, (kind, referenced, script, _) in (data.members if data else {}).items():
            if kind.endswith("Property"):
                member: Any = o.AliasProperty(referenced) if kind == "AliasProperty" else o.ScriptProperty(script) if script else None
                out.setdefault(name.lower(), MemberInfo(value, name, kind, settable=False, member=member))


def member_kind(item: Any) -> str:
    """Name the kind of what an object's own bag holds."""
    return type(item).__name__ if isinstance(item, o.Member) else "NoteProperty"


def overloads_of(value: Any, name: str) -> list[Signature]:
    """List the recorded overloads of a method."""
    base = value.base if type(value) is o.PSObject and value.base is not o.CUSTOM else value
    if isinstance(base, StaticOwner):
        return members_of(base.type).static_methods.get(name.lower(), [])
    return members_of(type_of(base)).methods.get(name.lower(), [])


class StaticOwner:
    """Stand for a type where its static members are described."""

    def __init__(self, found: DotNetType) -> None:
        self.type = found


def methods_of(value: Any) -> list[MemberInfo]:
    """List an object's methods."""
    out: dict[str, MemberInfo] = {}
    if type(value) is o.PSObject:
        for name, item in (value.extended or {}).items():
            if isinstance(item, o.ScriptMethod):
                out[name.lower()] = MemberInfo(value, name, "ScriptMethod", member=item)
    for group in members_of(type_of(value)).methods.values():
        if not group[0].name.startswith("op_"):
            out.setdefault(group[0].name.lower(), MemberInfo(value, group[0].name, "Method"))
    return list(out.values())


def method_info(value: Any, name: str) -> MemberInfo | None:
    """Describe a method that is named without being called; None where there is none."""
    overloads = overloads_of(value, name)
    if overloads:
        return MemberInfo(value, overloads[0].name, "Method")
    if type(value) is o.PSObject and value.extended is not None:
        key = value.extended.find(name)
        if key is not None and isinstance(value.extended[key], o.ScriptMethod):
            return MemberInfo(value, key, "ScriptMethod", member=value.extended[key])
    return MemberInfo(value, "GetType", "Method") if name.lower() == "gettype" else None


def enumerate_members(value: Any) -> list[MemberInfo]:
    """List all members of an object."""
    return [*properties_of(value), *methods_of(value)]


add_intrinsic("psobject", ObjectView)
add_intrinsic("psbase", lambda value: value.base if type(value) is o.PSObject and value.base is not o.CUSTOM else value)
add_intrinsic("psadapted", lambda value: value)
add_intrinsic("psextended", lambda value: value)
add_intrinsic("pstypenames", names_of)

__all__ = ["MemberCollection", "MemberInfo", "ObjectView", "enumerate_members", "method_info", "methods_of", "properties_of", "read_member"]
