"""Set-Alias. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.alias_command import AliasCommand


class SetAliasCommand(AliasCommand):
    """Set an alias, in place of one of that name."""

    def process(self) -> None:
        self.set(self.chosen_scope())
