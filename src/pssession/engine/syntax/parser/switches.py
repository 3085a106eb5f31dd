"""Switch statements.

Source: about_Switch; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.parser.arguments import CONDITION, FILE_NAME
from pssession.engine.syntax.parser.core import ParserCore, nested
from pssession.engine.syntax.tokens import LabelToken, ParameterToken, Token

_K = TokenKind
# What a flag sets, and what it takes back.
_FLAGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "regex": ("Regex", ("Wildcard",)),
    "wildcard": ("Wildcard", ("Regex",)),
    "exact": ("", ("Regex", "Wildcard")),
    "casesensitive": ("CaseSensitive", ()),
    "parallel": ("Parallel", ()),
    "file": ("File", ()),
}
_ORDER = ("File", "Regex", "Wildcard", "Exact", "CaseSensitive", "Parallel")


class Switches(ParserCore):
    """Parse switch statements."""

    __slots__ = ()

    def switch(self, word: Token, label: LabelToken | None) -> n.StatementAst:
        """Parse a switch statement behind its word."""
        return _Switch(self, word, label).parse()


class _Switch:
    """Hold a switch statement while it is read.

    Attributes:
        end: Where it ends if it is in error.
        failed: Whether something was wrong.
        incomplete: Whether that was the end of the text.
    """

    __slots__ = ("condition", "end", "failed", "file", "flags", "incomplete", "label", "parenthesized", "parser", "start")

    def __init__(self, parser: ParserCore, word: Token, label: LabelToken | None) -> None:
        self.parser = parser
        self.label = label
        first = word if label is None else label
        self.start, self.end = first.start, first.end
        self.failed = False
        self.incomplete = False
        self.parenthesized = False
        self.flags: set[str] = set()
        self.file: n.PipelineAst | None = None
        self.condition: n.PipelineBaseAst | None = None

    def parse(self) -> n.StatementAst:
        """Read all of it."""
        parser = self.parser
        parser.skip_newlines()
        while isinstance(parser.peek(), ParameterToken):
            self._flag()
        self._condition()
        parser.skip_newlines()
        opening = parser.take(_K.LCurly)
        clauses: list[tuple[n.ExpressionAst, n.StatementBlockAst]] = []
        parts: list[n.Ast] = []
        default: n.StatementBlockAst | None = None
        closing: Token | None = None
        if opening is None:
            if not self.incomplete:
                self._fail(self.end, "MissingCurlyBraceInSwitchStatement")
        else:
            default, closing = self._clauses(opening, clauses, parts)
        if self.failed or closing is None:
            extent = parser.span(self.start, self.end)
            return n.ErrorStatementAst(extent, "switch", nested(self.file, self.condition if self.parenthesized else None, parts))
        label = None if self.label is None else self.label.label_text
        flags = tuple(flag for flag in _ORDER if flag in self.flags)
        return n.SwitchStatementAst(parser.span(self.start, closing.end), label, self.condition, flags, clauses, default)

    def _fail(self, at: int, error_id: str) -> bool:
        self.failed = True
        return self.parser.report_incomplete(at, at, error_id)

    def _flag(self) -> None:
        parser = self.parser
        token = parser.next()
        assert isinstance(token, ParameterToken)  # the caller looked
        self.end = token.end
        name = token.parameter_name.lower()
        found = next((flag for flag in _FLAGS if flag.startswith(name)), None)
        if found is None:
            self.failed = True
            parser.report(token.start, token.end, "InvalidSwitchFlag", token.parameter_name)
            return
        sets, clears = _FLAGS[found]
        self.flags.difference_update(clears)
        if sets:
            self.flags.add(sets)
        if found != "file":
            return
        parser.skip_newlines()
        name_of_file = parser.single_argument(FILE_NAME)
        if name_of_file is None:
            self.incomplete = self._fail(token.end, "MissingFilenameOption")
            return
        extent = name_of_file.extent
        self.end = extent.end
        self.condition = self.file = n.PipelineAst(extent, [n.CommandExpressionAst(extent, name_of_file, [])], False)

    def _condition(self) -> None:
        parser = self.parser
        opening = parser.take(_K.LParen)
        if opening is None:
            if self.condition is None and "File" not in self.flags:
                self.incomplete = self._fail(self.end, "PipelineValueRequired")
            return
        self.end = opening.end
        if "File" in self.flags:
            self.failed = True
            parser.report(opening.start, opening.end, "PipelineValueRequired")
        self.parenthesized = True
        parser.skip_newlines()
        self.condition = parser.pipeline_chain()
        if self.condition is None:
            self.incomplete = self._fail(opening.end, "PipelineValueRequired")
        else:
            self.end = self.condition.extent.end
        parser.skip_newlines()
        closing = parser.take(_K.RParen)
        if closing is not None:
            self.end = closing.end
        elif not self.incomplete:
            self.incomplete = self._fail(self.end, "MissingEndParenthesisInSwitchStatement")

    def _clauses(
        self, opening: Token, clauses: list[tuple[n.ExpressionAst, n.StatementBlockAst]], parts: list[n.Ast]
    ) -> tuple[n.StatementBlockAst | None, Token | None]:
        """Read the clauses; give the default's body and the closing brace."""
        parser = self.parser
        default: n.StatementBlockAst | None = None
        self.end = opening.end
        parser.skip_newlines()
        while True:
            word = parser.take(_K.Default)
            condition: n.ExpressionAst | None
            if word is not None:
                condition = n.StringConstantExpressionAst(word.extent, word.text, "BareWord")
            else:
                condition = parser.single_argument(CONDITION)
            if condition is None:
                self._fail(self.end, "MissingSwitchConditionExpression")
                parser.take(_K.RCurly)
                return default, None
            parts.append(condition)
            self.end = condition.extent.end
            body = parser.statement_block()
            if body is None:
                self.incomplete = self._fail(self.end, "MissingSwitchStatementClause")
            else:
                parts.append(body)
                self.end = body.extent.end
                if word is None:
                    clauses.append((condition, body))
                else:
                    if default is not None:
                        self.failed = True
                        parser.report(word.start, word.end, "MultipleSwitchDefaultClauses")
                    default = body
            parser.skip_terminators()
            token = parser.peek()
            if token.kind is _K.RCurly:
                parser.skip()
                return default, token
            if token.kind is _K.EndOfInput:
                if not self.incomplete:
                    self.failed = True
                    parser.report_unclosed(opening, token)
                return default, None
