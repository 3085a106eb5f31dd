"""The process that sessions are forked from: what a rehearsal leaves behind, and what it may not."""

from __future__ import annotations

import os
import threading

import pssession
from pssession.client.directory import find_session
from pssession.testing import ScratchMachine
from pssession.worker.rehearsal import rehearse


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_a_rehearsal_leaves_no_thread_and_no_descriptor() -> None:
    rehearse(["1"])
    before, threads = descriptors(), threading.active_count()
    rehearse(["1 + 1", "throw 'x'", "exit 3", "Write-Host x"])
    assert descriptors() == before
    assert threading.active_count() == threads


def test_sessions_know_their_own_process_and_differ_in_chance(clean_machine: ScratchMachine) -> None:
    with pssession.connect() as one, pssession.connect() as other:
        found = find_session(one.id)
        assert found is not None
        assert one.invoke("$PID").output == [found.process_id]
        script = "[guid]::NewGuid().ToString(); $Host.InstanceId.ToString()"
        assert not set(one.invoke(script).output) & set(other.invoke(script).output)
