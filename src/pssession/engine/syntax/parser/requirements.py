"""#requires lines: what a script says it cannot run without.

Source: about_Requires; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

import re
from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.checks.targets import pure_expression
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import COMMAND
from pssession.engine.syntax.parser.arguments import Arguments
from pssession.engine.syntax.tokens import Token, UnscannedSubExpressionToken

_version = re.compile(r"[0-9]+(\.[0-9]+){0,3}\Z").match
_PARAMETERS = ("runasadministrator", "shellid", "pssnapin", "psedition", "version", "assembly", "modules")
_MISSING = object()


def read_requirements(parser: Arguments, comments: list[Token]) -> n.ScriptRequirements:
    """Read all #requires lines of a script."""
    found = n.ScriptRequirements()
    for comment in comments:
        inner = UnscannedSubExpressionToken(TokenKind.StringLiteral, comment.start + 1, comment.end, parser.source, comment.text[1:], ())
        state = parser.lexer.enter(inner)
        parser.ahead = None
        parser.set_mode(COMMAND)
        command = parser.command()
        parser.ahead = None
        parser.lexer.leave(state)
        if command is not None:
            _read(parser, command, found)
    return found


def _read(parser: Arguments, command: n.CommandAst, found: n.ScriptRequirements) -> None:
    elements = command.command_elements
    if command.text[: len("requires")].lower() != "requires" or elements[0].text.lower() != "requires":
        parser.report(command.extent.start, command.extent.end, "ScriptRequiresInvalidFormat")
    at = 1
    while at < len(elements):
        element = elements[at]
        at += 1
        if not isinstance(element, n.CommandParameterAst):
            parser.report(element.extent.start, element.extent.end, "ScriptRequiresInvalidFormat")
            continue
        argument: Any = element.argument
        if argument is None and at < len(elements):
            argument = elements[at]
            at += 1
        _apply(parser, element, argument, found)


def _apply(parser: Arguments, parameter: n.CommandParameterAst, argument: n.Ast | None, found: n.ScriptRequirements) -> None:
    extent = parameter.extent
    name = next((known for known in _PARAMETERS if known.startswith(parameter.parameter_name.lower())), None)
    if name == "runasadministrator":
        found.elevated = True
        if argument is not None:
            parser.report(extent.start, extent.end, "ParameterCannotHaveArgument", parameter.parameter_name)
        return
    if argument is None:
        parser.report(extent.start, extent.end, "ParameterRequiresArgument", parameter.parameter_name)
        return
    value = _constant(argument)
    if value is _MISSING:
        parser.report(argument.extent.start, argument.extent.end, "RequiresArgumentMustBeConstant")
        return
    values = value if isinstance(value, list) else [value]
    if name == "version":
        text = value if isinstance(value, str) else argument.text
        if _version(text) is None:
            parser.report(argument.extent.start, argument.extent.end, "RequiresVersionInvalid")
        else:
            found.version = text if "." in text else text + ".0"
    elif name == "modules":
        found.modules += values
    elif name == "psedition":
        found.editions += [str(each) for each in values]
    elif name == "assembly":
        found.assemblies += [str(each) for each in values]
    elif name is None:
        parser.report(extent.start, extent.end, "ScriptRequiresInvalidFormat")


def _constant(argument: n.Ast) -> Any:
    """Give a value that needs nothing to run: numbers, texts, lists and tables of them."""
    if isinstance(argument, n.ConstantExpressionAst):
        return argument.value
    if isinstance(argument, n.ArrayLiteralAst):
        values = [_constant(element) for element in argument.elements]
        return _MISSING if any(value is _MISSING for value in values) else values
    if isinstance(argument, n.HashtableAst):
        table: dict[str, Any] = {}
        for key, statement in argument.key_value_pairs:
            value = pure_expression(statement)
            if value is None or not isinstance(key, n.StringConstantExpressionAst):
                return _MISSING
            table[key.value] = _constant(value)
        return _MISSING if any(value is _MISSING for value in table.values()) else table
    return _MISSING
