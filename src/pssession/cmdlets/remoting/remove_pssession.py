"""Remove-PSSession: end sessions. Source: features of Remove-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.engine.errors import PSInvalidOperationException
from pssession.engine.values import wildcards
from pssession.errors import SessionBusy, SessionNotFound
from pssession.objects import RunspaceAvailability, RunspacePoolState


class RemovePSSessionCommand(RemotingCommand):
    """Close sessions and forget them."""

    def process(self) -> None:
        for session in self._wanted():
            if self.should_process(session.computer_name, "Remove"):
                self._remove(session)

    def _wanted(self) -> list[PSSession]:
        if self.parameter_set != "ComputerName":
            return self.matching()
        found: list[PSSession] = []
        for pattern in self.computer_name:
            matching = [one for one in self.repository.all() if wildcards.matches(pattern, one.computer_name)]
            if not matching:
                words = f"Remote session is not available for ComputerName {pattern}."
                self.missing("RemoteRunspaceNotAvailableForSpecifiedComputer", words, pattern)
            found += matching
        if self.is_bound("Id"):
            found = [one for one in found if one.id in self.id]
        return found

    def _remove(self, session: PSSession) -> None:
        if session.current_state is RunspacePoolState.DISCONNECTED and session.current_availability is RunspaceAvailability.BUSY:
            self._refuse_busy(session)
        try:
            if session.session is not None and session.current_state is RunspacePoolState.OPENED:
                session.session.close()
            elif session.current_state is RunspacePoolState.DISCONNECTED:
                from pssession.client.directory import remove_session

                remove_session(session.instance_id)
        except SessionNotFound:
            pass
        except SessionBusy:
            self._refuse_busy(session)
        except PSSessionError:
            words = (
                f"Remote session {session.name} could not be connected and could not be removed from the server. The client remote "
                "session object will be removed from the server, but the state of the remote session on the server is unknown."
            )
            self.write_error(self.error("RemoveSessionCannotConnectToServer", "InvalidOperation", words, session))
        session.is_closed = True
        self.repository.remove(session)

    def _refuse_busy(self, session: PSSession) -> None:
        words = "Cannot connect the PSSession because the session is not in the Disconnected state, or is not available for connection."
        self.refuse("InvalidOperation", words, PSInvalidOperationException, session)
