"""Expressions. Names and fields are those of PowerShell's Ast classes, in snake case."""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax.nodes.base import Ast, Extent
from pssession.engine.syntax.nodes.typenames import TypeName


class ExpressionAst(Ast):
    """Be an expression."""

    __slots__ = ()


class ConstantExpressionAst(ExpressionAst):
    """Hold a number, or a Boolean that stands for a name alone in an attribute."""

    __slots__ = ("value",)

    def __init__(self, extent: Extent, value: Any) -> None:
        self.extent = extent
        self.parent = None
        self.value = value


class StringConstantExpressionAst(ConstantExpressionAst):
    """Hold a text without variables; `kind` is BareWord, SingleQuoted, SingleQuotedHereString, DoubleQuoted or DoubleQuotedHereString."""

    __slots__ = ("string_constant_type",)

    def __init__(self, extent: Extent, value: Any, string_constant_type: str) -> None:
        super().__init__(extent, value)
        self.string_constant_type = string_constant_type


class ExpandableStringExpressionAst(ExpressionAst):
    """Hold a text with variables and sub-expressions.

    Attributes:
        value: The content, escapes resolved.
        parts: Texts and expressions in order; what the text is made of.
    """

    __slots__ = ("parts", "string_constant_type", "value")

    def __init__(self, extent: Extent, value: str, string_constant_type: str, parts: list[Any]) -> None:
        self.extent = extent
        self.parent = None
        self.value = value
        self.string_constant_type = string_constant_type
        self.parts = parts
        for part in parts:
            if type(part) is not str:
                part.parent = self

    def children(self) -> list[Ast]:
        return [part for part in self.parts if type(part) is not str]

    @property
    def nested_expressions(self) -> list[ExpressionAst]:
        """List the expressions among the parts."""
        return [part for part in self.parts if isinstance(part, ExpressionAst)]


class VariablePath:
    """Hold a variable's name as it was written, split at its colon.

    Attributes:
        user_path: All of it.
        qualifier: Drive or scope in lower case, "" without one; `variable:` before a scope does not count.
        name: What stands behind the qualifier.
    """

    __slots__ = ("name", "qualifier", "user_path")
    dotnet_type = "System.Management.Automation.VariablePath"
    SCOPES = frozenset(("global", "local", "private", "script", "using", "variable"))

    def __init__(self, user_path: str) -> None:
        self.user_path = user_path
        if ":" not in user_path:
            self.qualifier = ""
            self.name = user_path
            return
        drive, _, rest = user_path.partition(":")
        self.qualifier = drive.lower()
        self.name = rest if drive else user_path
        if self.qualifier == "variable":
            scope, colon, inner = rest.partition(":")
            if colon and scope.lower() in ("global", "local", "private", "script"):
                self.qualifier = scope.lower()
                self.name = inner

    @property
    def is_variable(self) -> bool:
        """Tell whether it names a variable and no item of another drive."""
        return not self.qualifier or self.qualifier in ("global", "local", "private", "script", "variable")

    @property
    def is_drive_qualified(self) -> bool:
        """Tell whether it names an item of a drive (`env:PATH`) and no variable."""
        return bool(self.qualifier) and self.qualifier not in self.SCOPES

    def __repr__(self) -> str:
        return f"VariablePath({self.user_path!r})"


class VariableExpressionAst(ExpressionAst):
    """Read a variable, or with `splatted` spread it over a command's arguments."""

    __slots__ = ("splatted", "variable_path")

    def __init__(self, extent: Extent, variable_path: VariablePath, splatted: bool) -> None:
        self.extent = extent
        self.parent = None
        self.variable_path = variable_path
        self.splatted = splatted


class BinaryExpressionAst(ExpressionAst):
    """Combine two values; `operator` is a TokenKind."""

    __slots__ = ("error_position", "left", "operator", "right")

    def __init__(self, extent: Extent, left: ExpressionAst, operator: Any, right: ExpressionAst, error_position: Extent) -> None:
        self.extent = extent
        self.parent = None
        self.left = left
        self.operator = operator
        self.right = right
        self.error_position = error_position
        left.parent = self
        right.parent = self

    def children(self) -> list[Ast]:
        return [self.left, self.right]


