"""Get-Location. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from pssession.cmdlets.management.item_command import ItemCommand
from pssession.engine.providers.path_errors import drive_not_found
from pssession.engine.providers.session import no_stack
from pssession.engine.values.wildcards import matches


class GetLocationCommand(ItemCommand):
    """Give the current location, those of drives and providers, or the locations pushed."""

    def process(self) -> None:
        if self.stack or self.parameter_set == "Stack":
            self._write_stacks()
        elif self.ps_drive:
            self._write_drives()
        elif self.ps_provider:
            self._write_providers()
        else:
            self.write(self.providers.location)

    def _write_stacks(self) -> None:
        for name in self.stack_name or (None,):
            found = self.providers.stack(name)
            if found is None:
                self.write_error(self.error("Argument", "InvalidArgument", no_stack(name or "")))
            else:
                self.write(found)

    def _write_drives(self) -> None:
        for pattern in self.ps_drive:
            found = [drive for drive in self.providers.drives.values() if matches(pattern, drive.name)]
            with self.reporting():
                if not found:
                    raise drive_not_found(pattern)
                for drive in found:
                    self.write(self.providers.location_of(drive))

    def _write_providers(self) -> None:
        for name in self.ps_provider:
            with self.reporting():
                self.write(self.providers.location_in(self.providers.reader.provider(name)))
