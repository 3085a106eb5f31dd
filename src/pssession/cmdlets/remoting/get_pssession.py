"""Get-PSSession: the sessions of this client, or those on computers. Source: features of Get-PSSession in PowerShell 7.6."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.client.configurations import bare_name
from pssession.cmdlets.remoting.pssession_object import PSSession
from pssession.cmdlets.remoting.remoting_command import RemotingCommand
from pssession.engine.values import wildcards
from pssession.engine.values.enums import enum_text
from pssession.objects import RunspacePoolState

_KEPT = ("Name", "Id", "InstanceId")
_OF_STATE = {
    "Opened": RunspacePoolState.OPENED,
    "Disconnected": RunspacePoolState.DISCONNECTED,
    "Closed": RunspacePoolState.CLOSED,
    "Broken": RunspacePoolState.BROKEN,
}


class GetPSSessionCommand(RemotingCommand):
    """Write sessions."""

    def process(self) -> None:
        kind = self.parameter_set
        if kind in _KEPT:
            self.write_all(self.repository.all() if not self.is_bound(kind) else self.matching())
            return
        for _, found in self.queried(self.targets(), "RemotePSSessionQueryFailed"):
            self.write_all([one for one in self._filtered(found) if self._fits_state(one)])

    def _filtered(self, found: list[PSSession]) -> list[PSSession]:
        if self.is_bound("ConfigurationName"):
            name = bare_name(self.configuration_name).lower()
            found = [one for one in found if one.configuration_name.lower() == name]
        if self.is_bound("Name"):
            words = 'The command cannot find a PSSession that has the name "{}".'
            return self._picked(found, self.name, "PSSessionNameMatchFail", words, lambda name, one: wildcards.matches(name, one.name))
        if self.is_bound("InstanceId"):
            words = 'The command cannot find a PSSession with an InstanceId value of "{}".'
            return self._picked(found, self.instance_id, "PSSessionIdMatchFail", words, lambda wanted, one: wanted == one.instance_id)
        return found

    def _picked(
        self, found: list[PSSession], wanted: list[Any], error_id: str, words: str, fits: Callable[[Any, PSSession], bool]
    ) -> list[PSSession]:
        """Keep what fits; one that fits nothing is an error where there was anything to fit."""
        kept: list[PSSession] = []
        for value in wanted:
            matching = [one for one in found if fits(value, one)]
            if not matching and found:
                self.missing(error_id, words.format(value), value)
            kept += [one for one in matching if one not in kept]
        return kept

    def _fits_state(self, session: PSSession) -> bool:
        if not self.is_bound("State"):
            return True
        name = enum_text(self.state)
        return name == "All" or session.current_state is _OF_STATE.get(name)
