"""A .NET type as the language sees it, and the way from a name or a value to its type.

Members of types stand in `metadata` (which there are) and `dotnet` (what they do); this file knows names, bases and relations.

Source: System.Type; type names and their order as PowerShell 7.6 prints them in PSTypeNames.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from pssession import objects as o
from pssession.engine.errors import DotNetException
from pssession.engine.values import metadata
from pssession.engine.values.ports import ports


class DotNetType:
    """Describe one .NET type. Two types are the same when they are the same object.

    Attributes:
        key: Name as Type.ToString() gives it, for example ``System.Collections.Generic.List`1[System.Int32]``.
        name: Last part, as Type.Name gives it.
        kind: Letters, see `metadata`.
        element: Type of the elements of an array, otherwise None.
        arguments: Arguments of a closed generic type.
        python: Python class of the values, where only that type uses it.
    """

    dotnet_type = "System.RuntimeType"

    def __init__(
        self,
        key: str,
        *,
        base: DotNetType | str | None = "System.Object",
        kind: str = "",
        interfaces: Sequence[str] = (),
        element: DotNetType | None = None,
        rank: int = 0,
        arguments: tuple[DotNetType, ...] = (),
        definition: str | None = None,
        underlying: str = "",
        enum_values: dict[str, int] | None = None,
        assembly: int = 0,
    ) -> None:
        self.key = key
        self.definition = definition or key
        self.kind = kind
        self._base = base
        self._interfaces = tuple(interfaces)
        self.element = element
        self.rank = rank
        self.arguments = arguments
        self.underlying = underlying
        self.enum_values = enum_values
        self.assembly = assembly
        self.python: type[Any] | None = None
        self.script_class: Any = None
        self._chain: tuple[str, ...] | None = None
        self.cache: dict[object, Any] = {}

    @property
    def full_name(self) -> str:
        """Give Type.FullName; arguments of generic types carry their assemblies."""
        if self.element is not None:
            return f"{self.element.full_name}[{',' * (self.rank - 1)}]"
        if self.arguments:
            inner = ",".join(f"[{a.full_name}, {a.assembly_name}]" for a in self.arguments)
            return f"{self.definition}[{inner}]"
        return self.key

    @property
    def name(self) -> str:
        """Give Type.Name."""
        if self.element is not None:
            return f"{self.element.name}[{',' * (self.rank - 1)}]"
        return self.definition.rpartition(".")[2].rpartition("+")[2]

    @property
    def namespace(self) -> str | None:
        """Give Type.Namespace, None for a type without one."""
        if self.element is not None:
            return self.element.namespace
        return self.definition.rpartition(".")[0] or None

    @property
    def assembly_name(self) -> str:
        """Give the full name of the assembly."""
        if self.element is not None:
            return self.element.assembly_name
        return metadata.assemblies()[self.assembly]

    @property
    def display_name(self) -> str:
        """Give the name PowerShell prints: the accelerator where there is one, arguments in brackets."""
        if self.element is not None:
            return f"{self.element.display_name}[{',' * (self.rank - 1)}]"
        if self.arguments:
            return f"{self.definition.partition('`')[0]}[{','.join(a.display_name for a in self.arguments)}]"
        if "g" in self.kind:
            names = self.kind[self.kind.index("g") + 1 :].replace("+", ",")
            return f"{self.key}[{names}]"
        return metadata.short_names().get(self.key, self.key)

    @property
    def base(self) -> DotNetType | None:
        """Give Type.BaseType."""
        if isinstance(self._base, str):
            self._base = resolve_full(self._base)
        return self._base

    @property
    def is_enum(self) -> bool:
        """Tell whether the type is an enumeration."""
        return self.enum_values is not None

    @property
    def is_flags(self) -> bool:
        """Tell whether the enumeration has the Flags attribute."""
        return "f" in self.kind.partition("g")[0]

    @property
    def is_value_type(self) -> bool:
        """Tell whether values are structs or enumerations."""
        return self.enum_values is not None or "v" in self.kind.partition("g")[0]

    @property
    def is_interface(self) -> bool:
        """Tell whether the type is an interface."""
        return "i" in self.kind.partition("g")[0]

    @property
    def is_abstract(self) -> bool:
        """Tell whether no instance can be made."""
        letters = self.kind.partition("g")[0]
        return "a" in letters or "S" in letters or "i" in letters

    @property
    def is_delegate(self) -> bool:
        """Tell whether values are delegates."""
        return "d" in self.kind.partition("g")[0]

    @property
    def is_array(self) -> bool:
        """Tell whether the type is an array."""
        return self.element is not None

    @property
    def is_generic_definition(self) -> bool:
        """Tell whether arguments are missing."""
        return "g" in self.kind and not self.arguments

    @property
    def chain(self) -> tuple[str, ...]:
        """List full names from this type to System.Object, as PSTypeNames of a plain value."""
        if self._chain is None:
            names = []
            current: DotNetType | None = self
            while current is not None:
                names.append(current.full_name)
                current = current.base
            self._chain = tuple(names)
        return self._chain

    def interface_keys(self) -> frozenset[str]:
        """List the keys of all interfaces, those of the bases included."""
        known = self.cache.get("interfaces")
        if known is None:
            names = set(self._interfaces)
            if self.element is not None:
                item = self.element.key
                names.update(_ARRAY_INTERFACES)
                names.update(f"System.Collections.Generic.{n}`1[{item}]" for n in _LIST_INTERFACES)
            if self.arguments:
                names = {_bind(name, self) for name in names}
            if self.base is not None:
                names |= self.base.interface_keys()
            known = self.cache["interfaces"] = frozenset(names)
        return known

    def is_assignable_from(self, other: DotNetType) -> bool:
        """Tell whether a value of type `other` may stand where this type is wanted, without conversion."""
        if other is self or self.key == "System.Object":
            return True
        if self.is_interface:
            return self.key == other.key or self.key in other.interface_keys() or _covariant(self, other)
        current = other.base
        while current is not None:
            if current is self:
                return True
            current = current.base
        if self.element is not None and other.element is not None and self.rank == other.rank:
            return not other.element.is_value_type and self.element.is_assignable_from(other.element)
        return False

    def is_subclass_of(self, other: DotNetType) -> bool:
        """Tell whether `other` is a base of this type."""
        current = self.base
        while current is not None:
            if current is other:
                return True
            current = current.base
        return False

    def __str__(self) -> str:
        return self.display_name

    def __repr__(self) -> str:
        return f"DotNetType({self.key!r})"


