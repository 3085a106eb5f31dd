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
        if not self.is_bound("Id"):
            return found
        # The page about_PSSessions writes it so; PowerShell itself refuses the two parameters together.
        kept = [one for number in self.id for one in found if one.id == number]
        for number in self.id:
            if found and not any(one.id == number for one in kept):
                words = f"The remote session with the session ID {number} is not available."
                self.missing("RemoteRunspaceNotAvailableForSpecifiedSessionId", words, number)
        return kept

    def _remove(self, session: PSSession) -> None:
        try:
            self._end(session)
        except SessionNotFound:
            pass
        except SessionBusy:
            # One that somebody else uses does not keep the others from being removed.
            words = "Cannot connect the PSSession because the session is not in the Disconnected state, or is not available for connection."
            self.write_error(self.error("InvalidOperation", "InvalidOperation", words, session, PSInvalidOperationException))
            return
        except PSSessionError:
            words = (
                f"Remote session {session.name} could not be connected and could not be removed from the server. The client remote "
                "session object will be removed from the server, but the state of the remote session on the server is unknown."
            )
            self.write_error(self.error("RemoveSessionCannotConnectToServer", "InvalidOperation", words, session))
        # One that broke stays broken.
        session.is_closed = session.current_state is not RunspacePoolState.BROKEN
        self.repository.remove(session)

    def _end(self, session: PSSession) -> None:
        from pssession.client.directory import remove_session
        from pssession.cmdlets.remoting.remote_job import jobs_of

        state = session.current_state
        if state is RunspacePoolState.OPENED and session.session is not None:
            for part in jobs_of(self, session):
                part.let_close()
            session.session.close()
        elif state is RunspacePoolState.DISCONNECTED:
            if session.current_availability is RunspaceAvailability.BUSY:
                raise SessionBusy("another client uses it")
            remove_session(session.instance_id)
