"""New-Module. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import uuid

from pssession import objects as o
from pssession.cmdlets.core.module_info import ModuleInfo, put_into
from pssession.engine.commands.cmdlet import Cmdlet


class NewModuleCommand(Cmdlet):
    """Make a module of a script block."""

    def process(self) -> None:
        context = self.context
        module = ModuleInfo(self.name or f"__DynamicModule_{uuid.uuid4()}", None, context)
        if self.function is not None:
            module.in_manifest["function"] = self.function
        output = module.run(context, self.script_block, self.argument_list or ())
        if self.return_result:
            self.write_all(output)
        elif self.as_custom_object:
            self.write(_as_object(module))
        else:
            put_into(context.global_scope, module)
            context.commands_version += 1
            self.write(module)


def _as_object(module: ModuleInfo) -> o.PSObject:
    """Make an object whose methods are the module's functions."""
    bag = o.PropertyBag()
    for name, variable in module.exported_variables.items():
        bag[name] = variable.value
    for name, function in module.exported_functions.items():
        bag[name] = o.ScriptMethod(function.script_block)
    return o.PSObject(o.CUSTOM, bag)
