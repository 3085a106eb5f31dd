"""Get-PSSession: the sessions of this client, or those on computers. Source: features of Get-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.engine.values import wildcards
from pssession.engine.values.enums import enum_text
from pssession.objects import RunspacePoolState

_OF_STATE = {
    "Opened": RunspacePoolState.OPENED,
    "Disconnected": RunspacePoolState.DISCONNECTED,
    "Closed": RunspacePoolState.CLOSED,
    "Broken": RunspacePoolState.BROKEN,
}


class GetPSSessionCommand(RemotingCommand):
    """Write sessions."""

    def process(self) -> None:
        kind = self.parameter_set
        if kind in ("ComputerName", "ComputerInstanceId"):
            for computer in self.check_computer_names(list(self.computer_name)):
                self._ask(computer)
        elif kind in ("Name", "Id", "InstanceId"):
            self.write_all(self.repository.all() if kind == "Name" and not self.is_bound("Name") else self.matching())
        else:
            self.refuse("NotSupported", f"The parameter set {kind} needs a transport that this computer does not have.")

    def _ask(self, computer: str) -> None:
        try:
            found = self.query(computer)
        except PSSessionError as error:
            words = f"The remote session query failed for {computer} with the following error message: {error}"
            self.write_error(self.error("RemotePSSessionQueryFailed", "InvalidOperation", words, computer))
            return
        wanted = [one for one in self._filtered(found) if self._fits_state(one)]
        self.write_all(wanted)

    def _filtered(self, found: list[PSSession]) -> list[PSSession]:
        if self.is_bound("ConfigurationName"):
            name = self.configuration_name.rpartition("/")[2].lower()
            found = [one for one in found if one.configuration_name.lower() == name]
        if self.is_bound("Name"):
            kept: list[PSSession] = []
            for pattern in self.name:
                matching = [one for one in found if wildcards.matches(pattern, one.name)]
                if not matching and found:
                    words = f'The command cannot find a PSSession that has the name "{pattern}".'
                    self.missing("PSSessionNameMatchFail", words, pattern)
                kept += matching
            return kept
        if self.is_bound("InstanceId"):
            kept = []
            for instance_id in self.instance_id:
                matching = [one for one in found if one.instance_id == instance_id]
                if not matching and found:
                    words = f'The command cannot find a PSSession with an InstanceId value of "{instance_id}".'
                    self.missing("PSSessionIdMatchFail", words, instance_id)
                kept += matching
            return kept
        return found

    def _fits_state(self, session: PSSession) -> bool:
        if not self.is_bound("State"):
            return True
        name = enum_text(self.state)
        return name == "All" or session.current_state is _OF_STATE.get(name)