_ARRAY_INTERFACES = (
    "System.Collections.IList",
    "System.Collections.ICollection",
    "System.Collections.IEnumerable",
    "System.ICloneable",
    "System.Collections.IStructuralComparable",
    "System.Collections.IStructuralEquatable",
)
_LIST_INTERFACES = ("IList", "ICollection", "IEnumerable", "IReadOnlyList", "IReadOnlyCollection")

_known: dict[str, DotNetType] = {}
_missing: set[str] = set()


def _bind(name: str, owner: DotNetType) -> str:
    parameters = owner.kind[owner.kind.index("g") + 1 :].split("+") if "g" in owner.kind else []
    for parameter, argument in zip(parameters, owner.arguments):
        name = name.replace(f"!{parameter}", argument.key)
    return name


def _covariant(wanted: DotNetType, other: DotNetType) -> bool:
    """Tell whether `other` implements the generic interface for a more derived argument."""
    if not wanted.arguments or wanted.definition not in _COVARIANT:
        return False
    item = wanted.arguments[0]
    prefix = wanted.definition + "["
    for key in other.interface_keys():
        if key.startswith(prefix):
            found = resolve_full(key)
            if found and found.arguments and not found.arguments[0].is_value_type and item.is_assignable_from(found.arguments[0]):
                return True
    return False


_COVARIANT = frozenset(
    f"System.Collections.Generic.{n}`1"
    for n in ("IEnumerable", "IReadOnlyList", "IReadOnlyCollection", "IEnumerator", "IList", "ICollection")
)


def define(made: DotNetType) -> DotNetType:
    """Make a type known by its key, in place of an older one of that name."""
    _known[made.key.lower()] = made
    return made


def array_of(element: DotNetType, rank: int = 1) -> DotNetType:
    """Give the array type with this element."""
    key = f"{element.key}[{',' * (rank - 1)}]"
    found = _known.get(key.lower())
    if found is None or found.element is not element:
        found = define(DotNetType(key, base="System.Array", kind="s", element=element, rank=rank))
    return found


