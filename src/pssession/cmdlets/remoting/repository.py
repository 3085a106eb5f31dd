"""The sessions that this client has made, or knows from asking, by their ids.

Ids start at 1, count up and are never used again; a session that was seen before keeps the one that it had.

Source: the repository of PSSessions of PowerShell 7.6.
"""

from __future__ import annotations

import atexit
import itertools
from contextlib import suppress
from typing import Any
from uuid import UUID

from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.engine.values import wildcards
from pssession.errors import PSSessionError
from pssession.objects import RunspaceAvailability, RunspacePoolState

_SERVICE = "pssessions"


class SessionRepository:
    """Keep sessions."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._temporary = itertools.count(1)
        self._sessions: dict[int, PSSession] = {}
        self._known: dict[UUID, int] = {}
        self.entered: PSSession | None = None

    def next_id(self, instance_id: UUID | None = None) -> int:
        """Give the next id; a session that was seen before keeps the one that it had."""
        if instance_id is not None and instance_id in self._known:
            return self._known[instance_id]
        number = next(self._numbers)
        if instance_id is not None:
            self._known[instance_id] = number
        return number

    def next_temporary_name(self) -> str:
        """Give the next name for a session that is made for one command."""
        return f"Temporary{next(self._temporary)}"

    def know(self, session: PSSession) -> None:
        """Remember which number a session has, whether it is kept or not."""
        self._known[session.instance_id] = session.id

    def add(self, session: PSSession) -> None:
        """Keep a session; one with the same instance id makes way."""
        for known in [one for one in self._sessions.values() if one.instance_id == session.instance_id and one is not session]:
            del self._sessions[known.id]
        self.know(session)
        self._sessions[session.id] = session

    def remove(self, session: PSSession) -> None:
        """Forget a session."""
        for number, known in list(self._sessions.items()):
            if known.instance_id == session.instance_id:
                del self._sessions[number]

    def all(self) -> list[PSSession]:
        """List the sessions by id."""
        return [self._sessions[number] for number in sorted(self._sessions)]

    def by_id(self, number: int) -> PSSession | None:
        """Find a session by its id."""
        return self._sessions.get(number)

    def by_instance_id(self, instance_id: UUID) -> PSSession | None:
        """Find a session by its instance id."""
        return next((one for one in self._sessions.values() if one.instance_id == instance_id), None)

    def by_name(self, pattern: str) -> list[PSSession]:
        """Find sessions by name; wildcards are allowed."""
        return [one for one in self.all() if wildcards.matches(pattern, one.name)]

    def let_go(self) -> None:
        """End the sessions in which nothing runs and leave the others to whoever takes them up, as a client does that ends."""
        held = [(one, one.session) for one in self.all() if one.session is not None and one.current_state is RunspacePoolState.OPENED]
        idle = [session for one, session in held if one.current_availability is not RunspaceAvailability.BUSY]
        # All are told before the first is waited for.
        for session in idle:
            session.close_nowait()
        for _, session in held:
            with suppress(PSSessionError, TimeoutError):
                if session in idle:
                    session.close()
                else:
                    session.disconnect()


def repository_of(context: Any) -> SessionRepository:
    """Give the repository of a runspace."""
    found: SessionRepository | None = context.services.get(_SERVICE)
    if found is None:
        found = context.services[_SERVICE] = SessionRepository()
        atexit.register(found.let_go)
    return found
