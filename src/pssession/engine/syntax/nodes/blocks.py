"""Script blocks, functions, parameters, classes. Names and fields are those of PowerShell's Ast classes, in snake case."""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax.nodes.base import Ast, Extent, present
from pssession.engine.syntax.nodes.expressions import AttributeBaseAst, ExpressionAst, TypeConstraintAst, VariableExpressionAst
from pssession.engine.syntax.nodes.pipelines import StatementAst
from pssession.engine.syntax.nodes.statements import TrapStatementAst


class NamedBlockAst(Ast):
    """Hold the statements of one block; `block_kind` is Begin, Process, End, Clean or Dynamicparam."""

    __slots__ = ("block_kind", "statements", "traps", "unnamed")

    def __init__(
        self,
        extent: Extent,
        block_kind: str,
        unnamed: bool,
        statements: list[StatementAst],
        traps: list[TrapStatementAst],
    ) -> None:
        self.extent = extent
        self.parent = None
        self.block_kind = block_kind
        self.unnamed = unnamed
        self.statements = statements
        self.traps = traps
        for node in statements:
            node.parent = self
        for node in traps:
            node.parent = self

    def children(self) -> list[Ast]:
        return [*self.traps, *self.statements]


class ParameterAst(Ast):
    """Describe a parameter."""

    __slots__ = ("attributes", "default_value", "name")

    def __init__(
        self,
        extent: Extent,
        attributes: list[AttributeBaseAst],
        name: VariableExpressionAst,
        default_value: ExpressionAst | None,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.attributes = attributes
        self.name = name
        self.default_value = default_value
        for node in attributes:
            node.parent = self
        name.parent = self
        if default_value is not None:
            default_value.parent = self

    def children(self) -> list[Ast]:
        return present(*self.attributes, self.name, self.default_value)

    @property
    def static_type(self) -> str:
        """Name the type, as it is written; System.Object without one."""
        found = next((attribute for attribute in self.attributes if isinstance(attribute, TypeConstraintAst)), None)
        return "System.Object" if found is None else found.type_name.full_name


class ParamBlockAst(Ast):
    """Describe the parameters of a script block."""

    __slots__ = ("attributes", "parameters")

    def __init__(self, extent: Extent, attributes: list[AttributeBaseAst], parameters: list[ParameterAst]) -> None:
        self.extent = extent
        self.parent = None
        self.attributes = attributes
        self.parameters = parameters
        for node in attributes:
            node.parent = self
        for parameter in parameters:
            parameter.parent = self

    def children(self) -> list[Ast]:
        return [*self.attributes, *self.parameters]


class ScriptRequirements:
    """Hold what #requires lines ask for."""

    __slots__ = ("assemblies", "editions", "elevated", "modules", "version")
    dotnet_type = "System.Management.Automation.Language.ScriptRequirements"

    def __init__(self) -> None:
        self.version: str | None = None
        self.modules: list[Any] = []
        self.assemblies: list[str] = []
        self.editions: list[str] = []
        self.elevated = False


class ScriptBlockAst(Ast):
    """Hold a script, a function's body or a block in braces."""

    __slots__ = (
        "attributes",
        "begin_block",
        "body_extent",
        "clean_block",
        "dynamic_param_block",
        "end_block",
        "param_block",
        "process_block",
        "script_requirements",
        "using_statements",
    )

    def __init__(
        self,
        extent: Extent,
        using_statements: list[Ast],
        attributes: list[AttributeBaseAst],
        param_block: ParamBlockAst | None,
        dynamic_param_block: NamedBlockAst | None,
        begin_block: NamedBlockAst | None,
        process_block: NamedBlockAst | None,
        end_block: NamedBlockAst | None,
        clean_block: NamedBlockAst | None,
        script_requirements: ScriptRequirements | None,
        body_extent: Extent,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.using_statements = using_statements
        self.attributes = attributes
        self.param_block = param_block
        self.dynamic_param_block = dynamic_param_block
        self.begin_block = begin_block
        self.process_block = process_block
        self.end_block = end_block
        self.clean_block = clean_block
        self.script_requirements = script_requirements
        self.body_extent = body_extent
        for node in using_statements:
            node.parent = self
        for node in attributes:
            node.parent = self
        if param_block is not None:
            param_block.parent = self
        if dynamic_param_block is not None:
            dynamic_param_block.parent = self
        if begin_block is not None:
            begin_block.parent = self
        if process_block is not None:
            process_block.parent = self
        if end_block is not None:
            end_block.parent = self
        if clean_block is not None:
            clean_block.parent = self

    def children(self) -> list[Ast]:
        return present(
            *self.using_statements,
            *self.attributes,
            self.param_block,
            self.dynamic_param_block,
            self.begin_block,
            self.process_block,
            self.end_block,
            self.clean_block,
        )


class FunctionDefinitionAst(StatementAst):
    """Define a function; `parameters` stand in parentheses behind its name, None without them."""

    __slots__ = ("body", "is_filter", "is_workflow", "name", "name_extent", "parameters")

    def __init__(
        self,
        extent: Extent,
        name: str,
        is_filter: bool,
        is_workflow: bool,
        parameters: list[ParameterAst] | None,
        body: ScriptBlockAst,
        name_extent: Extent,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.name = name
        self.name_extent = name_extent
        self.is_filter = is_filter
        self.is_workflow = is_workflow
        self.parameters = parameters
        self.body = body
        for node in parameters or ():
            node.parent = self
        body.parent = self

    def children(self) -> list[Ast]:
        return [*(self.parameters or ()), self.body]


class MemberAst(Ast):
    """Be a member of a class or enum."""

    __slots__ = ()


class PropertyMemberAst(MemberAst):
    """Declare a property, or a name of an enum; `property_attributes` are Public, Static, Hidden, Literal."""

    __slots__ = ("attributes", "initial_value", "name", "property_attributes", "property_type")

    def __init__(
        self,
        extent: Extent,
        name: str,
        property_attributes: tuple[str, ...],
        property_type: TypeConstraintAst | None,
        attributes: list[AttributeBaseAst],
        initial_value: ExpressionAst | None,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.name = name
        self.property_attributes = property_attributes
        self.property_type = property_type
        self.attributes = attributes
        self.initial_value = initial_value
        if property_type is not None:
            property_type.parent = self
        for node in attributes:
            node.parent = self
        if initial_value is not None:
            initial_value.parent = self

    def children(self) -> list[Ast]:
        return present(self.property_type, *self.attributes, self.initial_value)


class FunctionMemberAst(MemberAst):
    """Declare a method or constructor."""

    __slots__ = ("attributes", "function", "is_constructor", "method_attributes", "name", "return_type")

    def __init__(
        self,
        extent: Extent,
        name: str,
        method_attributes: tuple[str, ...],
        is_constructor: bool,
        attributes: list[AttributeBaseAst],
        return_type: TypeConstraintAst | None,
        function: FunctionDefinitionAst,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.name = name
        self.method_attributes = method_attributes
        self.is_constructor = is_constructor
        self.attributes = attributes
        self.return_type = return_type
        self.function = function
        for node in attributes:
            node.parent = self
        if return_type is not None:
            return_type.parent = self
        function.parent = self

    def children(self) -> list[Ast]:
        return present(*self.attributes, self.return_type, self.function)


class TypeDefinitionAst(StatementAst):
    """Define a class or enum; `type_attributes` is Class, Interface or Enum."""

    __slots__ = ("attributes", "base_types", "members", "name", "type_attributes")

    def __init__(
        self,
        extent: Extent,
        name: str,
        type_attributes: str,
        attributes: list[AttributeBaseAst],
        base_types: list[TypeConstraintAst],
        members: list[MemberAst],
    ) -> None:
        self.extent = extent
        self.parent = None
        self.name = name
        self.type_attributes = type_attributes
        self.attributes = attributes
        self.base_types = base_types
        self.members = members
        for node in attributes:
            node.parent = self
        for node in base_types:
            node.parent = self
        for member in members:
            member.parent = self

    def children(self) -> list[Ast]:
        return [*self.attributes, *self.base_types, *self.members]


class UsingStatementAst(StatementAst):
    """Say what names a script uses; `using_statement_kind` is Namespace, Module, Assembly, Command or Type."""

    __slots__ = ("alias", "module_specification", "name", "using_statement_kind")

    def __init__(
        self,
        extent: Extent,
        using_statement_kind: str,
        name: ExpressionAst | None,
        alias: ExpressionAst | None,
        module_specification: ExpressionAst | None,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.using_statement_kind = using_statement_kind
        self.name = name
        self.alias = alias
        self.module_specification = module_specification
        if name is not None:
            name.parent = self
        if alias is not None:
            alias.parent = self
        if module_specification is not None:
            module_specification.parent = self

    def children(self) -> list[Ast]:
        return present(self.name, self.module_specification, self.alias)


class ConfigurationDefinitionAst(StatementAst):
    """Hold a configuration, which cannot be run on this platform."""

    __slots__ = ("body", "instance_name")

    def __init__(self, extent: Extent, instance_name: ExpressionAst, body: ExpressionAst) -> None:
        self.extent = extent
        self.parent = None
        self.instance_name = instance_name
        self.body = body
        instance_name.parent = self
        body.parent = self

    def children(self) -> list[Ast]:
        return [self.instance_name, self.body]
