"""Expressions. Names and fields are those of PowerShell's Ast classes, in snake case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.engine.syntax.nodes.base import Ast, Extent
from pssession.engine.syntax.nodes.typenames import TypeName


class ExpressionAst(Ast):
    """Be an expression."""


class ConstantExpressionAst(ExpressionAst):
    """Hold a number, or a Boolean that stands for a name alone in an attribute."""

    value: Any


class StringConstantExpressionAst(ConstantExpressionAst):
    """Hold a text without variables; `kind` is BareWord, SingleQuoted, SingleQuotedHereString, DoubleQuoted or DoubleQuotedHereString."""

    string_constant_type: str


class ExpandableStringExpressionAst(ExpressionAst):
    """Hold a text with variables and sub-expressions.

    Attributes:
        value: The content, escapes resolved.
        parts: Texts and expressions in order; what the text is made of.
    """

    value: str
    string_constant_type: str
    parts: list[Any]

    @property
    def nested_expressions(self) -> list[ExpressionAst]:
        """List the expressions among the parts."""
        return [part for part in self.parts if isinstance(part, ExpressionAst)]


class VariablePath:
    """Hold a variable's name as it was written, split at its colon.

    Attributes:
        user_path: All of it.
        qualifier: Drive or scope in lower case, "" without one.
        name: What stands behind the qualifier.
    """

    __slots__ = ("name", "qualifier", "user_path")
    SCOPES = frozenset(("global", "local", "private", "script", "using", "variable", "workflow"))

    def __init__(self, user_path: str) -> None:
        self.user_path = user_path
        drive, colon, rest = user_path.partition(":")
        self.qualifier = drive.lower() if colon and drive else ""
        self.name = rest if self.qualifier else user_path

    @property
    def is_drive_qualified(self) -> bool:
        """Tell whether it names an item of a drive (`env:PATH`) and no variable."""
        return bool(self.qualifier) and self.qualifier not in self.SCOPES

    def __repr__(self) -> str:
        return f"VariablePath({self.user_path!r})"


class VariableExpressionAst(ExpressionAst):
    """Read a variable, or with `splatted` spread it over a command's arguments."""

    variable_path: VariablePath
    splatted: bool


class BinaryExpressionAst(ExpressionAst):
    """Combine two values; `operator` is a TokenKind."""

    left: ExpressionAst
    operator: Any
    right: ExpressionAst
    error_position: Extent


class UnaryExpressionAst(ExpressionAst):
    """Change one value; `token_kind` is a TokenKind."""

    token_kind: Any
    child: ExpressionAst


class TernaryExpressionAst(ExpressionAst):
    """Choose between two values."""

    condition: ExpressionAst
    if_true: ExpressionAst
    if_false: ExpressionAst


class ArrayLiteralAst(ExpressionAst):
    """List values with commas."""

    elements: list[ExpressionAst]


class ArrayExpressionAst(ExpressionAst):
    """Collect what statements give into an array: `@( )`."""

    sub_expression: Ast


class SubExpressionAst(ExpressionAst):
    """Collect what statements give: `$( )`."""

    sub_expression: Ast


class ParenExpressionAst(ExpressionAst):
    """Stand in parentheses."""

    pipeline: Ast


class HashtableAst(ExpressionAst):
    """Make a hash table of keys and statements."""

    key_value_pairs: list[tuple[ExpressionAst, Ast]]


class ScriptBlockExpressionAst(ExpressionAst):
    """Give a script block."""

    script_block: Ast


class UsingExpressionAst(ExpressionAst):
    """Take a value along from the caller's session: `$using:name`."""

    sub_expression: ExpressionAst


class TypeExpressionAst(ExpressionAst):
    """Name a type."""

    type_name: TypeName


class MemberExpressionAst(ExpressionAst):
    """Read a property, or with `static` a type's own."""

    expression: ExpressionAst
    member: ExpressionAst
    static: bool
    null_conditional: bool


class InvokeMemberExpressionAst(MemberExpressionAst):
    """Call a method; `generic_type_arguments` stand in brackets behind its name."""

    arguments: list[ExpressionAst] | None
    generic_type_arguments: list[TypeName] | None


class BaseCtorInvokeMemberExpressionAst(InvokeMemberExpressionAst):
    """Call the constructor of the class below."""

    def visit(self) -> Iterator[Any]:
        yield from (self.expression, self.member, self.arguments)


class IndexExpressionAst(ExpressionAst):
    """Read an element."""

    target: ExpressionAst
    index: ExpressionAst
    null_conditional: bool


class AttributeBaseAst(Ast):
    """Stand in brackets before a variable, a parameter or a value."""

    type_name: TypeName


class TypeConstraintAst(AttributeBaseAst):
    """Convert to a type."""


class AttributeAst(AttributeBaseAst):
    """Attach an attribute."""

    positional_arguments: list[ExpressionAst]
    named_arguments: list[Ast]


class NamedAttributeArgumentAst(Ast):
    """Set a property of an attribute; without an expression it is true."""

    argument_name: str
    argument: ExpressionAst
    expression_omitted: bool


class AttributedExpressionAst(ExpressionAst):
    """Put an attribute before an expression."""

    attribute: AttributeBaseAst
    child: ExpressionAst


class ConvertExpressionAst(AttributedExpressionAst):
    """Convert a value."""


class ErrorExpressionAst(ExpressionAst):
    """Stand where an expression could not be read."""

    nested: list[Ast]
