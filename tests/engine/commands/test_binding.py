"""Arguments and pipeline objects bind as PowerShell was seen to bind them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROWS = [
    json.loads(line) for line in (Path(__file__).parents[2] / "data" / "binding" / "calls.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[row["code"][:80] for row in ROWS])
def test_a_call_gives_what_powershell_gave(row: dict[str, Any], run: Any) -> None:
    found = run(row["code"])
    assert [text.strip() for text in found.texts] == [text.strip() for text in row.get("out", [])]
    assert found.errors == row.get("errors", [])


def test_a_call_of_a_known_shape_still_checks_its_values(run: Any) -> None:
    found = run("function f { [CmdletBinding()]param([int]$n) $n }; foreach ($v in 1, 'x', 3) { f -n $v }")
    assert found.texts == ["1", "3"]
    assert [error_id for error_id, _ in found.errors] == ["ParameterArgumentTransformationError,f"]


def test_the_error_of_a_value_stands_at_the_value(run: Any) -> None:
    from pssession.objects import StreamKind

    found = run("function f { [CmdletBinding()]param([int]$n) $n }; f -n:x")
    info = found.kept[StreamKind.ERROR][0].invocation_info
    assert (info.offset_in_line, info.command_name) == (57, "f")
