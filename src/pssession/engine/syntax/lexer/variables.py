"""Variables: $name, $scope:name, ${any text}, @splatted.

Source: about_Variables, about_Scopes, about_Splatting; behaviour at errors as PowerShell 7.6 was seen to have it.
"""

from __future__ import annotations

import re

from pssession.engine.syntax.kinds import TokenKind
from pssession.engine.syntax.lexer.characters import DOUBLE_QUOTES, WORD_ENDS, is_letter_or_digit, is_variable_start
from pssession.engine.syntax.lexer.state import COMMAND, LexerState
from pssession.engine.syntax.nodes.expressions import VariablePath
from pssession.engine.syntax.tokens import Token, VariableToken

_VARIABLE, _SPLATTED = TokenKind.Variable, TokenKind.SplattedVariable

_name_run = re.compile(r"[A-Za-z0-9_?]*").match
_braced_run = re.compile(f"[^}}`{{{DOUBLE_QUOTES}\0]*").match
# What ends a variable's name without more thought: the rest is looked at by what .NET thinks of it.
_PLAIN_ENDS = frozenset("\0\t\r\n &(),;{}|.[=")


class Variables(LexerState):
    """Scan variables."""

    __slots__ = ()

    def scan_variable(self, start: int, splatted: bool, in_string: bool) -> Token:
        """Scan a variable whose dollar or at sign stands at an offset, or the word that only begins like one."""
        text = self.text
        position = start + 1
        character = text[position]
        if character == "{" and not splatted:
            return self._scan_braced(start, in_string)
        if not is_variable_start(character):
            return self.scan_generic(start)
        if character in "$?^":
            end = position + 1
            if self.mode == COMMAND and text[end] not in WORD_ENDS:
                return self.scan_generic(start)
        else:
            end = position
            while True:
                end = _name_run(text, end).end()  # type: ignore[union-attr]  # the run may be empty
                character = text[end]
                if character in _PLAIN_ENDS:
                    break
                if character == ":":
                    if end > position and text[end + 1] == ":":
                        break
                    end += 1
                elif is_letter_or_digit(character):
                    end += 1
                elif self.mode == COMMAND and character not in WORD_ENDS:
                    return self.scan_generic(start)
                else:
                    break
        path = VariablePath(text[position:end])
        if (not path.name and not path.user_path.lower().startswith("variable:")) or path.user_path.lower() == "variable:":
            drive = path.is_drive_qualified or path.qualifier == "using"
            self.error(start, end, "InvalidVariableReferenceWithDrive" if drive else "InvalidVariableReference")
        return self.keep(VariableToken, _SPLATTED if splatted else _VARIABLE, start, end, path)  # type: ignore[no-any-return]  # any token

    def _scan_braced(self, start: int, in_string: bool) -> Token:
        text, length = self.text, self.length
        position = start + 2
        pieces: list[str] = []
        closed = False
        while True:
            found = _braced_run(text, position)
            assert found is not None  # the run may be empty
            pieces.append(found[0])
            position = found.end()
            if position >= length:
                break
            character = text[position]
            position += 1
            if character == "}":
                closed = True
                break
            if character == "`":
                if position >= length:
                    break
                self.position = position
                character = self.read_escape()
                position = self.position
            elif character == "{":
                self.error(position, position + 1, "OpenBraceNeedsToBeBackTickedInVariableName")
            elif character != "\0" and in_string:
                if position >= length:
                    break
                if text[position] in DOUBLE_QUOTES:
                    character = text[position]
                    position += 1
            pieces.append(character)
        name = "".join(pieces)
        if not closed:
            self.incomplete(start + 1, position, "IncompleteDollarVariableReference")
        if not name:
            if closed:
                self.error(position - 1, position, "EmptyVariableReference")
            name = ":Error:"
        if self.mode == COMMAND:
            following = text[position]
            if following not in WORD_ENDS and following not in ".[":
                return self.scan_generic(start)
        path = VariablePath(name)
        if not path.name:
            self.error(start, position, "InvalidBracedVariableReference")
        return self.keep(VariableToken, _VARIABLE, start, position, path)  # type: ignore[no-any-return]  # keep makes any token
