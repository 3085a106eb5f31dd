"""Statements: which one begins here, and the short ones; conditions.

Source: about_If, about_Break, about_Return, about_Throw; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.parser.core import before, nested
from pssession.engine.syntax.parser.loops import Loops
from pssession.engine.syntax.tokens import LabelToken, Token

_K = TokenKind
_L_PAREN, _R_PAREN, _GENERIC = _K.LParen, _K.RParen, _K.Generic
_KEYWORD, _NO_ATTRIBUTES, _MEMBER_NAME = 0x10, 0x1000000, 0x100000


class Statements(Loops):
    """Parse statements that begin with a word."""

    __slots__ = ()

    def statement(self) -> n.StatementAst | None:
        """Parse a statement; None where none begins."""
        token = self.ahead
        if token is None:
            token = self.lexer.next_token()
        else:
            self.ahead = None
        attributes: list[n.AttributeBaseAst] | None = None
        origin = token.start
        if token.kind is _GENERIC and token.text[0] == "[":
            attributes, token = self._attributes_before(token)
        rule = _RULES.get(token.kind)
        if rule is None:
            if attributes is not None:
                self.resync(origin)
            else:
                self.ahead = token
            return self.pipeline_chain()
        return rule(self, token, attributes, origin)

    def _attributes_before(self, first: Token) -> tuple[list[n.AttributeBaseAst] | None, Token]:
        """Read attributes before a statement, and the token behind them; where they belong to an expression, read again from there."""
        origin = first.start
        self.resync(origin)
        attributes = self.attribute_list(False)
        token = self.next()
        if not attributes:
            return attributes, token
        if token.flags & _NO_ATTRIBUTES:
            if any(isinstance(attribute, n.TypeConstraintAst) for attribute in attributes):
                self.resync(origin)
                return attributes, self.next()
            extent = attributes[0].extent
            self.report(extent.start, extent.end, "UnexpectedAttribute", attributes[0].type_name.full_name)
        elif token.flags & _KEYWORD:
            wrong = next((attribute for attribute in attributes if not isinstance(attribute, n.AttributeAst)), None)
            if wrong is not None:
                self.report(wrong.extent.start, wrong.extent.end, "TypeNotAllowedBeforeStatement", wrong.type_name.full_name)
        else:
            self.resync(origin)
            return attributes, self.next()
        return attributes, token

    def error_statement(self, start: int, end: int, *found: Any) -> n.ErrorStatementAst:
        """Make the node for a statement that could not be read."""
        return n.ErrorStatementAst(self.span(start, end), None, nested(*found))

    # Short ones --------------------------------------------------------------------------------------------------------------------------

    def simple_name(self) -> n.StringConstantExpressionAst | None:
        """Parse a name that is no keyword here."""
        lexer = self.lexer
        lexer.simple_name = True
        token = self.peek()
        lexer.simple_name = False
        if token.kind is not _K.Identifier:
            return None
        token.flags |= _MEMBER_NAME
        self.ahead = None
        return n.StringConstantExpressionAst(token.extent, token.text, "BareWord")

    def label_or_key(self) -> n.ExpressionAst | None:
        """Parse a label of break and continue, or a key of a hash table."""
        name = self.simple_name()
        if name is not None or self.peek().kind in (_K.NewLine, _K.Semi):
            return name
        no_comma = self.no_comma
        self.no_comma = True
        label = self.unary_expression()
        self.no_comma = no_comma
        return label

    def _jump(self, token: Token, *_: Any) -> n.StatementAst:
        label = self.label_or_key()
        extent = self.span(token.start, token.end if label is None else label.extent.end)
        return n.BreakStatementAst(extent, label) if token.kind is _K.Break else n.ContinueStatementAst(extent, label)

    def _leave(self, token: Token, *_: Any) -> n.StatementAst:
        pipeline = self.pipeline_chain()
        extent = self.span(token.start, token.end if pipeline is None else pipeline.extent.end)
        return _LEAVING[token.kind](extent, pipeline)

    def _block(self, token: Token, *_: Any) -> n.StatementAst:
        body = self.statement_block()
        if body is None:
            self.report_incomplete(token.end, token.end, "MissingStatementAfterKeyword", token.text)
            return self.error_statement(token.start, token.end)
        return n.BlockStatementAst(self.span(token.start, body.extent.end), token.kind, body)

    def _reserved(self, token: Token, *_: Any) -> n.StatementAst:
        self.report(token.start, token.end, "ReservedKeywordNotAllowed", token.kind.text)
        return self.error_statement(token.start, token.end)

    def _misplaced(self, token: Token, attributes: Any, origin: int) -> n.StatementAst | None:
        """Go on behind the word of a statement that failed before; a command otherwise."""
        if self.errors:
            self.skip_newlines()
            return self.statement()
        if attributes is not None:
            self.resync(origin)
        else:
            self.unget(token)
        return self.pipeline_chain()

    def _at_end(self, token: Token, attributes: Any, origin: int) -> n.StatementAst | None:
        if attributes is not None:
            self.resync(origin)
            return self.pipeline_chain()
        self.unget(token)
        return None

    def _misplaced_using(self, token: Token, *_: Any) -> n.StatementAst:
        statement = self.using_statement(token)
        self.report(statement.extent.start, statement.extent.end, "UsingMustBeAtStartOfScript")
        return statement

    def _labeled(self, token: Token, *_: Any) -> n.StatementAst | None:
        assert isinstance(token, LabelToken)
        self.skip_newlines()
        word = self.next()
        rule = _LOOPS.get(word.kind)
        if rule is None:
            self.resync(token.start)
            return self.pipeline_chain()
        return rule(self, word, token)

    # Conditions --------------------------------------------------------------------------------------------------------------------------

    def _if(self, word: Token, *_: Any) -> n.StatementAst:
        clauses: list[tuple[n.PipelineBaseAst, n.StatementBlockAst]] = []
        parts: list[n.Ast] = []
        otherwise: n.StatementBlockAst | None = None
        keyword = word
        while True:
            self.skip_newlines()
            opening = self.take(_L_PAREN)
            if opening is None:
                self.report_incomplete(keyword.end, keyword.end, "MissingOpenParenthesisInIfStatement", keyword.text)
                return self.error_statement(word.start, keyword.end, parts)
            self.skip_newlines()
            condition = self.pipeline_chain()
            if condition is None:
                self.report_incomplete(opening.end, opening.end, "IfStatementMissingCondition", keyword.text)
                condition = self.error_statement(opening.end, opening.end)
            else:
                parts.append(condition)
            self.skip_newlines()
            closing = self.next()
            if closing.kind is not _R_PAREN:
                self.unget(closing)
                if not isinstance(condition, n.ErrorStatementAst):
                    self.report_incomplete(closing.start, closing.end, "MissingEndParenthesisAfterStatement", keyword.text)
                return self.error_statement(word.start, before(closing), parts)
            self.skip_newlines()
            body = self.statement_block()
            if body is None:
                self.report_incomplete(closing.start, closing.end, "MissingStatementBlock", keyword.text)
                return self.error_statement(word.start, closing.end, parts)
            parts.append(body)
            clauses.append((condition, body))
            origin = self.lexer.restore_point() if self.ahead is None else self.ahead.start
            self.skip_newlines()
            keyword = self.peek()
            if keyword.kind is _K.ElseIf:
                self.skip()
                continue
            if keyword.kind is _K.Else:
                self.skip()
                self.skip_newlines()
                otherwise = self.statement_block()
                if otherwise is None:
                    self.report_incomplete(keyword.end, keyword.end, "MissingStatementBlockAfterElse")
                    return self.error_statement(word.start, keyword.end, parts)
            else:
                self.resync(origin)
            break
        last = otherwise if otherwise is not None else clauses[-1][1]
        return n.IfStatementAst(self.span(word.start, last.extent.end), clauses, otherwise)


def _unlabeled(rule: Callable[[Any, Token, LabelToken | None], Any]) -> Callable[..., Any]:
    return lambda parser, token, *_: rule(parser, token, None)


_LEAVING: dict[TokenKind, Callable[..., n.StatementAst]] = {
    _K.Return: n.ReturnStatementAst,
    _K.Exit: n.ExitStatementAst,
    _K.Throw: n.ThrowStatementAst,
}
_LOOPS: dict[TokenKind, Callable[[Any, Token, LabelToken | None], n.StatementAst]] = {
    _K.Foreach: Loops.foreach_loop,
    _K.For: Loops.for_loop,
    _K.While: Loops.while_loop,
    _K.Do: Loops.do_loop,
    _K.Switch: lambda parser, token, label: parser.switch(token, label),
}
_RULES: dict[TokenKind, Callable[..., n.StatementAst | None]] = {
    _K.If: Statements._if,
    **{kind: _unlabeled(rule) for kind, rule in _LOOPS.items()},
    **dict.fromkeys((_K.Function, _K.Filter, _K.Workflow), lambda parser, token, *_: parser.function(token)),
    **dict.fromkeys(_LEAVING, Statements._leave),
    _K.Break: Statements._jump,
    _K.Continue: Statements._jump,
    _K.Trap: lambda parser, token, *_: parser.trap(token),
    _K.Try: lambda parser, token, *_: parser.try_statement(token),
    _K.Data: lambda parser, token, *_: parser.data(token),
    _K.Parallel: Statements._block,
    _K.Sequence: Statements._block,
    _K.Configuration: lambda parser, token, *_: parser.configuration(token),
    **dict.fromkeys((_K.From, _K.Define, _K.Var), Statements._reserved),
    _K.Label: Statements._labeled,
    _K.EndOfInput: Statements._at_end,
    **dict.fromkeys((_K.Else, _K.ElseIf, _K.Catch, _K.Until), Statements._misplaced),
    _K.Class: lambda parser, token, attributes, *_: parser.class_definition(attributes, token),
    _K.Enum: lambda parser, token, attributes, *_: parser.enum_definition(attributes, token),
    _K.Using: Statements._misplaced_using,
}
