"""Remove-PSDrive. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSInvalidOperationException
from pssession.engine.providers.infos import DriveInfo
from pssession.engine.providers.path_errors import drive_not_found, record_of
from pssession.engine.values.wildcards import has_wildcard, matches


class RemovePSDriveCommand(ItemCommand):
    """Take drives away."""

    def process(self) -> None:
        literal = self.literal_name is not None
        for name in (self.literal_name if literal else self.name) or ():
            found = [
                one for one in self.providers.drives.values() if (one.name.lower() == name.lower() if literal else matches(name, one.name))
            ]
            if self.ps_provider:
                found = [one for one in found if matches(self.ps_provider, one.provider.name)]
            if not found and (literal or not has_wildcard(name)):
                with self.reporting():
                    raise drive_not_found(name)
            for drive in found:
                self._remove(drive)

    def _remove(self, drive: DriveInfo) -> None:
        if not self.should_process(f"Name: {drive.name} Provider: {drive.provider.full_name} Root: {drive.root}", "Remove Drive"):
            return
        if drive is self.providers.location.drive and not self.force:
            words = f"Cannot remove drive '{drive.name}' because it is in use."
            self.write_error(record_of(PSInvalidOperationException(words)))
            return
        self.providers.remove_drive(drive)
