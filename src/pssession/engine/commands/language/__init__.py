"""The tree, the tokens and the parser as scripts see them: System.Management.Automation.Language and PSParser.

Most properties of nodes need no row: they are attributes of the same name. The tables are loaded when a script first asks for one.
"""

from __future__ import annotations

from pssession.engine.values import tables

_LANGUAGE = "System.Management.Automation.Language."
_HERE = "pssession.engine.commands.language."
_WHERE = {
    "nodes": (
        *(
            "Ast",
            "ArrayTypeName",
            "BinaryExpressionAst",
            "CommandAst",
            "ConstantExpressionAst",
            "ConvertExpressionAst",
            "ErrorStatementAst",
        ),
        *("ExpressionAst", "FunctionMemberAst", "GenericTypeName", "HashtableAst", "IfStatementAst", "ParameterAst", "PipelineAst"),
        *("PipelineChainAst", "PropertyMemberAst", "ScriptBlockAst", "SwitchStatementAst", "TypeDefinitionAst", "TypeName"),
        *("UnaryExpressionAst", "VariableExpressionAst", "CommandExpressionAst", "UsingExpressionAst", "InternalScriptExtent"),
        *("InternalScriptPosition", "DataStatementAst", "AssignmentStatementAst", "FunctionDefinitionAst"),
    ),
    "tokens": ("Token", "LabelToken", "VariableToken", "ParameterToken", "ParseError"),
    "parsing": ("Parser",),
    "static_binding": ("StaticParameterBinder",),
}


def announce() -> None:
    """Say where these types are described."""
    for module, names in _WHERE.items():
        for name in names:
            tables.announce(_LANGUAGE + name, _HERE + module)
    tables.announce("System.Management.Automation.VariablePath", _HERE + "nodes")
    tables.announce("System.Management.Automation.PSParser", _HERE + "parsing")
