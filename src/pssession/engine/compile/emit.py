"""From a block's tree to a Python function, compiled when asked for.

The families of emitters are brought together here; nothing else knows them all.

Source: engine design, section 5: one Python function per script block body.
"""

from __future__ import annotations

import _ast as py
from collections.abc import Callable, Mapping
from typing import Any

from pssession.engine.compile import (
    assignments,
    commands,
    errors,
    expressions,
    functions,
    hashtables,
    loops,
    statements,
    strings,
    switches,
    variables,
)
from pssession.engine.compile.unit import Statement, Unit
from pssession.engine.errors import RuntimeException
from pssession.engine.syntax import nodes as n

Body = Callable[[Any, Any, Any], Any]

for _family in (expressions, variables, strings, hashtables, functions, commands, assignments):
    Unit.expressions.update(_family.EXPRESSIONS)
for _other in (statements, loops, switches, errors, functions, commands, assignments):
    Unit.statements.update(_other.STATEMENTS)


def compile_block(block: n.Ast, abi: Mapping[str, Any], owner: Any = None, *, method: bool = False) -> Body:
    """Compile a named block's or a method's body.

    Args:
        block: A NamedBlockAst or StatementBlockAst.
        abi: The helpers by name; they stand in for Python's builtins.
        owner: Kept as the function's global `OWNER`: tells frames of PowerShell code from others.
        method: Whether only `return` gives output.

    Returns:
        A function of (context, scope, out).
    """

    def write(u: Unit) -> list[Statement]:
        u.in_method = method
        if method:
            u.out = "drop"
        return statements.block(u, block)

    return _function(write, block, abi, owner)


def compile_value(node: n.Ast, abi: Mapping[str, Any], owner: Any = None) -> Body:
    """Compile an expression to a function of (context, scope, out) that returns its value: defaults of parameters, of properties."""

    def write(u: Unit) -> list[Statement]:
        with u.gathering() as before:
            value = expressions.value_of(u, node)
        return [*before, u.give(value)]

    return _function(write, node, abi, owner)


def _function(write: Callable[[Unit], list[Statement]], node: n.Ast, abi: Mapping[str, Any], owner: Any) -> Body:
    """Make the function of a body; what is nested too deeply for Python is an error of the script."""
    constants: dict[str, Any] = {"__builtins__": abi, "OWNER": owner}
    u = Unit(constants)
    u.at(node.extent)
    try:
        return _finish(u, write(u), node)
    except (RecursionError, MemoryError, SyntaxError) as problem:
        words = "Processing was stopped because the script is too complex."
        raise RuntimeException(words, "ScriptTooComplicated", "ParserError") from problem


def _finish(u: Unit, body: list[Statement], block: n.Ast) -> Body:
    u.at(block.extent)
    if u.signals_return:
        body = [u.attempt(body, "ReturnSignal", "left", [u.give(u.attribute(u.name("left"), "value"))])]
    body = [u.assign("L", u.attribute(u.name("S"), "variables")), *body]
    function = u.define("body", ("X", "S", "out"), body)
    module = py.Module([function], [])
    code = compile(module, "<PowerShell>", "exec")
    exec(code, u.constants)
    made: Body = u.constants["body"]
    return made
