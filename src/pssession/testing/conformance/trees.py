"""A recorded snippet through the parser: parse errors, tokens and tree as a parse row has them.

A row of a tree holds depth, type, place, and the properties that tell nodes of the type apart; a row of a token its kind, flags, place and
content. What a type or kind shows is a line in one of the two tables here. Places count UTF-16 units.

Source: the README beside the recorded rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax import parse
from pssession.engine.syntax.kinds import flags_text
from pssession.engine.syntax.tokens import (
    LabelToken,
    NumberToken,
    ParameterToken,
    RedirectionToken,
    StringExpandableToken,
    StringToken,
    Token,
    UnscannedSubExpressionToken,
    VariableToken,
)
from pssession.engine.values.conversions import to_string
from pssession.engine.values.numbertext import double_text
from pssession.engine.values.types import resolve, type_names

Row = dict[str, Any]
Place = Callable[[int], int]
Fields = Callable[[Any], list[Any]]


def run_row(row: Row) -> Row:
    """Parse one row's text."""
    code = row["code"]
    found = parse(code, find_type=resolve)
    place = units(code)
    made: Row = {"id": row["id"], "group": row["group"]}
    if found.errors:
        made["errors"] = [_error_row(one, place) for one in found.errors]
    made["tokens"] = token_rows(found.tokens, place)
    made["ast"] = tree_rows(found.ast, place)
    return made


def units(text: str) -> Place:
    """Give the function from an offset in a text to the number of UTF-16 units before it."""
    wide = [at for at, character in enumerate(text) if character > "\uffff"]
    return (lambda offset: offset + bisect_left(wide, offset)) if wide else (lambda offset: offset)


def _error_row(error: Any, place: Place) -> Row:
    extent = error.extent
    line = extent.start_line
    column = place(extent.start) - place(extent.start - extent.start_column + 1) + 1
    return {
        "id": error.error_id,
        "msg": error.message,
        "start": place(extent.start),
        "end": place(extent.end),
        "line": line,
        "col": column,
        "incomplete": error.incomplete_input,
    }


# Tokens ----------------------------------------------------------------------------------------------------------------------------------


def token_rows(tokens: Iterable[Token], place: Place) -> list[Any]:
    """Write tokens as rows; those inside a string stand in a list in its row."""
    rows: list[Any] = []
    for token in tokens:
        row = [token.kind.name, flags_text(token.flags), place(token.start), place(token.end)]
        fields = _token_fields(token)
        if fields is not None:
            row += fields(token)
        if isinstance(token, StringExpandableToken) and token.nested_tokens:
            row.append(token_rows(token.nested_tokens, place))
        if token.has_error:
            row.append("HasError")
        rows.append(row)
    return rows


def _token_fields(token: Token) -> Fields | None:
    for kind in type(token).__mro__:
        fields = _TOKEN_FIELDS.get(kind)
        if fields is not None:
            return fields
    return None


_TOKEN_FIELDS: dict[type, Fields] = {
    NumberToken: lambda token: _constant(token.value),
    StringToken: lambda token: [token.value],
    UnscannedSubExpressionToken: lambda token: [token.value],
    VariableToken: lambda token: [token.variable_path.user_path],
    ParameterToken: lambda token: [token.parameter_name, token.used_colon],
    LabelToken: lambda token: [token.label_text],
    RedirectionToken: lambda token: [token.text],
}


# Tree ------------------------------------------------------------------------------------------------------------------------------------


def tree_rows(top: n.Ast, place: Place) -> list[Any]:
    """Write a tree as rows, each node before its children."""
    rows: list[Any] = []
    stack = [(0, top)]
    while stack:
        depth, node = stack.pop()
        name = type(node).__name__
        if name == "BaseCtorInvokeMemberExpressionAst":  # FindAll does not give it, and what is below was recorded at depth 0
            depth = -1
        else:
            fields = _NODE_FIELDS.get(name)
            rows.append([depth, name, place(node.extent.start), place(node.extent.end), *(fields(node) if fields else ())])
        stack += [(depth + 1, child) for child in reversed(node.children())]
    return rows


