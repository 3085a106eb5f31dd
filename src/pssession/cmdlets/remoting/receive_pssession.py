"""Receive-PSSession: what a session's command gave since it was left. Source: features of Receive-PSSession in PowerShell 7.6."""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.jobs.following import follow
from pssession.cmdlets.remoting.delivery import Origin, deliver
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remote_job import jobs_of, receive_as_job
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.cmdlets.remoting.transport_errors import broken
from pssession.engine.errors import PipelineStoppedException, RuntimeException
from pssession.errors import SessionNotFound
from pssession.objects import ErrorRecord, PSInvocationState, RunspaceAvailability, RunspacePoolState

_ASKING = ("ComputerSessionName", "ComputerInstanceId", "ConnectionUriSessionName", "ConnectionUriInstanceId")


class ReceivePSSessionCommand(RemotingCommand):
    """Connect a session where that is needed, and deliver."""

    confirm_impact = "Low"

    def process(self) -> None:
        self._run: Any = None
        session = self._wanted()
        if session is None or not self.should_process(session.name, "Receive"):
            return
        parts = list(jobs_of(self, session))
        if not self._connect(session):
            return
        self.repository.add(session)
        target = str(self.out_target).lower() if self.is_bound("OutTarget") else "default"
        wants_job = target == "job" or self.is_bound("JobName")
        if parts and target != "host":
            self.write_all(dict.fromkeys(part.parent for part in parts))
        elif parts:
            follow(self, parts)
        elif wants_job:
            self.write(receive_as_job(self, session, self.job_name or "", broken))
        else:
            self._deliver(session)

    def stop(self) -> None:
        if self._run is not None:
            self._run.stop_nowait()

    def _wanted(self) -> PSSession | None:
        if self.parameter_set in _ASKING:
            found = [one for _, sessions in self.queried(self.targets(), "ReceivePSSessionQueryForSessionFailed") for one in sessions]
            if self.is_bound("Name"):
                found = [one for one in found if one.name.lower() == self.name.lower()]
            else:
                found = [one for one in found if one.instance_id == self.instance_id]
        else:
            found = self.matching()
        return found[0] if found else None

    def _connect(self, session: PSSession) -> bool:
        state = session.current_state
        if state is RunspacePoolState.OPENED:
            return True
        if state is not RunspacePoolState.DISCONNECTED or session.current_availability is RunspaceAvailability.BUSY:
            words = (
                f'Cannot connect PSSession "{session.name}", either because it is not in the Disconnected state, or it is not available '
                "for connection."
            )
            self.write_error(self.error("ReceivePSSessionCannotConnectSession", "InvalidOperation", words, session))
            return False
        try:
            self.take_up(session)
        except PSSessionError as problem:
            words = f"The connect operation failed for session {session.name} with the following error message: {problem}"
            if isinstance(problem, SessionNotFound):
                session.has_gone()
                words = f"Cannot connect to session {session.name}.  The session no longer exists on computer {session.computer_name}."
            self.write_error(self.error("ReceivePSSessionCannotConnectSession", "InvalidOperation", words, session))
            return False
        return True

    def _deliver(self, session: PSSession) -> None:
        client = session.session
        assert client is not None
        origin = Origin(session.computer_name, session.instance_id)
        while client.unreceived:
            self._run = run = client.receive()
            try:
                while (item := run.next_item()) is not None:
                    deliver(self, item.kind, item.value, origin)
                    self.context.check_stop()
            finally:
                run.close()
            if run.state is PSInvocationState.STOPPED and self.is_stopping:
                raise PipelineStoppedException()
            if run.reason is not None:
                self._tell_failure(session, run.reason)

    def _tell_failure(self, session: PSSession, reason: ErrorRecord) -> None:
        words = f"The remote pipeline failed for the following reason: {reason}"
        self.write_error(self.error("ReceivePSSessionPipelineFailed", "OperationStopped", words, session, RuntimeException))
