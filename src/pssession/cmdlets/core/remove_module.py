"""Remove-Module. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.core.module_info import ModuleInfo, take_out
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import InvalidOperationException
from pssession.engine.values import wildcards


class RemoveModuleCommand(Cmdlet):
    """Forget modules and their commands."""

    def process(self) -> None:
        for module in self.module_info or ():
            self._remove(module)
        for pattern in self.name or ():
            known = list(self.context.modules.values())
            fitting = [module for module in known if wildcards.matches(pattern, module.name)]
            for module in fitting:
                self._remove(module)
            if not fitting and not wildcards.has_wildcard(pattern):
                words = (
                    "No modules were removed. Verify that the specification of modules to remove is correct and those modules exist in the "
                    "runspace."
                )
                error = self.error("Modules_NoModulesRemoved", "ResourceUnavailable", words, None, InvalidOperationException)
                self.write_error(error)

    def _remove(self, module: ModuleInfo) -> None:
        if not self.should_process(f"{module.name} (Path: '{module.path}')"):
            return
        if module.on_remove is not None:
            self.context.invoke_script_block(module.on_remove, (module,))
        take_out(self.context.global_scope, module)
        self.context.modules.pop(module.name.lower(), None)
        self.context.commands_version += 1
