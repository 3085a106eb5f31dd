"""Texts with variables and sub-expressions in them.

Source: about_Quoting_Rules.
"""

from __future__ import annotations

from pssession.engine.compile.unit import Expression, Unit
from pssession.engine.syntax import nodes as n


def expandable(u: Unit, node: n.ExpandableStringExpressionAst) -> Expression:
    parts: list[Expression] = []
    for part in node.parts:
        if isinstance(part, str):
            parts.append(u.literal(part))
        else:
            parts.append(u.call("text", u.name("X"), u.expression(part)))
    return u.text(parts)


EXPRESSIONS = {n.ExpandableStringExpressionAst: expandable}
