"""Connect-PSSession: take up sessions that were left. Source: features of Connect-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.engine.values import wildcards
from pssession.errors import SessionNotFound
from pssession.objects import RunspaceAvailability, RunspacePoolState


class ConnectPSSessionCommand(RemotingCommand):
    """Connect sessions and write them."""

    def process(self) -> None:
        for session in self._wanted():
            if self.should_process(session.name, "Connect"):
                self._connect(session)

    def _wanted(self) -> list[PSSession]:
        if self.parameter_set not in ("ComputerName", "ComputerNameGuid"):
            return self.matching()
        found: list[PSSession] = []
        for computer in self.check_computer_names(list(self.computer_name)):
            try:
                found += [one for one in self.query(computer) if one.current_state is RunspacePoolState.DISCONNECTED]
            except PSSessionError as error:
                words = f"The remote session query failed for {computer} with the following error message: {error}"
                self.write_error(self.error("RemotePSSessionQueryFailed", "InvalidOperation", words, computer))
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
            self.write_error(self.error("PSSessionConnectFailed", "InvalidOperation", words, session))
            return
        try:
            self.take_up(session)
        except SessionNotFound:
            words = f"Cannot connect to session {session.name}.  The session no longer exists on computer {session.computer_name}."
            self.write_error(self.error("PSSessionConnectFailed", "InvalidOperation", words, session))
            return
        except PSSessionError as error:
            words = f"The connect operation failed for session {session.name} with the following error message: {error}"
            self.write_error(self.error("PSSessionConnectFailed", "InvalidOperation", words, session))
            return
        self.repository.add(session)
        self.write(session)
