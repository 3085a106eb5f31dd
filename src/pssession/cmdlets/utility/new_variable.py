"""New-Variable. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.variable_command import VariableCommand, already_there, is_fixed, option_bits
from pssession.engine.commands.variables import PRIVATE, Variable
from pssession.engine.errors import RuntimeException


class NewVariableCommand(VariableCommand):
    """Make a variable that is not there yet."""

    def process(self) -> None:
        scope = self.chosen_scope()
        name: str = self.name
        if not self.should_process(f"Name: {name} Value: {self.value}", "New variable"):
            return
        known = scope.variables.get(name.lower())
        if known is not None and (not self.force or is_fixed(known, force=True)):
            self.refuse(already_there(known.name))
            return
        made = Variable(name, self.value)
        self.describe(made)
        if self.scope is not None and str(self.scope).lower() == "private":
            made.guarded().options = option_bits(self.option) | PRIVATE
        try:
            scope.define(made, force=bool(self.force))
        except RuntimeException as problem:
            self.refuse(problem)
            return
        if self.pass_thru:
            self.write(made)
