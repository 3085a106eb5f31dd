"""Get-Module: what is imported, or what could be. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import os

from pssession.cmdlets.core import module_files
from pssession.cmdlets.core.module_info import ModuleInfo
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.metadata import recorded_names
from pssession.engine.values import wildcards


class GetModuleCommand(Cmdlet):
    """List modules."""

    def process(self) -> None:
        patterns = self.name or ["*"]
        found = self._available() if self.list_available else list(self.context.modules.values())
        for module in sorted(found, key=lambda one: one.name.lower()):
            if any(wildcards.matches(pattern, module.name) for pattern in patterns):
                self.write(module)

    def _available(self) -> list[ModuleInfo]:
        names = {row[2].lower() for row in recorded_names().values() if row[2]}
        found = [module_files.built_in(self.context, name) for name in names if name != "microsoft.powershell.core"]
        for folder in module_files.search_path():
            if not os.path.isdir(folder):
                continue
            for name in sorted(os.listdir(folder)):
                path = module_files.find_file(os.path.join(folder, name), folder)
                if path is None:
                    continue
                module = ModuleInfo(name, path, self.context)
                if path.endswith(".psd1"):
                    module.kind = "Manifest"
                    try:
                        module_files.describe(module, module_files.read_manifest(self.context, path))
                    except module_files.InvalidManifest:
                        continue
                found.append(module)
        return found
