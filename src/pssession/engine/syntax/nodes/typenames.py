"""Names of types as they are written: `int`, `string[]`, `Dictionary[string,int]`, `Foo, Assembly`. They are no nodes."""

from __future__ import annotations

from pssession.engine.syntax.nodes.base import Extent


class TypeName:
    """Hold a plain name.

    Attributes:
        name: As written, with its namespace; `full_name` adds brackets where there are any.
        assembly: What stands behind a comma, None without one.
    """

    __slots__ = ("assembly", "extent", "name")
    dotnet_type = "System.Management.Automation.Language.TypeName"

    def __init__(self, extent: Extent, name: str, assembly: str | None = None) -> None:
        self.extent = extent
        self.name = name
        self.assembly = assembly

    @property
    def full_name(self) -> str:
        """Give the name as PowerShell shows it."""
        return self.name

    def __str__(self) -> str:
        return self.full_name


class ArrayTypeName(TypeName):
    """Hold an array of some rank."""

    __slots__ = ("element_type", "rank")
    dotnet_type = "System.Management.Automation.Language.ArrayTypeName"

    def __init__(self, extent: Extent, element_type: TypeName, rank: int) -> None:
        super().__init__(extent, element_type.name, element_type.assembly)
        self.element_type = element_type
        self.rank = rank

    @property
    def full_name(self) -> str:
        return f"{self.element_type.full_name}[{',' * (self.rank - 1)}]"


class GenericTypeName(TypeName):
    """Hold a generic type and its arguments."""

    __slots__ = ("generic_arguments", "type_name")
    dotnet_type = "System.Management.Automation.Language.GenericTypeName"

    def __init__(self, extent: Extent, type_name: TypeName, generic_arguments: list[TypeName]) -> None:
        super().__init__(extent, type_name.name, type_name.assembly)
        self.type_name = type_name
        self.generic_arguments = generic_arguments

    @property
    def full_name(self) -> str:
        return f"{self.type_name.full_name}[{','.join(argument.full_name for argument in self.generic_arguments)}]"
