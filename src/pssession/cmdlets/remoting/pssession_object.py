"""The PSSession object and what hangs on it, as scripts see them.

What a session is at its other end lives below, in the client; here is what Get-Member shows: ids, names, states.

Source: PSSession of PowerShell 7.6; about_PSSessions.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from pssession.engine.errors import DotNetException, exception_class
from pssession.engine.values import enums
from pssession.engine.values.calendar import TICKS_PER_SECOND, local_from_utc, utc_now_ticks
from pssession.engine.values.types import DotNetType, require
from pssession.errors import PSSessionError
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

    dotnet_type: ClassVar[DotNetType] = DotNetType(
        "System.Management.Automation.RemoteRunspace", base="System.Management.Automation.Runspaces.Runspace"
    )
    runspace_is_remote = True

    def __init__(self, session: PSSession) -> None:
        self._session = session
        self.instance_id = session.instance_id
        self.connection_info = self.original_connection_info = ConnectionInfo(session)

    @property
    def id(self) -> int:
        """Give the session's number."""
        return self._session.id

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

    # What scripts call.

    def close(self) -> None:
        """End the session; the PSSession stays where it is kept."""
        session = self._session
        if session.session is not None and not session.is_closed:
            session.session.close()
        session.is_closed = True

    close_async = dispose = close

    def open(self) -> None:
        """Refuse: a session is open from its beginning.

        Raises:
            DotNetException: InvalidRunspaceStateException.
        """
        state = self.runspace_state_info.to_string()
        raise _invalid_state(
            f"Cannot open the runspace because the runspace is not in the BeforeOpen state. Current state of the runspace is '{state}'."
        )

    def disconnect(self) -> None:
        """Leave the session; what runs in it goes on.

        Raises:
            DotNetException: InvalidRunspaceStateException.
        """
        if self._session.current_state is not RunspacePoolState.OPENED:
            raise _invalid_state("The runspace cannot be disconnected because it is not in the Opened state.")
        self._session.disconnect()

    def connect(self) -> None:
        """Take the session up again.

        Raises:
            DotNetException: InvalidRunspaceStateException.
        """
        session = self._session
        try:
            if session.current_state is RunspacePoolState.DISCONNECTED and session.session is not None:
                session.session.connect()
                session.disconnected_on = session.expires_on = None
                return
        except PSSessionError as problem:
            raise _invalid_state(str(problem)) from problem
        raise _invalid_state(
            "Cannot connect the PSSession because the session is not in the Disconnected state, or is not available for connection."
        )

    def get_capabilities(self) -> Any:
        """Say what the session can do besides running commands."""
        return _value("System.Management.Automation.Runspaces.RunspaceCapability", 1)

    def get_application_private_data(self) -> Any:
        """Give what the server says about itself."""
        return self._session.application_private_data


def _invalid_state(words: str) -> DotNetException:
    kind = exception_class("System.Management.Automation.Runspaces.InvalidRunspaceStateException")
    return (kind or DotNetException)(words)


class PSSession:
    """Be what New-PSSession returns.

    Attributes:
        session: The client's session behind it; None for one that this client does not hold.
        info: What the session said when it was asked, for one that this client does not hold.
        is_closed: Whether it was closed here.
        is_broken: Whether it was found to be no more.
        is_local_only: Whether only this computer may take it up again (-EnableNetworkAccess).
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
        self.is_broken = False
        self.is_local_only = False
        self.is_temporary = False
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
        if self.is_broken:
            return RunspacePoolState.BROKEN
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
        if self.is_closed or self.is_broken:
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

    def disconnect(self, idle_timeout_seconds: float | None = None, output_buffering: OutputBufferingMode | None = None) -> None:
        """Leave the session, and note since when and until when it lives on.

        Raises:
            PSSessionError: It cannot be left.
        """
        assert self.session is not None
        self.session.disconnect(idle_timeout_seconds=idle_timeout_seconds, output_buffering=output_buffering)
        now = local_from_utc(utc_now_ticks())
        self.disconnected_on = now
        self.expires_on = DateTime(now.ticks + int(self.session.idle_timeout_seconds * TICKS_PER_SECOND), now.kind, now.offset_minutes)

    def has_gone(self) -> None:
        """Take note that the session is no more."""
        self.is_broken = True
        self.disconnected_on = self.expires_on = None

    def is_stale(self, info: SessionInfo) -> bool:
        """Tell whether what is known here of the session is no longer so. Source: the merge rule of Get-PSSession -ComputerName."""
        state = self.current_state
        if state is RunspacePoolState.BROKEN:
            return True
        return state is RunspacePoolState.DISCONNECTED and info.availability is RunspaceAvailability.BUSY

    @classmethod
    def failed(cls, name: str, computer_name: str) -> PSSession:
        """Give what a session that could not be made is shown as in errors."""
        made = cls(number=0, name=name, computer_name=computer_name)
        made.has_gone()
        return made

    def leave(self) -> None:
        """End what was only made to be entered."""
        if self.session is not None and self.is_temporary:
            self.session.close()
            self.is_closed = True


def _date(moment: datetime | None) -> DateTime | None:
    return None if moment is None else DateTime.from_datetime(moment.astimezone())
