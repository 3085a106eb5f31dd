"""What the commands for processes share: which processes they mean, and what is said of those that are not there.

Source: Microsoft.PowerShell.Commands.ProcessBaseCommand; ids and words as PowerShell 7.6 was recorded (err.view).
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, exception_class
from pssession.engine.values.collation import key
from pssession.engine.values.dotnet.processes import Process, everything, find
from pssession.engine.values.wildcards import has_wildcard, matches
from pssession.objects import PSObject

_EXCEPTION = "Microsoft.PowerShell.Commands.ProcessCommandException"


class ProcessCommand(Cmdlet):
    """Be a command for processes."""

    def chosen(self) -> list[Process]:
        """Give the processes that -InputObject, -Id or -Name mean, all without them; by name, then by id."""
        slots = self.__dict__
        if slots.get("input_object") is not None:
            given = [one.base if type(one) is PSObject else one for one in slots["input_object"]]
            for one in given:
                one.refresh()
            return given
        found: dict[int, Process] = {}
        if slots.get("id") is not None:
            for number in slots["id"]:
                one = find(int(number))
                if one is None:
                    self._report_id(int(number))
                else:
                    found[one.id] = one
        else:
            self._by_name(slots.get("name"), found)
        return sorted(found.values(), key=lambda one: (key(one.process_name), one.id))

    def _by_name(self, names: list[str] | None, found: dict[int, Process]) -> None:
        running = everything()
        if names is None:
            found.update((one.id, one) for one in running)
        for name in names or ():
            fitting = [one for one in running if matches(name, one.process_name)]
            found.update((one.id, one) for one in fitting)
            if not fitting and not has_wildcard(name):
                words = f'Cannot find a process with the name "{name}". Verify the process name and call the cmdlet again.'
                self.report("NoProcessFoundForGivenName", "ObjectNotFound", words, name)

    def _report_id(self, number: int) -> None:
        words = f"Cannot find a process with the process identifier {number}."
        self.report("NoProcessFoundForGivenId", "ObjectNotFound", words, number)

    def report(self, error_id: str, category: str, words: str, target: Any) -> None:
        """Write an error about one process."""
        self.write_error(
            self.error(error_id, category, words, target, exception_class("Microsoft.PowerShell.Commands.ProcessCommandException"))
        )


def shown_name(process: Process) -> str:
    """Write a process as messages name it: its name and id."""
    try:
        return f"{process.process_name} ({process.id})"
    except DotNetException:
        return f"({process.id})"
