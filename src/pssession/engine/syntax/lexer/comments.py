"""Comments, blank stretches and line ends; #requires lines and the beginning of a signature are noticed here.

Source: about_Comments, about_Requires, about_Signing.
"""

from __future__ import annotations

import re

from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.characters import SPACE_SET, is_white, spaces, to_end_of_line
from pssession.engine.syntax.lexer.state import LexerState

_COMMENT, _NEW_LINE, _CONTINUATION, _SEMI = TokenKind.Comment, TokenKind.NewLine, TokenKind.LineContinuation, TokenKind.Semi

_requires = re.compile(r"#requires", re.IGNORECASE).match
_SIGNATURE = "sig#beginsignatureblock\n"
_LIKE_SIGNATURE = 10


class Comments(LexerState):
    """Skip what means nothing, and keep it as tokens."""

    __slots__ = ()

    def skip_comment(self, start: int) -> None:
        """Keep a comment up to the end of its line."""
        end = min(to_end_of_line(self.text, start).end(), self.length)  # type: ignore[union-attr]  # the run may be empty
        comment = self.token(_COMMENT, start, end)
        if end - start > 12:
            words = "".join(self.text[start + 1 : end].split()).lower() + "\n"
            if 14 <= len(words) <= 34 and _distance(words, _SIGNATURE) < _LIKE_SIGNATURE:
                self.signature_start = start
                return
        if not self.base and _requires(self.text, start):
            self.requires.append(comment)

    def skip_block_comment(self, start: int) -> None:
        """Keep a comment between `<#` and `#>`."""
        closing = self.text.find("#>", start + 2, self.length)
        if closing < 0:
            self.incomplete(start, self.length, "MissingTerminatorMultiLineComment")
            self.token(_COMMENT, start, self.length)
        else:
            self.token(_COMMENT, start, closing + 2)

    def skip_newlines(self, semicolons: bool) -> None:
        """Go to the next character that means something, over line ends and, if wanted, semicolons."""
        text = self.text
        position = self.position
        while True:
            character = text[position]
            if character in SPACE_SET:
                position = spaces(text, position).end()  # type: ignore[union-attr]  # the run may be empty
                continue
            if character == "\n":
                position += 1
                self.token(_NEW_LINE, position - 1, position)
            elif character == "\r":
                end = position + (2 if text[position + 1] == "\n" else 1)
                self.token(_NEW_LINE, position, end)
                position = end
            elif character == ";" and semicolons:
                position += 1
                self.token(_SEMI, position - 1, position)
            elif character == "#":
                self.skip_comment(position)
                position = self.position
            elif character == "<" and text[position + 1] == "#":
                self.skip_block_comment(position)
                position = self.position
            elif character == "`" and position + 1 < self.length and is_white(text[position + 1]):
                position = self.skip_continuation(position)
            else:
                self.position = position
                return

    def skip_continuation(self, start: int) -> int:
        """Go over a back-tick and the line end or spaces behind it; give where that is."""
        text = self.text
        if text[start + 1] in SPACE_SET:
            return spaces(text, start + 1).end()  # type: ignore[union-attr]  # the run may be empty
        end = start + (3 if text[start + 1] == "\r" and text[start + 2] == "\n" else 2)
        self.token(_CONTINUATION, start, end)
        return end

    def pipe_follows(self, end: int) -> bool:
        """Tell whether the next thing behind a line end is a pipe; empty lines may not stand between, lines of comments may."""
        text, length = self.text, self.length
        blank = True
        position = end
        while position < length - 1:
            character = text[position]
            if character in SPACE_SET:
                position += 1
            elif character == "\n" or character == "\r":
                if blank:
                    return False
                blank = True
                position += 2 if character == "\r" and text[position + 1] == "\n" else 1
            elif character == "#":
                blank = False
                position = to_end_of_line(text, position).end()  # type: ignore[union-attr]  # the run may be empty
            elif character == "<" and text[position + 1] == "#":
                blank = False
                closing = text.find("#>", position + 2)
                position = length if closing < 0 else closing + 2
            else:
                return character == "|"
        return end < length and text[length - 1] == "|"


def _distance(first: str, second: str) -> int:
    """Count the changes that make one text of another."""
    previous = list(range(len(second) + 1))
    for row, character in enumerate(first, 1):
        current = [row]
        for column, other in enumerate(second, 1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (character != other)))
        previous = current
    return previous[-1]