def resolve_full(name: str) -> DotNetType | None:
    """Find a type by its full name or key, letters' case aside; no accelerators, no `System.` added."""
    folded = name.lower()
    found = _known.get(folded)
    if found is not None:
        return found
    of_script: DotNetType | None = ports.find_script_type(name)  # those belong to one runspace, so they are not kept here
    if of_script is not None:
        return of_script
    if folded in _missing:
        return None
    if "[" in name:
        return _resolve_composed(name, resolve_full)
    row = metadata.type_row(name)
    if row is None:
        foreign: DotNetType | None = ports.find_type(name)
        if foreign is None:
            _missing.add(folded)
        return foreign
    letters, _, assembly = row[2].partition("@")
    values: dict[str, int] | None = None
    if letters.startswith("e"):
        values = {key: int(number) for key, _, number in (entry.partition("=") for entry in row[5].split("|") if entry)}
    made = DotNetType(
        row[0],
        base=row[1] or None,
        kind=letters,
        interfaces=[entry for entry in row[3].split(";") if entry],
        underlying=row[4] if values is not None else "",
        enum_values=values,
        assembly=int(assembly or 0),
    )
    return define(made)


def forget_missing() -> None:
    """Look again for names that were not found: a script or Add-Type has defined types since."""
    _missing.clear()


def resolve(name: str, namespaces: Sequence[str] = ()) -> DotNetType | None:
    """Find a type by the name a script writes between brackets.

    Args:
        name: Accelerator, full name, or name without `System.`; generic arguments and array brackets allowed.
        namespaces: Further namespaces (`using namespace`) to look in.

    Returns:
        The type, or None.
    """
    name = name.strip()
    if "[" in name:
        return _resolve_composed(name, lambda part: resolve(part, namespaces))
    folded = name.lower()
    if folded.startswith("global::"):
        name = name[8:]
    made: DotNetType | None = ports.find_script_type(name)
    if made is not None:
        return made
    full = metadata.accelerators().get(folded)
    if full is not None:
        return PSCUSTOMOBJECT if folded == "pscustomobject" else resolve_full(full)
    if "," in name:
        name = name.partition(",")[0].strip()
    for candidate in (name, f"System.{name}", *(f"{space}.{name}" for space in namespaces)):
        found = resolve_full(candidate)
        if found is not None:
            return found
    return None


