"""The key under which the value of a `$using:` expression travels, the same on both sides.

Source: PsUtils.GetUsingExpressionKey of PowerShell 7.6; wire as recorded (arguments).
"""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax import nodes as n


def using_key(node: Any) -> str:
    """Give the expression's text; that of a plain variable in lower case, since its name has no case."""
    inner = node.sub_expression
    text = str(inner.extent.text)
    return text.lower() if isinstance(inner, n.VariableExpressionAst) else text
