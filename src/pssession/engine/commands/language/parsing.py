"""Parsing for scripts: Parser.ParseInput, Parser.ParseFile, PSParser.Tokenize.

Source: System.Management.Automation.Language.Parser, System.Management.Automation.PSParser.
"""

from __future__ import annotations

import os
from typing import Any

from pssession.engine.commands.language.tokens import PSToken
from pssession.engine.errors import FileNotFoundException
from pssession.engine.syntax import ParseResult, parse
from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.tokens import Token
from pssession.engine.values.conversions import to_string
from pssession.engine.values.generic import Collection
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import resolve
from pssession.objects import Array

_TYPE = 0x200000
_LANGUAGE = "System.Management.Automation.Language."


class PSParseError:
    """Be a parse error as the older interface gives it."""

    dotnet_type = "System.Management.Automation.PSParseError"

    def __init__(self, error: Any) -> None:
        self.message = error.message
        self.token = _ErrorToken(error.extent)


class _ErrorToken(PSToken):
    """Be the place of a parse error."""

    def __init__(self, extent: n.Extent) -> None:
        source = extent.source
        assert source is not None  # errors come from parsing a text
        super().__init__(Token(TokenKind.Unknown, extent.start, extent.end, source))


def _give(places: Any, result: ParseResult) -> n.ScriptBlockAst:
    tokens, errors = places
    if tokens is not None:
        tokens.value = Array(result.tokens, _LANGUAGE + "Token")
    if errors is not None:
        errors.value = Array(result.errors, _LANGUAGE + "ParseError")
    return result.ast


def _parse_input(text: str, *rest: Any) -> n.ScriptBlockAst:
    file = to_string(rest[0]) or None if len(rest) == 3 else None
    return _give(rest[-2:], parse(text, file, find_type=resolve))


def _parse_file(path: str, *places: Any) -> n.ScriptBlockAst:
    full = os.path.join(ports.location(), path)
    try:
        with open(full, "rb") as file:
            text = file.read().decode("utf-8-sig", "replace")
    except OSError as problem:
        raise FileNotFoundException(f"Could not find file '{full}'.") from problem
    return _give(places, parse(text, full, find_type=resolve))


def _tokenize(script: Any, errors: Any) -> Collection:
    text = "\n".join(to_string(line) for line in script) if isinstance(script, list) else to_string(script)
    found = parse(text, find_type=resolve)
    if errors is not None:
        errors.value = Collection([PSParseError(one) for one in found.errors], "System.Management.Automation.PSParseError")
    tokens = [PSToken(one) for one in _with_whole_types(found.tokens) if one.kind is not TokenKind.EndOfInput]
    return Collection(tokens, "System.Management.Automation.PSToken")


def _with_whole_types(tokens: list[Token]) -> list[Token]:
    """Give the tokens with `[`, a type's name and `]` as one."""
    made: list[Token] = []
    for token in tokens:
        if token.kind is TokenKind.RBracket and len(made) > 1 and made[-1].flags & _TYPE and made[-2].kind is TokenKind.LBracket:
            name, opening = made.pop(), made.pop()
            token = Token(name.kind, opening.start, token.end, name.source)
            token.flags = name.flags
        made.append(token)
    return made


TABLES = (
    TypeTable(_LANGUAGE + "Parser", static={"ParseInput": _parse_input, "ParseFile": _parse_file}),
    TypeTable("System.Management.Automation.PSParser", static={"Tokenize": _tokenize}),
)
