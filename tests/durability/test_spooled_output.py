"""Output that nobody takes: it goes to disk beyond the memory budget; what happens when that is full too."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pssession
from pssession.client.directory import find_session
from pssession.objects import OutputBufferingMode, PSInvocationState
from pssession.session.info import SessionInfo
from pssession.testing import ScratchMachine

LINE = "x" * 1000
KIB = 1024


@pytest.fixture
def tight() -> Iterator[ScratchMachine]:
    """Give a machine whose sessions keep 64 KiB in memory and 256 KiB on disk."""
    environment = {"PSSESSION_MEMORY_BUDGET": str(64 * KIB), "PSSESSION_SPOOL_QUOTA": str(256 * KIB)}
    with ScratchMachine(environment) as found:
        yield found
        assert found.leftovers() == []


def described(session: Any) -> SessionInfo:
    found = find_session(session.id)
    assert found is not None
    return found


def numbered(count: int) -> str:
    return f"foreach ($i in 1..{count}) {{ '{{0:d6}}{LINE}' -f $i }}"


def numbers(run: Any) -> list[int]:
    return [int(item.value[:6]) for item in run]


def leave_with(script: str, mode: OutputBufferingMode = OutputBufferingMode.BLOCK) -> str:
    """Start a script and leave it to itself."""
    session = pssession.connect(output_buffering=mode).open()
    session.run(script, acknowledge=False).start()
    return session.disconnect()


def wait_until_quiet(clean_machine: ScratchMachine, token: str, marker: Path) -> None:
    """Wait until a script has run to the line that makes a file."""
    import os

    while not marker.exists():
        os.sched_yield()


def test_block_holds_the_pipeline_until_somebody_takes(tight: ScratchMachine, tmp_path: Path) -> None:
    token = leave_with(f"{numbered(2_000)}; touch '{tmp_path / 'done'}'")
    with pssession.reconnect(token) as session:
        run = session.receive(acknowledge=False)
        first = run.next_item()
        assert first is not None
        assert not (tmp_path / "done").exists()
        session.disconnect()
    with pssession.reconnect(token) as session:
        assert numbers(session.receive()) == list(range(1, 2_001))
        assert (tmp_path / "done").exists()
        session.close()


def test_drop_keeps_the_newest_and_never_holds_up(tight: ScratchMachine, tmp_path: Path) -> None:
    done = tmp_path / "done"
    token = leave_with(f"{numbered(2_000)}; touch '{done}'", OutputBufferingMode.DROP)
    wait_until_quiet(tight, token, done)
    with pssession.reconnect(token) as session:
        items = list(session.receive())
        got = [int(item.value[:6]) for item in items]
        assert got == list(range(got[0], 2_001))
        assert 100 < len(got) < 400
        assert [item.sequence for item in items] == list(range(items[0].sequence, items[0].sequence + len(items)))
        assert session.invoke("'still here'").output == ["still here"]
        session.close()


def test_a_full_disk_stops_the_pipeline_and_what_was_kept_is_delivered(tmp_path: Path) -> None:
    environment = {"PSSESSION_MEMORY_BUDGET": str(64 * KIB)}
    with ScratchMachine(environment) as machine:
        session = pssession.connect().open()
        # The disk takes so much and no more, for this process: the kernel's own limit of a file's size.
        resource.prlimit(described(session).process_id, resource.RLIMIT_FSIZE, (200 * KIB, 200 * KIB))
        run = session.run(f"{numbered(2_000)}; touch '{tmp_path / 'done'}'", acknowledge=False)
        run.start()
        token = session.disconnect()
        with pssession.reconnect(token) as again:
            result = again.receive().result(check=False)
            got = [int(value[:6]) for value in result.output]
            assert result.state is PSInvocationState.FAILED
            assert [error.fully_qualified_error_id for error in result.errors] == ["OutputNotKept"]
            assert "output could not be kept" in str(result.reason)
            assert got == list(range(1, len(got) + 1))
            assert len(got) >= 64
            assert not (tmp_path / "done").exists()
            assert again.invoke("'still here'").output == ["still here"]
            again.close()
        assert machine.leftovers() == []


def test_spooled_output_has_no_name_and_is_gone_with_the_session(tight: ScratchMachine, tmp_path: Path) -> None:
    done = tmp_path / "done"
    token = leave_with(f"{numbered(150)}; touch '{done}'")
    wait_until_quiet(tight, token, done)
    with pssession.reconnect(token) as session:
        descriptors = Path(f"/proc/{described(session).process_id}/fd")
        spooled = [one for one in descriptors.iterdir() if str(one.readlink()).startswith(str(tight.spool))]
        assert [one.stat().st_mode & 0o777 for one in spooled] == [0o600]
        assert list(tight.spool.iterdir()) == []
        assert tight.spool.stat().st_mode & 0o777 == 0o700
        assert numbers(session.receive()) == list(range(1, 151))
        session.invoke("1")
        assert not [one for one in descriptors.iterdir() if str(one.readlink()).startswith(str(tight.spool))]
        session.close()
