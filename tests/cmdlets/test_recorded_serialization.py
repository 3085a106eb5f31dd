"""CLIXML, secrets and XML in scripts: PSSerializer, the CLIXML cmdlets, secure strings, [xml], as PowerShell 7.6.5 was seen to do."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from pssession.cmdlets import CATALOGUE
from pssession.engine.errors import RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.values.text import embedded_text
from pssession.engine.values.types import type_names
from pssession.objects import Host, StreamKind
from pssession.testing.conformance.behaviour import Collected

ROWS = Path(__file__).parents[1] / "data" / "behaviour" / "serialization.jsonl.gz"


def _rows() -> list[dict[str, Any]]:
    with gzip.open(ROWS, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: str(row["id"]))
def test_a_script_does_what_powershell_did(row: dict[str, Any]) -> None:
    sink = Collected()
    ended: list[str] = []
    try:
        Interpreter(Host(), catalogue=CATALOGUE).invoke(row["code"], sink=sink)
    except RuntimeException as problem:
        ended.append(problem.error_record.fully_qualified_error_id)
    output = sink.streams[StreamKind.OUTPUT]
    assert bool(ended) == (row["status"] == "terminated")
    assert [*ended, *(record.fully_qualified_error_id for record in sink.streams[StreamKind.ERROR])] == row["errors"]
    assert len(output) == row["count"]
    assert [None if item is None else type_names(item)[0] for item in output[:40]] == row["types"]
    assert [None if item is None else embedded_text(item) for item in output[:40]] == row["strings"]
