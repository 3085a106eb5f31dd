"""Nodes of the tree, extents and names as scripts see them.

Offsets count UTF-16 units, as all of .NET does.

Source: System.Management.Automation.Language.Ast and the classes below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pssession.engine.commands.code import code_of
from pssession.engine.commands.positions import whole_line
from pssession.engine.commands.script_blocks import ScriptBlock
from pssession.engine.errors import InvalidOperationException
from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.values.conversions import to_bool
from pssession.engine.values.dotnet.enumerations import Tuple
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType, require, resolve, type_of
from pssession.objects import Hashtable

_LANGUAGE = "System.Management.Automation.Language."


# Places -----------------------------------------------------------------------------------------------------------------------------------


class ScriptPosition:
    """Be one end of an extent."""

    dotnet_type = _LANGUAGE + "InternalScriptPosition"

    def __init__(self, extent: n.Extent, offset: int) -> None:
        self.extent = extent
        self.place = offset


def units(extent: n.Extent, offset: int) -> int:
    """Count the UTF-16 units before an offset."""
    if extent.source is None:
        return offset
    before = extent.source.text[:offset]
    return offset if before.isascii() else len(before.encode("utf-16-le", "surrogatepass")) // 2 + max(0, offset - len(before))


def _column(extent: n.Extent, offset: int) -> int:
    if extent.source is None:
        return 1
    start = extent.source.line_start(extent.source.line_of(offset))
    return units(extent, offset) - units(extent, start) + 1


def _line(extent: n.Extent, offset: int) -> int:
    return 1 if extent.source is None else extent.source.line_of(offset)


def _file(extent: n.Extent) -> str | None:
    return None if extent.source is None else extent.source.file


# Searching --------------------------------------------------------------------------------------------------------------------------------


def _predicate(given: Any) -> Callable[[n.Ast], bool]:
    script = getattr(given, "script", given)

    def holds(node: n.Ast) -> bool:
        found = ports.call_script(script, (node,), node)
        return to_bool(found[0] if len(found) == 1 else found)

    return holds


def _find_all(node: n.Ast, predicate: Any, nested: bool) -> list[n.Ast]:
    return node.find_all(_predicate(predicate), nested_script_blocks=bool(nested))


def _find(node: n.Ast, predicate: Any, nested: bool) -> n.Ast | None:
    holds = _predicate(predicate)
    for found in _walk(node, bool(nested)):
        if holds(found):
            return found
    return None


def _walk(node: n.Ast, nested: bool) -> Iterator[n.Ast]:
    yield from node.find_all(lambda one: True, nested_script_blocks=nested)


# Values -----------------------------------------------------------------------------------------------------------------------------------


def _unsafe(node: n.Ast) -> InvalidOperationException:
    words = "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic expression: "
    return InvalidOperationException(f"{words}{node.text}.")


def safe_value(node: n.Ast, *_: Any) -> Any:
    """Give the value of an expression that is made of constants only.

    Raises:
        InvalidOperationException: Anything else is in it.
    """
    if isinstance(node, n.ConstantExpressionAst):
        return node.value
    if isinstance(node, n.VariableExpressionAst) and node.variable_path.user_path.lower() in ("true", "false", "null"):
        return {"true": True, "false": False}.get(node.variable_path.user_path.lower())
    if isinstance(node, n.ArrayLiteralAst):
        return [safe_value(one) for one in node.elements]
    if isinstance(node, n.HashtableAst):
        made = Hashtable()
        for key, value in node.key_value_pairs:
            made[safe_value(key)] = safe_value(value)
        return made
    if isinstance(node, n.ArrayExpressionAst):
        values = [safe_value(one) for one in node.sub_expression.statements]  # type: ignore[attr-defined]  # a block
        return values[0] if len(values) == 1 and type(values[0]) is list else values
    if isinstance(node, n.ParenExpressionAst):
        return safe_value(node.pipeline)
    if isinstance(node, n.UnaryExpressionAst) and node.token_kind in (TokenKind.Minus, TokenKind.Plus):
        value = safe_value(node.child)
        return -value if node.token_kind is TokenKind.Minus else value
    pure = _pure_expression(node)
    if pure is not None:
        return safe_value(pure)
    raise _unsafe(node)


def _pure_expression(node: n.Ast) -> n.ExpressionAst | None:
    if isinstance(node, n.PipelineAst) and not node.background and len(node.pipeline_elements) == 1:
        node = node.pipeline_elements[0]
    return node.expression if isinstance(node, n.CommandExpressionAst) and not node.redirections else None


# Types ------------------------------------------------------------------------------------------------------------------------------------

_BOOLEAN = frozenset((TokenKind.And, TokenKind.Or, TokenKind.Xor, TokenKind.Is, TokenKind.IsNot, TokenKind.Not, TokenKind.Exclaim))
_STATIC_TYPES: dict[type[n.Ast], str] = {
    n.ArrayExpressionAst: "System.Object[]",
    n.ArrayLiteralAst: "System.Object[]",
    n.ExpandableStringExpressionAst: "System.String",
    n.HashtableAst: "System.Collections.Hashtable",
    n.ScriptBlockExpressionAst: "System.Management.Automation.ScriptBlock",
    n.TypeExpressionAst: "System.Type",
}


def reflection_type(name: n.TypeName) -> DotNetType | None:
    """Give the type that a name stands for; None for one that there is not."""
    return resolve(name.full_name)


def static_type(node: n.Ast) -> DotNetType:
    """Give the type that an expression's value is known to have."""
    if isinstance(node, n.ConstantExpressionAst):
        return type_of(node.value)
    if isinstance(node, n.ConvertExpressionAst):
        return reflection_type(node.attribute.type_name) or require("System.Object")
    if isinstance(node, n.BinaryExpressionAst | n.UnaryExpressionAst):
        kind = node.operator if isinstance(node, n.BinaryExpressionAst) else node.token_kind
        return require("System.Boolean" if kind in _BOOLEAN else "System.Object")
    return require(_STATIC_TYPES.get(type(node), "System.Object"))


