"""What New-Alias and Set-Alias share. Source: Microsoft.PowerShell.Commands.WriteAliasCommandBase."""

from __future__ import annotations

from pssession.cmdlets.utility.variable_command import option_bits
from pssession.engine.commands.aliases import AliasInfo, set_alias
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.scopes import Scope
from pssession.engine.errors import RuntimeException


class AliasCommand(Cmdlet):
    """Be a command that sets an alias."""

    def chosen_scope(self) -> Scope:
        """Give the scope of -Scope, the running one without; a wrong one ends the command."""
        running: Scope = self.context.scope
        if self.scope is None:
            return running
        try:
            return running.named(self.scope)
        except RuntimeException as problem:
            self.throw_terminating(problem.error_record)

    def set(self, scope: Scope) -> AliasInfo | None:
        """Set the alias; None where that is refused, which is an error."""
        if not self.should_process(f"Name: {self.name} Value: {self.value}", self.invocation.command.name):
            return None
        try:
            made = set_alias(
                scope,
                self.name,
                self.value,
                options=option_bits(self.option),
                description=self.description or "",
                force=bool(self.force),
            )
        except RuntimeException as problem:
            self.write_error(problem.error_record)
            return None
        self.context.commands_version += 1
        if self.pass_thru:
            self.write(made)
        return made
