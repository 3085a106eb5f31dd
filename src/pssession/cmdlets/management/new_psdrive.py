"""New-PSDrive. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.errors import PSArgumentException
from pssession.engine.providers.infos import DriveInfo
from pssession.engine.providers.path_errors import record_of

_WRONG = ";~/\\.:"
_WRONG_NAME = (
    "Cannot process the drive name because the drive name contains one or more of the following characters that are not valid: ; ~ / \\ . :"
)


class NewPSDriveCommand(ItemCommand):
    """Make a drive."""

    def process(self) -> None:
        with self.reporting():
            provider = self.providers.reader.provider(self.ps_provider)
            if any(letter in _WRONG for letter in self.name):
                self.throw_terminating(record_of(PSArgumentException(_WRONG_NAME)))
            if not self.should_process(f"Name: {self.name} Provider: {provider.full_name} Root: {self.root}", "New drive"):
                return
            root = self.root
            if provider.provider.navigates:
                root = self.providers.file_path(root) if root else "/"
            drive = DriveInfo(self.name, provider, root, self.description or "")
            provider.provider.check_drive(drive)
            self.providers.add_drive(drive)
            self.write(drive)
