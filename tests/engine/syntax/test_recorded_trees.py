"""What PowerShell 7.6.5 made of a text, the parser makes of it: errors, tokens, tree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pssession.testing.conformance.trees import run_row

ROWS = Path(__file__).parents[2] / "data" / "parse" / "rows.jsonl"


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: str(row["id"]))
def test_a_text_has_the_tokens_and_the_tree_that_powershell_gave_it(row: dict[str, Any]) -> None:
    made = run_row(row)
    assert made.get("errors", []) == row.get("errors", [])
    assert made["tokens"] == row["tokens"]
    assert made["ast"] == row["ast"]
