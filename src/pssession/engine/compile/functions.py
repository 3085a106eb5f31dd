"""Script blocks, function definitions, classes: code that is compiled when it is first called.

Source: about_Functions, about_Script_Blocks, about_Classes.
"""

from __future__ import annotations

from pssession.engine.compile.unit import Expression, Statement, Unit
from pssession.engine.syntax import nodes as n


def script_block(u: Unit, node: n.ScriptBlockExpressionAst) -> Expression:
    return u.call("make_script_block", u.name("X"), u.name("S"), u.keep(node.script_block))


def function_definition(u: Unit, node: n.FunctionDefinitionAst) -> list[Statement]:
    with u.place(node.extent):
        return [u.do(u.call("define_function", u.name("X"), u.name("S"), u.keep(node)))]


def type_definition(u: Unit, node: n.TypeDefinitionAst) -> list[Statement]:
    """Types exist before the script runs; their definition as a statement does nothing more."""
    return []


EXPRESSIONS = {n.ScriptBlockExpressionAst: script_block}
STATEMENTS = {n.FunctionDefinitionAst: function_definition, n.TypeDefinitionAst: type_definition}
