"""Let the tests of this folder and of the carrier use the scripted server and the pump, which are programs too."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

RECORDINGS = HERE.parent.parent / "data" / "psrp"


def load(name: str) -> list[dict[str, Any]]:
    """Give the lines of a recording."""
    with gzip.open(RECORDINGS / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture(scope="session")
def recordings() -> Any:
    """Give the function that reads a recording by its name."""
    return load
