"""Read-Host: ask for a line. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, PipelineStoppedException, PSInvalidOperationException, RemoteException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.enumeration import to_list
from pssession.objects import FieldDescription, HostError


class ReadHostCommand(Cmdlet):
    """Ask through the host."""

    def begin(self) -> None:
        try:
            self._ask()
        except (RemoteException, PipelineStoppedException):
            # Nobody wants an answer any more, or the client's host refused; what it said of that stays.
            raise
        except (HostError, DotNetException) as problem:
            refused = problem if isinstance(problem, DotNetException) else PSInvalidOperationException(problem.message)
            kind = getattr(refused, "error_id", "") or "InvalidOperation"
            self.throw_terminating(self.error(kind, "InvalidOperation", refused))

    def _ask(self) -> None:
        host = self.host
        secret = self.as_secure_string or self.mask_input
        if self.prompt is not None:
            label = " ".join(map(to_string, to_list(self.prompt)))
            kind = "System.Security.SecureString" if secret else "System.String"
            field = FieldDescription(name=label, parameter_type_full_name=kind)
            answer = host.prompt("", "", [field])[label]
            self.write(answer.reveal() if secret and not self.as_secure_string else answer)
        elif secret:
            answer = host.read_line_as_secure_string()
            self.write(answer if self.as_secure_string else answer.reveal())
        else:
            self.write(host.read_line())
