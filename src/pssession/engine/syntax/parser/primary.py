"""Operands: constants, variables, what stands in brackets of some kind, and what follows right behind: members, calls, indexes.

Source: about_Expressions, about_Methods, about_Properties; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import COMMAND, TYPE_NAME
from pssession.engine.syntax.parser.arguments import ARGUMENT
from pssession.engine.syntax.parser.core import ParserCore, before
from pssession.engine.syntax.tokens import (
    NumberToken,
    StringExpandableToken,
    StringToken,
    Token,
    UnscannedSubExpressionToken,
    VariableToken,
)

_K = TokenKind
_L_BRACKET, _R_PAREN = _K.LBracket, _K.RParen
_UNARY, _ERROR = 0x200, 0x10000
_STRINGS = {
    _K.StringLiteral: "SingleQuoted",
    _K.StringExpandable: "DoubleQuoted",
    _K.HereStringLiteral: "SingleQuotedHereString",
    _K.HereStringExpandable: "DoubleQuotedHereString",
    _K.Generic: "BareWord",
}


class Primary(ParserCore):
    """Parse operands."""

    __slots__ = ()

    def primary_expression(self, member_access: bool = True) -> n.ExpressionAst | None:
        """Parse an operand, with members and indexes if wanted; None where none begins."""
        token = self.ahead
        if token is None:
            token = self.lexer.next_token()
        else:
            self.ahead = None
        rule = _RULES.get(token.kind)
        if rule is None:
            self.ahead = token
            return None
        made: n.ExpressionAst = rule(self, token, member_access)
        if not member_access or self.ahead is not None:
            return made
        access = self.lexer.member_access_operator(True)
        return made if access is None else self.members(access, made)

    def members(self, access: Token | None, made: n.ExpressionAst) -> n.ExpressionAst:
        """Parse what follows right behind an operand, from its first token."""
        while access is not None:
            self.skip_newlines()
            if access.kind is _L_BRACKET or access.kind is _K.QuestionLBracket:
                made = self._index(made, access)
            else:
                made = self._member(made, access)
            access = self.next_member_access(True)
        return made

    # Kinds of operands -------------------------------------------------------------------------------------------------------------------

    def _variable(self, token: Token, member_access: bool) -> n.ExpressionAst:
        assert isinstance(token, VariableToken)
        path = token.variable_path
        splatted = token.kind is _K.SplattedVariable
        if path.qualifier != "using" or not path.name:
            return n.VariableExpressionAst(token.extent, path, splatted)
        made: n.ExpressionAst = n.VariableExpressionAst(token.extent, n.VariablePath(path.name), splatted)
        if member_access:
            made = self.members(self.next_member_access(True), made)
        return n.UsingExpressionAst(made.extent, made)

    def _number(self, token: Token, _: bool) -> n.ExpressionAst:
        assert isinstance(token, NumberToken)
        return n.ConstantExpressionAst(token.extent, token.value)

    def _string(self, token: Token, _: bool) -> n.ExpressionAst:
        assert isinstance(token, StringToken)
        return n.StringConstantExpressionAst(token.extent, token.value, _STRINGS[token.kind])

    def _expandable(self, token: Token, _: bool) -> n.ExpressionAst:
        return self.expandable_string(token)

    def expandable_string(self, token: Any) -> n.ExpressionAst:
        """Parse the variables and sub-expressions of a string that the lexer cut out."""
        assert isinstance(token, StringExpandableToken)
        if not any(type(part) is not str for part in token.parts):
            return n.StringConstantExpressionAst(token.extent, token.value, _STRINGS[token.kind])
        parts: list[Any] = []
        inside: list[Token] = []
        for part in token.parts:
            if type(part) is str:
                parts.append(part)
            elif isinstance(part, UnscannedSubExpressionToken):
                ahead, self.ahead = self.ahead, None
                state = self.lexer.enter(part)
                made = self.primary_expression()
                inside += self.lexer.tokens
                self.lexer.leave(state)
                self.ahead = ahead
                parts.append(made)
            else:
                inside.append(part)
                parts.append(self._variable(part, False))
        token.nested_tokens = inside
        return n.ExpandableStringExpressionAst(token.extent, token.value, _STRINGS[token.kind], parts)

    def _paren(self, opening: Token, _: bool) -> n.ExpressionAst:
        mode, no_comma = self.lexer.mode, self.no_comma
        self.set_mode(COMMAND)
        self.no_comma = False
        self.skip_newlines()
        pipeline = self.pipeline_chain()
        if pipeline is None:
            at = opening.end
            self.report_incomplete(at, at, "ExpectedExpression")
            pipeline = n.ErrorStatementAst(self.span(at, at), None, [])
        self.skip_newlines()
        closing = self.take(_R_PAREN)
        end = pipeline.extent.end
        if closing is None:
            self.report_incomplete(end, end, "MissingEndParenthesisInExpression")
        else:
            end = closing.end
        self.no_comma = no_comma
        self.set_mode(mode)
        return n.ParenExpressionAst(self.span(opening.start, end), pipeline)

    def _sub_expression(self, opening: Token, _: bool) -> n.ExpressionAst:
        mode, no_comma = self.lexer.mode, self.no_comma
        self.no_comma = False
        self.set_mode(COMMAND)
        self.skip_newlines()
        statements: list[Any] = []
        traps: list[Any] = []
        listed = self.statement_list(statements, traps)
        self.skip_newlines()
        closing = self.next()
        end = closing.end
        if closing.kind is not _R_PAREN:
            self.unget(closing)
            self.report_incomplete(closing.start, closing.end, "MissingEndParenthesisInSubexpression")
            end = opening.end if listed is None else listed.end
        self.no_comma = no_comma
        self.set_mode(mode)
        body = n.StatementBlockAst(listed or self.span(0, 0), statements, traps)
        made = n.SubExpressionAst if opening.kind is _K.DollarParen else n.ArrayExpressionAst
        return made(self.span(opening.start, end), body)

    def script_block_expression(self, opening: Token) -> n.ExpressionAst:
        """Parse a script block whose opening brace was taken."""
        mode, no_comma = self.lexer.mode, self.no_comma
        self.no_comma = False
        self.set_mode(COMMAND)
        self.skip_newlines()
        block = self.script_block(opening, False)
        self.no_comma = no_comma
        self.set_mode(mode)
        return n.ScriptBlockExpressionAst(block.extent, block)

    # Members, calls, indexes -------------------------------------------------------------------------------------------------------------

    def _member(self, target: n.ExpressionAst, access: Token) -> n.ExpressionAst:
        static, conditional = access.kind is _K.ColonColon, access.kind is _K.QuestionDot
        member = self._member_name()
        if member is None:
            self.report_incomplete(access.end, access.end, "MissingPropertyName")
            member = self.single_argument(ARGUMENT)
            if member is None:
                member = n.ErrorExpressionAst(self.span(target.extent.start, access.end), [])
        elif self.ahead is None:
            following = self.lexer.text[self.lexer.position]
            if following in "({[ \t<`#":  # nothing else can begin arguments
                called = self._call(target, access, member)
                if called is not None:
                    return called
        extent = self.span(target.extent.start, member.extent.end)
        return n.MemberExpressionAst(extent, target, member, static, conditional)

    def _member_name(self) -> n.ExpressionAst | None:
        name = self.simple_name()
        if name is not None:
            return name
        token = self.peek()
        if token.kind.flags & _UNARY or token.kind is _L_BRACKET:
            return self.unary_expression()
        return self.primary_expression(False)

    def _call(self, target: n.ExpressionAst, access: Token, member: n.ExpressionAst) -> n.ExpressionAst | None:
        origin = self.lexer.restore_point()
        types, closed = self._type_arguments(origin)
        opening = self.next_invocation()
        if opening is None:
            if closed:
                self.resync(origin)
            return None
        if opening.kind is _K.LParen:
            arguments, end = self.arguments(opening)
        else:
            self.skip_newlines()
            arguments = [self.script_block_expression(opening)]
            end = arguments[0].extent.end
        extent = self.span(target.extent.start, end)
        static, conditional = access.kind is _K.ColonColon, access.kind is _K.QuestionDot
        return n.InvokeMemberExpressionAst(extent, target, member, static, conditional, arguments, types)

    def _type_arguments(self, origin: int) -> tuple[list[n.TypeName] | None, bool]:
        """Parse `[type, type]` behind a method's name; what is an index after all is read again."""
        bracket = self.next()
        if bracket.kind is not _L_BRACKET:
            self.resync(origin)
            return None, False
        mode = self.lexer.mode
        self.set_mode(TYPE_NAME)
        self.skip_newlines()
        first = self.next()
        types: list[n.TypeName] | None = None
        closed = False
        if first.kind is _K.Identifier:
            types, last = self.type_arguments(first)
            closed = last.kind is _K.RBracket
            if not closed:
                self.unget(last)
                self.report_incomplete(before(last), before(last), "EndSquareBracketExpectedAtEndOfType")
            self.set_mode(mode)
        else:
            self.set_mode(mode)
            self.resync(origin)
        return types, closed

    def arguments(self, opening: Token) -> tuple[list[n.ExpressionAst], int]:
        """Parse the arguments of a method whose opening parenthesis was taken; give where they end."""
        no_comma = self.no_comma
        self.no_comma = True
        arguments: list[n.ExpressionAst] = []
        comma: Token | None = None
        reported = False
        while True:
            self.skip_newlines()
            argument = self.expression()
            if argument is None:
                if comma is not None:
                    self.report_incomplete(comma.end, comma.end, "MissingExpressionAfterToken", _K.Comma.text)
                    reported = True
                break
            arguments.append(argument)
            self.skip_newlines()
            comma = self.take(_K.Comma)
            if comma is None:
                break
        self.skip_newlines()
        closing = self.take(_R_PAREN)
        last = arguments[-1].extent.end if arguments else opening.end
        if closing is None and not reported:
            self.report_incomplete(last, last, "MissingEndParenthesisInMethodCall")
        self.no_comma = no_comma
        if closing is not None:
            return arguments, closing.end
        return arguments, comma.end if comma is not None else last

    def _index(self, target: n.ExpressionAst, opening: Token) -> n.ExpressionAst:
        self.skip_newlines()
        no_comma, self.no_comma = self.no_comma, False
        index = self.expression()
        self.no_comma = no_comma
        if index is None:
            self.report_incomplete(opening.end, opening.end, "MissingArrayIndexExpression")
            index = n.ErrorExpressionAst(opening.extent, [])
        self.skip_newlines()
        closing = self.take(_K.RBracket)
        end = index.extent.end
        if closing is not None:
            end = closing.end
        elif not isinstance(index, n.ErrorExpressionAst):
            self.report_incomplete(end, end, "MissingEndSquareBracket")
        conditional = opening.kind is _K.QuestionLBracket
        return n.IndexExpressionAst(self.span(target.extent.start, end), target, index, conditional)


_RULES: dict[TokenKind, Callable[..., n.ExpressionAst]] = {
    _K.Variable: Primary._variable,
    _K.SplattedVariable: Primary._variable,
    _K.Number: Primary._number,
    _K.StringLiteral: Primary._string,
    _K.HereStringLiteral: Primary._string,
    _K.StringExpandable: Primary._expandable,
    _K.HereStringExpandable: Primary._expandable,
    _K.LParen: Primary._paren,
    _K.AtParen: Primary._sub_expression,
    _K.DollarParen: Primary._sub_expression,
    _K.AtCurly: lambda parser, token, _: parser.hashtable(token),
    _K.LCurly: lambda parser, token, _: parser.script_block_expression(token),
}
