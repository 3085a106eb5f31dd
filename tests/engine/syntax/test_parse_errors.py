"""What PowerShell 7.6.9 said is wrong with a text, the parser says of it: id, place, words, and whether more input might mend it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pssession.engine.errors import ParseException
from pssession.engine.interpreter import parse_block
from pssession.engine.syntax import parse
from pssession.engine.values.types import resolve

ROWS = Path(__file__).parents[2] / "data" / "parse" / "errors.jsonl"


def _rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: str(row["code"])[:60])
def test_errors_are_powershells(row: dict[str, Any]) -> None:
    found = parse(row["code"], find_type=resolve).errors
    assert [
        {
            "id": one.error_id,
            "start": one.extent.start,
            "end": one.extent.end,
            "incomplete": one.incomplete_input,
            "message": one.message,
        }
        for one in found
    ] == row["errors"]


def test_names_of_types_are_not_looked_up_without_someone_who_knows_them() -> None:
    assert parse("class A { [NoSuch]$x }").errors == []


def test_an_exception_of_a_script_names_all_errors_with_their_places() -> None:
    with pytest.raises(ParseException) as caught:
        parse_block("1 +\nif (")
    assert caught.value.message == (
        "At line:1 char:4\n+ 1 +\n+    ~\nYou must provide a value expression following the '+' operator.\n\n"
        "At line:2 char:1\n+ if (\n+ ~~\nUnexpected token 'if' in expression or statement.\n\n"
        "At line:2 char:5\n+ if (\n+     ~\nMissing condition in if statement after 'if ('."
    )
