"""A simple script block as commands: one pipeline of plain commands does not travel as text.

The expressions in its arguments are evaluated here, in a scope in which the script's parameters have their values. What makes a script too
difficult is seen from its tree before anything is evaluated.

Source: ScriptBlock.GetPowerShell; what Invoke-Command of PowerShell 7.6 was seen to send (remote.convert).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from pssession.engine.commands.attributes import TypeConstraint, make_attribute
from pssession.engine.commands.frames import Frame
from pssession.engine.commands.plans import is_splatted, splat
from pssession.engine.commands.processor import MISSING, CommandArgument
from pssession.engine.commands.scopes import Scope
from pssession.engine.syntax import nodes as n
from pssession.engine.values.conversions import to_string
from pssession.objects import AUTOMATION_NULL, Argument, Command, PSObject

_CONSTANTS = frozenset(("true", "false", "null"))
_OUTPUT = 1
_MERGES = {
    "Error": ("merge_error",),
    "Warning": ("merge_warning",),
    "Verbose": ("merge_verbose",),
    "Debug": ("merge_debug",),
    "Information": ("merge_information",),
    "All": ("merge_error", "merge_warning", "merge_verbose", "merge_debug", "merge_information"),
}
# The old way of saying that errors join the output, which every server knows.
_ERROR_ONLY = {"merge_my": 2, "merge_to": _OUTPUT}


class NotConvertible(Exception):
    """Say that a script must travel as text."""


def as_commands(context: Any, tree: n.ScriptBlockAst, given: Sequence[Any], values: Mapping[str, Any]) -> list[Command]:
    """Give the commands of a simple script.

    Args:
        context: The runspace in which arguments are evaluated.
        tree: The script.
        given: The script's own arguments.
        values: What its `$using:` expressions are worth, by key.

    Raises:
        NotConvertible: It is not simple.
        RuntimeException: An argument cannot be evaluated.
    """
    pipeline = _pipeline(tree)
    parameters = [] if tree.param_block is None else tree.param_block.parameters
    _Check(pipeline, parameters).run()
    held, context.scope = context.scope, _scope(context, values)
    try:
        _bind(context, parameters, list(given))
        return [_command(context, element) for element in pipeline.pipeline_elements if isinstance(element, n.CommandAst)]
    finally:
        context.scope = held


def _no() -> NoReturn:
    raise NotConvertible


def _pipeline(tree: n.ScriptBlockAst) -> n.PipelineAst:
    body = tree.end_block
    if body is None or tree.begin_block or tree.process_block or tree.dynamic_param_block or tree.clean_block or tree.using_statements:
        _no()
    if body.traps or len(body.statements) != 1:
        _no()
    only = body.statements[0]
    if not isinstance(only, n.PipelineAst) or not all(isinstance(one, n.CommandAst) for one in only.pipeline_elements):
        _no()
    return only


class _Check:
    """Look for what cannot be evaluated here, or means something else over there."""

    def __init__(self, pipeline: n.PipelineAst, parameters: Sequence[n.ParameterAst]) -> None:
        self._pipeline = pipeline
        self._parameters = parameters
        self._names = {"args"} | _CONSTANTS

    def run(self) -> None:
        for one in self._parameters:
            if one.default_value is not None:
                self._expression(one.default_value)
            self._names.add(one.name.variable_path.name.lower())
        for element in self._pipeline.pipeline_elements:
            if isinstance(element, n.CommandAst):
                self._command(element)

    def _command(self, node: n.CommandAst) -> None:
        if node.invocation_operator is not None and node.invocation_operator.name == "Dot":
            _no()
        if any(isinstance(one, n.UsingExpressionAst) for one in node.command_elements[0].walk()):
            _no()
        for redirection in node.redirections:
            if not isinstance(redirection, n.MergingRedirectionAst) or redirection.to_stream != "Output":
                _no()
        for element in node.command_elements:
            self._expression(element)

    def _expression(self, top: n.Ast) -> None:
        waiting: list[n.Ast] = [top]
        while waiting:
            node = waiting.pop()
            if isinstance(node, n.UsingExpressionAst):
                continue
            if isinstance(node, _REFUSED):
                _no()
            if isinstance(node, n.VariableExpressionAst):
                path = node.variable_path
                if path.qualifier or path.name.lower() not in self._names:
                    _no()
            waiting += node.children()


_REFUSED = (
    n.CommandAst,
    n.ScriptBlockExpressionAst,
    n.FunctionDefinitionAst,
    n.TypeDefinitionAst,
    n.AssignmentStatementAst,
    n.FileRedirectionAst,
)


def _scope(context: Any, values: Mapping[str, Any]) -> Scope:
    made = Scope(context.scope)
    made.set_automatic("__using", values)
    return made


def _bind(context: Any, parameters: Sequence[n.ParameterAst], rest: list[Any]) -> None:
    """Give the parameters their values by position, in the running scope; `$args` gets the rest."""
    scope = context.scope
    scope.frame = Frame(None, rest)
    for one in parameters:
        is_given = bool(rest)
        value = rest.pop(0) if is_given else None if one.default_value is None else context.evaluate(one.default_value)
        for node in reversed(one.attributes):
            attribute = make_attribute(context, scope, node)
            if is_given or isinstance(attribute, TypeConstraint):
                value = attribute.guard(value)
        scope.put(one.name.variable_path.name, value)


def _command(context: Any, node: n.CommandAst) -> Command:
    first, *others = node.command_elements
    name = first.value if isinstance(first, n.StringConstantExpressionAst) else to_string(context.evaluate(first))
    arguments: list[Argument] = []
    for element in others:
        if isinstance(element, n.CommandParameterAst):
            arguments.append(_named(context, element))
        elif is_splatted(element):
            arguments += _spread(context.evaluate(element), element)
        else:
            arguments.append(Argument(value=_value(context, element)))
    made = Command(name=str(name), arguments=arguments)
    for redirection in node.redirections:
        for field in _MERGES.get(getattr(redirection, "from_stream", ""), ()):
            setattr(made, field, _OUTPUT)
        if getattr(redirection, "from_stream", "") == "Error":
            for field, value in _ERROR_ONLY.items():
                setattr(made, field, value)
    return made


def _named(context: Any, node: n.CommandParameterAst) -> Argument:
    """Name a parameter as it was written: the server reads from a colon whether a value belongs to it."""
    if node.argument is None:
        return Argument(name=node.extent.text)
    before = node.argument.extent.start - node.extent.start
    return Argument(name=node.extent.text[:before], value=_value(context, node.argument))


def _value(context: Any, node: n.Ast) -> Any:
    value = context.evaluate(node)
    if value is AUTOMATION_NULL:
        return None
    if type(node) is n.ConstantExpressionAst and to_string(value) != node.extent.text:
        # A number keeps its spelling: it may be meant as text.
        return PSObject(value, text=node.extent.text)
    return value


def _spread(value: Any, node: n.Ast) -> list[Argument]:
    made: list[CommandArgument] = []
    splat(value, node, made)
    return [_spread_argument(one) for one in made]


def _spread_argument(one: CommandArgument) -> Argument:
    if one.name is None:
        return Argument(value=one.value)
    value = None if one.value is MISSING else one.value
    return Argument(name=f"-{one.name}{':' if one.joined else ''}", value=value)
