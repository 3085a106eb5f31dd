"""The PSSession object and what hangs on it, as scripts see them.

What a session is at its other end lives below, in the client; here is what Get-Member shows: ids, names, states.

Source: PSSession of PowerShell 7.6; about_PSSessions.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from pssession.engine.values import enums
from pssession.engine.values.types import require
from pssession.objects import DateTime, OutputBufferingMode, RunspaceAvailability, RunspacePoolState

if TYPE_CHECKING:
    from pssession.client.blocking.session import Session
    from pssession.session.info import SessionInfo

DEFAULT_CONFIGURATION = "Microsoft.PowerShell"
_STATE = "System.Management.Automation.Runspaces.RunspaceState"
_AVAILABILITY = "System.Management.Automation.Runspaces.RunspaceAvailability"
_BUFFERING = "System.Management.Automation.Runspaces.OutputBufferingMode"


def _value(type_name: str, number: int) -> Any:
    return enums.make(require(type_name), number)


class RunspaceStateInfo:
    """Say how far a session is, and why where it went wrong."""

    dotnet_type: ClassVar[str] = "System.Management.Automation.Runspaces.RunspaceStateInfo"

    def __init__(self, state: RunspacePoolState, reason: Any = None) -> None:
        self.state = _value(_STATE, int(state))
        self.reason = reason

    def to_string(self) -> str:
        """Give the state's name, as ToString does."""
        return enums.enum_text(self.state)


class ConnectionInfo:
    """Say how a session is reached and what was agreed about it."""

    dotnet_type: ClassVar[str] = "System.Management.Automation.Runspaces.WSManConnectionInfo"

    def __init__(self, session: PSSession) -> None:
        self._session = session
        self.computer_name = session.computer_name
        self.port = 0
        self.shell_uri = f"http://schemas.microsoft.com/powershell/{session.configuration_name}"

    @property
    def idle_timeout(self) -> int:
        """Give the idle time-out in milliseconds."""
        return self._session.idle_timeout

    @property
    def output_buffering_mode(self) -> Any:
        """Say what happens to output that nobody takes."""
        return self._session.output_buffering_mode


class RemoteRunspace:
    """Be the runspace of a PSSession."""

    dotnet_type: ClassVar[str] = "System.Management.Automation.RemoteRunspace"

    def __init__(self, session: PSSession) -> None:
        self._session = session
        self.instance_id = session.instance_id
        self.connection_info = ConnectionInfo(session)

    @property
    def runspace_state_info(self) -> RunspaceStateInfo:
        """Say how far it is."""
        return RunspaceStateInfo(self._session.current_state, self._session.reason)

    @property
    def runspace_availability(self) -> Any:
        """Say whether it takes a command."""
        return self._session.availability

    @property
    def disconnected_on(self) -> DateTime | None:
        """Say since when nobody is attached."""
        return self._session.disconnected_on

    @property
    def expires_on(self) -> DateTime | None:
        """Say when its time is up."""
        return self._session.expires_on

    @property
    def name(self) -> str:
        """Give the session's name."""
        return self._session.name


class PSSession:
    """Be what New-PSSession returns.

    Attributes:
        session: The client's session behind it; None for one that this client does not hold.
        info: What the session said when it was asked, for one that this client does not hold.
        is_closed: Whether it was closed here.
        wants_to_end: Whether a script in it said `exit`: it is closed when its command is over.
    """

    dotnet_type: ClassVar[str] = "System.Management.Automation.Runspaces.PSSession"

    def __init__(
        self, *, number: int, name: str, computer_name: str, session: Session | None = None, info: SessionInfo | None = None
    ) -> None:
        self.id = number
        self.name = name
        self.session = session
        self.info = info
        self.computer_name = computer_name
        self.computer_type = _value("System.Management.Automation.Runspaces.TargetMachineType", 0)
        self.configuration_name = DEFAULT_CONFIGURATION if info is None else info.configuration_name
        self.transport = "Process"
        self.container_id: str | None = None
        self.vm_name: str | None = None
        self.vm_id: uuid.UUID | None = None
        self.is_closed = False
        self.wants_to_end = False
        self.reason: Any = None
        self.disconnected_on: DateTime | None = None
        self.expires_on: DateTime | None = None
        self.instance_id = session.id if session is not None else info.session_id if info is not None else uuid.UUID(int=0)
        if info is not None:
            self.disconnected_on, self.expires_on = _date(info.disconnected_on), _date(info.expires_on)
        self.runspace = RemoteRunspace(self)

    def to_string(self) -> str:
        """Give what ToString does."""
        return f"[PSSession]{self.name}"

    @property
    def current_state(self) -> RunspacePoolState:
        """Give the state as this client sees it."""
        if self.is_closed:
            return RunspacePoolState.CLOSED
        if self.session is not None:
            return self.session.state
        return RunspacePoolState.DISCONNECTED if self.info is None else self.info.state

    @property
    def state(self) -> Any:
        """Say how far the session is."""
        return _value(_STATE, int(self.current_state))

    @property
    def current_availability(self) -> RunspaceAvailability:
        """Tell whether it takes a command, as this client sees it."""
        if self.is_closed:
            return RunspaceAvailability.NONE
        if self.session is not None:
            return self.session.availability
        return RunspaceAvailability.NONE if self.info is None else self.info.availability

    @property
    def availability(self) -> Any:
        """Say whether the session takes a command."""
        return _value(_AVAILABILITY, int(self.current_availability))

    @property
    def idle_timeout(self) -> int:
        """Give the idle time-out in milliseconds, -1 where it is not known."""
        seconds = self.session.idle_timeout_seconds if self.session is not None else self.info.idle_timeout_seconds if self.info else 0.0
        return int(seconds * 1000) if seconds else -1

    @property
    def output_buffering_mode(self) -> Any:
        """Say what happens to output that nobody takes."""
        mode = OutputBufferingMode.BLOCK
        if self.session is not None:
            mode = self.session.output_buffering
        elif self.info is not None:
            mode = self.info.output_buffering
        return _value(_BUFFERING, int(mode))

    @property
    def application_private_data(self) -> Any:
        """Give what the server says about itself."""
        from pssession.objects import PrimitiveDictionary

        return PrimitiveDictionary(dict(self.session.private_data)) if self.session is not None else None

    def end_as_wanted(self) -> None:
        """Close the session if a script in it said `exit`; to be called when a command there is over."""
        if self.wants_to_end and self.session is not None and not self.is_closed:
            self.is_closed = True
            self.session.close()

    def leave(self) -> None:
        """End what was only made to be entered."""
        if self.session is not None and self.is_temporary:
            self.session.close()
            self.is_closed = True

    is_temporary = False


def _date(moment: datetime | None) -> DateTime | None:
    return None if moment is None else DateTime.from_datetime(moment.astimezone())
