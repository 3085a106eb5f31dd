"""The parser's state and small steps: looking at tokens, going back, reporting errors. No grammar here.

The parser reads one token ahead at most; a token that it gives back is read again when the mode changes and the token depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from pssession.engine.syntax.errors import ParseError
from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.lexer import Lexer
from pssession.engine.syntax.nodes.base import Ast, Extent, Source
from pssession.engine.syntax.tokens import Token

if TYPE_CHECKING:
    from pssession.engine.syntax import nodes as n

_NEW_LINE, _SEMI, _END = TokenKind.NewLine, TokenKind.Semi, TokenKind.EndOfInput
_L_PAREN, _R_PAREN, _L_CURLY, _R_CURLY = TokenKind.LParen, TokenKind.RParen, TokenKind.LCurly, TokenKind.RCurly
_L_BRACKET, _R_BRACKET = TokenKind.LBracket, TokenKind.RBracket
_ANY_MODE = 0x8000


class ParserCore:
    """Hold where the parser is.

    Attributes:
        source: The text.
        lexer: Where tokens come from.
        ahead: The token that was looked at but not taken.
        no_comma: Whether a comma ends an expression here.
        errors: What was wrong so far.
        in_configuration: Whether a configuration is being read.
        has_types: Whether classes or enums are defined.
    """

    __slots__ = ("ahead", "errors", "has_types", "in_configuration", "lexer", "no_comma", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.errors: list[ParseError] = []
        self.lexer = Lexer(source, self._report_lexical)
        self.ahead: Token | None = None
        self.no_comma = False
        self.in_configuration = False
        self.has_types = False

    if TYPE_CHECKING:  # what one part of the grammar wants of another

        def statement(self) -> n.StatementAst | None: ...
        def statement_block(self) -> n.StatementBlockAst | None: ...
        def statement_list(self, statements: list[Any], traps: list[Any]) -> Extent | None: ...
        def script_block(self, opening: Token | None, is_filter: bool, first: n.StatementAst | None = None) -> n.ScriptBlockAst: ...
        def using_statement(self, word: Token) -> n.StatementAst: ...
        def script_block_expression(self, opening: Token) -> n.ExpressionAst: ...
        def pipeline_chain(self) -> n.PipelineBaseAst | None: ...
        def expression(self) -> n.ExpressionAst | None: ...
        def unary_expression(self, in_ternary: bool = False) -> n.ExpressionAst | None: ...
        def members(self, access: Token | None, made: n.ExpressionAst) -> n.ExpressionAst: ...
        def arguments(self, opening: Token) -> tuple[list[n.ExpressionAst], int]: ...
        def type_arguments(self, first: Token) -> tuple[list[n.TypeName], Token]: ...
        def error_statement(self, start: int, end: int, *found: Any) -> n.ErrorStatementAst: ...
        def primary_expression(self, member_access: bool = True) -> n.ExpressionAst | None: ...
        def label_or_key(self) -> n.ExpressionAst | None: ...
        def simple_name(self) -> n.StringConstantExpressionAst | None: ...
        def single_argument(self, context: int) -> n.ExpressionAst | None: ...
        def command_argument(self, context: int, token: Token) -> n.ExpressionAst | None: ...
        def attribute_list(self, in_expression: bool) -> list[n.AttributeBaseAst] | None: ...
        def attribute(self) -> n.AttributeBaseAst | None: ...
        def type_name(self, assembly: bool = True) -> tuple[n.TypeName | None, Token | None]: ...
        def parameter_list(self) -> list[n.ParameterAst]: ...
        def hashtable(self, opening: Token) -> n.ExpressionAst: ...
        def expandable_string(self, token: Any) -> n.ExpressionAst: ...

    # Tokens ------------------------------------------------------------------------------------------------------------------------------

    def next(self) -> Token:
        """Take the next token."""
        token = self.ahead
        if token is None:
            return self.lexer.next_token()
        self.ahead = None
        return token

    def peek(self) -> Token:
        """Look at the next token."""
        token = self.ahead
        if token is None:
            token = self.ahead = self.lexer.next_token()
        return token

    def skip(self) -> None:
        """Take the token that was looked at."""
        self.ahead = None

    def unget(self, token: Token) -> None:
        """Give a token back."""
        self.ahead = token

    def take(self, kind: TokenKind) -> Token | None:
        """Take the next token if it is of a kind."""
        token = self.ahead
        if token is None:
            token = self.ahead = self.lexer.next_token()
        if token.kind is kind:
            self.ahead = None
            return token
        return None

    def set_mode(self, mode: int) -> None:
        """Change how the lexer reads; a token that was looked at is read again if that matters to it."""
        lexer = self.lexer
        if mode != lexer.mode:
            ahead = self.ahead
            if ahead is not None and not ahead.kind.flags & _ANY_MODE:
                self.ahead = None
                lexer.resync(ahead.start)
            lexer.mode = mode

    def resync(self, offset: int) -> None:
        """Go back to an offset."""
        self.ahead = None
        self.lexer.resync(offset)

    def skip_newlines(self) -> None:
        """Go over line ends and comments."""
        if self.ahead is None or self.ahead.kind is _NEW_LINE:
            self.ahead = None
            self.lexer.skip_newlines(False)

    def skip_terminators(self) -> None:
        """Go over line ends, comments and semicolons."""
        if self.ahead is None or self.ahead.kind is _NEW_LINE or self.ahead.kind is _SEMI:
            self.ahead = None
            self.lexer.skip_newlines(True)

    def next_left_bracket(self) -> Token | None:
        """Take `[` where an attribute may stand."""
        if self.ahead is None:
            return self.lexer.left_bracket()
        return self.next() if self.ahead.kind is _L_BRACKET else None

    def next_member_access(self, left_bracket: bool) -> Token | None:
        """Take what leads to a member, right behind an expression."""
        return self.lexer.member_access_operator(left_bracket) if self.ahead is None else None

    def next_invocation(self) -> Token | None:
        """Take what opens arguments, right behind a member's name."""
        return self.lexer.invocation_opening() if self.ahead is None else None

    def skip_to(self, *kinds: TokenKind) -> None:
        """Go behind the next token of some kinds that does not stand in brackets, or to the end."""
        self._skip_until(kinds, True)

    def skip_before(self, *kinds: TokenKind) -> None:
        """Go as `skip_to` does, but before a bracket that closes."""
        self._skip_until(kinds, False)

    def _skip_until(self, kinds: tuple[TokenKind, ...], behind: bool) -> None:
        depths = [int(kind in kinds) for kind in (_R_PAREN, _R_CURLY, _R_BRACKET)]
        while True:
            token = self.next()
            kind = token.kind
            if kind is _END:
                self.unget(token)
                return
            for at, (opening, closing) in enumerate(_BRACKETS):
                if kind is opening:
                    depths[at] += 1
                elif kind is closing:
                    depths[at] -= 1
                    if depths[at] == 0 and closing in kinds:
                        if not behind:
                            self.unget(token)
                        return
            if kind in kinds and not any(depths):
                return

    # Extents and errors ------------------------------------------------------------------------------------------------------------------

    def span(self, start: int, end: int) -> Extent:
        """Make an extent."""
        return Extent(start, end, self.source)

    def _report_lexical(self, start: int, end: int, error_id: str, arguments: tuple[Any, ...], mendable: bool) -> None:
        self._save(start, end, error_id, arguments, mendable and self.lexer.nothing_follows(end))

    def report(self, start: int, end: int, error_id: str, *arguments: object) -> None:
        """Report an error."""
        self._save(start, end, error_id, arguments, False)

    def report_incomplete(self, start: int, end: int, error_id: str, *arguments: object) -> bool:
        """Report an error that more input might mend if nothing follows; tell whether."""
        incomplete = self.lexer.nothing_follows(end)
        self._save(start, end, error_id, arguments, incomplete)
        return incomplete

    def report_unclosed(self, opening: Token, found: Token) -> bool:
        """Report that a brace is not closed where another token was found."""
        incomplete = self.lexer.nothing_follows(found.end)
        self._save(opening.start, opening.end, "MissingEndCurlyBrace", (), incomplete)
        return incomplete

    def report_unclosed_behind(self, opening: Token, found: Token) -> None:
        """Report that a brace is not closed, at the place behind it."""
        incomplete = self.lexer.nothing_follows(found.end)
        self._save(opening.end, opening.end, "MissingEndCurlyBrace", (), incomplete)

    def _save(self, start: int, end: int, error_id: str, arguments: tuple[object, ...], incomplete: bool) -> None:
        for error in self.errors:  # reading a text again finds its errors again
            if error.error_id == error_id and error.extent.start == start and error.extent.end == end:
                return
        self.errors.append(ParseError(self.span(start, end), error_id, arguments, incomplete))

    def fail(self) -> NoReturn:
        """Say that a rule of the grammar was left in a way that cannot be."""
        raise AssertionError("The grammar is at odds with itself.")


_BRACKETS = ((_L_PAREN, _R_PAREN), (_L_CURLY, _R_CURLY), (_L_BRACKET, _R_BRACKET))


def before(token: Token) -> int:
    """Give the offset one before a token, as errors name it."""
    return max(token.start - 1, 0)


def nested(*found: Ast | Iterable[Ast] | None) -> list[Ast]:
    """List what an error statement holds."""
    listed: list[Ast] = []
    for each in found:
        if isinstance(each, Ast):
            listed.append(each)
        elif each is not None:
            listed += each
    return listed