def _split_arguments(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(text):
        if letter == "[":
            depth += 1
        elif letter == "]":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [part.strip() for part in parts]


def _resolve_composed(name: str, find: Callable[[str], DotNetType | None]) -> DotNetType | None:
    opening = name.index("[")
    head, rest = name[:opening].strip(), name[opening:]
    current: DotNetType | None = None
    while rest.startswith("["):
        depth = 0
        end = -1
        for place, letter in enumerate(rest):
            depth += (letter == "[") - (letter == "]")
            if depth == 0:
                end = place
                break
        if end < 0:
            return None
        inner, rest = rest[1:end].strip(), rest[end + 1 :].strip()
        if not inner.strip(", "):
            current = current or find(head)
            if current is None:
                return None
            current = array_of(current, inner.count(",") + 1)
        else:
            arguments = []
            for part in _split_arguments(inner):
                if part.startswith("[") and part.endswith("]"):
                    part = _split_arguments(part[1:-1])[0]
                argument = find(part)
                if argument is None:
                    return None
                arguments.append(argument)
            definition = find(head) if "`" in head else find(f"{head}`{len(arguments)}")
            if definition is None:
                return None
            current = close(definition, tuple(arguments))
    return current


def close(definition: DotNetType, arguments: tuple[DotNetType, ...]) -> DotNetType:
    """Give the generic type with its arguments."""
    key = f"{definition.key}[{','.join(a.key for a in arguments)}]"
    found = _known.get(key.lower())
    if found is None or found.arguments != arguments:
        found = DotNetType(
            key,
            base=definition._base,
            kind=definition.kind,
            interfaces=definition._interfaces,
            arguments=arguments,
            definition=definition.key,
            assembly=definition.assembly,
        )
        define(found)
    return found


def require(name: str) -> DotNetType:
    """Find a type that is known to exist.

    Raises:
        KeyError: There is no such type.
    """
    found = resolve_full(name)
    if found is None:
        raise KeyError(name)
    return found


# .NET reports the same System.Type for both; PowerShell keeps them apart in casts and `-is`.
PSCUSTOMOBJECT = DotNetType("System.Management.Automation.PSCustomObject", base="System.Object")
define(PSCUSTOMOBJECT)
define(DotNetType("System.RuntimeType", base="System.Reflection.TypeInfo", kind="s"))  # .NET keeps it to itself

_CLASSES: dict[type[Any], str] = {
    int: "System.Int32",
    bool: "System.Boolean",
    str: "System.String",
    float: "System.Double",
    o.SByte: "System.SByte",
    o.Byte: "System.Byte",
    o.Int16: "System.Int16",
    o.UInt16: "System.UInt16",
    o.UInt32: "System.UInt32",
    o.Int64: "System.Int64",
    o.UInt64: "System.UInt64",
    o.BigInteger: "System.Numerics.BigInteger",
    o.Single: "System.Single",
    o.Decimal: "System.Decimal",
    o.Char: "System.Char",
    o.DateTime: "System.DateTime",
    o.TimeSpan: "System.TimeSpan",
    o.DateTimeOffset: "System.DateTimeOffset",
    uuid.UUID: "System.Guid",
    o.Uri: "System.Uri",
    o.Version: "System.Version",
    o.SemanticVersion: "System.Management.Automation.SemanticVersion",
    o.XmlDocument: "System.Xml.XmlDocument",
    o.ByteArray: "System.Byte[]",
    bytes: "System.Byte[]",
    list: "System.Object[]",
    tuple: "System.Object[]",
    o.ArrayList: "System.Collections.ArrayList",
    o.Stack: "System.Collections.Stack",
    o.Queue: "System.Collections.Queue",
    o.ErrorDetails: "System.Management.Automation.ErrorDetails",
    o.Hashtable: "System.Collections.Hashtable",
    o.OrderedDictionary: "System.Collections.Specialized.OrderedDictionary",
    o.PrimitiveDictionary: "System.Management.Automation.PSPrimitiveDictionary",
    o.SecureString: "System.Security.SecureString",
    o.PSCredential: "System.Management.Automation.PSCredential",
    o.ScriptBlockText: "System.Management.Automation.ScriptBlock",
    o.ErrorRecord: "System.Management.Automation.ErrorRecord",
    o.RemotingErrorRecord: "System.Management.Automation.Runspaces.RemotingErrorRecord",
    o.OriginInfo: "System.Management.Automation.Remoting.OriginInfo",
    o.InvocationInfo: "System.Management.Automation.InvocationInfo",
    o.WarningRecord: "System.Management.Automation.WarningRecord",
    o.VerboseRecord: "System.Management.Automation.VerboseRecord",
    o.DebugRecord: "System.Management.Automation.DebugRecord",
    o.InformationRecord: "System.Management.Automation.InformationRecord",
    o.ProgressRecord: "System.Management.Automation.ProgressRecord",
    o.HostInformationMessage: "System.Management.Automation.HostInformationMessage",
    o.Coordinates: "System.Management.Automation.Host.Coordinates",
    o.Size: "System.Management.Automation.Host.Size",
    o.Rectangle: "System.Management.Automation.Host.Rectangle",
    o.BufferCell: "System.Management.Automation.Host.BufferCell",
    o.KeyInfo: "System.Management.Automation.Host.KeyInfo",
    o.FieldDescription: "System.Management.Automation.Host.FieldDescription",
    o.ChoiceDescription: "System.Management.Automation.Host.ChoiceDescription",
    type(o.AUTOMATION_NULL): "System.Management.Automation.Internal.AutomationNull",
}

_ENUMS: dict[type[Any], str] = {
    o.ErrorCategory: "System.Management.Automation.ErrorCategory",
    o.RunspacePoolState: "System.Management.Automation.Runspaces.RunspacePoolState",
    o.PSInvocationState: "System.Management.Automation.PSInvocationState",
    o.RunspaceAvailability: "System.Management.Automation.Runspaces.RunspaceAvailability",
    o.OutputBufferingMode: "System.Management.Automation.Runspaces.OutputBufferingMode",
}

_by_class: dict[type[Any], DotNetType] = {}


def _element(name: str | None) -> DotNetType:
    return (name and resolve_full(name)) or require("System.Object")


def _array_type(value: o.Array) -> DotNetType:
    return array_of(_element(value.element_type), len(value.shape) if value.shape else 1)


def _generic(definition: str) -> Callable[[Any], DotNetType]:
    return lambda value: close(require(definition), (_element(value.element_type),))


def _dictionary_type(value: o.Dictionary) -> DotNetType:
    return close(require("System.Collections.Generic.Dictionary`2"), (_element(value.key_type), _element(value.value_type)))


def _object_type(value: o.PSObject) -> DotNetType:
    if value.base is not o.CUSTOM:
        return type_of(value.base)
    # What came from elsewhere with properties of its type is the wrapper itself and nothing more.
    return PSCUSTOMOBJECT if value.adapted is None else require("System.Management.Automation.PSObject")


_BY_VALUE: dict[type[Any], Callable[[Any], DotNetType]] = {
    o.PSObject: _object_type,
    o.Array: _array_type,
    o.GenericList: _generic("System.Collections.Generic.List`1"),
    o.Dictionary: _dictionary_type,
}


def register(python: type[Any], full_name: str) -> None:
    """Say which .NET type the instances of a Python class have."""
    _CLASSES[python] = full_name
    _by_class.pop(python, None)


def register_enum(python: type[Any], full_name: str) -> None:
    """Say which .NET enumeration a Python enum stands for; its numbers must be .NET's."""
    _ENUMS[python] = full_name


def python_enum(full_name: str) -> type[Any] | None:
    """Find the Python enum that stands for a .NET enumeration."""
    return next((python for python, name in _ENUMS.items() if name == full_name), None)


def type_of(value: Any) -> DotNetType:
    """Give the .NET type of a value; that of the base object for a PSObject, System.Object for null."""
    found = _by_class.get(type(value))
    return found if found is not None else _type_of_slow(value)


def _type_of_slow(value: Any) -> DotNetType:
    python = type(value)
    by_value = _BY_VALUE.get(python)
    if by_value is not None:
        return by_value(value)
    if value is None:
        return require("System.Object")
    name = _CLASSES.get(python) or _ENUMS.get(python)
    if name is None:
        if isinstance(value, DotNetException):
            found = resolve_full(python.full_name) or _exception_type(python)
            _by_class[python] = found
            return found
        own = getattr(value, "dotnet_type", None)
        if isinstance(own, DotNetType):
            return own
        if isinstance(own, str):
            found = resolve_full(own) or define(DotNetType(own))
            if isinstance(getattr(python, "dotnet_type", None), str):
                _by_class[python] = found
            return found
        for base in python.__mro__[1:]:
            if base in _BY_VALUE:
                return _BY_VALUE[base](value)
            if base in _CLASSES and base is not int:
                name = _CLASSES[base]
                break
        else:
            return _by_class.setdefault(python, _foreign(python))
    found = require(name)
    _by_class[python] = found
    return found


def _exception_type(python: type[Any]) -> DotNetType:
    base = python.__mro__[1]
    parent = resolve_full(base.full_name) if issubclass(base, DotNetException) else None
    return define(DotNetType(python.full_name, base=parent or "System.Exception"))


def _foreign(python: type[Any]) -> DotNetType:
    if issubclass(python, enum.Enum):
        values = {member.name: int(member.value) for member in python if isinstance(member.value, int)}
        return DotNetType(python.__name__, base="System.Enum", kind="e", underlying="System.Int32", enum_values=values)
    if issubclass(python, BaseException):
        return require("System.Exception")
    return DotNetType(f"{python.__module__}.{python.__qualname__}")


def type_names(value: Any) -> list[str]:
    """List PSTypeNames: those of the object if it has its own, otherwise its type and bases."""
    if type(value) is o.PSObject:
        if value.type_names is not None:
            return value.type_names
        if value.base is o.CUSTOM:
            return ["System.Management.Automation.PSCustomObject", "System.Object"]
        return type_names(value.base)
    own = getattr(value, "ps_type_names", None)
    if own is not None:
        return list(own)
    return list(type_of(value).chain)
