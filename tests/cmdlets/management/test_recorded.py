"""The commands for items, paths, content, drives and processes do what PowerShell 7.6 was recorded to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pssession.objects import StreamKind

DATA = Path(__file__).parents[2] / "data" / "management" / "recorded.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["code"][:80] for row in ROWS])
def test_a_text_gives_what_powershell_gave(row: dict[str, Any], run: Any) -> None:
    found = run(row["code"])
    assert found.texts == row.get("out", [])
    assert found.errors == row.get("errors", [])
    assert len(found.kept[StreamKind.PROGRESS]) == row.get("progress", 0)
