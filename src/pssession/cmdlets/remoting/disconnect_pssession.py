"""Disconnect-PSSession: leave sessions; what runs in them goes on. Source: features of Disconnect-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.engine.values.calendar import TICKS_PER_SECOND, local_from_utc, utc_now_ticks
from pssession.engine.values.enums import number_of
from pssession.objects import DateTime, OutputBufferingMode, RunspacePoolState

_LEAST_SECONDS = 60
_MOST_SECONDS = 2147483


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
        if seconds is not None and not _LEAST_SECONDS <= seconds <= _MOST_SECONDS:
            words = (
                f"The session {session.name} cannot be disconnected because the specified idle time-out value {seconds} (seconds) is "
                f"either greater than the server maximum allowed {_MOST_SECONDS} (seconds), or less than the minimum allowed "
                f"{_LEAST_SECONDS} (seconds).  Specify an idle time-out value that is within the allowed range, and try again."
            )
            self.write_error(self.error("CannotDisconnectSessionWithInvalidIdleTimeout", "InvalidArgument", words, session))
            return
        mode = OutputBufferingMode(number_of(self.output_buffering_mode)) if self.is_bound("OutputBufferingMode") else None
        try:
            session.session.disconnect(idle_timeout_seconds=seconds, output_buffering=mode)
        except PSSessionError as error:
            words = f"Disconnect-PSSession operation failed for runspace Id = {session.instance_id} for the following reason: {error}"
            self.write_error(self.error("PSSessionDisconnectFailed", "InvalidOperation", words, session))
            return
        now = local_from_utc(utc_now_ticks())
        session.disconnected_on = now
        lives = session.session.idle_timeout_seconds if seconds is None else seconds
        session.expires_on = DateTime(now.ticks + int(lives * TICKS_PER_SECOND), now.kind, now.offset_minutes)
        self.write(session)
