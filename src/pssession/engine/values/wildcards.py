"""PowerShell's wildcard patterns: `*`, `?`, `[set]`, with the back-tick as escape.

Source: about_Wildcards; WildcardPattern as PowerShell 7.6 shows it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pssession.engine.errors import WildcardPatternException

_SPECIAL = "*?[]`"


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str, ignore_case: bool = True) -> re.Pattern[str]:
    """Translate a wildcard pattern to a regular expression for `fullmatch`.

    Raises:
        WildcardPatternException: A set is not closed.
    """
    out: list[str] = []
    index, end = 0, len(pattern)
    while index < end:
        letter = pattern[index]
        index += 1
        if letter == "*":
            out.append(".*")
        elif letter == "?":
            out.append(".")
        elif letter == "`":
            if index < end:
                out.append(re.escape(pattern[index]))
                index += 1
        elif letter == "[":
            text, index = _read_set(pattern, index)
            out.append(text)
        else:
            out.append(re.escape(letter))
    return re.compile("".join(out), re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def _read_set(pattern: str, index: int) -> tuple[str, int]:
    start, end = index, len(pattern)
    items: list[str] = []
    while index < end:
        letter = pattern[index]
        index += 1
        if letter == "]" and items:
            return _set_text(items), index
        if letter == "`" and index < end:
            letter = pattern[index]
            index += 1
            items.append("\\" + letter if letter in "\\]^-[" else letter)
        elif letter == "-" and items and index < end and pattern[index] != "]":
            items.append("-")
        else:
            items.append("\\" + letter if letter in "\\]^[-" else letter)
        if letter == "]" and not items:
            break
    raise WildcardPatternException(
        f"The specified wildcard character pattern is not valid: {pattern[start - 1 :] if start <= 1 else pattern}",
        "RuntimeException",
    )


def _set_text(items: list[str]) -> str:
    text = "".join(items)
    try:
        re.compile(f"[{text}]")
    except re.error:
        return "(?!)"
    return f"[{text}]"


def matches(pattern: str, text: str, ignore_case: bool = True) -> bool:
    """Tell whether the whole text fits a pattern."""
    if pattern == "*":
        return True
    return compile_pattern(pattern, ignore_case).fullmatch(text) is not None


def has_wildcard(text: str) -> bool:
    """Tell whether a text has a wildcard that is not escaped."""
    escaped = False
    for letter in text:
        if escaped:
            escaped = False
        elif letter == "`":
            escaped = True
        elif letter in "*?[":
            return True
    return False


def escape(text: str, keep: str = "") -> str:
    """Put a back-tick before every wildcard, those in `keep` excepted."""
    return "".join(["`" + letter if letter in _SPECIAL and letter not in keep else letter for letter in text])


def unescape(text: str) -> str:
    """Take the back-ticks before wildcards away."""
    out: list[str] = []
    index = 0
    while index < len(text):
        if text[index] == "`" and index + 1 < len(text) and text[index + 1] in _SPECIAL:
            index += 1
        out.append(text[index])
        index += 1
    return "".join(out)


class WildcardPattern:
    """Hold a pattern as scripts make it with [WildcardPattern]::new()."""

    dotnet_type = "System.Management.Automation.WildcardPattern"

    def __init__(self, pattern: str, options: Any = 0) -> None:
        self.pattern = pattern
        self.ignore_case = bool(int(options) & 2) if not isinstance(options, bool) else options

    def is_match(self, text: str) -> bool:
        """Tell whether the whole text fits."""
        return matches(self.pattern, text, self.ignore_case)

    def to_wql(self) -> str:
        """Write the pattern as WQL does."""
        return self.pattern.replace("*", "%").replace("?", "_")
