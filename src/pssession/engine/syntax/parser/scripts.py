"""Scripts and script blocks: param blocks, named blocks, statement lists, parameters.

Source: about_Script_Blocks, about_Functions_Advanced_Methods; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import EXPRESSION
from pssession.engine.syntax.nodes.base import Extent
from pssession.engine.syntax.parser.core import ParserCore, before
from pssession.engine.syntax.tokens import Token, VariableToken

_K = TokenKind
_L_CURLY, _R_CURLY, _R_PAREN, _L_PAREN, _END = _K.LCurly, _K.RCurly, _K.RParen, _K.LParen, _K.EndOfInput
_COMMA, _EQUALS = _K.Comma, _K.Equals
_BLOCK_NAME = 0x20
_BLOCKS = {_K.Begin: "Begin", _K.Process: "Process", _K.End: "End", _K.Clean: "Clean", _K.Dynamicparam: "Dynamicparam"}


class Scripts(ParserCore):
    """Parse what holds statements."""

    __slots__ = ()

    def script_block(self, opening: Token | None, is_filter: bool, first: n.StatementAst | None = None) -> n.ScriptBlockAst:
        """Parse a script, or the inside of braces whose opening one was taken; `first` goes before its statements."""
        self.skip_newlines()
        usings = self._using_statements() if opening is None else []
        origin = self.lexer.restore_point()
        parameters = self._param_block()
        if parameters is None:
            self.resync(origin)  # attributes that were read may be casts
        self.skip_terminators()
        if self.peek().flags & _BLOCK_NAME:
            return self._named_blocks(opening, usings, parameters)
        traps: list[Any] = []
        statements: list[Any] = [] if first is None else [first]
        body = None if parameters is None else parameters.extent
        while True:
            extent = self.statement_list(statements, traps)
            if body is None:
                body = extent
            elif extent is not None:
                body = self.span(body.start, extent.end)
            whole, body, done = self._close(opening, body)
            if done:
                break
        body = body or self.span(0, 0)
        block = n.NamedBlockAst(body, "Process" if is_filter else "End", True, statements, traps)
        return n.ScriptBlockAst(
            whole, usings, [], parameters, None, None, block if is_filter else None, None if is_filter else block, None, None, body
        )

    def _close(self, opening: Token | None, body: Extent | None) -> tuple[Extent, Extent | None, bool]:
        """Take the closing brace or the end of the script; give the block's extent, the body's, and whether this is the end."""
        closing = self.next()
        if opening is None:
            whole = self.span(0, len(self.source.text))
            if closing.kind is _END:
                return whole, body, True
            self.report(closing.start, closing.end, "UnexpectedToken", closing.text)
            return whole, body, False
        if closing.kind is not _R_CURLY:
            self.unget(closing)
            self.report_unclosed(opening, closing)
            return self.span(opening.start, body.end if body is not None else opening.end), body, True
        if body is None and opening.end != closing.start and opening.extent.end_column != closing.extent.start_column:
            body = self.span(opening.end, before(closing))
        return self.span(opening.start, closing.end), body, True

    def _using_statements(self) -> list[Any]:
        usings: list[Any] = []
        while True:
            token = self.peek()
            if token.kind is not _K.Using:
                self.resync(token.start)
                return usings
            self.skip()
            statement = self.using_statement(token)
            self.skip_terminators()
            if isinstance(statement, n.UsingStatementAst):
                usings.append(statement)

    def _named_blocks(self, opening: Token | None, usings: list[Any], parameters: n.ParamBlockAst | None) -> n.ScriptBlockAst:
        blocks: dict[str, n.NamedBlockAst] = {}
        start = opening.start if opening is not None else parameters.extent.start if parameters is not None else None
        end = opening.end if opening is not None else 0
        while True:
            token = self.next()
            if token.kind in (_R_CURLY, _END):
                self.unget(token)
                body: Extent | None = self.span(start or 0, end)
                whole, body, _ = self._close(opening, body)
                break
            name = _BLOCKS.get(token.kind)
            if name is None:
                if opening is not None:
                    self.unget(token)
                    whole = self.span(opening.start, end)
                else:
                    whole = self.span(0, len(self.source.text))
                self.report(token.start, token.end, "MissingNamedBlocks", token.text)
                body = whole
                break
            if start is None:
                start = token.start
            end = token.end
            inner = self.statement_block()
            if inner is None:
                self.report_incomplete(token.end, token.end, "MissingNamedStatementBlock", token.kind.text)
                inner = n.StatementBlockAst(token.extent, [], [])
            else:
                end = inner.extent.end
            extent = self.span(token.start, end)
            if name in blocks:
                self.report(extent.start, extent.end, "DuplicateScriptCommandClause", token.kind.text)
            else:
                blocks[name] = n.NamedBlockAst(extent, name, False, inner.statements, inner.traps)
            self.skip_terminators()
        find = blocks.get
        return n.ScriptBlockAst(
            whole,
            usings,
            [],
            parameters,
            find("Dynamicparam"),
            find("Begin"),
            find("Process"),
            find("End"),
            find("Clean"),
            None,
            body or whole,
        )

    def statement_block(self) -> n.StatementBlockAst | None:
        """Parse statements in braces; None without an opening brace."""
        self.skip_newlines()
        opening = self.take(_L_CURLY)
        if opening is None:
            return None
        traps: list[Any] = []
        statements: list[Any] = []
        extent = self.statement_list(statements, traps)
        closing = self.next()
        if closing.kind is _R_CURLY:
            end = closing.end
        else:
            self.unget(closing)
            end = extent.end if extent is not None else opening.end
            self.report_unclosed(opening, closing)
        return n.StatementBlockAst(self.span(opening.start, end), statements, traps)

    def statement_list(self, statements: list[Any], traps: list[Any]) -> Extent | None:
        """Parse statements up to what cannot begin one; give their extent."""
        first: n.Ast | None = None
        last: n.Ast | None = None
        self.skip_terminators()
        lexer = self.lexer
        while True:
            statement = self.statement()
            if statement is None:
                break
            if 0 <= lexer.signature_start < statement.extent.start:
                self.report(statement.extent.start, statement.extent.end, "TokenAfterEndOfValidScriptText")
            (traps if type(statement) is n.TrapStatementAst else statements).append(statement)
            if first is None:
                first = statement
            last = statement
            self.skip_terminators()
            kind = self.peek().kind
            if kind is _R_PAREN or kind is _R_CURLY:
                break
        if first is None or last is None:
            return None
        return self.span(first.extent.start, last.extent.end)

    # Parameters --------------------------------------------------------------------------------------------------------------------------

    def _param_block(self) -> n.ParamBlockAst | None:
        self.skip_newlines()
        candidates = self.attribute_list(False)
        self.skip_newlines()
        word = self.take(_K.Param)
        if word is None:
            return None
        self.skip_newlines()
        opening = self.take(_L_PAREN)
        if opening is None:
            return None  # a command named param
        parameters = self.parameter_list()
        self.skip_newlines()
        closing = self.next()
        end = closing.end
        if closing.kind is not _R_PAREN:
            self.unget(closing)
            end = before(closing)
            at = parameters[-1].extent.end if parameters else opening.end
            self.report_incomplete(at, at, "MissingEndParenthesisInFunctionParameterList")
        attributes: list[n.AttributeBaseAst] = []
        for candidate in candidates or ():
            if isinstance(candidate, n.AttributeAst):
                attributes.append(candidate)
            else:
                extent = candidate.extent
                self.report(extent.start, extent.end, "TypeNotAllowedBeforeParam", candidate.type_name.full_name)
        return n.ParamBlockAst(self.span(word.start, end), attributes, parameters)

    def parameter_list(self) -> list[n.ParameterAst]:
        """Parse parameters with commas between."""
        parameters: list[n.ParameterAst] = []
        comma: Token | None = None
        while True:
            parameter = self._parameter()
            if parameter is None:
                if comma is not None:
                    self.report_incomplete(comma.end, comma.end, "MissingExpressionAfterToken", comma.kind.text)
                return parameters
            parameters.append(parameter)
            self.skip_newlines()
            comma = self.take(_COMMA)
            if comma is None:
                return parameters

    def _parameter(self) -> n.ParameterAst | None:
        no_comma, mode = self.no_comma, self.lexer.mode
        self.no_comma = True
        self.set_mode(EXPRESSION)
        parameter = self._parameter_in_mode()
        self.no_comma = no_comma
        self.set_mode(mode)
        return parameter

    def _parameter_in_mode(self) -> n.ParameterAst | None:
        self.skip_newlines()
        attributes = self.attribute_list(False)
        self.skip_newlines()
        token = self.next()
        if not isinstance(token, VariableToken):
            self.unget(token)
            if attributes is None:
                return None
            extent = self.span(attributes[0].extent.start, attributes[-1].extent.end)
            self.report_incomplete(extent.end, extent.end, "InvalidFunctionParameter")
            self.skip_to(_R_PAREN)
            name = n.VariableExpressionAst(extent, n.VariablePath("__error__"), False)
            return n.ParameterAst(extent, attributes, name, None)
        self.skip_newlines()
        default: n.ExpressionAst | None = None
        equals = self.take(_EQUALS)
        if equals is not None:
            self.skip_newlines()
            default = self.expression()
            if default is None:
                self.report_incomplete(equals.end, equals.end, "MissingExpressionAfterToken", equals.kind.text)
        start = token.start if attributes is None else attributes[0].extent.start
        name = n.VariableExpressionAst(token.extent, token.variable_path, token.kind is _K.SplattedVariable)
        extent = self.span(start, token.end if default is None else default.extent.end)
        return n.ParameterAst(extent, attributes or [], name, default)
