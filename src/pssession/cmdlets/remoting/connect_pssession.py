"""Connect-PSSession: take up sessions that were left. Source: features of Connect-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.cmdlets.remoting.transport_errors import id_of
from pssession.engine.values import wildcards
from pssession.engine.values.enums import number_of
from pssession.errors import SessionBusy, SessionNotFound
from pssession.objects import OutputBufferingMode, RunspaceAvailability, RunspacePoolState

_ASKING = ("ComputerName", "ComputerNameGuid", "ConnectionUri", "ConnectionUriGuid")
_FAILED = "PSSessionConnectFailed"


class ConnectPSSessionCommand(RemotingCommand):
    """Connect sessions and write them."""

    def process(self) -> None:
        for session in self._wanted():
            if self.should_process(session.name, "Connect"):
                self._connect(session)

    def _wanted(self) -> list[PSSession]:
        if self.parameter_set not in _ASKING:
            return self.matching()
        found = [
            one
            for _, sessions in self.queried(self.targets(), _FAILED)
            for one in sessions
            if one.current_state is RunspacePoolState.DISCONNECTED
        ]
        if self.is_bound("Name"):
            found = [one for one in found if any(wildcards.matches(name, one.name) for name in self.name)]
        if self.is_bound("InstanceId"):
            found = [one for one in found if one.instance_id in self.instance_id]
        return found

    def _connect(self, session: PSSession) -> None:
        if session.current_state is RunspacePoolState.OPENED:
            self.write(session)
            return
        ready = session.current_state is RunspacePoolState.DISCONNECTED and session.current_availability is RunspaceAvailability.NONE
        if not ready:
            words = (
                f'Cannot connect PSSession "{session.name}", either because it is not in the Disconnected state, or it is not available '
                "for connection."
            )
            self.write_error(self.error(_FAILED, "InvalidOperation", words, session))
            return
        mode = OutputBufferingMode.NONE
        if self.is_bound("SessionOption"):
            mode = OutputBufferingMode(number_of(self.session_option.output_buffering_mode))
        try:
            self.take_up(session, mode)
        except SessionNotFound:
            session.has_gone()
            words = f"Cannot connect to session {session.name}.  The session no longer exists on computer {session.computer_name}."
            self.write_error(self.error(_FAILED, "InvalidOperation", words, session))
        except (SessionBusy, PSSessionError) as problem:
            words = f"The connect operation failed for session {session.name} with the following error message: {problem}"
            self.write_error(self.error(id_of(problem, _FAILED), "InvalidOperation", words, session))
        else:
            self.repository.add(session)
            self.write(session)
