"""Many sessions open at once: used, left, taken up, removed, and nothing is left of them."""

from __future__ import annotations

import os

import pytest

import pssession
from pssession.client.directory import list_sessions, remove_session
from pssession.testing import ScratchMachine

from .conftest import Rounds


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.timeout(300)
def test_no_process_socket_or_file_is_left(clean_machine: ScratchMachine, rounds: Rounds) -> None:
    before = descriptors()
    sessions = [pssession.connect(name=f"Session{number}").open() for number in range(rounds.sessions)]
    for number, session in enumerate(sessions):
        assert session.invoke(f"$number = {number}; $number").output == [number]
    tokens = [session.disconnect() for session in sessions]
    found = list_sessions()
    assert sorted(info.name for info in found) == sorted(session.name for session in sessions)
    assert {info.state.name for info in found} == {"DISCONNECTED"}
    again = [pssession.reconnect(token).open() for token in tokens]
    for number, session in enumerate(again):
        assert session.invoke("$number").output == [number]
    half = len(again) // 2
    for session in again[:half]:
        session.close()
    for session in again[half:]:
        session.disconnect()
        remove_session(session.id)
    assert list_sessions() == []
    assert clean_machine.leftovers() == []
    assert descriptors() == before
