"""A script block as a session gets it: commands where it is simple enough, else its text, and what its `$using:` is worth here.

Source: Invoke-Command of PowerShell 7.6 as recorded: values travel as a parameter named `--%`, keys are the expressions' texts.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Any

from pssession.cmdlets.remoting.script_as_commands import NotConvertible, as_commands
from pssession.engine.commands.using_keys import using_key
from pssession.engine.errors import RuntimeException
from pssession.engine.syntax import nodes as n
from pssession.objects import Argument, Command, Dictionary, PipelineDescription

_USING = "--%"


def describe(context: Any, script: Any, arguments: Sequence[Any] | None) -> PipelineDescription:
    """Describe a script block as a pipeline.

    Raises:
        RuntimeException: UsingVariableIsUndefined, or what evaluating an argument of a simple script raises.
    """
    given = list(arguments or ())
    values = using_values(context, script.ast)
    try:
        statement = as_commands(context, script.ast, given, values)
    except NotConvertible:
        statement = [_as_text(script.text, given, values)]
    # No stream options: errors come without their places, as Invoke-Command of PowerShell wants them.
    return PipelineDescription(statements=[statement], add_to_history=True, redirect_error=True)


def _as_text(text: str, given: list[Any], values: dict[str, Any]) -> Command:
    arguments = [Argument(value=value) for value in given]
    if values:
        coded = {base64.b64encode(key.encode("utf-16-le")).decode(): value for key, value in values.items()}
        arguments.append(Argument(name=_USING, value=Dictionary(coded, "System.String", "System.Object")))
    return Command(name=text, is_script=True, arguments=arguments)


def using_values(context: Any, tree: n.Ast) -> dict[str, Any]:
    """Evaluate the `$using:` expressions of a script.

    Raises:
        RuntimeException: UsingVariableIsUndefined.
    """
    found: dict[str, Any] = {}
    for node in _using_nodes(tree):
        key = using_key(node)
        if key not in found:
            found[key] = _value(context, node)
    return found


def _value(context: Any, node: n.UsingExpressionAst) -> Any:
    expression = node.sub_expression
    variable: n.Ast = expression
    while not isinstance(variable, n.VariableExpressionAst):
        variable = variable.children()[0]
    path = variable.variable_path
    if not path.is_drive_qualified and context.scope.find(path.name.lower()) is None:
        words = (
            f"The value of the using variable '{node.extent.text}' cannot be retrieved because it has not been set in the local session."
        )
        raise RuntimeException(words, "UsingVariableIsUndefined", "InvalidOperation")
    return context.evaluate(expression)


def _using_nodes(tree: n.Ast) -> Iterator[n.UsingExpressionAst]:
    return (node for node in tree.walk() if isinstance(node, n.UsingExpressionAst))
