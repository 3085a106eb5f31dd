"""Get-Credential. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import ArgumentException, HostException
from pssession.objects import HostError, PSCredential

_TITLE = "PowerShell credential request"
_MESSAGE = "Enter your credentials."


class GetCredentialCommand(Cmdlet):
    """Ask for a user's name and password."""

    def begin(self) -> None:
        if self.is_bound("Credential") and isinstance(self.credential, PSCredential):
            self.write(self.credential)
            return
        message = self.message or _MESSAGE
        try:
            found = self.host.prompt_for_credential(self.title or _TITLE, message, self.user_name or "", "")
        except HostError as problem:
            refused = HostException(problem.message)
            self.throw_terminating(self.error("HostFunctionNotImplemented", "NotImplemented", refused))
        except ArgumentException as problem:
            self.write_error(self.error("CouldNotPromptForCredential", "InvalidOperation", problem))
            return
        if found is not None:
            self.write(found)
