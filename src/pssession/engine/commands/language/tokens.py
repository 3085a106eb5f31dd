"""Tokens and parse errors as scripts see them.

Source: System.Management.Automation.Language.Token, ParseError; PSToken, PSTokenType.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.language.nodes import units
from pssession.engine.commands.positions import position_message
from pssession.engine.syntax import tokens as t
from pssession.engine.syntax.errors import ParseError
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.values import enums
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import require

_LANGUAGE = "System.Management.Automation.Language."
_K = TokenKind


class PSToken:
    """Be a token as the older interface gives it."""

    dotnet_type = "System.Management.Automation.PSToken"

    def __init__(self, token: t.Token) -> None:
        extent = token.extent
        self.content = content_of(token)
        self.type = enums.make(_types(), enums.parse_name(_types(), kind_of(token)))
        self.start = units(extent, extent.start)
        self.length = units(extent, extent.end) - self.start
        self.start_line = extent.start_line
        self.start_column = extent.start_column
        self.end_line = extent.end_line
        self.end_column = extent.end_column


def _types() -> Any:
    return require("System.Management.Automation.PSTokenType")


_BY_KIND = {
    _K.Variable: "Variable",
    _K.SplattedVariable: "Variable",
    _K.Parameter: "CommandParameter",
    _K.Number: "Number",
    _K.Label: "LoopLabel",
    _K.Identifier: "CommandArgument",
    _K.Generic: "CommandArgument",
    _K.NewLine: "NewLine",
    _K.LineContinuation: "LineContinuation",
    _K.Comment: "Comment",
    _K.EndOfInput: "Unknown",
    _K.StringLiteral: "String",
    _K.StringExpandable: "String",
    _K.HereStringLiteral: "String",
    _K.HereStringExpandable: "String",
    _K.LParen: "GroupStart",
    _K.RParen: "GroupEnd",
    _K.LCurly: "GroupStart",
    _K.RCurly: "GroupEnd",
    _K.AtParen: "GroupStart",
    _K.AtCurly: "GroupStart",
    _K.DollarParen: "GroupStart",
    _K.Semi: "StatementSeparator",
    _K.DynamicKeyword: "Keyword",
}
_MEMBER, _TYPE, _ATTRIBUTE, _COMMAND = 0x100000, 0x200000, 0x400000, 0x80000


def kind_of(token: t.Token) -> str:
    """Name the PSTokenType of a token."""
    flags = token.flags
    if token.kind is _K.Unknown:
        return "Position"
    if flags & _COMMAND:
        return "Command"
    if flags & _MEMBER:
        return "Member"
    if flags & _ATTRIBUTE:
        return "Attribute"
    if flags & _TYPE:
        return "Type"
    if flags & 0x10:
        return "Keyword"
    return _BY_KIND.get(token.kind, "Operator")


def content_of(token: t.Token) -> str:
    """Give a token's content as the older interface does: strings without quotes, variables without `$`."""
    if isinstance(token, t.VariableToken):
        return token.variable_path.user_path
    if isinstance(token, t.StringToken) and token.kind is not _K.Generic:
        return token.value
    return token.text


def error_text(error: ParseError) -> str:
    """Write a parse error: where, then what."""
    return f"{position_message(error.extent)}\n{error.message}"


TABLES = (
    TypeTable(
        _LANGUAGE + "Token",
        methods={"ToString": lambda token: token.text},
        properties={"TokenFlags": lambda token: token.flags, "Text": lambda token: token.text},
        to_string=lambda token: token.text,
    ),
    TypeTable(_LANGUAGE + "LabelToken", properties={"LabelText": lambda token: token.label_text}),
    TypeTable(
        _LANGUAGE + "VariableToken",
        properties={"Name": lambda token: token.variable_path.user_path, "VariablePath": lambda token: token.variable_path},
    ),
    TypeTable(_LANGUAGE + "ParameterToken", properties={"ParameterName": lambda token: token.parameter_name}),
    TypeTable(
        _LANGUAGE + "ParseError",
        methods={"ToString": error_text},
        properties={"Extent": lambda error: error.extent, "IncompleteInput": lambda error: error.incomplete_input},
        to_string=error_text,
    ),
)
