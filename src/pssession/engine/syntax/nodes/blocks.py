"""Script blocks, functions, parameters, classes. Names and fields are those of PowerShell's Ast classes, in snake case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.engine.syntax.nodes.base import Ast, Extent
from pssession.engine.syntax.nodes.expressions import AttributeBaseAst, ExpressionAst, TypeConstraintAst, VariableExpressionAst
from pssession.engine.syntax.nodes.statements import StatementAst, TrapStatementAst


class NamedBlockAst(Ast):
    """Hold the statements of one block; `block_kind` is Begin, Process, End, Clean or Dynamicparam."""

    block_kind: str
    unnamed: bool
    statements: list[StatementAst]
    traps: list[TrapStatementAst]

    def visit(self) -> Iterator[Any]:
        yield sorted([*self.traps, *self.statements], key=lambda node: node.extent.start)


class ParameterAst(Ast):
    """Describe a parameter."""

    attributes: list[AttributeBaseAst]
    name: VariableExpressionAst
    default_value: ExpressionAst | None

    @property
    def static_type(self) -> str:
        """Name the type, as it is written; System.Object without one."""
        found = next((attribute for attribute in self.attributes if isinstance(attribute, TypeConstraintAst)), None)
        return "System.Object" if found is None else found.type_name.full_name


class ParamBlockAst(Ast):
    """Describe the parameters of a script block."""

    attributes: list[AttributeBaseAst]
    parameters: list[ParameterAst]


class ScriptRequirements:
    """Hold what #requires lines ask for."""

    __slots__ = ("assemblies", "editions", "elevated", "modules", "version")

    def __init__(self) -> None:
        self.version: str | None = None
        self.modules: list[Any] = []
        self.assemblies: list[str] = []
        self.editions: list[str] = []
        self.elevated = False


class ScriptBlockAst(Ast):
    """Hold a script, a function's body or a block in braces."""

    using_statements: list[Ast]
    attributes: list[AttributeBaseAst]
    param_block: ParamBlockAst | None
    dynamic_param_block: NamedBlockAst | None
    begin_block: NamedBlockAst | None
    process_block: NamedBlockAst | None
    end_block: NamedBlockAst | None
    clean_block: NamedBlockAst | None
    script_requirements: ScriptRequirements | None
    body_extent: Extent

    def visit(self) -> Iterator[Any]:
        yield from (self.using_statements, self.attributes, self.param_block, self.dynamic_param_block, self.begin_block)
        yield from (self.process_block, self.end_block, self.clean_block)


class FunctionDefinitionAst(StatementAst):
    """Define a function; `parameters` stand in parentheses behind its name, None without them."""

    name: str
    is_filter: bool
    is_workflow: bool
    parameters: list[ParameterAst] | None
    body: ScriptBlockAst


class MemberAst(Ast):
    """Be a member of a class or enum."""


class PropertyMemberAst(MemberAst):
    """Declare a property, or a name of an enum; `attributes_flags` are Public, Static, Hidden, Literal."""

    name: str
    property_attributes: tuple[str, ...]
    property_type: TypeConstraintAst | None
    attributes: list[AttributeBaseAst]
    initial_value: ExpressionAst | None


class FunctionMemberAst(MemberAst):
    """Declare a method or constructor."""

    name: str
    method_attributes: tuple[str, ...]
    is_constructor: bool
    attributes: list[AttributeBaseAst]
    return_type: TypeConstraintAst | None
    function: FunctionDefinitionAst

    def visit(self) -> Iterator[Any]:
        yield from (self.return_type, self.attributes, self.function)


class TypeDefinitionAst(StatementAst):
    """Define a class or enum; `type_attributes` is Class, Interface or Enum."""

    name: str
    type_attributes: str
    attributes: list[AttributeBaseAst]
    base_types: list[TypeConstraintAst]
    members: list[MemberAst]


class UsingStatementAst(StatementAst):
    """Say what names a script uses; `using_statement_kind` is Namespace, Module, Assembly, Command or Type."""

    using_statement_kind: str
    name: ExpressionAst | None
    alias: ExpressionAst | None
    module_specification: ExpressionAst | None


class ConfigurationDefinitionAst(StatementAst):
    """Hold a configuration, which cannot be run on this platform."""

    instance_name: ExpressionAst
    body: ExpressionAst
