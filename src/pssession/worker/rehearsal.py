"""Sessions that nobody sees, in the process that sessions are forked from: what they have used is loaded and shared afterwards.

CPython adapts code to what it meets while it runs, and writes that into the code. Where this has happened before a fork, the pages stay
shared, which is worth two megabytes a session, and the first commands are quick. A rehearsal is a whole session: a client's machine at one
end of a pair of sockets, the session's process, in a thread, at the other.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Sequence
from uuid import uuid4

from pssession.objects import Command, PipelineDescription, RunspaceAvailability, RunspacePoolState
from pssession.session.events import HostCalled, ItemReceived, PipelineEnded, Wishes
from pssession.session.machine import SessionMachine
from pssession.session.making import new_session
from pssession.worker.endpoint import Listener
from pssession.worker.session import begin_session

_READ_BYTES = 256 * 1024
_ANSWER_SECONDS = 10.0
_JOIN_SECONDS = 5.0


class _NobodyElse(Listener):
    """Be where nobody comes."""

    def __init__(self) -> None:
        self._descriptor = os.eventfd(0, os.EFD_CLOEXEC)

    def fileno(self) -> int:
        return self._descriptor

    def accept(self) -> None:
        return None

    def withdraw(self) -> None:
        return None

    def close(self) -> None:
        os.close(self._descriptor)


def rehearse(scripts: Sequence[str]) -> None:
    """Make a session, run scripts in it, end it; nothing of it is left but what was learned."""
    ours, theirs = socket.socketpair()
    session = threading.Thread(target=begin_session, args=(theirs, lambda attach: _NobodyElse()), name="rehearsal")
    session.start()
    with ours:
        ours.settimeout(_ANSWER_SECONDS)
        machine = new_session(Wishes(session_id=uuid4(), name="rehearsal"))
        _until(ours, machine, RunspacePoolState.OPENED)
        for script in scripts:
            machine.run(PipelineDescription(statements=[[Command(name=script, is_script=True)]], stream_options=15))
            _until(ours, machine, RunspacePoolState.OPENED)
        machine.close()
        _until(ours, machine, RunspacePoolState.CLOSED)
    # A fork has the thread that forks and no other: none may be in the middle of something.
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(_JOIN_SECONDS)


def _until(connection: socket.socket, machine: SessionMachine, state: RunspacePoolState) -> None:
    """Talk until the session is in a state and has nothing to do."""
    while True:
        data = machine.bytes_to_send()
        try:
            connection.sendall(data)
            if machine.state is state and machine.availability is not RunspaceAvailability.BUSY:
                return
            data = connection.recv(_READ_BYTES)
        except OSError:
            # It has ended before it heard our last word, or does not answer.
            return
        if not data:
            return
        for event in machine.receive_data(data):
            if isinstance(event, ItemReceived | PipelineEnded | HostCalled):
                machine.finish(event.sequence)
        machine.acknowledge()
