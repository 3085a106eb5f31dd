"""The demonstration keeps its promises, and says so when one is broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pssession.testing.scratch_machine import ScratchMachine

ROOT = Path(__file__).resolve().parents[2]
DEMO = [sys.executable, str(ROOT / "tools" / "demo"), "--plain"]


def play(machine: ScratchMachine, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*DEMO, *words], capture_output=True, text=True, env=machine.environment, timeout=110)


def test_every_promise_of_the_page_is_held(machine: ScratchMachine) -> None:
    played = play(machine)
    assert [line for line in played.stdout.splitlines() if "✗" in line or "NOT HELD" in line] == []
    assert (played.returncode, played.stderr) == (0, "")


def test_a_broken_promise_is_said_and_ends_with_1(machine: ScratchMachine, tmp_path: Path) -> None:
    page = tmp_path / "page.toml"
    page.write_text("[[scene]]\ntitle = 'T'\nstep = [{ client = 'A', block = '1 + 1', shows = ['^3$'], promise = 'sums' }]\n")
    played = play(machine, "--page", str(page))
    assert played.returncode == 1
    assert "sums: it does not show '^3$'" in played.stdout
