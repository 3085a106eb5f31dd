"""What a call binds to before it runs: StaticParameterBinder.BindCommand.

Only names and positions are looked at: what values are is not known yet.

Source: System.Management.Automation.Language.StaticParameterBinder.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.discovery import find_or_none, resolve_alias
from pssession.engine.commands.metadata import AmbiguousName
from pssession.engine.commands.script_blocks import running
from pssession.engine.errors import DotNetException
from pssession.engine.syntax import nodes as n
from pssession.engine.values.tables import TypeTable
from pssession.objects import Dictionary

_LANGUAGE = "System.Management.Automation.Language."


class BindingResult:
    """Be what one parameter is bound to."""

    dotnet_type = _LANGUAGE + "ParameterBindingResult"

    def __init__(self, parameter: Any, value: n.Ast | None, constant: Any) -> None:
        self.parameter = parameter
        self.value = value
        self.constant_value = constant


class StaticBinding:
    """Be what a call is bound to."""

    dotnet_type = _LANGUAGE + "StaticBindingResult"

    def __init__(self) -> None:
        self.bound_parameters = Dictionary(key_type="System.String", value_type=_LANGUAGE + "ParameterBindingResult")
        self.binding_exceptions = Dictionary(key_type="System.String", value_type=_LANGUAGE + "StaticBindingError")


def _constant(node: n.Ast | None) -> Any:
    return node.value if isinstance(node, n.ConstantExpressionAst) else None


def _bind(call: n.CommandAst, *_: Any) -> StaticBinding:
    made = StaticBinding()
    metadata = _metadata_of(call)
    values: list[n.Ast] = []
    elements = iter(call.command_elements[1:])
    for element in elements:
        if not isinstance(element, n.CommandParameterAst):
            values.append(element)
            continue
        parameter = _named(metadata, element.parameter_name)
        name = element.parameter_name if parameter is None else parameter.name
        if element.argument is not None:
            made.bound_parameters[name] = BindingResult(parameter, element.argument, _constant(element.argument))
        elif parameter is not None and not parameter.switch_parameter:
            value = next(elements, None)
            made.bound_parameters[name] = BindingResult(parameter, value, _constant(value))
        else:
            made.bound_parameters[name] = BindingResult(parameter, None, True)
    for place, value in enumerate(values):
        parameter = _at_position(metadata, made.bound_parameters)
        name = str(place) if parameter is None else parameter.name
        made.bound_parameters[name] = BindingResult(parameter, value, _constant(value))
    return made


def _metadata_of(call: n.CommandAst) -> Any:
    first = call.command_elements[0]
    if not isinstance(first, n.StringConstantExpressionAst):
        return None
    X = running()  # the runspace, as the abi names it
    found = find_or_none(X, str(first.value))
    if found is not None and found.command_type == "Alias":
        try:
            found = resolve_alias(X, found)  # type: ignore[arg-type]  # the type says what it is
        except DotNetException:
            return None
    return getattr(found, "metadata", None)


def _named(metadata: Any, name: str) -> Any:
    if metadata is None:
        return None
    try:
        return metadata.match(name)
    except AmbiguousName:
        return None


def _at_position(metadata: Any, bound: Dictionary) -> Any:
    """Find the parameter with the lowest position that nothing is bound to, in the default set."""
    if metadata is None:
        return None
    best: tuple[int, Any] | None = None
    for parameter in metadata.parameters:
        if parameter.name in bound:
            continue
        for use in parameter.uses_in(metadata.default_mask or -1):
            if use.position is not None and (best is None or use.position < best[0]):
                best = (use.position, parameter)
    return None if best is None else best[1]


TABLES = (TypeTable(_LANGUAGE + "StaticParameterBinder", static={"BindCommand": _bind}),)
