"""Pipelines, chains of them, and assignments.

Source: about_Pipelines, about_Pipeline_Chain_Operators, about_Assignment_Operators;
behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import EXPRESSION
from pssession.engine.syntax.parser.arguments import Arguments
from pssession.engine.syntax.tokens import RedirectionToken, Token

_K = TokenKind
_AND, _OR, _AMPERSAND, _PIPE, _NEW_LINE = _K.AndAnd, _K.OrOr, _K.Ampersand, _K.Pipe, _K.NewLine
_ENDS_PIPELINE = frozenset((_K.Semi, _K.NewLine, _K.RParen, _K.RCurly, _K.EndOfInput, _K.AndAnd, _K.OrOr, _K.Ampersand))
_ASSIGNMENT = 0x2000


class Pipelines(Arguments):
    """Parse pipelines."""

    __slots__ = ()

    def pipeline_chain(self) -> n.PipelineBaseAst | None:
        """Parse an assignment, a pipeline or a chain of pipelines; None where none begins."""
        lexer = self.lexer
        mode = lexer.mode
        if mode != EXPRESSION:
            self.set_mode(EXPRESSION)
        operator: Token | None = None
        expression = self.expression()
        if expression is not None:
            token = self.peek()
            if token.kind.flags & _ASSIGNMENT:
                self.ahead = None
                operator = token
        if mode != EXPRESSION:
            self.set_mode(mode)
        if expression is not None and operator is not None:
            return self._assignment(expression, operator)
        return self._chain(expression)

    def _assignment(self, target: n.ExpressionAst, operator: Token) -> n.AssignmentStatementAst:
        self.skip_newlines()
        statement = self.statement()
        if statement is None:
            at = operator.end
            self.report_incomplete(at, at, "ExpectedValueExpression", operator.kind.text)
            statement = n.ErrorStatementAst(self.span(at, at), None, [])
        if type(statement) is n.PipelineAst and not statement.background and len(statement.pipeline_elements) == 1:
            only = statement.pipeline_elements[0]
            if type(only) is n.CommandExpressionAst:
                statement = only  # PowerShell keeps the expression without its pipeline
        extent = self.span(target.extent.start, statement.extent.end)
        return n.AssignmentStatementAst(extent, target, operator.kind, statement, operator.extent)

    def _chain(self, expression: n.ExpressionAst | None) -> n.PipelineBaseAst | None:
        chain: n.PipelineBaseAst | None = None
        operator: Token | None = None
        while True:
            first = self.ahead if expression is not None else self.peek()
            pipeline = self._pipeline(expression)
            expression = None
            if pipeline is None:
                if chain is None or operator is None:
                    return None
                assert first is not None  # only the first pipeline has an expression already
                return self._no_pipeline(chain, operator, first)
            token = self.peek()
            background = False
            if token.kind is _AMPERSAND:
                self.skip()
                token = self.peek()
                if token.kind is _AND or token.kind is _OR:
                    self.skip()
                    self.report(token.start, token.end, "BackgroundOperatorInPipelineChain")
                    start = (chain or pipeline).extent.start
                    return n.ErrorStatementAst(self.span(start, token.end), None, [])
                background = True
            if background or (token.kind is not _AND and token.kind is not _OR):
                if chain is None or operator is None:
                    pipeline.background = background
                    return pipeline
                return self._link(chain, operator, pipeline, background)
            self.skip()
            self.skip_newlines()
            chain = pipeline if chain is None or operator is None else self._link(chain, operator, pipeline, False)
            operator = token
            if self.peek().kind is _K.EndOfInput:
                self.report_incomplete(token.end, token.end, "EmptyPipelineChainElement")
                return chain

    def _link(self, left: n.PipelineBaseAst, operator: Token, right: n.PipelineAst, background: bool) -> n.PipelineChainAst:
        extent = self.span(left.extent.start, right.extent.end)
        return n.PipelineChainAst(extent, left, operator.kind, right, background)

    def _no_pipeline(self, chain: n.PipelineBaseAst, operator: Token, found: Token) -> n.ErrorStatementAst:
        if found.kind is _K.EndOfInput:
            self.report_incomplete(operator.end, operator.end, "EmptyPipelineChainElement", operator.text)
        elif found.kind is not _K.Dot and found.kind is not _AMPERSAND:  # those were reported as commands
            self.report(operator.start, found.end, "EmptyPipelineChainElement", operator.text)
        return n.ErrorStatementAst(self.span(chain.extent.start, operator.end), operator.text, [chain])

    def _pipeline(self, expression: n.ExpressionAst | None) -> n.PipelineAst | None:
        elements: list[n.CommandBaseAst] = []
        start: int | None = None
        token: Token | None = None
        while True:
            if expression is None:
                mode = self.lexer.mode
                self.set_mode(EXPRESSION)
                expression = self.expression()
                self.set_mode(mode)
            element: n.CommandBaseAst | None
            if expression is not None:
                extent = expression.extent
                if elements:
                    self.report(extent.start, extent.end, "ExpressionsMustBeFirstInPipeline")
                redirections: list[n.RedirectionAst] = []
                if isinstance(self.peek(), RedirectionToken):
                    redirections, end = self.redirections_behind(extent.end)
                    extent = self.span(extent.start, end)
                element = n.CommandExpressionAst(extent, expression, redirections)
            else:
                element = self.command()
            if element is not None:
                if start is None:
                    start = element.extent.start
                elements.append(element)
            elif elements or self.peek().kind is _PIPE:
                if token is not None:
                    self.report_incomplete(token.end, token.end, "EmptyPipeElement")
                else:
                    self.report_incomplete(self.peek().start, self.peek().end, "EmptyPipeElement")
            expression = None
            token = self.peek()
            if token.kind is _NEW_LINE and self.lexer.pipe_follows(token.end - self.lexer.base):
                self.skip_newlines()
                token = self.peek()
            if token.kind in _ENDS_PIPELINE:
                break
            if token.kind is not _PIPE:
                self.report(token.start, token.end, "UnexpectedToken", token.text)
                break
            self.skip()
            self.skip_newlines()
            if self.peek().kind is _K.EndOfInput:
                self.report_incomplete(token.end, token.end, "EmptyPipeElement")
                break
        if start is None:
            return None
        return n.PipelineAst(self.span(start, elements[-1].extent.end), elements, False)
