"""Loops: foreach, for, while, do.

Source: about_For, about_Foreach, about_While, about_Do; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.parser.arguments import ARGUMENT
from pssession.engine.syntax.parser.core import ParserCore
from pssession.engine.syntax.tokens import LabelToken, ParameterToken, Token, VariableToken

_K = TokenKind
_L_PAREN, _R_PAREN = _K.LParen, _K.RParen


class Loops(ParserCore):
    """Parse loops."""

    __slots__ = ()

    def foreach_loop(self, word: Token, label: LabelToken | None) -> n.StatementAst:
        """Parse a foreach loop behind its word."""
        start = word.start if label is None else label.start
        end: int | None = None
        flags: tuple[str, ...] = ()
        limit: n.ExpressionAst | None = None
        self.skip_newlines()
        while True:
            parameter = self.peek()
            if not isinstance(parameter, ParameterToken):
                break
            self.skip()
            name = parameter.parameter_name.lower()
            if "parallel".startswith(name):
                flags = ("Parallel",)
            elif "throttlelimit".startswith(name):
                self.skip_newlines()
                limit = self.single_argument(ARGUMENT)
                if limit is None:
                    self.report_incomplete(parameter.end, parameter.end, "MissingThrottleLimit")
            else:
                end = parameter.end
                self.report(parameter.start, parameter.end, "InvalidForeachFlag", parameter.parameter_name)
            self.skip_newlines()
        opening = self.take(_L_PAREN)
        if opening is None:
            self.report_incomplete(word.end, word.end, "MissingOpenParenthesisAfterKeyword", word.kind.text)
            return self.error_statement(start, word.end)
        self.skip_newlines()
        token = self.next()
        if not isinstance(token, VariableToken):
            self.unget(token)
            self.report_incomplete(opening.end, opening.end, "MissingVariableNameAfterForeach")
            return self.error_statement(start, opening.end)
        variable = n.VariableExpressionAst(token.extent, token.variable_path, token.kind is _K.SplattedVariable)
        self.skip_newlines()
        pipeline: n.PipelineBaseAst | None = None
        body: n.StatementBlockAst | None = None
        into = self.take(_K.In)
        if into is None:
            end = variable.extent.end
            self.report_incomplete(end, end, "MissingInInForeach")
        else:
            self.skip_newlines()
            pipeline = self.pipeline_chain()
            if pipeline is None:
                end = into.end
                self.report_incomplete(end, end, "MissingForeachExpression")
            else:
                self.skip_newlines()
                closing = self.take(_R_PAREN)
                if closing is None:
                    end = pipeline.extent.end
                    self.report_incomplete(end, end, "MissingEndParenthesisAfterForeach")
                else:
                    body = self.statement_block()
                    if body is None:
                        end = closing.end
                        self.report_incomplete(end, end, "MissingForeachStatement")
        if end is not None or body is None:
            return self.error_statement(start, end or word.end, variable, pipeline, body)
        return n.ForEachStatementAst(self.span(start, body.extent.end), _label(label), flags, limit, variable, pipeline, body)

    def for_loop(self, word: Token, label: LabelToken | None) -> n.StatementAst:
        """Parse a for loop behind its word."""
        start = word.start if label is None else label.start
        self.skip_newlines()
        opening = self.take(_L_PAREN)
        if opening is None:
            self.report_incomplete(word.end, word.end, "MissingOpenParenthesisAfterKeyword", word.kind.text)
            return self.error_statement(start, word.end)
        end = opening.end
        parts: list[n.PipelineBaseAst | None] = []
        for _ in range(3):
            self.skip_newlines()
            part = self.pipeline_chain()
            parts.append(part)
            if part is not None:
                end = part.extent.end
            if len(parts) < 3:
                semicolon = self.take(_K.Semi)
                if semicolon is not None:
                    end = semicolon.end
        self.skip_newlines()
        closing = self.take(_R_PAREN)
        body: n.StatementBlockAst | None = None
        if closing is None:
            self.report_incomplete(end, end, "MissingEndParenthesisAfterStatement", word.kind.text)
        else:
            body = self.statement_block()
            if body is None:
                end = closing.end
                self.report_incomplete(end, end, "MissingLoopStatement", word.kind.text)
        if body is None:
            return self.error_statement(start, end, *parts)
        return n.ForStatementAst(self.span(start, body.extent.end), _label(label), parts[0], parts[1], parts[2], body)

    def while_loop(self, word: Token, label: LabelToken | None) -> n.StatementAst:
        """Parse a while loop behind its word."""
        start = word.start if label is None else label.start
        self.skip_newlines()
        opening = self.take(_L_PAREN)
        if opening is None:
            self.report_incomplete(word.end, word.end, "MissingOpenParenthesisAfterKeyword", word.text)
            return self.error_statement(start, word.end)
        self.skip_newlines()
        condition = read = self.pipeline_chain()
        if condition is None:
            self.report_incomplete(opening.end, opening.end, "MissingExpressionAfterKeyword", word.kind.text)
            condition = self.error_statement(opening.end, opening.end)
        self.skip_newlines()
        closing = self.take(_R_PAREN)
        if closing is None:
            end = condition.extent.end
            if not isinstance(condition, n.ErrorStatementAst):
                self.report_incomplete(end, end, "MissingEndParenthesisAfterStatement", word.kind.text)
            return self.error_statement(start, end, read)
        self.skip_newlines()
        body = self.statement_block()
        if body is None:
            self.report_incomplete(closing.end, closing.end, "MissingLoopStatement", word.kind.text)
            return self.error_statement(start, closing.end, read)
        return n.WhileStatementAst(self.span(start, body.extent.end), _label(label), condition, body)

    def do_loop(self, word: Token, label: LabelToken | None) -> n.StatementAst:
        """Parse a do loop behind its word."""
        start = word.start if label is None else label.start
        end: int | None = None
        condition: n.PipelineBaseAst | None = None
        closing: Token | None = None
        last: Token | None = None
        body = self.statement_block()
        if body is None:
            end = word.end
            self.report_incomplete(end, end, "MissingLoopStatement", _K.Do.text)
        else:
            self.skip_newlines()
            last = self.take(_K.While) or self.take(_K.Until)
            if last is None:
                end = body.extent.end
                self.report_incomplete(end, end, "MissingWhileOrUntilInDoWhile")
            else:
                self.skip_newlines()
                opening = self.take(_L_PAREN)
                if opening is None:
                    end = last.end
                    self.report_incomplete(end, end, "MissingOpenParenthesisAfterKeyword", last.kind.text)
                else:
                    self.skip_newlines()
                    condition = self.pipeline_chain()
                    if condition is None:
                        end = opening.end
                        self.report_incomplete(end, end, "MissingExpressionAfterKeyword", last.kind.text)
                    self.skip_newlines()
                    closing = self.take(_R_PAREN)
                    if closing is None and condition is not None:
                        end = condition.extent.end
                        self.report_incomplete(end, end, "MissingEndParenthesisAfterStatement", last.kind.text)
        if end is not None or body is None or condition is None or closing is None or last is None:
            return self.error_statement(start, end or word.end, body, condition)
        made = n.DoUntilStatementAst if last.kind is _K.Until else n.DoWhileStatementAst
        return made(self.span(start, closing.end), _label(label), condition, body)


def _label(label: LabelToken | None) -> str | None:
    return None if label is None else label.label_text