class UnaryExpressionAst(ExpressionAst):
    """Change one value; `token_kind` is a TokenKind."""

    __slots__ = ("child", "token_kind")

    def __init__(self, extent: Extent, token_kind: Any, child: ExpressionAst) -> None:
        self.extent = extent
        self.parent = None
        self.token_kind = token_kind
        self.child = child
        child.parent = self

    def children(self) -> list[Ast]:
        return [self.child]


class TernaryExpressionAst(ExpressionAst):
    """Choose between two values."""

    __slots__ = ("condition", "if_false", "if_true")

    def __init__(self, extent: Extent, condition: ExpressionAst, if_true: ExpressionAst, if_false: ExpressionAst) -> None:
        self.extent = extent
        self.parent = None
        self.condition = condition
        self.if_true = if_true
        self.if_false = if_false
        condition.parent = self
        if_true.parent = self
        if_false.parent = self

    def children(self) -> list[Ast]:
        return [self.condition, self.if_true, self.if_false]


class ArrayLiteralAst(ExpressionAst):
    """List values with commas."""

    __slots__ = ("elements",)

    def __init__(self, extent: Extent, elements: list[ExpressionAst]) -> None:
        self.extent = extent
        self.parent = None
        self.elements = elements
        for node in elements:
            node.parent = self

    def children(self) -> list[Ast]:
        return list(self.elements)


class ArrayExpressionAst(ExpressionAst):
    """Collect what statements give into an array: `@( )`."""

    __slots__ = ("sub_expression",)

    def __init__(self, extent: Extent, sub_expression: Ast) -> None:
        self.extent = extent
        self.parent = None
        self.sub_expression = sub_expression
        sub_expression.parent = self

    def children(self) -> list[Ast]:
        return [self.sub_expression]


class SubExpressionAst(ExpressionAst):
    """Collect what statements give: `$( )`."""

    __slots__ = ("sub_expression",)

    def __init__(self, extent: Extent, sub_expression: Ast) -> None:
        self.extent = extent
        self.parent = None
        self.sub_expression = sub_expression
        sub_expression.parent = self

    def children(self) -> list[Ast]:
        return [self.sub_expression]


class ParenExpressionAst(ExpressionAst):
    """Stand in parentheses."""

    __slots__ = ("pipeline",)

    def __init__(self, extent: Extent, pipeline: Ast) -> None:
        self.extent = extent
        self.parent = None
        self.pipeline = pipeline
        pipeline.parent = self

    def children(self) -> list[Ast]:
        return [self.pipeline]


class HashtableAst(ExpressionAst):
    """Make a hash table of keys and statements."""

    __slots__ = ("key_value_pairs",)

    def __init__(self, extent: Extent, key_value_pairs: list[tuple[ExpressionAst, Ast]]) -> None:
        self.extent = extent
        self.parent = None
        self.key_value_pairs = key_value_pairs
        for first, second in key_value_pairs:
            first.parent = second.parent = self

    def children(self) -> list[Ast]:
        return [node for pair in self.key_value_pairs for node in pair]


class ScriptBlockExpressionAst(ExpressionAst):
    """Give a script block."""

    __slots__ = ("script_block",)

    def __init__(self, extent: Extent, script_block: Ast) -> None:
        self.extent = extent
        self.parent = None
        self.script_block = script_block
        script_block.parent = self

    def children(self) -> list[Ast]:
        return [self.script_block]


class UsingExpressionAst(ExpressionAst):
    """Take a value along from the caller's session: `$using:name`."""

    __slots__ = ("sub_expression",)

    def __init__(self, extent: Extent, sub_expression: ExpressionAst) -> None:
        self.extent = extent
        self.parent = None
        self.sub_expression = sub_expression
        sub_expression.parent = self

    def children(self) -> list[Ast]:
        return [self.sub_expression]


class TypeExpressionAst(ExpressionAst):
    """Name a type."""

    __slots__ = ("type_name",)

    def __init__(self, extent: Extent, type_name: TypeName) -> None:
        self.extent = extent
        self.parent = None
        self.type_name = type_name


