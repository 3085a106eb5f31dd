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
    constants: dict[str, Any] = {"__builtins__": abi, "OWNER": owner}
    u = Unit(constants)
    u.in_method = method
    u.at(block.extent)
    if method:
        u.out = "drop"
    body = statements.block(u, block)
    return _finish(u, body, block)


def compile_value(node: n.Ast, abi: Mapping[str, Any], owner: Any = None) -> Body:
    """Compile an expression to a function of (context, scope, out) that returns its value: defaults of parameters, of properties."""
    constants: dict[str, Any] = {"__builtins__": abi, "OWNER": owner}
    u = Unit(constants)
    u.at(node.extent)
    with u.gathering() as before:
        value = expressions.value_of(u, node)
    return _finish(u, [*before, u.give(value)], node)


def _finish(u: Unit, body: list[Statement], block: n.Ast) -> Body:
    u.at(block.extent)
    if u.signals_return:
        body = [u.attempt(body, "ReturnSignal", None, [u.give()])]
    body = [u.assign("L", u.attribute(u.name("S"), "variables")), *body]
    function = u.define("body", ("X", "S", "out"), body)
    module = py.Module([function], [])
    code = compile(module, "<PowerShell>", "exec")
    exec(code, u.constants)
    made: Body = u.constants["body"]
    return made