_CONSTANTS: frozenset[str] = frozenset(("true", "false", "null"))


def _parameter_type(node: n.ParameterAst) -> DotNetType:
    for one in node.attributes:
        if isinstance(one, n.TypeConstraintAst):
            found = reflection_type(one.type_name)
            if found is not None:
                return found
    return require("System.Object")


def _pairs(pairs: Iterable[tuple[n.Ast, n.Ast]]) -> list[Tuple]:
    return [Tuple(pair) for pair in pairs]


def _tuples(name: str) -> Callable[[Any], list[Tuple]]:
    return lambda node: _pairs(getattr(node, name))


def _has(attribute: str, flag: str) -> Callable[[Any], bool]:
    return lambda node: flag in getattr(node, attribute)


def _command_name(node: n.CommandAst) -> str | None:
    first = node.command_elements[0]
    return str(first.value) if isinstance(first, n.StringConstantExpressionAst) else None


def _script_block(node: n.ScriptBlockAst) -> ScriptBlock:
    code_of(node)
    return ScriptBlock(node)


def _scope(name: str) -> Callable[[n.VariablePath], bool]:
    return lambda path: path.qualifier == name


def _new_path(text: str) -> n.VariablePath:
    return n.VariablePath(text)


_PATH = {
    "IsGlobal": _scope("global"),
    "IsLocal": _scope("local"),
    "IsPrivate": _scope("private"),
    "IsScript": _scope("script"),
    "IsUnqualified": lambda path: not path.qualifier,
    "IsUnscopedVariable": lambda path: not path.qualifier or path.qualifier == "variable",
    "IsVariable": lambda path: path.is_variable,
    "IsDriveQualified": lambda path: path.is_drive_qualified,
    "DriveName": lambda path: path.user_path.partition(":")[0] if path.is_drive_qualified else None,
    "UserPath": lambda path: path.user_path,
}
_MEMBER = {
    "IsStatic": "Static",
    "IsHidden": "Hidden",
    "IsPublic": "Public",
    "IsPrivate": "Private",
}


def _table(name: str, **rows: Any) -> TypeTable:
    return TypeTable(_LANGUAGE + name, **rows)


