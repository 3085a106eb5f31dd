"""Hash tables: `@{ key = statement; ... }`.

Source: about_Hash_Tables; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.state import COMMAND, EXPRESSION
from pssession.engine.syntax.parser.core import ParserCore, before
from pssession.engine.syntax.tokens import Token

_K = TokenKind


class Hashtables(ParserCore):
    """Parse hash tables."""

    __slots__ = ()

    def hashtable(self, opening: Token) -> n.ExpressionAst:
        """Parse a hash table whose opening was taken."""
        self.skip_newlines()
        pairs: list[tuple[n.ExpressionAst, n.Ast]] = []
        while True:
            pair = self._pair()
            if pair is None:
                break
            pairs.append(pair)
            if self.peek().kind not in (_K.NewLine, _K.Semi):
                break
            self.skip_terminators()
        closing = self.next()
        end = closing.end
        if closing.kind is not _K.RCurly:
            self.unget(closing)
            self.report_unclosed_behind(opening, closing)
            end = before(closing)
        return n.HashtableAst(self.span(opening.start, end), pairs)

    def _pair(self) -> tuple[n.ExpressionAst, n.Ast] | None:
        mode = self.lexer.mode
        self.set_mode(EXPRESSION)
        key = self.label_or_key()
        if key is None:
            self.set_mode(mode)
            return None
        equals = self.next()
        self.set_mode(mode)
        at = key.extent.end
        if equals.kind is not _K.Equals:
            self.unget(equals)
            self.report(at, at, "MissingEqualsInHashLiteral")
            self.skip_before(_K.RCurly, _K.Semi, _K.NewLine)
            return key, self.error_statement(at, at)
        self.set_mode(COMMAND)
        self.skip_newlines()
        statement = self.statement()
        if statement is None:
            at = equals.end
            self.report_incomplete(at, at, "MissingStatementInHashLiteral")
            statement = self.error_statement(at, at)
        self.set_mode(mode)
        return key, statement
