"""What PowerShell did with small scripts, this engine does too: status, errors with their places, output with its types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pssession.engine.errors import RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.syntax import parse
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import type_names
from pssession.objects import Host, StreamKind
from pssession.testing.conformance.behaviour import Collected
from pssession.testing.conformance.error_rows import error_row

ROWS = Path(__file__).parents[2] / "data" / "behaviour" / "core.jsonl"


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: str(row["id"]))
def test_a_script_does_what_powershell_did(row: dict[str, Any]) -> None:
    found = parse(row["code"])
    if row["status"] == "parse-error":
        assert [one.error_id for one in found.errors] == row["parseErrors"]
        return
    sink = Collected()
    ended: RuntimeException | None = None
    try:
        Interpreter(Host()).invoke(row["code"], sink=sink)
    except RuntimeException as problem:
        ended = problem
    output = sink.streams[StreamKind.OUTPUT]
    assert (ended is not None) == (row["status"] == "terminated")
    assert len(output) == row["count"]
    assert [None if item is None else type_names(item)[0] for item in output[:40]] == row.get("types", [])
    assert [None if item is None else to_string(item) for item in output[:40]] == row.get("strings", [])
    records = [*([ended.error_record] if ended is not None else []), *sink.streams[StreamKind.ERROR]]
    wanted = [*([row["terminating"]] if "terminating" in row else []), *row.get("errors", [])]
    assert len(records) == len(wanted)
    for record, facts in zip(records, wanted, strict=True):
        got = error_row(record, lambda values: "")
        assert {key: got.get(key) for key in facts} == facts
