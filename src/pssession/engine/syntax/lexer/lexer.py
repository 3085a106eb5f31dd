"""The lexer: from a character to the scanner that reads on from it, and the tokens that only one place of the grammar asks for.

Which characters begin what is one table; what the mode changes about it stands in the scanners.

Source: about_Parsing, about_Operators, about_Redirection; modes and look-ahead as PowerShell 7.6 was seen to have them.
"""

from __future__ import annotations

from collections.abc import Callable

from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.characters import (
    DASHES,
    DIGITS,
    DOUBLE_QUOTES,
    LETTERS,
    SINGLE_QUOTES,
    SPACE_SET,
    SPACES,
    WORD_ENDS,
    is_digit,
    is_letter,
    is_variable_start,
    is_white,
    is_word_start,
    spaces,
)
from pssession.engine.syntax.lexer.comments import Comments
from pssession.engine.syntax.lexer.numbers import Numbers
from pssession.engine.syntax.lexer.state import COMMAND, EXPRESSION
from pssession.engine.syntax.lexer.strings import Strings
from pssession.engine.syntax.lexer.variables import Variables
from pssession.engine.syntax.lexer.words import Words
from pssession.engine.syntax.tokens import FileRedirectionToken, InputRedirectionToken, MergingRedirectionToken, Token

_K = TokenKind
_BLANK_OR_END = frozenset("\0\r\n" + SPACES)


