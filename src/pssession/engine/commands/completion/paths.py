"""Completion of files and folders, as they are written at a prompt.

Source: TabExpansion2 of PowerShell 7.6: a relative name gets `./` before it, one that needs quotes gets them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from pssession.engine.commands.completion.results import CompletionResult
from pssession.engine.values.ports import ports
from pssession.engine.values.wildcards import matches

_NEEDS_QUOTES = frozenset(" '\"`$&|;,(){}@#<>")


def paths(word: str, *, folders_only: bool = False, commands_only: bool = False) -> Iterator[CompletionResult]:
    """Give the files and folders whose path begins with a word.

    Args:
        word: The path as far as it is typed, without quotes.
        folders_only: Leave out files.
        commands_only: Leave out files that cannot be run.
    """
    typed, slash, name = word.rpartition("/")
    shown = typed + slash
    folder = os.path.expanduser(shown) if shown else "."
    place = os.path.join(ports.location(), folder)
    if shown and not shown.startswith(("/", "~", "./", "../")):
        shown = f"./{shown}"
    elif not shown:
        shown = "./"
    try:
        with os.scandir(place) as found:
            entries = sorted(found, key=lambda entry: entry.name.lower())
    except OSError:
        return
    for entry in entries:
        if not matches(f"{name}*", entry.name) or (entry.name.startswith(".") and not name.startswith(".")):
            continue
        is_folder = entry.is_dir()
        if not is_folder and (folders_only or (commands_only and not _runs(entry))):
            continue
        kind = "ProviderContainer" if is_folder else "ProviderItem"
        yield CompletionResult(quoted(shown + entry.name), entry.name, kind, os.path.normpath(os.path.join(place, entry.name)))


def quoted(text: str) -> str:
    """Write a word so that it stays one word."""
    return "'" + text.replace("'", "''") + "'" if _NEEDS_QUOTES.intersection(text) else text


def _runs(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(".ps1") or os.access(entry.path, os.X_OK)
