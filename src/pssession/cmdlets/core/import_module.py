"""Import-Module: scripts and manifests. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.core import module_files
from pssession.cmdlets.core.module_files import InvalidManifest
from pssession.cmdlets.core.module_info import ModuleInfo, put_into, take_out
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.scopes import Scope
from pssession.engine.errors import FileNotFoundException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.ports import ports


class ImportModuleCommand(Cmdlet):
    """Make the commands of modules known."""

    def process(self) -> None:
        if self.module_info is not None:
            for module in self.module_info:
                self._take(module)
            return
        names = self.name if self.name is not None else [to_string(one) for one in self.fully_qualified_name or ()]
        for name in names:
            module = self._find(to_string(name))
            if module is not None:
                self._take(module)

    def _find(self, name: str) -> ModuleInfo | None:
        known: dict[str, Any] = self.context.modules
        loaded = known.get(name.lower())
        if loaded is not None and not self.force:
            return loaded  # type: ignore[no-any-return]  # the table holds modules alone
        path = module_files.find_file(name, ports.location())
        if path is None:
            if module_files.is_built_in(name):
                return module_files.built_in(self.context, name)
            words = f"The specified module '{name}' was not loaded because no valid module file was found in any module directory."
            self.write_error(self.error("Modules_ModuleNotFound", "ResourceUnavailable", words, name, FileNotFoundException))
            return None
        for old in list(known.values()):
            if old.path == path:
                if not self.force:
                    return old  # type: ignore[no-any-return]  # as above
                take_out(self.context.global_scope, old)
        try:
            return module_files.load(self.context, path, self.argument_list or ())
        except InvalidManifest as problem:
            self.throw_terminating(self.error("Modules_InvalidManifestMember", "InvalidData", problem.args[0], path))

    def _take(self, module: ModuleInfo) -> None:
        put_into(self._target(), module, prefix=self.prefix or "", chosen=self._chosen())
        self.context.modules[module.name.lower()] = module
        self.context.commands_version += 1
        if self.pass_thru:
            self.write(module)

    def _target(self) -> Scope:
        """Give the scope that commands go to: the outermost one of the caller's session state."""
        running: Scope = self.context.scope
        if self.global_ or to_string(self.scope or "").lower() == "global" or running.state is None:
            if to_string(self.scope or "").lower() == "local":
                return running
            root: Scope = self.context.global_scope
            return root
        own: Scope = running.state.root
        return own

    def _chosen(self) -> dict[str, list[str]] | None:
        given = {"function": self.function, "alias": self.alias, "variable": self.variable}
        return {kind: names for kind, names in given.items() if names is not None} if any(given.values()) else None
