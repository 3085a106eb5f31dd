"""Disturbed texts: this parser and PowerShell's own find the same errors, tokens and tree in them."""

from __future__ import annotations

import base64
import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pssession.testing.conformance.trees import run_row

ROWS = Path(__file__).parents[2] / "data" / "parse" / "rows.jsonl"
SCRIPT = Path(__file__).parent / "reference_parser.ps1"
GRAMMAR = (
    "( ) { } [ ] $ @ \" ' ` , ; | & && || . .. :: ? ?. - -- + ++ = == % ! # <# #> > >> 2>&1 < @( @{ $( ${ if else while foreach switch "
    "function param class enum try catch finally throw return break data using begin process end trap in do until -f -split -join -eq "
    "-not -is 0 1kb 0x 1. .5 1e $x @x [int] static hidden default é 😀 \"@ @\" '@ @' --% -x: exit ?? ??= * / filter :a continue 1..3 "
    "$using:x $a:b -and"
)
PIECES = GRAMMAR.split(" ")
COUNT = 1500


def _texts() -> list[str]:
    """Give recorded texts that were cut, or got a piece of the grammar in between."""
    rows = (json.loads(line)["code"] for line in ROWS.read_text(encoding="utf-8").split("\n") if line)
    codes = sorted({code for code in rows if len(code) < 300})
    chance = random.Random(765)
    made: set[str] = set()
    while len(made) < COUNT:
        code = chance.choice(codes)
        at = chance.randrange(len(code) + 1)
        kind = chance.random()
        if kind < 0.3:
            made.add(code[:at])
        elif kind < 0.5:
            made.add(code[:at] + code[at + chance.randint(1, 3) :])
        else:
            made.add(code[:at] + chance.choice(PIECES) + code[at:])
    return sorted(made)


@pytest.mark.reference
def test_powershell_and_this_parser_agree_on_disturbed_texts(psref: str, tmp_path: Path) -> None:
    texts = _texts()
    asked, answered = tmp_path / "in", tmp_path / "out"
    asked.write_text("".join(base64.b64encode(text.encode("utf-16-le")).decode() + "\n" for text in texts))
    subprocess.run([psref, "-NoProfile", "-File", str(SCRIPT), str(asked), str(answered)], check=True, timeout=100)
    answers = [json.loads(line) for line in answered.read_text(encoding="utf-8").split("\n") if line]
    differing: list[Any] = []
    for text, answer in zip(texts, answers, strict=True):
        row = run_row({"id": "", "group": "", "code": text})
        errors = [[one["id"], one["start"], one["end"], one["incomplete"], one["msg"]] for one in row.get("errors", [])]
        if [errors, row["tokens"], [node[:4] for node in row["ast"]]] != answer:
            differing.append(text)
    assert differing == []
