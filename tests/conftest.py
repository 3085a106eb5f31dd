"""Fixtures that every test may use."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pssession.testing.scratch_machine import ScratchMachine

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


@pytest.fixture(scope="session")
def _scratch_machine() -> Iterator[ScratchMachine]:
    with ScratchMachine() as machine:
        yield machine


@pytest.fixture
def machine(_scratch_machine: ScratchMachine) -> Iterator[ScratchMachine]:
    """Give a machine that is this test's alone: real sessions, none at the beginning, none left at the end."""
    yield _scratch_machine
    _scratch_machine.end_sessions()


@pytest.fixture
def clean_machine(machine: ScratchMachine) -> Iterator[ScratchMachine]:
    """Give such a machine, and fail the test if it leaves a process, a socket or a file behind."""
    yield machine
    assert machine.leftovers() == []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the proofs of durability be run as often as they are meant to be."""
    parser.addoption(
        "--durability-full", action="store_true", help="repeat the proofs of tests/durability as often as they are meant to be"
    )
