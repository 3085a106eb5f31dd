"""Expressions: ternary, binary by precedence, commas, unary operators and casts.

Binary operators go over two stacks and not over calls, so that long chains stay flat.

Source: about_Operators, about_Operator_Precedence, about_If; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import EXPRESSION
from pssession.engine.syntax.parser.core import ParserCore, before
from pssession.engine.syntax.tokens import ParameterToken, Token

_K = TokenKind
_BINARY, _UNARY, _PRECEDENCE = 0x100, 0x200, 0xF
_COMMA, _MINUS, _GENERIC, _NEW_LINE, _REDIRECTION = _K.Comma, _K.Minus, _K.Generic, _K.NewLine, _K.Redirection
_POSTFIX = {_K.PlusPlus: _K.PostfixPlusPlus, _K.MinusMinus: _K.PostfixMinusMinus}


class Expressions(ParserCore):
    """Parse expressions."""

    __slots__ = ()

    def expression(self, in_ternary: bool = False) -> n.ExpressionAst | None:
        """Parse an expression; None where none begins."""
        mode = self.lexer.mode
        if mode != EXPRESSION:
            self.set_mode(EXPRESSION)
        made = self._binary(in_ternary)
        if made is not None and self.peek().kind is _K.QuestionMark:
            made = self._ternary(made)
        if mode != EXPRESSION:
            self.set_mode(mode)
        return made

    def _ternary(self, condition: n.ExpressionAst) -> n.ExpressionAst:
        mark = self.next()
        self.skip_newlines()
        if_true = self._branch(mark)
        self.skip_newlines()
        colon = self.next()
        if colon.kind is not _K.Colon:
            parts: list[n.Ast] = [condition]
            self.unget(colon)
            if not isinstance(if_true, n.ErrorExpressionAst):
                parts.append(if_true)
                self.report_incomplete(colon.start, colon.end, "MissingColonInTernaryExpression")
            return n.ErrorExpressionAst(self.span(condition.extent.start, before(colon)), parts)
        self.skip_newlines()
        if_false = self._branch(colon)
        extent = self.span(condition.extent.start, if_false.extent.end)
        return n.TernaryExpressionAst(extent, condition, if_true, if_false)

    def _branch(self, operator: Token) -> n.ExpressionAst:
        made = self.expression(True)
        return self._expected(operator) if made is None else made

    def _expected(self, operator: Token) -> n.ExpressionAst:
        at = operator.end
        self.report_incomplete(at, at, "ExpectedValueExpression", operator.text)
        return n.ErrorExpressionAst(self.span(at, at), [])

    # Binary operators -------------------------------------------------------------------------------------------------------------------

    def _binary(self, in_ternary: bool) -> n.ExpressionAst | None:
        made = self._array(in_ternary)
        if made is None:
            return None
        token = self.peek()
        if not token.kind.flags & _BINARY:
            if isinstance(token, ParameterToken):
                return self._unexpected_parameter(token, made)
            return made
        self.ahead = None
        operands, operators = [made], [token]
        precedence = token.kind.flags & _PRECEDENCE
        while True:
            self.skip_newlines()
            made = self._array(True)
            operands.append(self._expected(token) if made is None else made)
            token = self.next()
            if not token.kind.flags & _BINARY:
                self.ahead = token
                break
            following = token.kind.flags & _PRECEDENCE
            while following <= precedence:
                self._reduce(operands, operators)
                if not operators:
                    break
                precedence = operators[-1].kind.flags & _PRECEDENCE
            operators.append(token)
            precedence = following
        while operators:
            self._reduce(operands, operators)
        if isinstance(token, ParameterToken):
            return self._unexpected_parameter(token, operands[0])
        return operands[0]

    def _reduce(self, operands: list[n.ExpressionAst], operators: list[Token]) -> None:
        right = operands.pop()
        left = operands[-1]
        operator = operators.pop()
        extent = self.span(left.extent.start, right.extent.end)
        operands[-1] = n.BinaryExpressionAst(extent, left, operator.kind, right, operator.extent)

    def _unexpected_parameter(self, token: ParameterToken, made: n.ExpressionAst) -> n.ExpressionAst:
        self.report(token.start, token.end, "UnexpectedToken", token.text)
        self.skip()
        parameter = n.CommandParameterAst(token.extent, token.parameter_name, None, token.extent)
        return n.ErrorExpressionAst(self.span(made.extent.start, token.end), [made, parameter])

    # Commas and unary operators ---------------------------------------------------------------------------------------------------------

    def _array(self, in_ternary: bool) -> n.ExpressionAst | None:
        first = self.unary_expression(in_ternary)
        if first is None or self.no_comma or self.peek().kind is not _COMMA:
            return first
        values = [first]
        comma = self.take(_COMMA)
        while comma is not None:
            self.skip_newlines()
            value = self.unary_expression(True)
            if value is None:
                self.report_incomplete(comma.end, comma.end, "MissingExpressionAfterToken", comma.text)
                values.append(n.ErrorExpressionAst(comma.extent, []))
                break
            values.append(value)
            comma = self.take(_COMMA)
        return n.ArrayLiteralAst(self.span(first.extent.start, values[-1].extent.end), values)

    def unary_expression(self, in_ternary: bool = False) -> n.ExpressionAst | None:
        """Parse an operand with its unary operators and casts; None where none begins."""
        token = self._signed(in_ternary)
        made: n.ExpressionAst | None
        if token.kind.flags & _UNARY:
            if self.no_comma and token.kind is _COMMA:
                return None
            self.skip()
            self.skip_newlines()
            child = self.unary_expression(True)
            if child is None:
                self.report_incomplete(token.end, token.end, "MissingExpressionAfterOperator", token.text)
                return n.ErrorExpressionAst(token.extent, [])
            extent = self.span(token.start, child.extent.end)
            if token.kind is _COMMA:
                made = n.ArrayLiteralAst(extent, [child])
            else:
                made = n.UnaryExpressionAst(extent, token.kind, child)
        elif token.kind is _K.LBracket:
            attributes = self.attribute_list(True)
            if attributes is None:
                return None
            made = self._attributed(token, attributes)
            if type(made) is n.ErrorExpressionAst and isinstance(attributes[-1], n.AttributeAst):
                return made
        else:
            made = self.primary_expression()
        if made is not None:
            token = self.peek()
            postfix = _POSTFIX.get(token.kind)
            if postfix is not None:
                self.skip()
                made = n.UnaryExpressionAst(self.span(made.extent.start, token.end), postfix, made)
        return made

    def _signed(self, in_ternary: bool) -> Token:
        """Look at the next token where a sign may begin a number."""
        lexer = self.lexer
        signed, ending = lexer.signed_numbers, lexer.end_number_on_ternary
        lexer.signed_numbers = True
        lexer.end_number_on_ternary = in_ternary
        token = self.ahead
        if token is None:
            token = self.ahead = lexer.next_token()
        elif token.kind is _MINUS or token.kind is _REDIRECTION or (in_ternary and token.kind is _GENERIC):
            self.resync(token.start)
            token = self.ahead = lexer.next_token()
        lexer.signed_numbers = signed
        lexer.end_number_on_ternary = ending
        return token

    def _attributed(self, opening: Token, attributes: list[n.AttributeBaseAst]) -> n.ExpressionAst:
        last = attributes[-1]
        made: n.ExpressionAst | None = None
        if isinstance(last, n.AttributeAst):
            self.skip_newlines()
            child = self.unary_expression(True)
            if child is None:
                self.report_incomplete(last.extent.start, last.extent.end, "UnexpectedAttribute", last.type_name.full_name)
                return n.ErrorExpressionAst(self.span(opening.start, last.extent.end), list(attributes))
            made = n.AttributedExpressionAst(self.span(last.extent.start, child.extent.end), last, child)
        else:
            access = self.next_member_access(False)
            if access is not None:
                made = self.members(access, n.TypeExpressionAst(last.extent, last.type_name))
            else:
                following = self.peek().kind
                if following is not _NEW_LINE and following is not _COMMA:
                    child = self.unary_expression(True)
                    if child is not None:
                        made = n.ConvertExpressionAst(self.span(last.extent.start, child.extent.end), last, child)
            if made is None:
                made = n.TypeExpressionAst(last.extent, last.type_name)
        for attribute in reversed(attributes[:-1]):
            around = n.ConvertExpressionAst if isinstance(attribute, n.TypeConstraintAst) else n.AttributedExpressionAst
            made = around(self.span(attribute.extent.start, made.extent.end), attribute, made)
        return made