class MemberExpressionAst(ExpressionAst):
    """Read a property, or with `static` a type's own."""

    __slots__ = ("expression", "member", "null_conditional", "static")

    def __init__(self, extent: Extent, expression: ExpressionAst, member: ExpressionAst, static: bool, null_conditional: bool) -> None:
        self.extent = extent
        self.parent = None
        self.expression = expression
        self.member = member
        self.static = static
        self.null_conditional = null_conditional
        expression.parent = self
        member.parent = self

    def children(self) -> list[Ast]:
        return [self.expression, self.member]


class InvokeMemberExpressionAst(MemberExpressionAst):
    """Call a method; `generic_type_arguments` stand in brackets behind its name."""

    __slots__ = ("arguments", "generic_type_arguments")

    def __init__(
        self,
        extent: Extent,
        expression: ExpressionAst,
        member: ExpressionAst,
        static: bool,
        null_conditional: bool,
        arguments: list[ExpressionAst] | None,
        generic_type_arguments: list[TypeName] | None,
    ) -> None:
        super().__init__(extent, expression, member, static, null_conditional)
        self.arguments = arguments
        self.generic_type_arguments = generic_type_arguments
        for node in arguments or ():
            node.parent = self

    def children(self) -> list[Ast]:
        return [self.expression, self.member, *(self.arguments or ())]


class BaseCtorInvokeMemberExpressionAst(InvokeMemberExpressionAst):
    """Call the constructor of the class below."""

    __slots__ = ()


class IndexExpressionAst(ExpressionAst):
    """Read an element."""

    __slots__ = ("index", "null_conditional", "target")

    def __init__(self, extent: Extent, target: ExpressionAst, index: ExpressionAst, null_conditional: bool) -> None:
        self.extent = extent
        self.parent = None
        self.target = target
        self.index = index
        self.null_conditional = null_conditional
        target.parent = self
        index.parent = self

    def children(self) -> list[Ast]:
        return [self.target, self.index]


class AttributeBaseAst(Ast):
    """Stand in brackets before a variable, a parameter or a value."""

    __slots__ = ("type_name",)

    def __init__(self, extent: Extent, type_name: TypeName) -> None:
        self.extent = extent
        self.parent = None
        self.type_name = type_name


class TypeConstraintAst(AttributeBaseAst):
    """Convert to a type."""

    __slots__ = ()


class AttributeAst(AttributeBaseAst):
    """Attach an attribute."""

    __slots__ = ("named_arguments", "positional_arguments")

    def __init__(self, extent: Extent, type_name: TypeName, positional_arguments: list[ExpressionAst], named_arguments: list[Ast]) -> None:
        super().__init__(extent, type_name)
        self.positional_arguments = positional_arguments
        self.named_arguments = named_arguments
        for node in positional_arguments:
            node.parent = self
        for named in named_arguments:
            named.parent = self

    def children(self) -> list[Ast]:
        return [*self.positional_arguments, *self.named_arguments]


class NamedAttributeArgumentAst(Ast):
    """Set a property of an attribute; without an expression it is true."""

    __slots__ = ("argument", "argument_name", "expression_omitted")

    def __init__(self, extent: Extent, argument_name: str, argument: ExpressionAst, expression_omitted: bool) -> None:
        self.extent = extent
        self.parent = None
        self.argument_name = argument_name
        self.argument = argument
        self.expression_omitted = expression_omitted
        argument.parent = self

    def children(self) -> list[Ast]:
        return [self.argument]


class AttributedExpressionAst(ExpressionAst):
    """Put an attribute before an expression."""

    __slots__ = ("attribute", "child")

    def __init__(self, extent: Extent, attribute: AttributeBaseAst, child: ExpressionAst) -> None:
        self.extent = extent
        self.parent = None
        self.attribute = attribute
        self.child = child
        attribute.parent = self
        child.parent = self

    def children(self) -> list[Ast]:
        return [self.attribute, self.child]


class ConvertExpressionAst(AttributedExpressionAst):
    """Convert a value."""

    __slots__ = ()


class ErrorExpressionAst(ExpressionAst):
    """Stand where an expression could not be read."""

    __slots__ = ("nested",)

    def __init__(self, extent: Extent, nested: list[Ast]) -> None:
        self.extent = extent
        self.parent = None
        self.nested = nested
        for node in nested:
            node.parent = self

    def children(self) -> list[Ast]:
        return list(self.nested)
