"""New-PSSession: make sessions that stay. Source: features of New-PSSession in PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.remoting.remoting_command import PSSessionError, RemotingCommand
from pssession.errors import SessionError, TransportError


class NewPSSessionCommand(RemotingCommand):
    """Open a session for each target and write it as soon as it is open."""

    def begin(self) -> None:
        self._names = list(self.name or ())

    def process(self) -> None:
        kind = self.parameter_set
        if kind == "UseWindowsPowerShellParameterSet":
            targets = ["localhost"]
        elif kind == "Session":
            targets = [session.computer_name for session in self.session]
        elif kind == "ComputerName":
            targets = self.check_computer_names(list(self.computer_name or ["localhost"]))
        elif kind == "SSHHost":
            targets = list(self.host_name)
        else:
            self.refuse("NotSupported", f"The parameter set {kind} needs a transport that this computer does not have.")
        for computer in targets:
            self._open(computer)

    def _open(self, computer: str) -> None:
        name = self._names.pop(0) if self._names else ""
        try:
            if self.parameter_set == "SSHHost":
                raise TransportError("The SSH client session has ended with error message: no connection to other computers is configured.")
            made = self.open_session(computer, name, self.session_option)
        except (PSSessionError, ValueError) as error:
            prefix = "" if isinstance(error, SessionError) or self.parameter_set == "SSHHost" else "CannotConnect,"
            record = self.transport_error(computer, str(error), f"{prefix}PSSessionOpenFailed", computer, activity="New-PSSession")
            self.write_error(record)
            return
        self.repository.add(made)
        self.write(made)
