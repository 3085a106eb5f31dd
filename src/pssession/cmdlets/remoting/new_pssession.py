"""New-PSSession: make sessions that stay. Source: features of New-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.opening import Wishes
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.cmdlets.remoting.transport_errors import id_of, unreached

_LOCAL = "UseWindowsPowerShellParameterSet"


class NewPSSessionCommand(RemotingCommand):
    """Open a session for each target and write it as soon as it is open."""

    def begin(self) -> None:
        self._names = list(self.name or ())

    def process(self) -> None:
        if self.parameter_set == "Session":
            for session in self.session:
                self._open(session.computer_name, Wishes(configuration=session.configuration_name))
            return
        computers = ["localhost"] if self.parameter_set == _LOCAL else self.targets()
        wishes = self.wishes()
        for computer in computers:
            self._open(computer, wishes)

    def _open(self, computer: str, wishes: Wishes) -> None:
        name = self._names.pop(0) if self._names else ""
        try:
            made = self.open_session(computer, name, wishes)
        except (PSSessionError, ValueError) as problem:
            target = PSSession.failed(name, computer).runspace
            error_id = id_of(problem, "PSSessionOpenFailed")
            self.write_error(unreached(computer, problem, error_id, target=target, activity="New-PSSession"))
            return
        self.repository.add(made)
        self.write(made)
