"""Odd input does to our server what it was seen to do to PowerShell's: what it answers, what it reports, with which status it ends.

The answers of -s and -sshs differ only in where errors go. Where PowerShell's own answer depends on which of its threads is first, ours
is one of those that were seen.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from scripted_server import ScriptedServer

from pssession.protocol.outofproc import lines
from pssession.protocol.psrp.fragments import Defragmenter
from pssession.protocol.psrp.messages import MessageType, decode

DATA = Path(__file__).parents[2] / "data" / "psrp" / "server-probes.jsonl.gz"
with gzip.open(DATA, "rt", encoding="utf-8") as _file:
    CASES: list[dict[str, Any]] = [json.loads(line) for line in _file]

# Lines that nobody waited between: PowerShell handles them in any order, so each recording shows one of several.
RACES = {
    "fragments out of order",
    "message in two fragments",
    "capability and init in two lines without waiting, try 1",
    "capability and init in two lines without waiting, try 2",
    "capability and init in two lines without waiting, try 3",
}
# .NET's XML reader has words of its own for what is not XML; of these only the kind of report is compared.
FOREIGN_WORDS = ("Unexpected end of file", "Remote transport error: Unexpected end of file", "Remote transport error: ")


def replay(case: dict[str, Any]) -> tuple[list[Any], list[str], int | str]:
    server = ScriptedServer(merge_errors=case["mode"] == "-sshs")
    out = b""
    ended_by_signal = None
    for step in case["send"]:
        if isinstance(step, str):
            out += server.receive_data(step.encode() + b"\n")
        elif "close" in step:
            out += server.receive_eof()
        elif "signal" in step:
            ended_by_signal = case["status"]
    shown: list[Any] = []
    streams: dict[Any, Defragmenter] = {}
    for line in out.decode().splitlines():
        if not line.startswith("<"):
            shown.append([line])
            continue
        (element,) = lines.parse(line.encode())
        entry: list[Any] = [element.name, str(element.id)]
        if element.name == "Data":
            entry.append([describe(message) for message in streams.setdefault(element.id, Defragmenter()).receive_data(element.data)])
        shown.append(entry)
    status = ended_by_signal or ("still running" if server.status is None else server.status)
    return shown, server.errors, status


def describe(message: bytes) -> list[str]:
    header, body = decode(message)
    state = getattr(body, "state", None)
    return [MessageType(header.type).name, "" if state is None else str(int(state))]


def comparable(entries: list[Any]) -> list[Any]:
    """Leave out which words .NET has for XML that is none."""
    return [normal(entry[0]) if len(entry) == 1 else entry for entry in entries]


def normal(text: str) -> str:
    bare = text.removeprefix(lines.ERROR_PREFIX)
    prefix = text[: len(text) - len(bare)]
    for foreign in ("The line is not well-formed", *FOREIGN_WORDS[:1]):
        if bare.startswith(foreign):
            return prefix + "(not XML)"
    if bare.startswith("Remote transport error: "):
        reason = bare.removeprefix("Remote transport error: ")
        for foreign in ("not well-formed", "Unexpected end of file"):
            if reason.startswith(foreign):
                return prefix + "Remote transport error: (not XML)"
        if not reason or "missing PowerShell property" in reason or "property." in reason:
            # PowerShell's report for a pipeline that is not whole is empty; for a version that is missing it has a second sentence.
            return prefix + "Remote transport error: (something is missing)"
    return text


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['case']} {case['mode']}") for case in CASES if case["case"] not in RACES])
def test_odd_input_does_what_it_did_to_powershell(case: dict[str, Any]) -> None:
    shown, errors, status = replay(case)
    assert comparable(shown) == comparable(case["stdout"])
    assert [normal(error) for error in errors] == [normal(error) for error in case["stderr"]]
    assert status == case["status"]


@pytest.mark.parametrize("name", sorted(RACES))
def test_where_lines_race_ours_is_one_of_the_orders_that_were_seen(name: str) -> None:
    cases = [case for case in CASES if case["case"].startswith(name.split(", try")[0]) and case["case"] in RACES]
    shown, _, status = replay(cases[0] | {"mode": "-sshs"})
    acceptable = [sorted(map(str, case["stdout"] + [[lines.ERROR_PREFIX + error] for error in case["stderr"]])) for case in cases]
    assert sorted(map(str, shown)) in acceptable
    assert status == "still running"
