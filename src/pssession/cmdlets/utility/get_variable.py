"""Get-Variable. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.variable_command import VariableCommand
from pssession.engine.errors import SessionStateException


class GetVariableCommand(VariableCommand):
    """Give variables, or their values."""

    def process(self) -> None:
        found = self.matching(self.name or ["*"])
        if self.name is None:
            found.sort(key=lambda one: one.name.lower())
        for one in found:
            if one.visibility != "Public":
                words = f"Cannot access the variable '${one.name}' because it is a private variable."
                self.write_error(self.error("VariableIsPrivate", "PermissionDenied", words, one.name, SessionStateException))
            elif self.value_only:
                self.write(one.value)
            else:
                self.write(one)
