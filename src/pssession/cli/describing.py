"""A session as a row for people and as an object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pssession.cli.choosing import token_of
from pssession.cli.durations import shown
from pssession.cli.tables import show
from pssession.objects import RunspaceAvailability

if TYPE_CHECKING:
    from pssession.session.info import SessionInfo

COLUMNS = ("NAME", "STATE", "ENGINE", "AGE", "EXPIRES IN", "ID")


def show_sessions(sessions: Sequence[SessionInfo], *, as_json: bool, now: datetime | None = None) -> None:
    """Show sessions as a table, or as one JSON array."""
    if as_json:
        print(json.dumps([described(one) for one in sessions], indent=2, ensure_ascii=False))
    elif sessions:
        show(COLUMNS, [row(one, now or datetime.now(UTC)) for one in sessions])


def row(info: SessionInfo, now: datetime) -> tuple[str, ...]:
    """Give a session's cells."""
    age = None if info.created is None else (now - info.created).total_seconds()
    left = None if info.expires_on is None else (info.expires_on - now).total_seconds()
    return (info.name, state(info), info.engine, shown(age), shown(left), str(info.session_id)[:8])


def state(info: SessionInfo) -> str:
    """Say in one or two words what goes on in a session."""
    if info.availability is RunspaceAvailability.BUSY:
        return "in use"
    return "running" if info.running else "free"


def described(info: SessionInfo) -> dict[str, Any]:
    """Give a session as JSON has it; times in ISO 8601, UTC."""
    return {
        "id": str(info.session_id),
        "name": info.name,
        "state": info.state.name.title(),
        "availability": info.availability.name.title(),
        "running": info.running,
        "engine": info.engine,
        "configuration": info.configuration_name,
        "process_id": info.process_id,
        "idle_timeout_seconds": info.idle_timeout_seconds,
        "output_buffering": info.output_buffering.name.title(),
        "created": _moment(info.created),
        "disconnected_on": _moment(info.disconnected_on),
        "expires_on": _moment(info.expires_on),
        "runtime_folder": info.runtime_folder,
        "token": token_of(info),
    }


def names(sessions: Iterable[SessionInfo]) -> str:
    """Give the names of sessions in one line."""
    return ", ".join(one.name for one in sessions)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
