"""A script block as a session gets it: its text, its arguments, and what its `$using:` expressions are worth here.

Source: Invoke-Command of PowerShell 7.6 as recorded: values travel as a parameter named `--%`, keys are the expressions' texts.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Any

from pssession.engine.errors import RuntimeException
from pssession.engine.syntax import nodes as n
from pssession.objects import Argument, Command, Hashtable, PipelineDescription

_USING = "--%"


def describe(context: Any, script: Any, arguments: Sequence[Any] | None) -> PipelineDescription:
    """Describe a script block or a text as a pipeline.

    Raises:
        RuntimeException: UsingVariableIsUndefined.
    """
    text = script if isinstance(script, str) else script.text
    given = [Argument(value=value) for value in arguments or ()]
    if not isinstance(script, str):
        values = _using_values(context, script.ast)
        if len(values):
            given.append(Argument(name=_USING, value=values))
    return PipelineDescription(statements=[[Command(name=text, is_script=True, use_local_scope=False, arguments=given)]])


def _using_values(context: Any, tree: n.Ast) -> Hashtable:
    found = Hashtable()
    for node in _using_nodes(tree):
        expression = node.sub_expression
        key = base64.b64encode(expression.extent.text.lower().encode("utf-16-le")).decode()
        if key in found:
            continue
        if isinstance(expression, n.VariableExpressionAst):
            path = expression.variable_path
            if not path.is_drive_qualified and context.scope.find(path.name.lower()) is None:
                words = (
                    f"The value of the using variable '{node.extent.text}' cannot be retrieved because it has not been set in the local "
                    "session."
                )
                raise RuntimeException(
                    words, "UsingVariableIsUndefined,Microsoft.PowerShell.Commands.InvokeCommandCommand", "InvalidOperation"
                )
        found[key] = context.evaluate(expression)
    return found


def _using_nodes(tree: n.Ast) -> Iterator[n.UsingExpressionAst]:
    waiting: list[n.Ast] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, n.UsingExpressionAst):
            yield node
        waiting.extend(node.children())