def _constant(value: Any) -> list[Any]:
    """Write a value as text, and the short name of its .NET type."""
    if value is None:
        return [None, None]
    text = double_text(value, None) if type(value) is float else to_string(value)
    return [text, type_names(value)[0].rpartition(".")[2]]


def _flags(names: Iterable[str], order: tuple[str, ...] = ()) -> str:
    """Write a set of flags in the order of their values."""
    listed = [name for name in order if name in names] or list(names)
    return ", ".join(listed) or "None"


def _requirements(node: n.ScriptBlockAst) -> list[Any]:
    found = node.script_requirements
    if found is None:
        return []
    return ["" if found.version is None else str(found.version), ", ".join(str(module) for module in found.modules)]


def _type_name(node: Any) -> list[Any]:
    return [node.type_name.full_name]


def _static_type(node: n.ParameterAst) -> str:
    """Name the type of a parameter; one that is not known counts as none."""
    return to_string(resolve(node.static_type) or resolve("System.Object"))


def _label(node: Any) -> list[Any]:
    return [node.label]


_SWITCH_FLAGS = ("File", "Regex", "Wildcard", "Exact", "CaseSensitive", "Parallel")
_MEMBER_FLAGS = ("Public", "Private", "Static", "Hidden", "Literal")

_NODE_FIELDS: dict[str, Fields] = {
    "AssignmentStatementAst": lambda node: [node.operator.name],
    "AttributeAst": _type_name,
    "BinaryExpressionAst": lambda node: [node.operator.name],
    "CatchClauseAst": lambda node: [not node.catch_types],
    "CommandAst": lambda node: [node.invocation_operator.name],
    "CommandParameterAst": lambda node: [node.parameter_name],
    "ConstantExpressionAst": lambda node: _constant(node.value),
    "DataStatementAst": lambda node: [node.variable],
    "DoUntilStatementAst": _label,
    "DoWhileStatementAst": _label,
    "ErrorStatementAst": lambda node: [node.kind],
    "ExpandableStringExpressionAst": lambda node: [node.value, node.string_constant_type],
    "FileRedirectionAst": lambda node: [node.from_stream, node.append],
    "ForEachStatementAst": lambda node: [node.label, _flags(node.flags)],
    "ForStatementAst": _label,
    "FunctionDefinitionAst": lambda node: [node.name, node.is_filter, node.is_workflow],
    "FunctionMemberAst": lambda node: [node.name, _flags(node.method_attributes, _MEMBER_FLAGS), node.is_constructor],
    "HashtableAst": lambda node: [len(node.key_value_pairs)],
    "IfStatementAst": lambda node: [len(node.clauses), node.else_clause is not None],
    "IndexExpressionAst": lambda node: [node.null_conditional],
    "InvokeMemberExpressionAst": lambda node: [node.static, node.null_conditional],
    "MemberExpressionAst": lambda node: [node.static, node.null_conditional],
    "MergingRedirectionAst": lambda node: [node.from_stream, node.to_stream],
    "NamedAttributeArgumentAst": lambda node: [node.argument_name, node.expression_omitted],
    "NamedBlockAst": lambda node: [node.block_kind, node.unnamed],
    "ParameterAst": lambda node: [_static_type(node)],
    "PipelineAst": lambda node: [node.background],
    "PipelineChainAst": lambda node: [node.operator.name, node.background],
    "PropertyMemberAst": lambda node: [node.name, _flags(node.property_attributes, _MEMBER_FLAGS)],
    "ScriptBlockAst": _requirements,
    "StringConstantExpressionAst": lambda node: [node.value, node.string_constant_type],
    "SwitchStatementAst": lambda node: [node.label, _flags(node.flags, _SWITCH_FLAGS)],
    "TypeConstraintAst": _type_name,
    "TypeDefinitionAst": lambda node: [node.name, node.type_attributes],
    "TypeExpressionAst": _type_name,
    "UnaryExpressionAst": lambda node: [node.token_kind.name],
    "UsingStatementAst": lambda node: [node.using_statement_kind],
    "VariableExpressionAst": lambda node: [node.variable_path.user_path, node.splatted],
    "WhileStatementAst": _label,
}
