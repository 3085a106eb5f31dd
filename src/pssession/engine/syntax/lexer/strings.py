"""Strings: 'literal', "expandable", here-strings, escapes, and sub-expressions inside.

What stands in `$( )` inside a string is only cut out here; the parser has the lexer read it later. Lines that end a here-string begin
with its quote; the line end before belongs to the mark.

Source: about_Quoting_Rules, about_Special_Characters; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

import re
from typing import Any

from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.characters import DOUBLE_QUOTES, SINGLE_QUOTES, SPACE_SET, is_variable_start, spaces
from pssession.engine.syntax.lexer.state import EXPRESSION, LexerState
from pssession.engine.syntax.tokens import StringExpandableToken, StringToken, Token, UnscannedSubExpressionToken

_LITERAL, _EXPANDABLE = TokenKind.StringLiteral, TokenKind.StringExpandable
_IN_ERROR = 0x10000

_literal_body = re.compile(f"(?:[^{SINGLE_QUOTES}]|[{SINGLE_QUOTES}][{SINGLE_QUOTES}])*+").match
_doubled_single = re.compile(f"[{SINGLE_QUOTES}]([{SINGLE_QUOTES}])").sub
_expandable_run = re.compile(f"[^{DOUBLE_QUOTES}$`]*").match
_here_run = re.compile(r"[^\r\n]*").match
_here_expandable_run = re.compile(r"[^\r\n$`]*").match
_inner_run = re.compile(f"[^()`{DOUBLE_QUOTES}]*").match

_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_HEX = frozenset("0123456789abcdefABCDEF")
_INVALID = "\uffff"


class Strings(LexerState):
    """Scan strings."""

    __slots__ = ()

    def scan_literal(self, start: int) -> Token:
        """Scan a string in single quotes."""
        values: list[str] = []
        self.position = start + 1
        whole = self.read_literal(start, values)
        token: Token = self.keep(StringToken, _LITERAL, start, self.position, values[0])
        if not whole:
            token.flags |= _IN_ERROR
        return token

    def read_literal(self, opening: int, values: list[str]) -> bool:
        """Read behind an opening quote to behind the closing one; tell whether there is one."""
        found = _literal_body(self.text, self.position, self.length)
        assert found is not None  # the body may be empty
        value, end = found[0], found.end()
        if any(quote in value for quote in SINGLE_QUOTES):
            value = _doubled_single(r"\1", value)
        values.append(value)
        if end < self.length:
            self.position = end + 1
            return True
        self.position = end
        self.incomplete(opening, end, "TerminatorExpectedAtEndOfString", "'")
        return False

    def scan_expandable(self, start: int) -> Token:
        """Scan a string in double quotes."""
        values: list[str] = []
        parts: list[Any] = []
        self.position = start + 1
        whole = self.read_expandable(start, values, parts)
        return self._keep_expandable(_EXPANDABLE, start, values, parts, whole)

    def _keep_expandable(self, kind: TokenKind, start: int, values: list[str], parts: list[Any], whole: bool) -> Token:
        token: StringExpandableToken = self.keep(StringExpandableToken, kind, start, self.position, "".join(values), join_texts(parts))
        if not whole or any(nested.flags & _IN_ERROR for nested in token.nested_tokens):
            token.flags |= _IN_ERROR
        return token

    def read_expandable(self, opening: int, values: list[str], parts: list[Any]) -> bool:
        """Read behind an opening double quote to behind the closing one; tell whether there is one."""
        text, length = self.text, self.length
        position = self.position
        while True:
            found = _expandable_run(text, position, length)
            assert found is not None  # the run may be empty
            end = found.end()
            if end > position:
                values.append(found[0])
                parts.append(found[0])
            if end >= length:
                self.position = end
                self.incomplete(opening, end, "TerminatorExpectedAtEndOfString", '"')
                return False
            character = text[end]
            if character == "$":
                self.position = end + 1
                if self.read_dollar(False, values, parts):
                    position = self.position
                    continue
                piece, position = "$", end + 1
            elif character == "`":
                self.position = end + 1
                piece = self.read_escape()
                position = self.position
            elif end + 1 < length and text[end + 1] in DOUBLE_QUOTES:
                piece, position = text[end + 1], end + 2
            else:
                self.position = end + 1
                return True
            values.append(piece)
            parts.append(piece)

    def read_escape(self) -> str:
        """Read behind a back-tick; give what the escape stands for, the back-tick itself at the end."""
        text = self.text
        at = self.position
        character = text[at]
        if character == "\0":
            return "`"
        self.position = at + 1
        if character == "u":
            return self._read_code_point(at - 1)
        return _ESCAPES.get(character, character)

    def _read_code_point(self, escape: int) -> str:
        text = self.text
        at = self.position
        if text[at] != "{":
            self.error(escape, at, "InvalidUnicodeEscapeSequence")
            return _INVALID
        at += 1
        first = at
        while text[at] in _HEX and at - first < 6:
            at += 1
        digits = text[first:at]
        self.position = at
        if text[at] == "}":
            self.position = at + 1
            if not digits:
                self.error(escape, at + 1, "InvalidUnicodeEscapeSequence")
                return _INVALID
            code = int(digits, 16)
            if code > 0x10FFFF:
                self.error(first, at, "InvalidUnicodeEscapeSequenceValue")
                return _INVALID
            return chr(code)
        if len(digits) < 6:
            error_id = "InvalidUnicodeEscapeSequence"
        elif text[at] in _HEX:
            error_id = "TooManyDigitsInUnicodeEscapeSequence"
        else:
            error_id = "MissingUnicodeEscapeSequenceTerminator"
        self.error(at, at + 1, error_id)
        return _INVALID

    def read_dollar(self, here: bool, values: list[str], parts: list[Any]) -> bool:
        """Read a variable or sub-expression behind a dollar sign inside a string; tell whether there is one."""
        text = self.text
        dollar = self.position - 1
        character = text[self.position]
        if character != "(" and character != "{" and not is_variable_start(character):
            return False
        tokens, mode = self.tokens, self.mode
        self.tokens, self.mode = [], EXPRESSION
        if character == "(":
            token = self._cut_sub_expression(dollar, here)
        else:
            token = self.scan_variable(dollar, False, True)
        self.tokens, self.mode = tokens, mode
        values.append(text[dollar : self.position])
        parts.append(token)
        return True

    def _cut_sub_expression(self, start: int, here: bool) -> Token:
        """Cut out `$( )` by counting parentheses; outside here-strings two double quotes are one."""
        text, length = self.text, self.length
        pieces = ["$("]
        position = start + 2
        size = 2
        depth = 1
        skipped: list[int] = []
        left_out: list[int] = []
        flags = 0
        while depth:
            found = _inner_run(text, position, length)
            assert found is not None  # the run may be empty
            end = found.end()
            pieces.append(found[0])
            size += end - position
            if end >= length:
                position = end
                self.incomplete(start, end, "IncompleteDollarSubexpressionReference")
                flags = _IN_ERROR
                break
            character = text[end]
            position = end + 1
            if character == "(":
                depth += 1
            elif character == ")":
                depth -= 1
            elif not here and text[position] in DOUBLE_QUOTES and position < length:
                character = text[position]
                skipped.append(size)
                left_out.append(position)
                position += 1
            pieces.append(character)
            size += 1
        self.position = position
        for outer in self.skipped:  # what the text around had left out is left out here too
            if start < outer < position:
                skipped.append(outer - start - sum(1 for at in left_out if at <= outer))
        token: Token = self.keep(UnscannedSubExpressionToken, _LITERAL, start, position, "".join(pieces), tuple(sorted(skipped)))
        token.flags |= flags
        return token

    # Here-strings ---------------------------------------------------------------------------------------------------------------------

    def _open_here_string(self, start: int, quote: str) -> bool:
        """Read to the line behind a header; tell whether it is one. Otherwise the rest of the line was skipped."""
        text, length = self.text, self.length
        end = spaces(text, start + 2).end()  # type: ignore[union-attr]  # the pattern may be empty
        if end >= length:
            self.position = length
            self.incomplete(start, length, "TerminatorExpectedAtEndOfString", quote + "@")
            return False
        if text[end] == "\r" or text[end] == "\n":
            self.position = end + (2 if text[end] == "\r" and text[end + 1] == "\n" else 1)
            return True
        self.error(end, end + 1, "UnexpectedCharactersAfterHereStringHeader")
        while end < length and text[end] not in "\r\n":
            if text[end] == quote and text[end + 1] == "@":
                end += 2
                break
            end += 1
        self.position = end
        return False

    def _at_footer(self, quotes: str, values: list[str], parts: list[Any], false_footer: int) -> tuple[bool, int]:
        """Look at the beginning of a line for the mark that ends a here-string; spaces before one are remembered for a message."""
        text = self.text
        at = self.position
        if text[at] in quotes and text[at + 1] == "@":
            self.position = at + 2
            return True, false_footer
        end = at
        while text[end] in SPACE_SET:
            end += 1
        if text[end] in quotes and end > at and text[end + 1] == "@":
            if false_footer < 0:
                false_footer = end
            end += 2
        if end > at:
            values.append(text[at:end])
            parts.append(text[at:end])
            self.position = end
        return False, false_footer

    def scan_here_literal(self, start: int) -> Token:
        """Scan a here-string in single quotes."""
        return self._scan_here_string(start, "'", SINGLE_QUOTES)

    def scan_here_expandable(self, start: int) -> Token:
        """Scan a here-string in double quotes."""
        return self._scan_here_string(start, '"', DOUBLE_QUOTES)

    def _scan_here_string(self, start: int, quote: str, quotes: str) -> Token:
        expandable = quote == '"'
        run = _here_expandable_run if expandable else _here_run
        values: list[str] = []
        parts: list[Any] = []
        whole = self._open_here_string(start, quote)
        if whole:
            text, length = self.text, self.length
            done, false_footer = self._at_footer(quotes, values, parts, -1)
            while not done:
                found = run(text, self.position, length)
                assert found is not None  # the run may be empty
                if found[0]:
                    values.append(found[0])
                    parts.append(found[0])
                self.position = end = found.end()
                if end >= length:
                    whole = False
                    if false_footer >= 0:
                        self.incomplete(false_footer, end, "WhitespaceBeforeHereStringFooter")
                    else:
                        self.incomplete(start, end, "TerminatorExpectedAtEndOfString", quote + "@")
                    break
                character = text[end]
                self.position = end + 1
                if character == "$":
                    if self.read_dollar(True, values, parts):
                        continue
                elif character == "`":
                    character = self.read_escape()
                else:
                    if character == "\r" and text[end + 1] == "\n":
                        character = "\r\n"
                        self.position = end + 2
                    before, count = len(values), len(parts)
                    values.append(character)
                    parts.append(character)
                    done, false_footer = self._at_footer(quotes, values, parts, false_footer)
                    if done:
                        del values[before:]
                        del parts[count:]
                    continue
                values.append(character)
                parts.append(character)
        if expandable:
            return self._keep_expandable(TokenKind.HereStringExpandable, start, values, parts, whole)
        token: Token = self.keep(StringToken, TokenKind.HereStringLiteral, start, self.position, "".join(values))
        if not whole:
            token.flags |= _IN_ERROR
        return token


def join_texts(parts: list[Any]) -> list[Any]:
    """Put texts that follow one another together."""
    joined: list[Any] = []
    for part in parts:
        if joined and type(part) is str and type(joined[-1]) is str:
            joined[-1] += part
        else:
            joined.append(part)
    return joined
