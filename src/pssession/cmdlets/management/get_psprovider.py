"""Get-PSProvider. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.providers.path_errors import provider_not_found
from pssession.engine.values.wildcards import has_wildcard, matches


class GetPSProviderCommand(ItemCommand):
    """List providers."""

    def process(self) -> None:
        for name in self.ps_provider or ("*",):
            found = [one for one in self.providers.providers.values() if matches(name.rpartition("\\")[2], one.name)]
            self.write_all(found)
            if not found and not has_wildcard(name):
                with self.reporting():
                    raise provider_not_found(name)
