"""What PowerShell 7.6 was recorded to do through a session, with a host, this engine does too; a handful of rows of every group."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pssession.testing.conformance.forks import results
from pssession.testing.conformance.session_bed import session_bed

pytestmark = pytest.mark.xdist_group("recorded sessions")

DATA = Path(__file__).parents[2] / "data" / "remoting" / "recorded.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
GUID = re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")
# What a recorded error has and a result may have besides: neither says more than the others.
LEFT_OUT = ("exception", "inner", "line", "col", "command")


@pytest.fixture(scope="module")
def run() -> Iterator[Callable[[dict[str, Any]], dict[str, Any] | None]]:
    """Give what runs a row in a process of its own, all of them on one machine of theirs."""
    from pssession.testing.conformance.remote_rows import run_row

    with session_bed():
        yield lambda row: next(results([row], run_row, jobs=1, limit=30.0))[1]


def plain(value: Any) -> Any:
    """Write identifiers as {GUID1}, {GUID2}, ... by first appearance, and one kind of blank."""
    seen: dict[str, str] = {}

    def walk(part: Any) -> Any:
        if isinstance(part, str):
            return GUID.sub(lambda found: seen.setdefault(found[0].lower(), f"{{GUID{len(seen) + 1}}}"), part.replace("\u202f", " "))
        if isinstance(part, list):
            return [walk(item) for item in part]
        return {key: walk(item) for key, item in part.items() if key not in LEFT_OUT} if isinstance(part, dict) else part

    return walk(value)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_session_does_what_powershell_did(row: dict[str, Any], run: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    found = run(row)
    assert found is not None
    facts = [key for key in {*row, *found} if key not in ("code", "answers", "clixml", "clixml1", "progress", "group", "id")]
    assert {key: plain(found.get(key)) for key in facts} == {key: plain(row.get(key)) for key in facts}
