"""Using statements, and configurations, which are only read.

Source: about_Using; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

import re

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.parser.arguments import ARGUMENT
from pssession.engine.syntax.parser.core import ParserCore
from pssession.engine.syntax.tokens import Token

_K = TokenKind
_KINDS = {
    _K.Namespace: "Namespace",
    _K.Type: "Type",
    _K.Module: "Module",
    _K.Command: "Command",
    _K.Assembly: "Assembly",
}
_NEEDS_ALIAS = ("Type", "Command")
_configuration_name = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*\Z").match


class Usings(ParserCore):
    """Parse using statements."""

    __slots__ = ()

    def using_statement(self, word: Token) -> n.StatementAst:
        """Parse a using statement behind its word."""
        directive = self.next()
        kind = _KINDS.get(directive.kind)
        if kind is None:
            self.unget(directive)
            self.report_incomplete(word.end, word.end, "MissingUsingStatementDirective")
            return self.error_statement(word.start, word.end)
        token = self.next()
        if token.kind in (_K.EndOfInput, _K.NewLine, _K.Comma, _K.Semi):
            self.report_incomplete(directive.end, directive.end, "MissingUsingItemName")
            return self.error_statement(word.start, directive.end)
        item = self.command_argument(ARGUMENT, token)
        if item is None:
            self.report(token.start, token.end, "InvalidValueForUsingItemName", token.text)
            self.skip_to(_K.Semi, _K.NewLine)
            return self.error_statement(word.start, token.end)
        table = item if isinstance(item, n.HashtableAst) and kind == "Module" else None
        if not isinstance(item, n.StringConstantExpressionAst) and table is None:
            self.report(item.extent.start, item.extent.end, "InvalidValueForUsingItemName", item.text)
            return self.error_statement(word.start, item.extent.end)
        if kind != "Assembly" and table is None:
            equals = self.take(_K.Equals)
            if equals is not None:
                return self._alias(word, kind, item, equals)
            if kind in _NEEDS_ALIAS:
                self.report_incomplete(token.end, token.end, "MissingEqualsInUsingAlias")
                return self.error_statement(word.start, item.extent.end, item)
        self._end_of_statement()
        extent = self.span(word.start, item.extent.end)
        return n.UsingStatementAst(extent, kind, item if table is None else None, None, table)

    def _alias(self, word: Token, kind: str, item: n.ExpressionAst, equals: Token) -> n.StatementAst:
        token = self.next()
        if token.kind in (_K.EndOfInput, _K.NewLine, _K.Semi):
            self.unget(token)
            self.report_incomplete(equals.end, equals.end, "MissingNamespaceAlias")
            return self.error_statement(word.start, equals.end)
        if token.kind is _K.Comma:
            self.report(token.start, token.end, "UnexpectedUnaryOperator", token.text)
            return self.error_statement(word.start, token.end)
        alias = self.command_argument(ARGUMENT, token)
        table = alias if isinstance(alias, n.HashtableAst) and kind == "Module" else None
        if table is None and not isinstance(alias, n.StringConstantExpressionAst):
            extent = token.extent if alias is None else alias.extent
            self.report(extent.start, extent.end, "InvalidValueForUsingItemName", extent.text)
            return self.error_statement(word.start, extent.end, item, alias)
        self._end_of_statement()
        extent = self.span(word.start, token.end)
        return n.UsingStatementAst(extent, kind, item, alias if table is None else None, table)

    def _end_of_statement(self) -> None:
        token = self.peek()
        if token.kind is _K.NewLine or token.kind is _K.Semi:
            self.skip()
        elif token.kind is not _K.EndOfInput:
            self.report_incomplete(token.start, token.end, "MissingStatementTerminator")

    def configuration(self, word: Token) -> n.StatementAst | None:
        """Parse a configuration behind its word."""
        self.skip_newlines()
        token = self.next()
        if token.kind is _K.LCurly:
            self.report(word.end, word.end, "MissingConfigurationName")
            self.script_block_expression(token)
            return None
        if token.kind is _K.EndOfInput or token.kind is _K.Comma:
            self.unget(token)
            self.report_incomplete(token.end, token.end, "MissingConfigurationName")
            return None
        name = self.command_argument(ARGUMENT, token)
        if name is None:
            self.report(token.end, token.end, "ParameterRequiresArgument", token.text)
            self.report_incomplete(token.start, token.end, "MissingConfigurationName")
            return None
        text = name.value if isinstance(name, n.StringConstantExpressionAst) else None
        if text is not None and not _configuration_name(text):
            self.report(name.extent.start, name.extent.end, "InvalidConfigurationName", text)
        self.skip_newlines()
        opening = self.next()
        if opening.kind is not _K.LCurly:
            self.report_incomplete(opening.end, opening.end, "MissingCurlyInConfigurationStatement")
            self.unget(opening)
            return self.error_statement(word.start, name.extent.end, name)
        in_configuration, self.in_configuration = self.in_configuration, True
        body = self.script_block_expression(opening)
        self.in_configuration = in_configuration
        return n.ConfigurationDefinitionAst(self.span(word.start, body.extent.end), name, body)
