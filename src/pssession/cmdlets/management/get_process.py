"""Get-Process. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import pwd
from typing import Any

from pssession.cmdlets.management.process_command import ProcessCommand, shown_name
from pssession.engine.values import process_facts
from pssession.engine.values.dotnet.processes import Process
from pssession.engine.values.types import type_names
from pssession.objects import CUSTOM, PropertyBag, PSObject


class GetProcessCommand(ProcessCommand):
    """List processes, the files they have loaded or those files' versions."""

    def process(self) -> None:
        for one in self.chosen():
            if self.module and self.file_version_info:
                self.write_all(module.file_version_info for module in one.modules)
            elif self.module:
                self._write_modules(one)
            elif self.file_version_info:
                self._write_version(one)
            elif self.include_user_name:
                self.write(_with_user(one))
            else:
                self.write(one)

    def _write_modules(self, one: Process) -> None:
        found = list(one.modules)
        if not found and process_facts.program(one.id) is None:
            words = f'Cannot enumerate the modules of the "{one.process_name}" process.'
            self.report("CouldNotEnumerateModules", "PermissionDenied", words, one)
        self.write_all(found)

    def _write_version(self, one: Process) -> None:
        module = one.main_module
        if module is None:
            words = f'Cannot enumerate the file version information of the "{shown_name(one)}" process.'
            self.report("CouldNotEnumerateFileVer", "PermissionDenied", words, one)
        else:
            self.write(module.file_version_info)


def _with_user(one: Process) -> PSObject:
    number = process_facts.owner(one.id)
    name: Any = None
    if number is not None:
        try:
            name = pwd.getpwuid(number).pw_name
        except KeyError:
            name = str(number)
    made = PSObject(one, PropertyBag({"UserName": name}))
    assert made.base is not CUSTOM
    made.type_names = ["System.Diagnostics.Process#IncludeUserName", *type_names(one)]
    return made
