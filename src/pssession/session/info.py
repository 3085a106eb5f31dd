"""What a session says about itself to somebody who only asks. Source: what Get-PSSession shows of a session found on a server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pssession.objects import OutputBufferingMode, RunspaceAvailability, RunspacePoolState


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionInfo:
    """Describe one session of this user on this machine.

    State and availability are as somebody sees them who is not attached: Disconnected, and Busy where another client is.

    Attributes:
        process_id: The process that is the session.
        running: Whether a command runs in it.
        engine: "builtin", or the command of its engine.
        created: When it was made, UTC.
        disconnected_on: Since when nobody is attached, UTC; None while somebody is.
        expires_on: When its time is up if nobody comes, UTC; None while somebody is attached.
        runtime_folder: Where its socket is.
    """

    session_id: UUID
    name: str
    state: RunspacePoolState = RunspacePoolState.DISCONNECTED
    availability: RunspaceAvailability = RunspaceAvailability.NONE
    process_id: int = 0
    running: bool = False
    engine: str = "builtin"
    configuration_name: str = "Microsoft.PowerShell"
    idle_timeout_seconds: float = 0.0
    output_buffering: OutputBufferingMode = OutputBufferingMode.BLOCK
    created: datetime | None = None
    disconnected_on: datetime | None = None
    expires_on: datetime | None = None
    runtime_folder: str = ""
