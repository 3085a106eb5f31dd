"""Get-PSDrive. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.providers.infos import DriveInfo
from pssession.engine.providers.path_errors import drive_not_found
from pssession.engine.values.collation import key
from pssession.engine.values.wildcards import has_wildcard, matches


class GetPSDriveCommand(ItemCommand):
    """List drives."""

    def process(self) -> None:
        literal = self.literal_name is not None
        for name in (self.literal_name if literal else self.name) or ("*",):
            self._write(name, literal)

    def _write(self, name: str, literal: bool) -> None:
        found = [
            one for one in self.providers.drives.values() if (one.name.lower() == name.lower() if literal else matches(name, one.name))
        ]
        found = [one for one in found if self._is_of_provider(one)]
        for drive in sorted(found, key=lambda one: key(one.name)):
            self.write(drive)
        if not found and (literal or not has_wildcard(name)):
            with self.reporting():
                raise drive_not_found(name)

    def _is_of_provider(self, drive: DriveInfo) -> bool:
        return not self.ps_provider or any(matches(one.rpartition("\\")[2], drive.provider.name) for one in self.ps_provider)
