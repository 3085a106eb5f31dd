"""Tokens: a stretch of the text, its kind, and what the lexer learnt of it.

Classes are PowerShell's own (System.Management.Automation.Language.Token and those below it). No scanning here.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.nodes.base import Extent, Source
from pssession.engine.syntax.nodes.expressions import VariablePath


class Token:
    """Hold one token.

    Attributes:
        kind: A TokenKind.
        start, end: Offsets in the text.
        source: The text.
        flags: Its TokenFlags, those of its kind included.
    """

    __slots__ = ("end", "flags", "kind", "source", "start")

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.source = source
        self.flags = kind.flags

    @property
    def dotnet_type(self) -> str:
        """Name PowerShell's class of such tokens."""
        name = type(self).__name__
        if name == "StringToken":
            name = "StringLiteralToken"
        return f"System.Management.Automation.Language.{name}"

    @property
    def text(self) -> str:
        """Give it as it stands in the source."""
        return self.source.text[self.start : self.end]

    @property
    def extent(self) -> Extent:
        """Give where it stands."""
        return Extent(self.start, self.end, self.source)

    @property
    def has_error(self) -> bool:
        """Tell whether something is wrong with it."""
        return self.flags & 0x10000 != 0

    def __repr__(self) -> str:
        return f"<{self.kind.name} {self.start}-{self.end} {self.text!r}>"


class NumberToken(Token):
    """Hold a number; its value is None where the number does not fit."""

    __slots__ = ("value",)

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, value: Any) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.source = source
        self.flags = kind.flags
        self.value = value


class ParameterToken(Token):
    """Hold a parameter of a command: its name without the dash, and whether a colon follows."""

    __slots__ = ("parameter_name", "used_colon")

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, parameter_name: str, used_colon: bool) -> None:
        super().__init__(kind, start, end, source)
        self.parameter_name = parameter_name
        self.used_colon = used_colon


class VariableToken(Token):
    """Hold a variable."""

    __slots__ = ("variable_path",)

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, variable_path: VariablePath) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.source = source
        self.flags = kind.flags
        self.variable_path = variable_path


class StringToken(Token):
    """Hold a string or a bare word; its value is the content with escapes resolved."""

    __slots__ = ("value",)

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, value: str) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.source = source
        self.flags = kind.flags
        self.value = value


class StringExpandableToken(StringToken):
    """Hold a string with variables or sub-expressions.

    Attributes:
        parts: Texts (escapes resolved), variable tokens and unscanned sub-expressions in order.
        nested_tokens: The tokens inside, once the parser has been there; before that the ones among the parts.
    """

    __slots__ = ("nested_tokens", "parts")

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, value: str, parts: list[Any]) -> None:
        super().__init__(kind, start, end, source, value)
        self.parts = parts
        self.nested_tokens: list[Token] = [part for part in parts if isinstance(part, Token)]


class UnscannedSubExpressionToken(Token):
    """Hold `$( )` inside a string, whose tokens are not known yet.

    Attributes:
        value: Its text as the lexer is to read it, without the first of two double quotes.
        skipped: Offsets in `value` of the characters that had another one before them in the source.
    """

    __slots__ = ("skipped", "value")

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, value: str, skipped: tuple[int, ...]) -> None:
        super().__init__(kind, start, end, source)
        self.value = value
        self.skipped = skipped


class LabelToken(Token):
    """Hold the name of a loop, without its colon."""

    __slots__ = ("label_text",)

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, label_text: str) -> None:
        super().__init__(kind, start, end, source)
        self.label_text = label_text


class RedirectionToken(Token):
    """Be a redirection."""

    __slots__ = ()


class InputRedirectionToken(RedirectionToken):
    """Be `<`."""

    __slots__ = ()


class FileRedirectionToken(RedirectionToken):
    """Lead a stream, by its number (0 for all), into a file."""

    __slots__ = ("append", "from_stream")

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, from_stream: int, append: bool) -> None:
        super().__init__(kind, start, end, source)
        self.from_stream = from_stream
        self.append = append


class MergingRedirectionToken(RedirectionToken):
    """Lead a stream, by its number, into another."""

    __slots__ = ("from_stream", "to_stream")

    def __init__(self, kind: TokenKind, start: int, end: int, source: Source, from_stream: int, to_stream: int) -> None:
        super().__init__(kind, start, end, source)
        self.from_stream = from_stream
        self.to_stream = to_stream