class Lexer(Comments, Words, Variables, Strings, Numbers):
    """Turn text into tokens, one at a time."""

    __slots__ = ()

    def next_token(self) -> Token:
        """Read the next token in the mode that is set."""
        text = self.text
        while True:
            start = self.position
            character = text[start]
            if character in SPACE_SET:
                start = spaces(text, start).end()  # type: ignore[union-attr]  # the run may be empty
                self.position = start
                character = text[start]
            scan = _SCANNERS.get(character)
            if scan is None:
                return self.scan_identifier(start) if is_letter(character) else self.scan_generic(start)
            token = scan(self, start)
            if token is not None:
                return token

    # What begins with one character -----------------------------------------------------------------------------------------------------

    def _operator(self, kind: TokenKind, start: int, end: int) -> Token:
        """Make an operator, which in a command is a word where something stands right behind it."""
        if self.mode == COMMAND and self.text[end] not in WORD_ENDS:
            return self.scan_generic(start)
        return self.token(kind, start, end)

    def _on_end(self, start: int) -> Token:
        return self.end_token(start) if start >= self.length else self.scan_generic(start)

    def _on_comment(self, start: int) -> None:
        self.skip_comment(start)

    def _on_newline(self, start: int) -> Token:
        text = self.text
        return self.token(_K.NewLine, start, start + (2 if text[start] == "\r" and text[start + 1] == "\n" else 1))

    def _on_back_tick(self, start: int) -> Token | None:
        character = self.text[start + 1]
        if is_white(character):
            self.position = self.skip_continuation(start)
            return None
        if start + 1 >= self.length:
            self.incomplete(start + 2, start + 2, "IncompleteString")
            self.position = self.length
            return None
        return self.scan_generic(start)

    def _on_at(self, start: int) -> Token:
        character = self.text[start + 1]
        if character == "{":
            return self.token(_K.AtCurly, start, start + 2)
        if character == "(":
            return self.token(_K.AtParen, start, start + 2)
        if character in SINGLE_QUOTES:
            return self.scan_here_literal(start)
        if character in DOUBLE_QUOTES:
            return self.scan_here_expandable(start)
        if is_variable_start(character):
            return self.scan_variable(start, True, False)
        self.error(start, start + 1, "UnrecognizedToken")
        return self.token(_K.Unknown, start, start + 1)

    def _on_dollar(self, start: int) -> Token:
        if self.text[start + 1] == "(":
            return self.token(_K.DollarParen, start, start + 2)
        return self.scan_variable(start, False, False)

    def _on_equals(self, start: int) -> Token:
        return self._operator(_K.Equals, start, start + 1)

    def _on_plus(self, start: int) -> Token:
        following = self.text[start + 1]
        if following == "+":
            return self._operator(_K.PlusPlus, start, start + 2)
        if following == "=":
            return self._operator(_K.PlusEquals, start, start + 2)
        if self.signed_numbers and (following == "." or is_digit(following)):
            return self.scan_number(start)
        return self._operator(_K.Plus, start, start + 1)

    def _on_dash(self, start: int) -> Token:
        following = self.text[start + 1]
        if following in DASHES:
            return self._operator(_K.MinusMinus, start, start + 2)
        if following == "=":
            return self._operator(_K.MinusEquals, start, start + 2)
        if following == "_" or following == "?" or is_letter(following):
            return self.scan_parameter(start)
        if self.signed_numbers and (following == "." or is_digit(following)):
            return self.scan_number(start)
        return self._operator(_K.Minus, start, start + 1)

    def _on_star(self, start: int) -> Token:
        following = self.text[start + 1]
        if following == "=":
            return self._operator(_K.MultiplyEquals, start, start + 2)
        if following == ">":
            return self._redirection(start, start + 2, 0, "1")
        return self._operator(_K.Multiply, start, start + 1)

    def _redirection(self, start: int, end: int, stream: int, targets: str) -> Token:
        text = self.text
        if text[end] == ">":
            return self.keep(FileRedirectionToken, _K.Redirection, start, end + 1, stream, True)  # type: ignore[no-any-return]
        if text[end] == "&" and targets and text[end + 1] in targets:
            return self.keep(  # type: ignore[no-any-return]
                MergingRedirectionToken, _K.Redirection, start, end + 2, stream, int(text[end + 1])
            )
        return self.keep(FileRedirectionToken, _K.Redirection, start, end, stream, False)  # type: ignore[no-any-return]

    def _on_slash(self, start: int) -> Token:
        if self.text[start + 1] == "=":
            return self._operator(_K.DivideEquals, start, start + 2)
        return self._operator(_K.Divide, start, start + 1)

    def _on_percent(self, start: int) -> Token:
        if self.text[start + 1] == "=":
            return self._operator(_K.RemainderEquals, start, start + 2)
        return self._operator(_K.Rem, start, start + 1)

    def _on_less(self, start: int) -> Token | None:
        if self.text[start + 1] == "#":
            self.skip_block_comment(start)
            return None
        return self.keep(InputRedirectionToken, _K.RedirectInStd, start, start + 1)  # type: ignore[no-any-return]

    def _on_greater(self, start: int) -> Token:
        return self._redirection(start, start + 1, 1, "")

    def _on_left_bracket(self, start: int) -> Token:
        return self._operator(_K.LBracket, start, start + 1)

    def _on_dot(self, start: int) -> Token:
        following = self.text[start + 1]
        if following == ".":
            return self._operator(_K.DotDot, start, start + 2)
        if following in DIGITS:
            return self.scan_number(start)
        if self.mode == COMMAND and following not in WORD_ENDS and following not in "$\"'":
            return self.scan_generic(start)
        return self.token(_K.Dot, start, start + 1)

    def _on_stream_digit(self, start: int) -> Token:
        text = self.text
        if text[start + 1] != ">" or (self.signed_numbers and not (text[start + 2] == "&" and text[start + 3] in "12")):
            return self.scan_number(start)
        return self._redirection(start, start + 2, int(text[start]), "12")

    def _on_ampersand(self, start: int) -> Token:
        if self.text[start + 1] == "&":
            return self.token(_K.AndAnd, start, start + 2)
        return self.token(_K.Ampersand, start, start + 1)

    def _on_pipe(self, start: int) -> Token:
        if self.text[start + 1] == "|":
            return self.token(_K.OrOr, start, start + 2)
        return self.token(_K.Pipe, start, start + 1)

    def _on_exclaim(self, start: int) -> Token:
        following = self.text[start + 1]
        if self.mode == COMMAND:
            if following not in WORD_ENDS:
                return self.scan_generic(start)
        elif self.mode == EXPRESSION:
            if is_word_start(following):
                return self.scan_generic(start)
            if (following == "." or is_digit(following)) and not self.is_number(start + 1):
                return self.scan_generic(start)
        return self.token(_K.Exclaim, start, start + 1)

    def _on_colon(self, start: int) -> Token:
        if self.text[start + 1] == ":":
            if self.mode == COMMAND and not self.simple_name and self.text[start + 2] not in WORD_ENDS:
                return self.scan_generic(start)
            return self.token(_K.ColonColon, start, start + 2)
        if self.mode == COMMAND:
            return self.scan_label(start)
        return self.token(_K.Colon, start, start + 1)

    def _on_question(self, start: int) -> Token:
        if self.mode != EXPRESSION:
            return self.scan_generic(start)
        text = self.text
        if text[start + 1] == "?":
            if text[start + 2] == "=":
                return self.token(_K.QuestionQuestionEquals, start, start + 3)
            return self.token(_K.QuestionQuestion, start, start + 2)
        return self.token(_K.QuestionMark, start, start + 1)

    # What only one place of the grammar asks for ----------------------------------------------------------------------------------------

    def member_access_operator(self, left_bracket: bool) -> Token | None:
        """Read `.`, `::`, `?.`, and if wanted `[` or `?[`, right behind an expression; only block comments may stand between."""
        text = self.text
        while text[self.position] == "<" and text[self.position + 1] == "#":
            self.skip_block_comment(self.position)
        start = self.position
        character = text[start]
        if character == ".":
            following = text[start + 1]
            if following == "." or (self.mode == COMMAND and following in _BLANK_OR_END):
                return None
            return self.token(_K.Dot, start, start + 1)
        if character == "[":
            return self.token(_K.LBracket, start, start + 1) if left_bracket else None
        if character == ":":
            if text[start + 1] != ":" or (self.mode == COMMAND and text[start + 2] in _BLANK_OR_END):
                return None
            return self.token(_K.ColonColon, start, start + 2)
        if character == "?":
            if text[start + 1] == ".":
                return self.token(_K.QuestionDot, start, start + 2)
            if text[start + 1] == "[" and left_bracket:
                return self.token(_K.QuestionLBracket, start, start + 2)
        return None

    def invocation_opening(self) -> Token | None:
        """Read `(` or `{` right behind a member's name."""
        start = self.position
        character = self.text[start]
        if character == "(":
            return self.token(_K.LParen, start, start + 1)
        if character == "{":
            return self.token(_K.LCurly, start, start + 1)
        return None

    def left_bracket(self) -> Token | None:
        """Read `[` where an attribute may stand; spaces and comments may stand before it."""
        text = self.text
        origin = self.restore_point()
        blank = False
        while True:
            start = self.position
            character = text[start]
            if character in SPACE_SET:
                blank = True
                self.position = spaces(text, start).end()  # type: ignore[union-attr]  # the run may be empty
            elif character == "#":
                blank = True
                self.skip_comment(start)
            elif character == "<" and text[start + 1] == "#":
                blank = False
                self.skip_block_comment(start)
            elif character == "[":
                return self.token(_K.LBracket, start, start + 1)
            else:
                if blank and character in ".:":
                    self.resync(origin)
                return None


