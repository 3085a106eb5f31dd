"""The restricted language: what a data section, a manifest and a data file may hold.

Source: about_Data_Sections, about_Language_Modes; as PowerShell 7.6 was seen to check them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.nodes.typenames import ArrayTypeName

Report = Callable[..., None]

_FORBIDDEN_OPERATOR = 0x20000
_SHOWN_VARIABLES = "$PSCulture, $PSUICulture, $true, $false, $null"
VARIABLES = frozenset(("psculture", "psuiculture", "true", "false", "null"))
COMMANDS = frozenset(("convertfrom-stringdata",))
_TYPES = frozenset(
    [
        "bool",
        "boolean",
        "byte",
        "char",
        "datetime",
        "decimal",
        "double",
        "float",
        "int",
        "int16",
        "int32",
        "int64",
        "long",
        "sbyte",
        "short",
        "single",
        "string",
        "uint",
        "uint16",
        "uint32",
        "uint64",
        "ulong",
        "ushort",
    ]
)
_AND_SO_ON = "NotSupportedInDataSection"

# Nodes that are wrong wherever they stand.
_WRONG: dict[type[n.Ast], str] = {
    n.AssignmentStatementAst: "AssignmentStatement",
    n.AttributeAst: "Attribute",
    n.AttributedExpressionAst: "Attribute",
    n.BlockStatementAst: "ParallelAndSequenceBlock",
    n.BreakStatementAst: "FlowControlStatement",
    n.ContinueStatementAst: "FlowControlStatement",
    n.DataStatementAst: "DataSectionStatement",
    n.DoUntilStatementAst: "DoWhileStatement",
    n.DoWhileStatementAst: "DoWhileStatement",
    n.ExitStatementAst: "FlowControlStatement",
    n.FileRedirectionAst: "Redirection",
    n.ForEachStatementAst: "ForeachStatement",
    n.ForStatementAst: "ForWhileStatement",
    n.FunctionDefinitionAst: "FunctionDeclaration",
    n.IndexExpressionAst: "ArrayReference",
    n.InvokeMemberExpressionAst: "MethodCall",
    n.MemberExpressionAst: "PropertyReference",
    n.MergingRedirectionAst: "Redirection",
    n.ReturnStatementAst: "FlowControlStatement",
    n.ScriptBlockAst: "ScriptBlock",
    n.SwitchStatementAst: "SwitchStatement",
    n.ThrowStatementAst: "FlowControlStatement",
    n.TrapStatementAst: "TrapStatement",
    n.TryStatementAst: "TryStatement",
    n.WhileStatementAst: "ForWhileStatement",
}


def check_data_section(node: n.DataStatementAst, report: Report) -> None:
    """Report what a data section may not hold; what its commands are is known only at run time where they are calculated."""
    allowed = set(COMMANDS)
    for one in node.commands_allowed:
        if not isinstance(one, n.StringConstantExpressionAst):
            return
        allowed.add(str(one.value).lower())
    check_restricted(node.body, allowed, VARIABLES, report)


def check_restricted(body: n.Ast, commands: Iterable[str], variables: Iterable[str], report: Report) -> None:
    """Report what the restricted language does not have.

    Args:
        body: What is looked at.
        commands: Commands that may be called, in lower case.
        variables: Variables that may be read, in lower case.
        report: Takes the node, the name of the error and what its message is about.
    """
    commands, variables = frozenset(commands), frozenset(variables)
    for node in _below(body):
        wrong = _WRONG.get(type(node))
        if wrong:
            report(node, wrong + _AND_SO_ON)
        elif isinstance(node, n.CommandAst):
            _check_command(node, commands, report)
        elif isinstance(node, n.VariableExpressionAst):
            if node.variable_path.user_path.lower() not in variables:
                report(node, "VariableReference" + _AND_SO_ON, _SHOWN_VARIABLES)
        elif isinstance(node, n.BinaryExpressionAst | n.UnaryExpressionAst):
            kind = node.operator if isinstance(node, n.BinaryExpressionAst) else node.token_kind
            if kind.flags & _FORBIDDEN_OPERATOR:
                report(node if isinstance(node, n.UnaryExpressionAst) else _At(node.error_position), "Operator" + _AND_SO_ON, kind.text)
        elif isinstance(node, n.TypeExpressionAst | n.ConvertExpressionAst):
            name = (node if isinstance(node, n.TypeExpressionAst) else node.attribute).type_name
            if not _is_allowed(name):
                report(node if isinstance(node, n.TypeExpressionAst) else node.attribute, "TypeNotAllowedInDataSection", name.full_name)


class _At:
    """Stand for a node where only its extent is known."""

    __slots__ = ("extent",)

    def __init__(self, extent: n.Extent) -> None:
        self.extent = extent


def _below(body: n.Ast) -> Iterator[n.Ast]:
    """Give the nodes that are looked at; definitions of types are left alone."""
    stack: list[n.Ast] = list(reversed(body.children()))
    while stack:
        node = stack.pop()
        if not isinstance(node, n.TypeDefinitionAst):
            yield node
            stack += reversed(node.children())


def _check_command(node: n.CommandAst, allowed: frozenset[str], report: Report) -> None:
    if node.invocation_operator is TokenKind.Dot:
        report(node, "DotSourcing" + _AND_SO_ON)
        return
    name = node.command_elements[0]
    if not isinstance(name, n.StringConstantExpressionAst):
        if node.invocation_operator is TokenKind.Ampersand:
            report(node, "Operator" + _AND_SO_ON, node.invocation_operator.text)
        return
    if str(name.value).lower() not in allowed:
        report(node, "CmdletNotInAllowedListForDataSection", name.value)


def _is_allowed(name: n.TypeName) -> bool:
    if type(name) is ArrayTypeName:
        name = name.element_type
    return type(name) is n.TypeName and name.name.lower().removeprefix("system.") in _TYPES
