"""Get-TimeZone. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import exception_class
from pssession.engine.values.dotnet.time_zones import TimeZone, everything, find, local
from pssession.engine.values.wildcards import matches


class GetTimeZoneCommand(Cmdlet):
    """Give the time zone of this machine, or others."""

    def process(self) -> None:
        if self.list_available:
            self.write_all(everything())
        elif self.id is not None:
            for name in self.id:
                self._write(find(name), name, "TimeZoneNotFound")
        elif self.name is not None:
            for pattern in self.name:
                found = [zone for zone in everything() if matches(pattern, zone.standard_name) or matches(pattern, zone.daylight_name)]
                for zone in found:
                    self.write(zone)
                if not found:
                    self._write(None, pattern, "TimeZoneNotFound")
        else:
            self.write(local())

    def _write(self, zone: TimeZone | None, name: str, error_id: str) -> None:
        if zone is not None:
            self.write(zone)
            return
        words = f"Cannot find a time zone with the identifier '{name}'."
        if self.id is not None:
            words = f"The time zone ID '{name}' was not found on the local computer."
        self.write_error(self.error(error_id, "ObjectNotFound", words, name, exception_class("System.TimeZoneNotFoundException")))