TABLES = (
    _table(
        "Ast",
        methods={
            "FindAll": _find_all,
            "Find": _find,
            "Copy": lambda node: node,
            "SafeGetValue": safe_value,
            "ToString": lambda node: node.text,
        },
        properties={"Extent": lambda node: node.extent, "Parent": lambda node: node.parent},
        to_string=lambda node: node.text,
    ),
    _table("ExpressionAst", properties={"StaticType": static_type}),
    _table("ConstantExpressionAst", properties={"StaticType": static_type, "Value": lambda node: node.value}),
    _table("ConvertExpressionAst", properties={"StaticType": static_type, "Type": lambda node: node.attribute}),
    _table("BinaryExpressionAst", properties={"StaticType": static_type, "ErrorPosition": lambda node: node.error_position}),
    _table("UnaryExpressionAst", properties={"StaticType": static_type}),
    _table("VariableExpressionAst", methods={"IsConstantVariable": lambda node: node.variable_path.user_path.lower() in _CONSTANTS}),
    _table("UsingExpressionAst", properties={"SubExpression": lambda node: node.sub_expression}),
    _table("ParameterAst", properties={"StaticType": _parameter_type}),
    _table("CommandAst", methods={"GetCommandName": _command_name}),
    _table("CommandExpressionAst", properties={"Expression": lambda node: node.expression}),
    _table("PipelineAst", methods={"GetPureExpression": _pure_expression}),
    _table(
        "PipelineChainAst",
        properties={
            "LhsPipelineChain": lambda node: node.left,
            "RhsPipeline": lambda node: node.right,
            "Operator": lambda node: node.operator,
        },
    ),
    _table("AssignmentStatementAst", properties={"ErrorPosition": lambda node: node.error_position}),
    _table("HashtableAst", properties={"KeyValuePairs": _tuples("key_value_pairs"), "StaticType": static_type}),
    _table("IfStatementAst", properties={"Clauses": _tuples("clauses")}),
    _table("SwitchStatementAst", properties={"Clauses": _tuples("clauses")}),
    *(_table(name, properties={"Traps": lambda node: node.traps or None}) for name in ("NamedBlockAst", "StatementBlockAst")),
    _table("TryStatementAst", properties={"Finally": lambda node: node.finally_block}),
    _table("CatchClauseAst", properties={"IsCatchAll": lambda node: not node.catch_types}),
    _table("ThrowStatementAst", properties={"IsRethrow": lambda node: node.pipeline is None}),
    _table("ErrorStatementAst", properties={"NestedAst": lambda node: node.nested, "Kind": lambda node: None}),
    _table(
        "TypeDefinitionAst",
        properties={f"Is{kind}": _has("type_attributes", kind) for kind in ("Class", "Enum", "Interface")},
    ),
    _table("PropertyMemberAst", properties={name: _has("property_attributes", flag) for name, flag in _MEMBER.items()}),
    _table(
        "FunctionMemberAst",
        properties={
            **{name: _has("method_attributes", flag) for name, flag in _MEMBER.items()},
            "Parameters": lambda node: node.function.parameters or [],
            "Body": lambda node: node.function.body,
        },
    ),
    _table("FunctionDefinitionAst", properties={"Parameters": lambda node: node.parameters, "Body": lambda node: node.body}),
    _table("DataStatementAst", properties={"CommandsAllowed": lambda node: node.commands_allowed}),
    _table("ScriptBlockAst", methods={"GetScriptBlock": _script_block}),
    *(
        _table(
            name,
            methods={"GetReflectionType": reflection_type, "GetReflectionAttributeType": reflection_type},
            properties={
                "FullName": lambda name: name.full_name,
                "Name": lambda name: name.full_name.rpartition(".")[2] if "[" not in name.full_name else name.full_name,
                "AssemblyName": lambda name: name.assembly,
                "IsArray": lambda name: hasattr(name, "element_type"),
                "IsGeneric": lambda name: hasattr(name, "generic_arguments"),
            },
            to_string=lambda name: name.full_name,
        )
        for name in ("TypeName", "ArrayTypeName", "GenericTypeName")
    ),
    _table(
        "InternalScriptExtent",
        methods={"ToString": lambda extent: extent.text},
        properties={
            "File": _file,
            "StartScriptPosition": lambda extent: ScriptPosition(extent, extent.start),
            "EndScriptPosition": lambda extent: ScriptPosition(extent, extent.end),
            "StartLineNumber": lambda extent: _line(extent, extent.start),
            "StartColumnNumber": lambda extent: _column(extent, extent.start),
            "EndLineNumber": lambda extent: _line(extent, extent.end),
            "EndColumnNumber": lambda extent: _column(extent, extent.end),
            "StartOffset": lambda extent: units(extent, extent.start),
            "EndOffset": lambda extent: units(extent, extent.end),
            "Text": lambda extent: extent.text,
        },
        to_string=lambda extent: extent.text,
    ),
    _table(
        "InternalScriptPosition",
        methods={"GetFullScript": lambda position: position.extent.source.text if position.extent.source is not None else ""},
        properties={
            "File": lambda position: _file(position.extent),
            "LineNumber": lambda position: _line(position.extent, position.place),
            "ColumnNumber": lambda position: _column(position.extent, position.place),
            "Offset": lambda position: units(position.extent, position.place),
            "Line": lambda position: (
                "" if position.extent.source is None else whole_line(position.extent.source, _line(position.extent, position.place))
            ),
        },
    ),
    TypeTable(
        "System.Management.Automation.VariablePath",
        new=_new_path,
        properties=_PATH,
        to_string=lambda path: path.user_path,
        python=n.VariablePath,
    ),
)
