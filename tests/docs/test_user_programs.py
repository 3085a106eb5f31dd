"""The programs of examples/ do what they say, and a type checker understands them as their authors do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pssession.testing.scratch_machine import ScratchMachine

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"

TYPED = """
import asyncio
from typing import assert_type

import pssession


def blocking() -> None:
    with pssession.connect(name="a", idle_timeout=60.0) as session:
        assert_type(session, pssession.Session)
        for item in session.run("1", 2, parameters={"A": 3}, input=[4]):
            assert_type(item, pssession.Item)
            if isinstance(item, pssession.Error):
                assert_type(item.value, pssession.ErrorRecord)
        assert_type(session.invoke("1"), pssession.Result)
        assert_type(session.disconnect(), str)
    for one, item in pssession.fan_out([session], "1"):
        assert_type(one, pssession.Session)
        assert_type(item, pssession.Item)


async def asynchronous() -> None:
    async with pssession.connect() as session:
        assert_type(session, pssession.AsyncSession)
        async for item in session.run("1"):
            assert_type(item, pssession.Item)
        assert_type(await session.invoke("1"), pssession.Result)
        assert_type(await session.disconnect(), str)
    async for one, item in pssession.fan_out([session], "1"):
        assert_type(one, pssession.AsyncSession)


asyncio.run(asynchronous())
"""


def mypy(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file", "/dev/null", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


@pytest.mark.slow
def test_a_users_program_is_typed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(TYPED)
    # The whole package is read for this; what was found out the last time is kept beside what `make lint` keeps.
    checked = mypy("--cache-dir", str(ROOT / ".mypy_cache" / "users"), str(program), *map(str, sorted(EXAMPLES.glob("*.py"))))
    assert (checked.stdout, checked.returncode) == ("", 0)


def run(machine: ScratchMachine, folder: Path, name: str, *words: str) -> str:
    command = [sys.executable, str(EXAMPLES / name), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=machine.environment).stdout


def test_nightly_collects_what_its_command_gave(machine: ScratchMachine, tmp_path: Path) -> None:
    assert run(machine, tmp_path, "nightly.py", "start") == ""
    assert run(machine, tmp_path, "nightly.py", "collect") == "5 results\n"


def test_watch_hears_every_session(machine: ScratchMachine, tmp_path: Path) -> None:
    shown = sorted(run(machine, tmp_path, "watch.py").splitlines())
    assert shown == ["web1: web1 says 42", "web2: web2 says 42", "web3: web3 says 42"]


@pytest.mark.parametrize("heavy", ["asyncio", "dataclasses", "pssession.engine", "pssession.protocol", "pssession.client", "socket"])
def test_importing_the_package_loads_nothing_heavy(heavy: str) -> None:
    code = f"import sys, pssession; print({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_blocking_client_loads_neither_asyncio_nor_the_engine(machine: ScratchMachine) -> None:
    code = (
        "import sys, pssession\n"
        "with pssession.connect() as session: session.invoke('1')\n"
        "print([name for name in ('asyncio', 'pssession.engine', 'cryptography', 'xml.dom') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=machine.environment).stdout
    assert shown == "[]\n"


def test_every_public_name_can_be_had() -> None:
    import pssession

    assert all(getattr(pssession, name) is not None for name in pssession.__all__)
