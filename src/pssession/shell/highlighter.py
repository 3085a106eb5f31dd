"""Colours of the line that is typed: one for each kind of token, as PSReadLine has them.

Numbers, types and members, which PSReadLine writes in shades of white, have colours that can be read on a light screen too.
"""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from pssession.engine.syntax import parse
from pssession.engine.syntax.kinds import TokenFlags, TokenKind

_COLORS = {
    "command": "ansibrightyellow",
    "comment": "ansigreen",
    "keyword": "ansibrightgreen",
    "member": "",
    "number": "ansibrightmagenta",
    "operator": "ansibrightblack",
    "parameter": "ansibrightblack",
    "string": "ansicyan",
    "type": "ansibrightblue",
    "variable": "ansibrightgreen",
    "error": "ansibrightred",
    "completion-menu": "bg:default",
    "completion-menu.completion": "bg:default",
    "completion-menu.completion.current": "reverse",
    "completion-menu.multi-column-meta": "bg:default ansibrightblack",
    "prompt": "ansidefault",
    "auto-suggestion": "ansibrightblack italic",
}
_KINDS = {
    TokenKind.Comment: "comment",
    TokenKind.Number: "number",
    TokenKind.Parameter: "parameter",
    TokenKind.Variable: "variable",
    TokenKind.SplattedVariable: "variable",
    TokenKind.StringLiteral: "string",
    TokenKind.StringExpandable: "string",
    TokenKind.HereStringLiteral: "string",
    TokenKind.HereStringExpandable: "string",
}
_FLAGS = (
    (TokenFlags.COMMAND_NAME, "command"),
    (TokenFlags.KEYWORD, "keyword"),
    (TokenFlags.TYPE_NAME, "type"),
    (TokenFlags.MEMBER_NAME, "member"),
    (TokenFlags.BINARY_OPERATOR | TokenFlags.UNARY_OPERATOR | TokenFlags.ASSIGNMENT_OPERATOR, "operator"),
)


def style() -> Style:
    """Give the colours by class."""
    return Style.from_dict(_COLORS)


class TokenLexer(Lexer):
    """Colour a text by the engine's own tokens."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """Give a function from a line's number to its pieces."""
        lines = _pieces(document.text)
        return lambda number: lines[number] if number < len(lines) else []


def _pieces(text: str) -> list[StyleAndTextTuples]:
    lines: list[StyleAndTextTuples] = [[]]

    def put(name: str, piece: str) -> None:
        first, *others = piece.split("\n")
        lines[-1].append((name, first))
        for other in others:
            lines.append([(name, other)])

    place = 0
    for token in parse(text).tokens:
        start, end = token.start, min(token.end, len(text))
        if start < place or end <= start:
            continue
        put("", text[place:start])
        put(_class_of(token.kind, token.flags), text[start:end])
        place = end
    put("", text[place:])
    return lines


def _class_of(kind: TokenKind, flags: int) -> str:
    known = _KINDS.get(kind)
    if known is None:
        known = next((name for flag, name in _FLAGS if flags & flag), None)
    return "" if known is None else f"class:{known}"
