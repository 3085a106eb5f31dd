"""What single characters are to the lexer: spaces, dashes, quotes, letters, ends of words.

PowerShell reads UTF-16, so characters beyond U+FFFF are never letters. Patterns end at NUL, which also stands behind the text.

Source: about_Special_Characters, about_Quoting_Rules; the sets as PowerShell 7.6 was seen to treat them.
"""

from __future__ import annotations

import re

SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b"
DOUBLE_QUOTES = '"\u201c\u201d\u201e'
DASHES = "-\u2013\u2014\u2015"
SPACES = " \t\f\v\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

SPACE_SET = frozenset(SPACES)
# What ends a word in every mode, and what else ends a number in an expression.
WORD_ENDS = frozenset("\0\r\n&(),;{|}" + SPACES)
NUMBER_ENDS = frozenset("!#%*+-./<=>]" + DASHES)
ASSEMBLY_NAME_ENDS = frozenset("\0\r\n,=]" + SPACES)
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
DIGITS = frozenset("0123456789")
VARIABLE_START = LETTERS | DIGITS | frozenset("_$^?:")
WORD_START = LETTERS | frozenset("_")

spaces = re.compile(f"[{SPACES}]*").match
to_end_of_line = re.compile(r"[^\r\n]*").match

_LETTER_CATEGORIES = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo"))


def _category(character: str) -> str:
    from unicodedata import category  # loaded for texts beyond ASCII only

    return category(character) if character <= "\uffff" else ""


def is_letter(character: str) -> bool:
    """Tell whether .NET's char.IsLetter holds."""
    return character in LETTERS or (character >= "\x80" and _category(character) in _LETTER_CATEGORIES)


def is_digit(character: str) -> bool:
    """Tell whether .NET's char.IsDigit holds."""
    return character in DIGITS or (character >= "\x80" and _category(character) == "Nd")


def is_letter_or_digit(character: str) -> bool:
    """Tell whether .NET's char.IsLetterOrDigit holds."""
    if character < "\x80":
        return character in LETTERS or character in DIGITS
    category = _category(character)
    return category in _LETTER_CATEGORIES or category == "Nd"


def is_word_start(character: str) -> bool:
    """Tell whether a name may begin with it."""
    return character in WORD_START or is_letter(character)


def is_variable_start(character: str) -> bool:
    """Tell whether a variable's name without braces may begin with it."""
    return character in VARIABLE_START or is_letter_or_digit(character)


def is_white(character: str) -> bool:
    """Tell whether .NET's char.IsWhiteSpace holds, line ends included."""
    return character in SPACE_SET or character == "\r" or character == "\n"
