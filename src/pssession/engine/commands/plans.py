"""What a pipeline's tree says, read once: which of the evaluated values is a name, an argument, a file.

Source: the order of values in `compile.commands`; splatting as about_Splatting says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pssession.engine.commands.processor import MISSING, CommandArgument
from pssession.engine.errors import RuntimeException
from pssession.engine.syntax import nodes as n
from pssession.engine.values import enumeration
from pssession.objects import AUTOMATION_NULL, CUSTOM, Dictionary, Hashtable, OrderedDictionary, PSObject

NAME, POSITIONAL, BARE, JOINED, SPLAT = range(5)
END_OF_PARAMETERS = "-"  # the parser's name of `--`


class CommandPlan:
    """Hold the plan of one command.

    Attributes:
        node: Its tree.
        name: The name where it is a plain word, None where it is evaluated.
        steps: Per argument what it is and its tree.
        redirections: As in the tree.
        files: How many of them take a value.
        operator: "Dot", "Ampersand" or "".
        found: The command found last, and by what version of the session's commands.
        ends_parameters: Whether a `--` stands among the arguments; only programs get it.
    """

    __slots__ = ("cached", "ends_parameters", "files", "name", "node", "operator", "redirections", "steps")

    def __init__(self, node: n.CommandAst) -> None:
        self.node = node
        first = node.command_elements[0]
        self.name: str | None = str(first.value) if isinstance(first, n.StringConstantExpressionAst) else None
        self.operator = node.invocation_operator.name if node.invocation_operator is not None else ""
        self.redirections = node.redirections
        self.files = sum(isinstance(one, n.FileRedirectionAst) for one in node.redirections)
        self.steps: list[tuple[int, Any, str]] = []
        self.cached: Any = None
        self.ends_parameters = False
        for element in node.command_elements[1:]:
            if isinstance(element, n.CommandParameterAst):
                kind = BARE if element.argument is None else JOINED
                self.steps.append((kind, element, element.parameter_name))
                self.ends_parameters |= element.parameter_name == END_OF_PARAMETERS
            elif is_splatted(element):
                self.steps.append((SPLAT, element, ""))
            else:
                self.steps.append((POSITIONAL, element, ""))

    def arguments(self, values: Iterator[Any]) -> list[CommandArgument]:
        """Make the arguments of a call from the evaluated values."""
        made: list[CommandArgument] = []
        for kind, node, name in self.steps:
            if kind == POSITIONAL:
                value = next(values)
                made.append(CommandArgument(None, None if value is AUTOMATION_NULL else value, node))
            elif kind == BARE:
                made.append(CommandArgument(name, MISSING, node))
            elif kind == JOINED:
                value = next(values)
                made.append(CommandArgument(name, None if value is AUTOMATION_NULL else value, node, joined=True))
            else:
                splat(next(values), node, made)
        return made


class PipelinePlan:
    """Hold the plan of one pipeline: an expression at its beginning or none, and its commands."""

    __slots__ = ("commands", "expression", "node")

    def __init__(self, node: n.PipelineAst) -> None:
        self.node = node
        elements = node.pipeline_elements
        self.expression: n.CommandExpressionAst | None = None
        if elements and isinstance(elements[0], n.CommandExpressionAst):
            self.expression = elements[0]
            elements = elements[1:]
        self.commands: list[CommandPlan] = []
        for element in elements:
            if not isinstance(element, n.CommandAst):
                raise RuntimeException(
                    "Expressions are only allowed as the first element of a pipeline.", "ExpressionsMustBeFirstInPipeline", "ParserError"
                )
            self.commands.append(CommandPlan(element))


def plan_of(node: n.PipelineAst) -> PipelinePlan:
    """Give the plan of a pipeline, the same one each time."""
    found = getattr(node, "compiled", None)
    if found is None:
        found = node.compiled = PipelinePlan(node)
    return found


def is_splatted(node: n.Ast) -> bool:
    """Tell whether an argument is a variable, taken along or not, that is spread: `@name`, `@using:name`."""
    inner = node.sub_expression if isinstance(node, n.UsingExpressionAst) else node
    return isinstance(inner, n.VariableExpressionAst) and inner.splatted


def splat(value: Any, node: Any, made: list[CommandArgument]) -> None:
    """Spread a splatted value: a table by name, a list by place."""
    base = value.base if type(value) is PSObject and value.base is not CUSTOM else value
    if isinstance(base, (Hashtable, OrderedDictionary, Dictionary)):
        for key, item in base.items():
            made.append(CommandArgument(str(key), item, node, joined=True, splatted=True))
        return
    if base is None or base is AUTOMATION_NULL:
        return
    items: Sequence[Any] | Any = enumeration.iterate(base)
    if items is None:
        made.append(CommandArgument(None, value, node, splatted=True))
        return
    for item in items:
        name = _marked_name(item)
        if name is not None:
            joined = str(item.base).endswith(":")
            made.append(CommandArgument(name, MISSING, node, joined=joined, splatted=True))
        elif made and made[-1].joined and made[-1].splatted and made[-1].value is MISSING:
            made[-1].value = item
        else:
            made.append(CommandArgument(None, item, node, splatted=True))


def _marked_name(item: Any) -> str | None:
    if type(item) is PSObject and item.extended is not None and "<CommandParameterName>" in item.extended:
        return str(item.extended["<CommandParameterName>"])
    return None
