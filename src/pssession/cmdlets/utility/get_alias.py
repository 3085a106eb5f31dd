"""Get-Alias. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.utility.alias_command import AliasCommand
from pssession.engine.commands.aliases import AliasInfo
from pssession.engine.errors import ItemNotFoundException
from pssession.engine.values import wildcards


class GetAliasCommand(AliasCommand):
    """Give aliases by name or by what they stand for."""

    def process(self) -> None:
        by_definition = self.parameter_set == "Definition"
        for pattern in (self.definition if by_definition else self.name) or ["*"]:
            self._write_fitting(pattern, by_definition=by_definition)

    def _write_fitting(self, pattern: str, *, by_definition: bool) -> None:
        fitting = [
            one
            for one in self._visible()
            if wildcards.matches(pattern, one.target if by_definition else one.name)
            and not any(wildcards.matches(excluded, one.name) for excluded in self.exclude or ())
        ]
        self.write_all(sorted(fitting, key=lambda one: one.name.lower()))
        if fitting or wildcards.has_wildcard(pattern):
            return
        kind = "definition" if by_definition else "name"
        words = f"This command cannot find a matching alias because an alias with the {kind} '{pattern}' does not exist."
        self.write_error(self.error("ItemNotFoundException", "ObjectNotFound", words, pattern, ItemNotFoundException))

    def _visible(self) -> list[AliasInfo]:
        scope = self.chosen_scope()
        seen: dict[str, AliasInfo] = {}
        for one in scope.chain() if self.scope is None else (scope,):
            for folded, alias in (one.aliases or {}).items():
                seen.setdefault(folded, alias)
        return list(seen.values())
