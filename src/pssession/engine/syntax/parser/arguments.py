"""Commands: their name, arguments, parameters and redirections.

Source: about_Parsing, about_Redirection, about_Parameters; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import COMMAND
from pssession.engine.syntax.parser.core import ParserCore
from pssession.engine.syntax.tokens import (
    FileRedirectionToken,
    InputRedirectionToken,
    MergingRedirectionToken,
    ParameterToken,
    RedirectionToken,
    StringExpandableToken,
    StringToken,
    Token,
)

# What an argument is for; a name behind an invocation operator is a name too.
NAME, INVOKED_NAME, FILE_NAME, ARGUMENT, CONDITION = 1, 3, 4, 8, 16

_K = TokenKind
_STREAMS = ("All", "Output", "Error", "Warning", "Verbose", "Debug", "Information")
_ALREADY = ("all", "output", "error", "warning", "verbose", "debug", "information")
_COMMAND_NAME, _KEYWORD = 0x80000, 0x10
_GENERIC, _IDENTIFIER, _COMMA, _PARAMETER = _K.Generic, _K.Identifier, _K.Comma, _K.Parameter
_VERBATIM = "--%"

_ENDS_COMMAND = frozenset((_K.Pipe, _K.RCurly, _K.RParen, _K.EndOfInput, _K.NewLine, _K.Semi, _K.AndAnd, _K.OrOr, _K.Ampersand))
_NO_ARGUMENT = _ENDS_COMMAND | {_K.Redirection, _K.RedirectInStd, _K.MinusMinus, _K.Comma}
_PRIMARY = frozenset(
    (
        _K.SplattedVariable,
        _K.Variable,
        _K.Number,
        _K.HereStringExpandable,
        _K.StringExpandable,
        _K.HereStringLiteral,
        _K.StringLiteral,
        _K.LParen,
        _K.DollarParen,
        _K.AtParen,
        _K.AtCurly,
        _K.LCurly,
    )
)


class Arguments(ParserCore):
    """Parse commands."""

    __slots__ = ()

    def command(self) -> n.CommandAst | None:
        """Parse a command; None where none begins."""
        lexer = self.lexer
        mode = lexer.mode
        if mode != COMMAND:
            self.set_mode(COMMAND)
        first = token = self.next()
        end = token.end
        invoked = token.kind is _K.Dot or token.kind is _K.Ampersand
        context = NAME
        if invoked:
            context = INVOKED_NAME
            token = self.next()
        elements: list[Any] = []
        redirections: dict[str, n.RedirectionAst] = {}
        no_parameters = False
        while True:
            kind = token.kind
            if kind in _ENDS_COMMAND:
                self.ahead = token
                break
            if kind is _PARAMETER:
                element = self._parameter_of(token, context, no_parameters)
                elements.append(element)
                end = element.extent.end
            elif kind is _K.MinusMinus:
                end = token.end
                if no_parameters:
                    elements.append(n.StringConstantExpressionAst(token.extent, token.text, "BareWord"))
                else:
                    elements.append(n.CommandParameterAst(token.extent, "-", None, token.extent))
                no_parameters = True
            elif kind is _COMMA:
                end = token.end
                self.report(token.start, token.end, "MissingArgument")
                self.skip_newlines()
            elif kind is _K.Redirection or kind is _K.RedirectInStd:
                if context & NAME:
                    end = token.end
                    elements.append(n.StringConstantExpressionAst(token.extent, token.text, "BareWord"))
                else:
                    end = self.redirection(token, redirections)
            elif kind is _K.InlineScript and context == NAME:
                if not self._inline_script(token, elements):
                    end = elements[-1].extent.end
                    break
                end = elements[-1].extent.end
            else:
                argument = self.command_argument(context, token)
                assert argument is not None  # what is no argument was looked at above
                elements.append(argument)
                end = argument.extent.end
                if isinstance(token, StringToken) and token.value == _VERBATIM:
                    rest = self._verbatim()
                    if rest is not None:
                        elements.append(rest)
                        end = rest.extent.end
                        break
            context = ARGUMENT
            token = self.next()
        if mode != COMMAND:
            self.set_mode(mode)
        if not elements:
            if invoked:
                self.report(first.start, first.end, "MissingExpression", first.text)
            return None
        operator = first.kind if invoked else _K.Unknown
        return n.CommandAst(self.span(first.start, end), elements, list(redirections.values()), operator)

    def _parameter_of(self, token: Token, context: int, no_parameters: bool) -> Any:
        assert isinstance(token, ParameterToken)
        if context & NAME or no_parameters:
            token.flags |= _COMMAND_NAME
            return n.StringConstantExpressionAst(token.extent, token.text, "BareWord")
        extent = token.extent
        value: n.ExpressionAst | None = None
        if token.used_colon and self.peek().kind is not _COMMA:
            value = self.command_argument(ARGUMENT, self.next())
            if value is None:
                self.report(token.end, token.end, "ParameterRequiresArgument", token.text)
            else:
                extent = self.span(token.start, value.extent.end)
        return n.CommandParameterAst(extent, token.parameter_name, value, token.extent)

    def _verbatim(self) -> n.StringConstantExpressionAst | None:
        if self.ahead is not None and self.ahead.kind is not _PARAMETER:
            return None
        self.ahead = None
        rest = self.lexer.read_verbatim()
        return n.StringConstantExpressionAst(rest.extent, rest.text, "BareWord")

    def _inline_script(self, word: Token, elements: list[Any]) -> bool:
        word.flags |= _COMMAND_NAME
        elements.append(n.StringConstantExpressionAst(word.extent, word.text, "BareWord"))
        self.skip_newlines()
        opening = self.take(_K.LCurly)
        if opening is None:
            self.report_incomplete(word.end, word.end, "MissingStatementAfterKeyword", word.text)
            return False
        elements.append(self.script_block_expression(opening))
        return True

    # Arguments ---------------------------------------------------------------------------------------------------------------------------

    def single_argument(self, context: int) -> n.ExpressionAst | None:
        """Parse one argument outside a command; None where none begins."""
        if self.peek().kind in (_COMMA, _K.EndOfInput):
            return None
        mode = self.lexer.mode
        self.set_mode(COMMAND)
        argument = self.command_argument(context, self.next())
        self.set_mode(mode)
        return argument

    def command_argument(self, context: int, token: Token) -> n.ExpressionAst | None:
        """Parse an argument from its first token; with commas an array. None where the token cannot begin one."""
        values: list[n.ExpressionAst] = []
        comma: Token | None = None
        while True:
            kind = token.kind
            if kind is _IDENTIFIER or kind is _GENERIC or (kind not in _PRIMARY and kind not in _NO_ARGUMENT):
                value = self._word(context, token)
            elif kind in _PRIMARY:
                self.ahead = token
                primary = self.primary_expression()
                assert primary is not None  # the token begins one
                value = primary
            else:
                self.ahead = token
                if comma is None:
                    return None
                self.report_incomplete(comma.end, comma.end, "MissingExpression", ",")
                return n.ErrorExpressionAst(self.span(values[0].extent.start, comma.end), list(values))
            if context != ARGUMENT or (kind is _GENERIC and isinstance(token, StringToken) and token.value == _VERBATIM):
                break
            comma = self.take(_COMMA)
            if comma is None:
                break
            values.append(value)
            self.skip_newlines()
            token = self.next()
        if not values:
            return value
        values.append(value)
        return n.ArrayLiteralAst(self.span(values[0].extent.start, value.extent.end), values)

    def _word(self, context: int, token: Token) -> n.ExpressionAst:
        if isinstance(token, StringToken):
            if context & NAME:
                token.flags |= _COMMAND_NAME
            if context != NAME and isinstance(token, StringExpandableToken):
                return self.expandable_string(token)
            return n.StringConstantExpressionAst(token.extent, token.value, "BareWord")
        token.flags &= ~_KEYWORD
        if context & NAME:
            token.flags |= _COMMAND_NAME
        elif token.kind is not _IDENTIFIER:
            token.kind = _GENERIC  # a keyword or operator that is an argument is a word like others
        return n.StringConstantExpressionAst(token.extent, token.text, "BareWord")

    # Redirections ------------------------------------------------------------------------------------------------------------------------

    def redirection(self, token: Token, redirections: dict[str, n.RedirectionAst]) -> int:
        """Parse what stands behind a redirection; give where it ends."""
        made: n.RedirectionAst
        if isinstance(token, MergingRedirectionToken):
            target = token.to_stream
            if target != 1 or token.from_stream == target:
                self.report(token.start, token.end, "RedirectionNotSupported", token.text)
                target = 1
            stream = _STREAMS[token.from_stream]
            made = n.MergingRedirectionAst(token.extent, stream, _STREAMS[target])
            number = token.from_stream
        else:
            name = self.single_argument(FILE_NAME)
            if name is None:
                self.report(token.end, token.end, "MissingFileSpecification")
                name = n.ErrorExpressionAst(token.extent, [])
            extent = self.span(token.start, name.extent.end)
            if isinstance(token, InputRedirectionToken):
                self.report(token.start, token.end, "RedirectionNotSupported", token.text)
                return extent.end
            assert isinstance(token, FileRedirectionToken)  # there are three kinds
            number = token.from_stream
            stream = _STREAMS[number]
            made = n.FileRedirectionAst(extent, stream, name, token.append)
        if stream in redirections:
            self.report(made.extent.start, made.extent.end, "StreamAlreadyRedirected", _ALREADY[number])
        else:
            redirections[stream] = made
        return made.extent.end

    def redirections_behind(self, end: int) -> tuple[list[n.RedirectionAst], int]:
        """Parse the redirections behind an expression; give them and where all ends."""
        found: dict[str, n.RedirectionAst] = {}
        start = end
        while isinstance(self.peek(), RedirectionToken):
            token = self.next()
            behind = self.redirection(token, found)
            end = start if isinstance(token, InputRedirectionToken) else behind
        return list(found.values()), end
