"""Completion of what the language itself names: variables, types, operators, the words after `using`.

Source: TabExpansion2 of PowerShell 7.6 as recorded (tab.complete) and asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from pssession.engine.commands.completion.results import CompletionResult
from pssession.engine.values import metadata
from pssession.engine.values.types import type_of
from pssession.engine.values.wildcards import matches

_MOST_TYPES = 500
_SIMPLE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_?:")

OPERATORS = {
    "and": "Logical and. True when both sides are true.",
    "as": "Converts the left side to the type on the right.",
    "band": "Bitwise and.",
    "bnot": "Bitwise not.",
    "bor": "Bitwise or.",
    "bxor": "Bitwise exclusive or.",
    **{
        prefix + name: text + how
        for name, text in (
            ("contains", "The collection on the left has the value on the right"),
            ("eq", "Equal"),
            ("ge", "Greater than or equal"),
            ("gt", "Greater than"),
            ("in", "The value on the left is in the collection on the right"),
            ("le", "Less than or equal"),
            ("like", "Like, with wildcards"),
            ("lt", "Less than"),
            ("match", "Matches a regular expression"),
            ("ne", "Not equal"),
            ("notcontains", "The collection on the left lacks the value on the right"),
            ("notin", "The value on the left is not in the collection on the right"),
            ("notlike", "Not like, with wildcards"),
            ("notmatch", "Matches no regular expression"),
            ("replace", "Replaces what matches a regular expression"),
            ("split", "Splits a text"),
        )
        for prefix, how in (("", ", without case."), ("c", ", with case."), ("i", ", without case."))
    },
    "f": "Formats: the text on the left with the values on the right.",
    "is": "The left side is of the type on the right.",
    "isnot": "The left side is not of the type on the right.",
    "join": "Joins the items on the left by the text on the right.",
    "not": "Logical not.",
    "or": "Logical or. True when one side is true.",
    "shl": "Shifts bits to the left.",
    "shr": "Shifts bits to the right.",
    "xor": "Logical exclusive or.",
}
_USING = {
    "assembly": "A .NET assembly to load.",
    "module": "A module to load classes from.",
    "namespace": "A namespace to find types in.",
    "type": "An alias for a type.",
}


def operators(word: str) -> Iterator[CompletionResult]:
    """Give the operators that begin with a word, its dash included."""
    prefix = word.lstrip("-–—―").lower()
    for name in sorted(OPERATORS):
        if name.startswith(prefix):
            yield CompletionResult(f"-{name}", name, "ParameterName", OPERATORS[name])


def using_kinds(word: str) -> Iterator[CompletionResult]:
    """Give what may stand behind `using`."""
    for name, text in _USING.items():
        if name.startswith(word.lower()):
            yield CompletionResult(name, name, "Keyword", text)


def variables(context: Any, typed: str, further: list[str], *, sigil: str = "$", braced: bool = False) -> Iterator[CompletionResult]:
    """Give the variables that begin with a name.

    Args:
        typed: The name as far as it is typed, a scope or drive before it.
        further: Names that the text itself assigns.
        sigil: `$`, or `@` for splatting.
        braced: Whether a brace is open.
    """
    drive, colon, rest = typed.rpartition(":")
    pattern = f"{rest}*"
    if colon and drive.lower() == "env":
        for name in sorted(os.environ, key=str.lower):
            if matches(pattern, name):
                yield CompletionResult(_spelled(f"{drive}:{name}", sigil, braced), name, "Variable", name)
        return
    if colon and drive.lower() in ("function", "alias"):
        table = "functions" if drive.lower() == "function" else "aliases"
        found = {one.name for scope in context.scope.chain() for one in (getattr(scope, table) or {}).values()}
        for name in sorted(found, key=str.lower):
            if matches(pattern, name):
                yield CompletionResult(_spelled(f"{drive}:{name}", sigil, braced), name, "Variable", name)
        return
    seen: dict[str, str] = {}
    for scope in context.scope.chain():
        for folded, one in scope.variables.items():
            if matches(pattern, one.name):
                seen.setdefault(folded, one.name)
    for name in further:
        if matches(pattern, name):
            seen.setdefault(name.lower(), name)
    if not colon and matches(pattern, "env:") and rest:
        seen.setdefault("env:", "env:")
    for folded in sorted(seen):
        name = seen[folded]
        shown = f"{drive}:{name}" if colon else name
        yield CompletionResult(_spelled(shown, sigil, braced), name, "Variable", _described(context, name))


def _spelled(name: str, sigil: str, braced: bool) -> str:
    if braced or not _SIMPLE.issuperset(name):
        return f"{sigil}{{{name}}}"
    return sigil + name


def _described(context: Any, name: str) -> str:
    found = context.scope.find(name.lower())
    if found is None:
        return f"${name}"
    try:
        value = found.value
    except Exception:  # a value that is made when asked for may fail in any way
        value = None
    kind = "" if value is None else f"[{type_of(value).name}]"
    description = getattr(found, "description", "") or ""
    return f"{kind}${name}" + (f" - {description}" if description else "")


def type_names(word: str) -> Iterator[CompletionResult]:
    """Give the types and namespaces that begin with a word: by short name, by full name, segment by segment."""
    folded = word.lower()
    short = metadata.short_names()
    offered: set[str] = set()
    if "." not in word:
        for name, full in sorted(metadata.accelerators().items()):
            if name.startswith(folded):
                offered.add(full)
                yield CompletionResult(short[full] if short.get(full, "").lower() == name else name, full.rpartition(".")[2], "Type", full)
    namespaces: set[str] = set()
    count = 0
    for full in metadata.full_names():
        lowered = full.lower()
        if lowered.startswith(folded) and "." in full:
            following = full.find(".", len(word))
            if following >= 0:
                namespaces.add(full[:following])
                continue
        elif "." in word or full in offered or not lowered.rpartition(".")[2].startswith(folded):
            continue
        if full in offered or "+" in full or "`" in full or count >= _MOST_TYPES:
            continue
        count += 1
        yield CompletionResult(full, full.rpartition(".")[2], "Type", full)
    for namespace in sorted(namespaces):
        yield CompletionResult(namespace, namespace.rpartition(".")[2], "Namespace", f"Namespace {namespace}")
