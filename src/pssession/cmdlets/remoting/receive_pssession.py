"""Receive-PSSession: what a session's command gave since it was left. Source: features of Receive-PSSession in PowerShell 7.6."""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.remoting.delivery import Origin, deliver
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.engine.errors import PipelineStoppedException
from pssession.engine.values.enums import enum_text
from pssession.objects import PSInvocationState, RunspaceAvailability, RunspacePoolState


class ReceivePSSessionCommand(RemotingCommand):
    """Connect a session where that is needed, and deliver."""

    def process(self) -> None:
        self._run: Any = None
        session = self._wanted()
        if session is None or not self.should_process(session.name, "Receive"):
            return
        if not self._connect(session):
            return
        self.repository.add(session)
        target = enum_text(self.out_target) if self.is_bound("OutTarget") else "Default"
        if target == "Job" or self.is_bound("JobName"):
            from pssession.cmdlets.remoting.remote_job import receive_as_job

            self.write(receive_as_job(self, session, self.job_name or "", self.broken))
            return
        self._deliver(session)

    def stop(self) -> None:
        if self._run is not None:
            self._run.stop_nowait()

    def _wanted(self) -> PSSession | None:
        if self.parameter_set in ("ComputerSessionName", "ComputerInstanceId"):
            computer = self.check_computer_names([self.computer_name])[0]
            try:
                found = self.query(computer)
            except PSSessionError as error:
                words = f"The remote session query failed for {computer} with the following error message: {error}"
                self.write_error(self.error("ReceivePSSessionQueryForSessionFailed", "InvalidOperation", words, computer))
                return None
            if self.is_bound("Name"):
                found = [one for one in found if one.name.lower() == self.name.lower()]
            else:
                found = [one for one in found if one.instance_id == self.instance_id]
            if not found:
                self.missing("PSSessionNotFound", f"Remote session is not available for {self.name or self.instance_id}.", computer)
            return found[0] if found else None
        found = self.matching()
        return found[0] if found else None

    def _connect(self, session: PSSession) -> bool:
        state = session.current_state
        if state is RunspacePoolState.OPENED:
            return True
        if state is not RunspacePoolState.DISCONNECTED or session.current_availability is RunspaceAvailability.BUSY:
            words = (
                f"Cannot connect to session {session.name}, because the session is in state {enum_text(session.state)} or is not "
                "available for connection."
            )
            self.write_error(self.error("PSSessionConnectFailed", "InvalidOperation", words, session))
            return False
        try:
            self.take_up(session)
        except PSSessionError as error:
            words = f"The connect operation failed for session {session.name} with the following error message: {error}"
            self.write_error(self.error("PSSessionConnectFailed", "InvalidOperation", words, session))
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
            if run.state is PSInvocationState.STOPPED and self.context.stopping:
                raise PipelineStoppedException()
            if run.reason is not None:
                self.write_error(origin.mark(run.reason))
