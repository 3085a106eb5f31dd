"""`-like -match -replace -split -join` and their opposites.

Source: about_Comparison_Operators, about_Split, about_Join; results as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import re
from typing import Any

from pssession import objects as o
from pssession.engine.errors import RuntimeException
from pssession.engine.values import enumeration, regexes, wildcards
from pssession.engine.values.conversions import Delegate, cast, to_bool, to_string
from pssession.engine.values.matching import Match
from pssession.engine.values.ports import ports
from pssession.engine.values.text import element_text
from pssession.engine.values.types import type_of


def like(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -like."""
    pattern = to_string(right)
    items = enumeration.iterate(left)
    if items is not None:
        return [item for item in items if wildcards.matches(pattern, to_string(item), ignore_case)]
    return wildcards.matches(pattern, to_string(left), ignore_case)


def not_like(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -notlike."""
    pattern = to_string(right)
    items = enumeration.iterate(left)
    if items is not None:
        return [item for item in items if not wildcards.matches(pattern, to_string(item), ignore_case)]
    return not wildcards.matches(pattern, to_string(left), ignore_case)


def expression_of(value: Any, ignore_case: bool) -> regexes.Expression:
    """Give the expression an operand stands for: a [regex] as it is, else text."""
    base = value.base if type(value) is o.PSObject else value
    own = getattr(base, "expression", None)
    if isinstance(own, regexes.Expression):
        return own
    return regexes.compile_expression(to_string(value), regexes.IGNORE_CASE if ignore_case else 0)


def match(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -match; a single value on the left sets $Matches on success."""
    expression = expression_of(right, ignore_case)
    items = enumeration.iterate(left)
    if items is not None:
        return [item for item in items if expression.compiled.search(to_string(item))]
    found = expression.compiled.search(to_string(left))
    if found is None:
        return False
    ports.set_matches(matches_table(expression, found))
    return True


def not_match(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -notmatch."""
    expression = expression_of(right, ignore_case)
    items = enumeration.iterate(left)
    if items is not None:
        return [item for item in items if not expression.compiled.search(to_string(item))]
    found = expression.compiled.search(to_string(left))
    if found is None:
        return True
    ports.set_matches(matches_table(expression, found))
    return False


def matches_table(expression: regexes.Expression, found: re.Match[str]) -> o.Hashtable:
    """Make $Matches: groups that took part, by number or name."""
    table = o.Hashtable()
    for name, python in reversed(list(zip(expression.names, expression.numbers.values()))):
        text = found[python]
        if text is not None:
            table[int(name) if name.isdigit() else name] = text
    return table


def replace(left: Any, right: Any, ignore_case: bool = True) -> Any:
    """Do -replace; the right side is a pattern, or pattern and replacement (text or script block)."""
    pattern, replacement = _pattern_and_replacement(right)
    expression = expression_of(pattern, ignore_case)
    items = enumeration.iterate(left)
    if items is not None:
        return [_replace_one(expression, to_string(item), replacement) for item in items]
    return _replace_one(expression, to_string(left), replacement)


def _pattern_and_replacement(right: Any) -> tuple[Any, Any]:
    items = enumeration.iterate(right)
    if items is None:
        return ("" if right is None else right), ""
    parts = list(items)
    if len(parts) > 2:
        raise RuntimeException(
            "The -ireplace operator allows only two elements to follow it, not " + f"{len(parts)}.",
            "BadReplaceArgument",
            "InvalidOperation",
            right,
        )
    return (parts[0] if parts else ""), (parts[1] if len(parts) > 1 else "")


def _replace_one(expression: regexes.Expression, text: str, replacement: Any) -> str:
    if isinstance(replacement, Delegate):
        return expression.compiled.sub(lambda found: to_string(replacement(Match(expression, found))), text)
    if ports.is_script(replacement):

        def run(found: re.Match[str]) -> str:
            item = Match(expression, found)
            return to_string(_single(ports.call_script(replacement, (item,), item)))

        return expression.compiled.sub(run, text)
    template = to_string(replacement)
    if "$" not in template:
        return expression.compiled.sub(lambda found: template, text)
    return expression.compiled.sub(lambda found: regexes.expand(template, found, expression), text)


def _single(found: list[Any]) -> Any:
    return found[0] if len(found) == 1 else (found or None)


_SPLIT_OPTIONS = {
    "regexmatch": 0,
    "simplematch": 1,
    "ignorepatternwhitespace": 2,
    "multiline": 4,
    "singleline": 8,
    "ignorecase": 16,
    "explicitcapture": 32,
    "cultureinvariant": 64,
}


def split(left: Any, right: Any, ignore_case: bool = True) -> list[Any]:
    """Do the binary -split: delimiter (pattern or script block), count, options."""
    parts = enumeration.to_list(right) if enumeration.unrolls(right) else [right]
    delimiter = parts[0] if parts else ""
    limit = cast(parts[1], "System.Int32") if len(parts) > 1 else 0
    options, ignore_case = _split_flags(parts[2], ignore_case) if len(parts) > 2 else (0, ignore_case)
    texts = [to_string(item) for item in enumeration.to_list(left)] if enumeration.unrolls(left) else [to_string(left)]
    out: list[Any] = []
    if ports.is_script(delimiter):
        for text in texts:
            out.extend(_split_by_script(text, delimiter, limit))
        return out
    pattern = to_string(delimiter)
    if options & 1:
        expression = regexes.compile_expression(regexes.escape(pattern), regexes.IGNORE_CASE if ignore_case else 0)
    else:
        flags = regexes.IGNORE_CASE if ignore_case else 0
        flags |= regexes.IGNORE_WHITESPACE if options & 2 else 0
        flags |= regexes.MULTILINE if options & 4 else 0
        flags |= regexes.SINGLELINE if options & 8 else 0
        flags |= regexes.EXPLICIT_CAPTURE if options & 32 else 0
        expression = expression_of(delimiter, ignore_case) if not options else regexes.compile_expression(pattern, flags)
    for text in texts:
        out.extend(split_text(expression, text, limit))
    return out


def _split_flags(value: Any, ignore_case: bool) -> tuple[int, bool]:
    flags = 0
    for item in enumeration.to_list(value):
        if isinstance(item, int):
            flags |= int(item)
            continue
        for name in to_string(item).split(","):
            folded = name.strip().lower()
            known = _SPLIT_OPTIONS.get(folded)
            if known is None:
                known = next((number for key, number in _SPLIT_OPTIONS.items() if key.startswith(folded)), 0)
            flags |= known
    return flags, ignore_case or bool(flags & 16)


def split_text(expression: regexes.Expression, text: str, limit: int = 0) -> list[str]:
    """Cut a text at matches; captured groups come along. A negative limit counts from the end."""
    if limit == 1 or limit == -1:
        return [text]
    matches = list(expression.compiled.finditer(text))
    if limit < 0 and len(matches) > -limit - 1:
        matches = matches[len(matches) - (-limit - 1) :]
    elif limit > 0:
        matches = matches[: limit - 1]
    if not matches:
        return [text]
    out: list[str] = []
    start = 0
    for found in matches:
        out.append(text[start : found.start()])
        out.extend([group for group in (found[python] for python in list(expression.numbers.values())[1:]) if group is not None])
        start = found.end()
    out.append(text[start:])
    return out


def _split_by_script(text: str, script: Any, limit: int) -> list[str]:
    out: list[str] = []
    current: list[str] = []
    for index, letter in enumerate(text):
        if limit > 0 and len(out) >= limit - 1:
            current.extend(text[index:])
            break
        if to_bool(_single(ports.call_script(script, (), letter))):
            out.append("".join(current))
            current = []
        else:
            current.append(letter)
    out.append("".join(current))
    return out


def split_unary(value: Any) -> list[Any]:
    """Do the unary -split: cut at white space."""
    out: list[Any] = []
    for item in enumeration.to_list(value) if enumeration.unrolls(value) else [value]:
        out.extend(to_string(item).split())
    return out


def join(left: Any, right: Any) -> str:
    """Do the binary -join."""
    items = _joinable(left)
    return to_string(left) if items is None else to_string(right).join([_joined(item) for item in items])


def join_unary(value: Any) -> str:
    """Do the unary -join."""
    items = _joinable(value)
    return to_string(value) if items is None else "".join([_joined(item) for item in items])


def _joined(item: Any) -> str:
    """Write one item; an array in it is written as its type."""
    if type(item) in (str, int):
        return str(item)
    if enumeration.unrolls(item):
        return type_of(item).full_name if type_of(item).element is not None else to_string(item)
    return element_text(item)


def _joinable(value: Any) -> list[Any] | None:
    return enumeration.to_list(value) if enumeration.unrolls(value) else None
