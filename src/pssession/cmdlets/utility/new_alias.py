"""New-Alias. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.alias_command import AliasCommand
from pssession.engine.errors import SessionStateException


class NewAliasCommand(AliasCommand):
    """Make an alias that is not there yet."""

    def process(self) -> None:
        scope = self.chosen_scope()
        known = (scope.aliases or {}).get(self.name.lower()) if self.scope is not None else scope.find_alias(self.name.lower())
        if known is not None and not self.force:
            words = f"The alias is not allowed, because an alias with the name '{self.name}' already exists."
            self.write_error(self.error("AliasAlreadyExists", "ResourceExists", words, self.name, SessionStateException))
            return
        self.set(scope)
