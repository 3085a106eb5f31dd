"""Recorded conversations of a real PowerShell with itself, for the tests of every layer."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pssession.protocol.outofproc import lines
from pssession.protocol.psrp.fragments import Defragmenter

FOLDER = Path(__file__).parents[1] / "data" / "psrp"


class Line(NamedTuple):
    """Hold one recorded line: who said it (`C>S` or `S>C`), its bytes, and its element where it is one."""

    direction: str
    data: bytes
    element: lines.Element | None


class Recording:
    """Read one recorded connection.

    Attributes:
        name: The scenario's name.
        lines: All lines in order.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        with gzip.open(FOLDER / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            next(file)
            for text in file:
                self.lines.append(self._line(json.loads(text)))

    def _line(self, event: dict[str, Any]) -> Line:
        if "data" in event:
            stream, identity, data = event["data"]
            element = lines.Element("Data", lines.UUID(identity), stream, data.encode("latin-1"))
            pipeline = None if element.id == lines.NO_ID else element.id
            return Line(event["dir"], lines.write_data(pipeline, stream, element.data), element)
        data = event["line"].encode()
        is_element = data.startswith(b"<")
        return Line(event["dir"], data + b"\n", lines.parse(data)[0] if is_element else None)

    def bytes_of(self, direction: str) -> bytes:
        """Give all that one side said."""
        return b"".join(line.data for line in self.lines if line.direction == direction)

    def messages(self, direction: str | None = None) -> list[bytes]:
        """Give whole messages, of one side or in the order of both."""
        streams: dict[Any, Defragmenter] = {}
        found: list[bytes] = []
        for said, _, element in self.lines:
            if element is not None and element.name == "Data" and direction in (None, said):
                found += streams.setdefault((said, element.id, element.stream), Defragmenter()).receive_data(element.data)
        return found


_read: dict[str, Recording] = {}


def _recorded(name: str) -> Recording:
    if name not in _read:
        _read[name] = Recording(name)
    return _read[name]


@pytest.fixture(scope="session")
def recorded() -> Callable[[str], Recording]:
    """Give the function that reads a recording by its name."""
    return _recorded


def scenarios() -> list[str]:
    """Name all recordings."""
    return sorted(file.name.removesuffix(".jsonl.gz") for file in FOLDER.glob("*.gz") if "probes" not in file.name)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what takes a `scenario` of its own with each of them."""
    if "scenario" in metafunc.fixturenames and not hasattr(metafunc.function, "hypothesis"):
        metafunc.parametrize("scenario", scenarios())
