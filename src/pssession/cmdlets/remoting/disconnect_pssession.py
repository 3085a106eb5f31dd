"""Disconnect-PSSession: leave sessions; what runs in them goes on. Source: features of Disconnect-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.opening import LEAST_IDLE_SECONDS, MOST_IDLE_SECONDS
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.engine.values.enums import number_of
from pssession.objects import OutputBufferingMode, RunspacePoolState


class DisconnectPSSessionCommand(RemotingCommand):
    """Disconnect sessions and write them."""

    def process(self) -> None:
        for session in self.matching():
            if self.should_process(session.name, "Disconnect"):
                self._disconnect(session)

    def _disconnect(self, session: PSSession) -> None:
        state = session.current_state
        if state is RunspacePoolState.DISCONNECTED:
            self.write(session)
            return
        if state is not RunspacePoolState.OPENED or session.session is None:
            words = f'Cannot disconnect PSSession "{session.name}" because it is not in the Opened state.'
            self.write_error(self.error("CannotDisconnectSessionWhenNotOpened", "InvalidOperation", words, session))
            return
        seconds = self.idle_timeout_sec if self.is_bound("IdleTimeoutSec") else None
        if seconds is not None and not LEAST_IDLE_SECONDS <= seconds <= MOST_IDLE_SECONDS:
            words = (
                f"The session {session.name} cannot be disconnected because the specified idle time-out value {seconds} (seconds) is "
                f"either greater than the server maximum allowed {MOST_IDLE_SECONDS} (seconds), or less than the minimum allowed "
                f"{LEAST_IDLE_SECONDS} (seconds).  Specify an idle time-out value that is within the allowed range, and try again."
            )
            self.write_error(self.error("CannotDisconnectSessionWithInvalidIdleTimeout", "InvalidArgument", words, session))
            return
        if session.is_local_only:
            self.write_warning(
                f"PSSession {session.name} was created using the EnableNetworkAccess parameter and can only be reconnected from the local "
                "computer."
            )
        mode = OutputBufferingMode(number_of(self.output_buffering_mode)) if self.is_bound("OutputBufferingMode") else None
        try:
            self._leave(session, seconds, mode)
        except PSSessionError as problem:
            words = f"Disconnect-PSSession operation failed for runspace Id = {session.instance_id} for the following reason: {problem}"
            self.write_error(self.error("PSSessionDisconnectFailed", "InvalidOperation", words, session))
        else:
            self.write(session)

    def _leave(self, session: PSSession, seconds: int | None, mode: OutputBufferingMode | None) -> None:
        from pssession.cmdlets.remoting.remote_job import jobs_of

        for part in jobs_of(self, session):
            part.leave()
        session.disconnect(seconds, mode)
