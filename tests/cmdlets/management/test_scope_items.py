"""Aliases, functions and variables are items: they are copied, renamed and removed by path. Seen in PowerShell 7.6 (copying by its API)."""

from __future__ import annotations

from typing import Any

import pytest

# What makes an item called `one`, how `two` shows what it holds, and what that is.
KINDS = [
    pytest.param("alias", "Set-Alias one Get-Command", "(Get-Alias two).Definition", "Get-Command", id="alias"),
    pytest.param("function", "function one { 1 }", "two", "1", id="function"),
    pytest.param("variable", "$one = 5", "$two", "5", id="variable"),
]


@pytest.mark.parametrize(("drive", "made", "shown", "held"), KINDS)
def test_a_copy_holds_what_the_original_holds(run: Any, drive: str, made: str, shown: str, held: str) -> None:
    streams = run(f"{made}; Copy-Item {drive}:one {drive}:two; {shown}; Test-Path {drive}:one")
    assert (streams.texts, streams.errors) == ([held, "True"], [])


@pytest.mark.parametrize(("drive", "made", "shown", "held"), KINDS)
def test_what_is_renamed_is_no_more_under_its_old_name(run: Any, drive: str, made: str, shown: str, held: str) -> None:
    streams = run(f"{made}; Rename-Item {drive}:one two; {shown}; Test-Path {drive}:one")
    assert (streams.texts, streams.errors) == ([held, "False"], [])