def _single(kind: TokenKind) -> Callable[[Lexer, int], Token]:
    return lambda lexer, start: lexer.token(kind, start, start + 1)


_SCANNERS: dict[str, Callable[[Lexer, int], Token | None]] = {
    "\0": Lexer._on_end,
    "\n": Lexer._on_newline,
    "\r": Lexer._on_newline,
    "#": Lexer._on_comment,
    "`": Lexer._on_back_tick,
    "@": Lexer._on_at,
    "$": Lexer._on_dollar,
    "=": Lexer._on_equals,
    "+": Lexer._on_plus,
    "*": Lexer._on_star,
    "/": Lexer._on_slash,
    "%": Lexer._on_percent,
    "<": Lexer._on_less,
    ">": Lexer._on_greater,
    "[": Lexer._on_left_bracket,
    ".": Lexer._on_dot,
    "&": Lexer._on_ampersand,
    "|": Lexer._on_pipe,
    "!": Lexer._on_exclaim,
    ":": Lexer._on_colon,
    "?": Lexer._on_question,
    "(": _single(_K.LParen),
    ")": _single(_K.RParen),
    "]": _single(_K.RBracket),
    "{": _single(_K.LCurly),
    "}": _single(_K.RCurly),
    ";": _single(_K.Semi),
    ",": _single(_K.Comma),
    **dict.fromkeys(LETTERS | {"_"}, Lexer.scan_identifier),
    **dict.fromkeys(DASHES, Lexer._on_dash),
    **dict.fromkeys(SINGLE_QUOTES, Lexer.scan_literal),
    **dict.fromkeys(DOUBLE_QUOTES, Lexer.scan_expandable),
    **dict.fromkeys("0789", Lexer.scan_number),
    **dict.fromkeys("123456", Lexer._on_stream_digit),
}
