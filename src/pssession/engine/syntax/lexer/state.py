"""The lexer's state: where it reads, in which mode, what it has read; and the small steps that all scanners share.

The parser drives: it says the mode, asks for tokens, and has the lexer go back where a token meant something else. Scanners are in the
files beside this one, by family; here are no rules about tokens.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.characters import SPACE_SET
from pssession.engine.syntax.nodes.base import Source
from pssession.engine.syntax.tokens import Token, UnscannedSubExpressionToken

COMMAND, EXPRESSION, TYPE_NAME, SIGNATURE = range(4)

# Takes start, end, id, arguments, and whether more input might help if nothing follows.
Report = Callable[[int, int, str, tuple[Any, ...], bool], object]

_END_OF_INPUT = TokenKind.EndOfInput
# Sub-expressions of strings in one another: each level reads all that is inside it again.
_MOST_STRINGS = 100


class LexerState:
    """Hold what is being read.

    Attributes:
        text: What is read, three NULs behind it; inside a string it is a sub-expression's text.
        length: Where the text ends.
        position: The next character.
        base: Offset of the text in the source, and `skipped` the characters left out of it.
        mode: COMMAND, EXPRESSION, TYPE_NAME or SIGNATURE.
        signed_numbers: Whether a value is wanted: a sign may begin a number, and a digit before `>` is one.
        end_number_on_ternary: Whether `?` and `:` end a number.
        simple_name: Whether a name is wanted, so that no word is a keyword.
        in_workflow: Whether `inlinescript` is a keyword.
        tokens: What was read, None while nothing is kept.
        requires: Comments that begin with #requires.
        strings: How many strings what is read stands in.
        signature_start: Where a comment looks like the beginning of a signature, -1 if none does.
    """

    __slots__ = (
        "base",
        "end_number_on_ternary",
        "in_workflow",
        "length",
        "mode",
        "position",
        "report",
        "requires",
        "signature_start",
        "signed_numbers",
        "simple_name",
        "skipped",
        "source",
        "strings",
        "text",
        "tokens",
    )

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.text = source.text + "\0\0\0"
        self.length = len(source.text)
        self.position = 0
        self.base = 0
        self.skipped: tuple[int, ...] = ()
        self.mode = COMMAND
        self.signed_numbers = False
        self.end_number_on_ternary = False
        self.simple_name = False
        self.in_workflow = False
        self.tokens: list[Token] = []
        self.requires: list[Token] = []
        self.signature_start = -1
        self.strings = 0

    if TYPE_CHECKING:  # what scanners of one family want of another

        def scan_generic(self, start: int, taken: int = 0) -> Token: ...
        def scan_number(self, start: int) -> Token: ...
        def scan_variable(self, start: int, splatted: bool, in_string: bool) -> Token: ...
        def scan_type_name(self, start: int) -> Token: ...
        def read_literal(self, opening: int, values: list[str]) -> bool: ...
        def read_expandable(self, opening: int, values: list[str], parts: list[Any]) -> bool: ...
        def read_dollar(self, here: bool, values: list[str], parts: list[Any]) -> bool: ...
        def read_escape(self) -> str: ...
        def skip_comment(self, start: int) -> None: ...
        def skip_block_comment(self, start: int) -> None: ...

    def place(self, offset: int) -> int:
        """Give the offset in the source of one in the text."""
        if self.skipped:
            return offset + self.base + bisect_left(self.skipped, offset)
        return offset + self.base

    def token(self, kind: TokenKind, start: int, end: int) -> Token:
        """Keep a token of a kind that has no content, and go behind it."""
        self.position = end
        if self.base:
            start, end = self.place(start), self.place(end)
        token = Token(kind, start, end, self.source)
        self.tokens.append(token)
        return token

    def keep(self, made: type[Any], kind: TokenKind, start: int, end: int, *content: Any) -> Any:
        """Keep a token with content, and go behind it."""
        self.position = end
        if self.base:
            start, end = self.place(start), self.place(end)
        token = made(kind, start, end, self.source, *content)
        self.tokens.append(token)
        return token

    def end_token(self, start: int) -> Token:
        """Keep the token for the end, which stands one character behind it; read once more, it is one character further."""
        self.position = min(start, self.length) + 1
        at = start + self.base + 1  # not its place in the source: so PowerShell counts inside strings
        token = Token(_END_OF_INPUT, at, at, self.source)
        self.tokens.append(token)
        return token

    def error(self, start: int, end: int, error_id: str, *arguments: Any) -> None:
        """Report an error at offsets of the text."""
        self.report(start + self.base, end + self.base, error_id, arguments, False)

    def incomplete(self, start: int, end: int, error_id: str, *arguments: Any) -> None:
        """Report an error that more input might mend."""
        self.report(start + self.base, end + self.base, error_id, arguments, True)

    def restore_point(self) -> int:
        """Give the place to come back to with `resync`."""
        return self.place(self.position)

    def resync(self, start: int) -> None:
        """Go back to an offset of the source and forget the tokens read since."""
        position = start - self.base
        if self.skipped:
            position -= sum(1 for before, inner in enumerate(self.skipped) if inner + before < position)
        self.position = max(0, min(position, self.length + 1))
        for kept in (self.tokens, self.requires):
            if kept and kept[-1].kind is _END_OF_INPUT:
                kept.pop()
            while kept and kept[-1].end > start:
                kept.pop()

    def enter(self, inner: UnscannedSubExpressionToken) -> tuple[Any, ...]:
        """Begin to read a sub-expression inside a string; give what `leave` needs.

        Raises:
            RecursionError: Too many strings in one another.
        """
        self.strings += 1
        if self.strings > _MOST_STRINGS:
            raise RecursionError
        state = (self.text, self.length, self.position, self.base, self.skipped, self.tokens)
        self.text = inner.value + "\0\0\0"
        self.length = len(inner.value)
        self.position = 0
        self.base = inner.start
        self.skipped = inner.skipped
        self.tokens = []
        return state

    def leave(self, state: tuple[Any, ...]) -> None:
        """Go on where `enter` stopped."""
        self.strings -= 1
        self.text, self.length, self.position, self.base, self.skipped, self.tokens = state

    def nothing_follows(self, end: int) -> bool:
        """Tell whether only spaces and comments stand behind an offset, so that more input might mend an error.

        A line end counts as something, and inside a string the offset is compared with the sub-expression's length, as PowerShell does.
        """
        text, length = self.text, self.length
        while end < length:
            character = text[end]
            if character == "#":
                while end < length and text[end] not in "\r\n":
                    end += 1
            elif character == "<" and text[end + 1] == "#":
                closing = text.find("#>", end + 2)
                end = length if closing < 0 else closing + 2
            elif character in SPACE_SET:
                end += 1
            else:
                return False
        return True
