"""Clear-Variable. Source: the command's help; PowerShell 7.6."""

from __future__ import annotations

from pssession.cmdlets.utility.variable_command import VariableCommand
from pssession.engine.commands.variables import CONSTANT, READ_ONLY, not_writable
from pssession.engine.errors import RuntimeException


class ClearVariableCommand(VariableCommand):
    """Take the values of variables away."""

    def process(self) -> None:
        for one in self.matching(self.name):
            if one.options & CONSTANT or (one.options & READ_ONLY and not self.force):
                self.refuse(not_writable(one.name))
                continue
            if not self.should_process(f"Name: {one.name}", "Clear variable"):
                continue
            try:
                one.value = None
            except RuntimeException as problem:
                self.refuse(problem)
                continue
            if self.pass_thru:
                self.write(one)
