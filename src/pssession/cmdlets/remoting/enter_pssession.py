"""Enter-PSSession: type into a session. Source: features of Enter-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.cmdlets.remoting.transport_errors import unreached
from pssession.engine.errors import PSInvalidOperationException
from pssession.objects import ErrorCategory, HostError, RunspaceAvailability, RunspacePoolState

_MANY = {
    "Name": ("RemoteRunspaceHasMultipleMatchesForSpecifiedName", "Multiple matches found for name {}.", "name"),
    "Id": ("RemoteRunspaceHasMultipleMatchesForSpecifiedSessionId", "Multiple matches found for session ID {}.", "id"),
    "InstanceId": ("RemoteRunspaceHasMultipleMatchesForSpecifiedRunspaceId", "Multiple matches found for runspace ID {}.", "instance_id"),
    "Session": ("RemoteRunspaceHasMultipleMatchesForSpecifiedName", "Multiple matches found for name {}.", "session"),
}


class EnterPSSessionCommand(RemotingCommand):
    """Make the host talk to a session."""

    def process(self) -> None:
        session = self._wanted()
        if session is None or not self._is_open(session):
            return
        try:
            self.host.push_runspace(session)
        except HostError:
            words = "The host does not support Enter-PSSession and Exit-PSSession."
            self.write_error(self.error("HostDoesNotSupportPushRunspace", "InvalidArgument", words))
            session.leave()

    def _wanted(self) -> PSSession | None:
        kind = self.parameter_set
        if kind not in _MANY:
            return self._made(self.targets()[0])
        found = self.matching()
        if len(found) > 1:
            error_id, words, given = _MANY[kind]
            value = getattr(self, given)
            self.missing(error_id, words.format(value), value)
            return None
        return found[0] if found else None

    def _made(self, computer: str) -> PSSession | None:
        wishes = self.wishes()
        try:
            made = self.open_session(computer, "", wishes, temporary=True)
        except (PSSessionError, ValueError) as problem:
            record = unreached(computer, problem, "CreateRemoteRunspaceFailed", activity="Enter-PSSession")
            record.category = ErrorCategory.InvalidArgument
            self.write_error(record)
            return None
        return made

    def _is_open(self, session: PSSession) -> bool:
        state = session.current_state
        if state is RunspacePoolState.DISCONNECTED:
            if session.current_availability is not RunspaceAvailability.NONE:
                words = "The PSSession is in a disconnected state and is not available for connection."
                self.write_error(self.error("EnterPSSessionCannotConnectDisconnectedSession", "InvalidOperation", words, session))
                return False
            try:
                self.take_up(session)
            except PSSessionError:
                words = "A failure occurred while attempting to connect the PSSession."
                self.write_error(self.error("EnterPSSessionConnectSessionFailed", "InvalidOperation", words, session))
                return False
            self.repository.add(session)
            return True
        if state is not RunspacePoolState.OPENED:
            words = "Session must be open."
            if self.parameter_set == "Session":
                words = (
                    f"Cannot enter session {session.name} because it is not in the disconnected state or is not available for connection. "
                    f"Retrieve the remote session using Get-PSSession -ComputerName {session.computer_name} "
                    f"-InstanceId {session.instance_id}."
                )
            kind = PSInvalidOperationException
            self.write_error(self.error("PushedRunspaceMustBeOpen", "InvalidArgument", words, session, kind))
            return False
        return True
