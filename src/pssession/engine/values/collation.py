"""The order of texts in the invariant culture, as -lt, -gt and Sort-Object see it.

A key has three levels, as ICU's has: letters, accents, case. White space and punctuation come before symbols, these before digits,
these before letters; lower case before upper case. Languages' own rules are not here.

Source: the order of Unicode's default collation table (DUCET as CLDR root orders it) for ASCII; tests compare with PowerShell 7.6.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any, Final

_ASCII_ORDER: Final = "\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
_WEIGHTS: Final[dict[int, str]] = {ord(letter): chr(index + 1) for index, letter in enumerate(_ASCII_ORDER)}
_IGNORED: Final[dict[int, None]] = dict.fromkeys((*range(9), *range(14, 32), 127))
_TABLE: Final[dict[int, Any]] = {**_WEIGHTS, **_IGNORED}
_SPECIAL: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"}


def compare(left: str, right: str, ignore_case: bool = True) -> int:
    """Compare two texts: negative, 0 or positive."""
    if left == right:
        return 0
    first, second = key(left, ignore_case), key(right, ignore_case)
    return -1 if first < second else int(first > second)


def same(left: str, right: str, ignore_case: bool = True) -> bool:
    """Tell whether two texts are equal to a reader: case aside if so wished, composed letters equal to decomposed ones."""
    if left == right:
        return True
    if left.isascii() and right.isascii() and left.isprintable() and right.isprintable():
        return ignore_case and left.lower() == right.lower()
    return key(left, ignore_case) == key(right, ignore_case)


@lru_cache(maxsize=4096)
def key(text: str, ignore_case: bool = True) -> tuple[str, str, str]:
    """Make the key by which texts sort."""
    if text.isascii():
        return text.lower().translate(_TABLE), "", "" if ignore_case else _case(text.translate(_IGNORED))
    primary: list[str] = []
    accents: list[str] = []
    case: list[str] = []
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.combining(letter):
            if accents:
                accents[-1] += letter
            continue
        category = unicodedata.category(letter)
        if category in ("Cf", "Cc") and letter not in "\t\n\x0b\x0c\r":
            continue
        folded = letter.lower()
        for part in _SPECIAL.get(folded, unicodedata.normalize("NFKD", folded) if category != "Lo" else folded):
            weight = _WEIGHTS.get(ord(part))
            if weight is None:
                weight = _other(part, unicodedata.category(part))
            primary.append(weight)
            accents.append("" if part == folded else "\x01")
            case.append("1" if folded != letter else "0")
    second = "\x00".join(accents).rstrip("\x00")
    return "".join(primary), second, "" if ignore_case else "".join(case).rstrip("0")


_SPACE, _SYMBOL, _DIGIT, _AFTER_LETTERS = (_WEIGHTS[ord(letter)] for letter in " $9z")


def _other(letter: str, category: str) -> str:
    """Give the weight of a letter beyond ASCII: within its class, by code point."""
    if category[0] == "Z":
        return _SPACE + letter
    if category[0] == "P":
        return _WEIGHTS[ord("%")] + letter
    if category[0] == "S":
        return _SYMBOL + letter
    if category == "Nd":
        return _WEIGHTS[ord("0") + unicodedata.digit(letter)]
    return _AFTER_LETTERS + "\uffff" + letter


def _case(text: str) -> str:
    return "".join(["1" if letter.isupper() else "0" for letter in text]).rstrip("0")
