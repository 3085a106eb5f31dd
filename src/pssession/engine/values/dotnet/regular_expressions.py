"""Regex, Match, Group and Capture.

Source: System.Text.RegularExpressions.
"""

from __future__ import annotations

import re
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentNullException
from pssession.engine.values import regexes
from pssession.engine.values.conversions import to_string
from pssession.engine.values.matching import Match, MatchCollection, Regex
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import TypeTable


def _options(rest: tuple[Any, ...]) -> int:
    for item in rest:
        if getattr(getattr(item, "type", None), "key", "") == "System.Text.RegularExpressions.RegexOptions":
            return int(item)
    return 0


def _regex(pattern: Any, rest: tuple[Any, ...] = ()) -> Regex:
    if isinstance(pattern, Regex):
        return pattern
    if pattern is None:
        raise ArgumentNullException(None, "pattern")
    return Regex(regexes.compile_expression(str(pattern), _options(rest)))


def _numbers(rest: tuple[Any, ...]) -> list[int]:
    return [item for item in rest if type(item) is int]


def _match(own: Regex, text: str, *rest: Any) -> Match:
    start, *_ = [*_numbers(rest), 0]
    return Match(own.expression, own.expression.compiled.search(text, start))


def _matches(own: Regex, text: str, *rest: Any) -> MatchCollection:
    start, *_ = [*_numbers(rest), 0]
    return MatchCollection([Match(own.expression, found) for found in own.expression.compiled.finditer(text, start)])


def _replace(own: Regex, text: str, replacement: Any, *rest: Any) -> str:
    limit, *_ = [*_numbers(rest), 0]
    expression = own.expression
    script = replacement if ports.is_script(replacement) else getattr(replacement, "script", None)

    def fill(found: re.Match[str]) -> str:
        if script is None:
            return regexes.expand(str(replacement), found, expression)
        item = Match(expression, found)
        made = ports.call_script(script, (item,), item)
        return to_string(made[0] if len(made) == 1 else made)

    return expression.compiled.sub(fill, text, count=max(limit, 0))


def _split(own: Regex, text: str, *rest: Any) -> list[str]:
    limit, *_ = [*_numbers(rest), 0]
    if limit == 1:
        return [text]
    return [part for part in own.expression.compiled.split(text, maxsplit=max(limit - 1, 0)) if part is not None]


_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "a": "\a", "v": "\v", "e": "\x1b"}


def _unescape(text: str) -> str:
    def fill(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])

    return re.sub(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))", fill, text, flags=re.DOTALL)


TABLES = (
    TypeTable(
        "System.Text.RegularExpressions.Regex",
        new=lambda pattern, *rest: _regex(pattern, rest),
        convert=lambda value: _regex(value) if type(value) in (str, o.Char) else NotImplemented,
        methods={
            "Match": _match,
            "Matches": _matches,
            "IsMatch": lambda own, text, *rest: own.expression.compiled.search(text, *_numbers(rest)) is not None,
            "Replace": _replace,
            "Split": _split,
            "Count": lambda own, text, *rest: len(_matches(own, text)),
            "GetGroupNames": lambda own: list(own.expression.names),
            "GetGroupNumbers": lambda own: sorted(own.expression.numbers),
            "GroupNumberFromName": lambda own, name: own.group_number(name),
            "ToString": lambda own: own.expression.pattern,
        },
        properties={"Options": lambda own: own.expression.options, "RightToLeft": lambda own: bool(own.expression.options & 64)},
        static={
            "Escape": regexes.escape,
            "Unescape": _unescape,
            "Match": lambda text, pattern, *rest: _match(_regex(pattern, rest), text),
            "Matches": lambda text, pattern, *rest: _matches(_regex(pattern, rest), text),
            "IsMatch": lambda text, pattern, *rest: _regex(pattern, rest).expression.compiled.search(text) is not None,
            "Replace": lambda text, pattern, replacement, *rest: _replace(_regex(pattern, rest), text, replacement),
            "Split": lambda text, pattern, *rest: _split(_regex(pattern, rest), text),
            "Count": lambda text, pattern, *rest: len(_matches(_regex(pattern, rest), text)),
        },
        to_string=lambda own: own.expression.pattern,
    ),
    TypeTable("System.Text.RegularExpressions.Capture", to_string=lambda found: found.value),
    TypeTable("System.Text.RegularExpressions.MatchCollection", properties={"Count": len}),
    TypeTable("System.Text.RegularExpressions.GroupCollection", properties={"Count": len}, get_item=lambda own, key: own.by_key(key)),
)
