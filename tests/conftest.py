"""Fixtures that every test may use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """Give the folder of recorded facts."""
    return DATA


@pytest.fixture(scope="session")
def psref() -> str:
    """Give the command of a real PowerShell, or skip."""
    for candidate in (os.environ.get("PSREF"), shutil.which("psref"), str(Path.home() / ".cache/psref/psref/psref"), shutil.which("pwsh")):
        if candidate and os.access(candidate, os.X_OK):
            return candidate
    pytest.skip("no real PowerShell: set PSREF to a psref or pwsh command, or put pwsh on PATH")
