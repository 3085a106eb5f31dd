"""Reading variables.

A plain name is looked up in the scope's own dictionary in place, and further out by a helper. Assignment stands in `assignments`.

Source: about_Variables, about_Automatic_Variables, about_Scopes.
"""

from __future__ import annotations

import _ast as py

from pssession.engine.compile.unit import Expression, Unit
from pssession.engine.syntax import nodes as n

# Their values are known, or live elsewhere than in a scope.
CONSTANTS = {"true": True, "false": False, "null": None}
CALL_VARIABLES = frozenset(
    ("args", "input", "myinvocation", "psboundparameters", "psscriptroot", "pscommandpath", "pscmdlet", "this", "switch", "foreach")
)
_IN_FRAMES = frozenset(("args", "input", "myinvocation", "psboundparameters", "psscriptroot", "pscommandpath"))


def plain_name(path: n.VariablePath) -> str | None:
    """Give the lower-case name of a variable without drive or scope, None for any other."""
    if path.qualifier == "variable" or not path.qualifier:
        return path.name.lower()
    return None


def variable(u: Unit, node: n.VariableExpressionAst) -> Expression:
    return read(u, node.variable_path)


def read(u: Unit, path: n.VariablePath) -> Expression:
    """Write the reading of a variable."""
    name = plain_name(path)
    if name is None:
        return u.call("read_path", u.name("X"), u.name("S"), u.keep(path))
    if name in CONSTANTS:
        return u.literal(CONSTANTS[name])
    if name == "?":
        return u.attribute(u.name("X"), "ok")
    if name in _IN_FRAMES:
        return u.call("read_call", u.name("X"), u.name("S"), u.literal(name))
    if name == "psitem":
        name = "_"
    folded = u.literal(name)
    here = u.item(u.name("L"), folded)
    found = u.choose(u.compare(folded, py.In(), u.name("L")), here, u.call("find", u.name("X"), u.name("S"), folded))
    return u.attribute(found, "value")


def read_for_update(u: Unit, path: n.VariablePath) -> Expression:
    """Write the reading that += does: in a function only its own variable counts, unless it is assigned in other ways as well."""
    name = plain_name(path)
    if name is None or name in CONSTANTS or name in _IN_FRAMES or name in ("?", "_", "psitem"):
        return read(u, path)
    folded = u.literal(name)
    here = u.attribute(u.item(u.name("L"), folded), "value")
    further = u.call("update_value", u.name("X"), u.name("S"), folded, u.name("OWNER"))
    return u.choose(u.compare(folded, py.In(), u.name("L")), here, further)


def using(u: Unit, node: n.UsingExpressionAst) -> Expression:
    return u.call("read_using", u.name("X"), u.name("S"), u.keep(node))


EXPRESSIONS = {n.VariableExpressionAst: variable, n.UsingExpressionAst: using}
