"""Remove-Alias. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.alias_command import AliasCommand
from pssession.engine.commands.variables import CONSTANT, READ_ONLY
from pssession.engine.errors import ItemNotFoundException, SessionStateUnauthorizedAccessException


class RemoveAliasCommand(AliasCommand):
    """Take aliases away."""

    def process(self) -> None:
        for name in self.name:
            self._remove(name)

    def _remove(self, name: str) -> None:
        folded = name.lower()
        scopes = self.chosen_scope().chain() if self.scope is None else (self.chosen_scope(),)
        owner = next((scope for scope in scopes if folded in (scope.aliases or {})), None)
        if owner is None:
            words = f"This command cannot find a matching alias because an alias with the name '{name}' does not exist."
            self.write_error(self.error("ItemNotFoundException", "ObjectNotFound", words, name, ItemNotFoundException))
            return
        assert owner.aliases is not None
        known = owner.aliases[folded]
        if known.options & CONSTANT or (known.options & READ_ONLY and not self.force):
            words = (
                f"Alias was not removed because alias {known.name} is constant or read-only. If the alias is read-only, try the operation "
                "again specifying the Force option."
            )
            problem = SessionStateUnauthorizedAccessException(words, "AliasNotRemovable", "WriteError", known.name)
            self.write_error(problem.error_record)
            return
        del owner.aliases[folded]
        self.context.commands_version += 1
