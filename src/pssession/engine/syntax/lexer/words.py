"""Words: names, keywords, generic words of commands, parameters and named operators, labels, names of types.

A word in a command runs up to what ends words; quotes and sub-expressions inside belong to it.

Source: about_Parsing, about_Reserved_Words, about_Operators; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

import re
from typing import Any

from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.characters import (
    ASSEMBLY_NAME_ENDS,
    DOUBLE_QUOTES,
    SINGLE_QUOTES,
    SPACES,
    WORD_ENDS,
    is_letter_or_digit,
    is_word_start,
    spaces,
)
from pssession.engine.syntax.lexer.state import COMMAND, EXPRESSION, SIGNATURE, TYPE_NAME, LexerState
from pssession.engine.syntax.lexer.strings import join_texts
from pssession.engine.syntax.tokens import LabelToken, ParameterToken, StringExpandableToken, StringToken, Token

_IDENTIFIER, _GENERIC, _PARAMETER, _LABEL, _MINUS = (
    TokenKind.Identifier,
    TokenKind.Generic,
    TokenKind.Parameter,
    TokenKind.Label,
    TokenKind.Minus,
)
_COMMA, _EQUALS, _INLINE_SCRIPT = TokenKind.Comma, TokenKind.Equals, TokenKind.InlineScript
_TYPE_NAME_FLAG = 0x200000
_IN_ERROR = 0x10000

KEYWORDS = {kind.text: kind for kind in TokenKind if kind.flags & 0x10 and kind is not TokenKind.DynamicKeyword}


def _named_operators() -> dict[str, TokenKind]:
    named = {kind.text[1:]: kind for kind in TokenKind if kind.text[0] == "-" and kind.text[1:].isalpha()}
    for kind in TokenKind:
        if kind.name[0] == "I" and kind.name[1:].islower() and kind not in (TokenKind.Is, TokenKind.If, TokenKind.In):
            named[kind.name[1:]] = named[kind.name.lower()] = kind
    del named["dentifier"], named["identifier"], named["nterface"], named["interface"]
    return named


OPERATORS = _named_operators()

_name_run = re.compile(r"[A-Za-z0-9_]*").match
_parameter_run = re.compile(r"[A-Za-z]*").match
_type_run = re.compile(r"[A-Za-z0-9.`_+#\\]*").match
_ENDS = "\0\r\n&(),;{|}" + SPACES
_word_run = re.compile(f"[^{re.escape(_ENDS + SINGLE_QUOTES + DOUBLE_QUOTES)}`$]*").match
_PARAMETER_ENDS = frozenset("{}();,|&.[\r\n\0" + SPACES)
_QUOTES = frozenset(SINGLE_QUOTES + DOUBLE_QUOTES)


class Words(LexerState):
    """Scan words."""

    __slots__ = ()

    def scan_identifier(self, start: int) -> Token:
        """Scan a word that begins with a letter."""
        text = self.text
        end = _name_run(text, start + 1).end()  # type: ignore[union-attr]  # the run may be empty
        while text[end] >= "\x80" and is_letter_or_digit(text[end]):
            end = _name_run(text, end + 1).end()  # type: ignore[union-attr]  # the run may be empty
        mode = self.mode
        if mode == TYPE_NAME:
            return self.scan_type_name(start)
        if not self.simple_name:
            if mode == COMMAND:
                if text[end] not in WORD_ENDS:
                    return self.scan_generic(start)
            elif mode != SIGNATURE:
                return self.token(_IDENTIFIER, start, end)
            kind = KEYWORDS.get(text[start:end].lower(), _IDENTIFIER)
            return self.token(_IDENTIFIER if kind is _INLINE_SCRIPT and not self.in_workflow else kind, start, end)
        return self.token(_IDENTIFIER, start, end)

    def scan_generic(self, start: int, taken: int = 0) -> Token:
        """Scan a word of a command from an offset; what stands before the offset `taken` means nothing but itself."""
        text = self.text
        end = _word_run(text, max(start, taken)).end()  # type: ignore[union-attr]  # the run may be empty
        if text[end] in WORD_ENDS and end > start:
            return self.keep(StringToken, _GENERIC, start, end, text[start:end])  # type: ignore[no-any-return]  # any token
        values: list[str] = [text[start:end]]
        parts: list[Any] = values[:] if end > start else []
        if end == start and text[end] in WORD_ENDS:  # a NUL in the text, or a word that begins with its own end
            values.append(text[end])
            parts.append(text[end])
            end += 1
        while True:
            self.position = end
            character = text[end]
            if character in WORD_ENDS:
                break
            if character in SINGLE_QUOTES:
                self.position = end + 1
                before = len(values)
                self.read_literal(end, values)
                parts += values[before:]
                end = self.position
                continue
            if character in DOUBLE_QUOTES:
                self.position = end + 1
                self.read_expandable(end, values, parts)
                end = self.position
                continue
            if character == "`":
                self.position = end + 1
                character = self.read_escape()
                end = self.position
            elif character == "$":
                self.position = end + 1
                if self.read_dollar(False, values, parts):
                    end = self.position
                    continue
                end += 1
            else:
                stop = _word_run(text, end).end()  # type: ignore[union-attr]  # the run may be empty
                character, end = text[end:stop], stop
            values.append(character)
            parts.append(character)
        value = "".join(values)
        parts = join_texts(parts)
        if any(type(part) is not str for part in parts):
            token: StringExpandableToken = self.keep(StringExpandableToken, _GENERIC, start, end, value, parts)
            if any(nested.flags & _IN_ERROR for nested in token.nested_tokens):
                token.flags |= _IN_ERROR
            return token
        return self.keep(StringToken, _GENERIC, start, end, value)  # type: ignore[no-any-return]  # keep makes any token

    def scan_parameter(self, start: int) -> Token:
        """Scan a parameter or, in an expression, a named operator; a dash and a letter stand at the offset."""
        text = self.text
        position = start + 1
        in_command = self.mode == COMMAND
        colon = False
        while True:
            position = _parameter_run(text, position).end()  # type: ignore[union-attr]  # the run may be empty
            character = text[position]
            if character in _PARAMETER_ENDS:
                break
            if character == ":":
                colon = True
                break
            if character in _QUOTES and in_command:
                return self.scan_generic(start, position)
            if not in_command:
                break
            position += 1
        name = text[start + 1 : position]
        if self.mode == EXPRESSION:
            kind = OPERATORS.get(name.lower())
            if kind is not None:
                return self.token(kind, start, position)
        if not name:
            return self.token(_MINUS, start, position)
        end = position + 1 if colon and in_command else position
        return self.keep(ParameterToken, _PARAMETER, start, end, name, colon)  # type: ignore[no-any-return]  # any token

    def scan_label(self, start: int) -> Token:
        """Scan `:name`, or the word that only begins like it."""
        text = self.text
        end = start + 1
        if not is_word_start(text[end]):
            if end >= self.length or text[end] == "\0":
                return self.keep(StringToken, _GENERIC, start, end, ":")  # type: ignore[no-any-return]  # any token
            return self.scan_generic(start)
        while text[end] == "_" or is_letter_or_digit(text[end]):
            end += 1
        if text[end] not in WORD_ENDS:
            return self.scan_generic(start, end + 1)
        return self.keep(LabelToken, _LABEL, start, end, text[start + 1 : end])  # type: ignore[no-any-return]  # any token

    def scan_type_name(self, start: int) -> Token:
        """Scan a type's name with its namespace."""
        text = self.text
        end = _type_run(text, start).end()  # type: ignore[union-attr]  # the run may be empty
        while is_letter_or_digit(text[end]):
            end = _type_run(text, end + 1).end()  # type: ignore[union-attr]  # the run may be empty
        token = self.token(_IDENTIFIER, start, end)
        token.flags |= _TYPE_NAME_FLAG
        return token

    def read_assembly_name(self) -> str:
        """Read an assembly's name and its properties; each part is a token."""
        text = self.text
        pieces = [self._assembly_part()]
        while text[self.position] == ",":
            self.token(_COMMA, self.position, self.position + 1)
            pieces += [", ", self._assembly_part()]
            if text[self.position] == "=":
                self.token(_EQUALS, self.position, self.position + 1)
                pieces += ["=", self._assembly_part()]
        return "".join(pieces)

    def _assembly_part(self) -> str:
        text = self.text
        start = end = spaces(text, self.position).end()  # type: ignore[union-attr]  # the run may be empty
        while text[end] not in ASSEMBLY_NAME_ENDS:
            end += 1
        token = self.token(_IDENTIFIER, start, end)
        token.flags |= _TYPE_NAME_FLAG
        self.position = spaces(text, end).end()  # type: ignore[union-attr]  # the run may be empty
        return text[start:end]

    def read_verbatim(self) -> Token:
        """Read what stands behind `--%`: the rest of the line, up to a pipe or && outside double quotes."""
        text, length = self.text, self.length
        start = end = spaces(text, self.position).end()  # type: ignore[union-attr]  # the run may be empty
        quoted = False
        while end < length and text[end] not in "\r\n":
            character = text[end]
            if character in DOUBLE_QUOTES:
                quoted = not quoted
            elif not quoted and (character == "|" or (character == "&" and text[end + 1] == "&")):
                break
            end += 1
        return self.keep(StringToken, _GENERIC, start, end, text[start:end])  # type: ignore[no-any-return]  # any token
