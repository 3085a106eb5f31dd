"""Export-ModuleMember. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from pssession.cmdlets.core.module_info import ModuleInfo
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import InvalidOperationException


class ExportModuleMemberCommand(Cmdlet):
    """Say what the running module exports."""

    def process(self) -> None:
        state = self.context.scope.state
        module = None if state is None else state.module
        if not isinstance(module, ModuleInfo):
            words = "The Export-ModuleMember cmdlet can only be called from inside a module."
            error_id = "Modules_CanOnlyExecuteExportModuleMemberInsideAModule"
            self.throw_terminating(self.error(error_id, "PermissionDenied", words, None, InvalidOperationException))
        listed = module.export_list = module.export_list or {}
        for kind, names in (("function", self.function), ("alias", self.alias), ("variable", self.variable), ("cmdlet", self.cmdlet)):
            if names:
                listed.setdefault(kind, []).extend(names)
