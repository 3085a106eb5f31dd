"""Type and Assembly: what a type tells of itself.

Which types .NET marks as serializable was not recorded; the core library marks nearly all that scripts meet, other libraries' types
count as not marked.
Source: System.Type, System.Reflection.Assembly, AssemblyName.
"""

from __future__ import annotations

from pssession import objects as o
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType, resolve_full

_CORE = "System.Private.CoreLib"
_PRIMITIVE = frozenset(
    "System." + name
    for name in ("Boolean", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Char", "Double", "Single", "IntPtr")
)


class AssemblyName:
    """Be the name of an assembly in its parts."""

    dotnet_type = "System.Reflection.AssemblyName"

    def __init__(self, full_name: str) -> None:
        self.full_name = full_name
        self.name, *parts = (part.strip() for part in full_name.split(","))
        fields = dict(part.split("=", 1) for part in parts if "=" in part)
        self.version = o.Version(*(int(number) for number in fields.get("Version", "0.0.0.0").split(".")))
        self.culture_name = fields.get("Culture", "").replace("neutral", "")

    def to_string(self) -> str:
        """Give the full name."""
        return self.full_name


class Assembly:
    """Be the library that a type is from."""

    dotnet_type = "System.Reflection.RuntimeAssembly"

    def __init__(self, full_name: str) -> None:
        self.full_name = full_name
        self.location = ""
        self.is_dynamic = False

    def get_name(self) -> AssemblyName:
        """Give the name in its parts."""
        return AssemblyName(self.full_name)

    def get_type(self, name: str) -> DotNetType | None:
        """Find a type by its full name, null without one."""
        return resolve_full(name)

    def to_string(self) -> str:
        """Give the full name."""
        return self.full_name


def _arguments(found: DotNetType) -> o.Array:
    return o.Array(list(found.arguments), "System.Type")


TABLES = (
    TypeTable(
        "System.Type",
        properties={
            "Assembly": lambda found: Assembly(found.assembly_name),
            "AssemblyQualifiedName": lambda found: f"{found.full_name}, {found.assembly_name}",
            "BaseType": lambda found: found.base,
            "GenericTypeArguments": _arguments,
            "IsClass": lambda found: not found.is_value_type and not found.is_interface,
            "IsEnum": lambda found: found.is_enum,
            "IsGenericType": lambda found: bool(found.arguments) or found.is_generic_definition,
            "IsNestedPublic": lambda found: "+" in found.definition,
            "IsPrimitive": lambda found: found.full_name in _PRIMITIVE,
            "IsPublic": lambda found: "+" not in found.definition,
            "IsSealed": lambda found: found.is_value_type or found.is_array or "s" in found.kind.partition("g")[0],
            "IsSerializable": lambda found: found.assembly_name.startswith(_CORE),
        },
        methods={"GetGenericArguments": _arguments},
    ),
)
