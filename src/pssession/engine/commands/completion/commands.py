"""Completion of command names: functions, aliases, cmdlets, scripts, programs.

Source: TabExpansion2 of PowerShell 7.6 as recorded (tab.complete) and asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.engine.commands import discovery
from pssession.engine.commands.completion.paths import paths, quoted
from pssession.engine.commands.completion.results import CompletionResult
from pssession.engine.values.wildcards import matches

_BUILT_IN = ("functions", "aliases")


def commands(context: Any, word: str, *, further: list[str] | None = None, programs: bool = True) -> Iterator[CompletionResult]:
    """Give the commands whose name begins with a word.

    Args:
        context: The session.
        word: The name as far as it is typed.
        further: Functions that the text itself defines.
        programs: Whether programs on PATH and files count.
    """
    if "/" in word or word.startswith(("~", ".")):
        yield from (_to_run(one) for one in paths(word, commands_only=True))
        return
    pattern = f"{word}*"
    found: dict[str, CompletionResult] = {}
    for name in further or []:
        if matches(pattern, name):
            found[name.lower()] = CompletionResult(name, name, "Command", name)
    for table in _BUILT_IN:
        for scope in context.scope.chain():
            for folded, one in (getattr(scope, table) or {}).items():
                if matches(pattern, one.name):
                    found.setdefault(folded, CompletionResult(quoted(one.name), one.name, "Command", _tip(one)))
    for one in discovery.cmdlets(context):
        if matches(pattern, one.name):
            found.setdefault(one.name.lower(), CompletionResult(one.name, one.name, "Command", one.module_name or one.name))
    yield from (found[folded] for folded in sorted(found))
    if programs and word:
        for program in discovery.programs(lambda name: name.lower() not in found and matches(pattern, name)):
            yield CompletionResult(quoted(program.name), program.name, "Command", program.path)
        yield from (_to_run(one) for one in paths(word, commands_only=True))


def _tip(command: Any) -> str:
    target = getattr(command, "target", None)
    return f"{command.name} -> {target}" if target else str(command.name)


def _to_run(path: CompletionResult) -> CompletionResult:
    """A file with a name that needs quotes is called by `&`."""
    if path.completion_text.startswith("'") and path.kind == "ProviderItem":
        path.completion_text = f"& {path.completion_text}"
    return path
