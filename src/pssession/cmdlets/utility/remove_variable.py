"""Remove-Variable. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.variable_command import VariableCommand
from pssession.engine.errors import RuntimeException


class RemoveVariableCommand(VariableCommand):
    """Take variables away."""

    def process(self) -> None:
        chosen = self.chosen_scope()
        for one in self.matching(self.name):
            if not self.should_process(f"Name: {one.name}", "Remove variable"):
                continue
            owner = next((scope for scope in chosen.chain() if scope.variables.get(one.name.lower()) is one), chosen)
            try:
                owner.remove(one.name, force=bool(self.force))
            except RuntimeException as problem:
                self.refuse(problem)
