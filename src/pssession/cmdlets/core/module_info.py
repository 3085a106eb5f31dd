"""A module: its session state and what it exports, and making one from a script.

How the module commands find files stands in `module_files`.

Source: about_Modules; System.Management.Automation.PSModuleInfo.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from typing import Any

from pssession import objects as o
from pssession.engine.commands.context import SessionState
from pssession.engine.commands.frames import Frame
from pssession.engine.commands.functions import FunctionInfo
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.script_blocks import ScriptBlock
from pssession.engine.values import enums, types, wildcards

_MODULE_TYPES = ("Script", "Binary", "Manifest", "Cim", "Workflow")


class ModuleInfo:
    """Be a module.

    Attributes:
        state: Its session state.
        export_list: Patterns by kind that Export-ModuleMember gave; None without a call of it.
        in_manifest: Patterns by kind that the manifest allows.
    """

    dotnet_type = "System.Management.Automation.PSModuleInfo"
    dotnet_enumerable = False

    def __init__(self, name: str, path: str | None, context: Any) -> None:
        self.name = name
        self.path = path if path is not None else str(uuid.uuid4())
        self.module_base = os.path.dirname(path) if path is not None else ""
        self.guid = uuid.UUID(int=0)
        self.version: Any = o.Version(0, 0)
        self.description = ""
        self.author = ""
        self.company_name = ""
        self.copyright = ""
        self.private_data: Any = None
        self.root_module: str | None = None
        self.kind = "Script"
        self.nested_modules: list[ModuleInfo] = []
        self.required_modules: list[Any] = []
        self.on_remove: Any = None
        self.export_list: dict[str, list[str]] | None = None
        self.in_manifest: dict[str, list[str]] = {}
        root = Scope(context.global_scope, is_script=True)
        self.state = SessionState(root, self)
        root.state = self.state
        self.exported_functions = _table()
        self.exported_aliases = _table()
        self.exported_variables = _table()
        self.exported_cmdlets = _table()

    @property
    def module_type(self) -> Any:
        """Give the kind as ModuleType."""
        found = types.require("System.Management.Automation.ModuleType")
        return enums.make(found, _MODULE_TYPES.index(self.kind))

    @property
    def session_state(self) -> SessionState:
        """Give the session state."""
        return self.state

    @property
    def exported_commands(self) -> o.Dictionary:
        """Give all commands that it exports."""
        made = _table()
        for table in (self.exported_functions, self.exported_cmdlets, self.exported_aliases):
            for name, command in table.items():
                made[name] = command
        return made

    def to_string(self) -> str:
        """Write the name."""
        return self.name

    def invoke(self, script: Any, *arguments: Any) -> Any:
        """Run a script block inside of the module."""
        block = ScriptBlock(script.ast, self.state)
        return block.invoke_return_as_is(*arguments)

    def new_bound_script_block(self, script: Any) -> ScriptBlock:
        """Give a script block as if it had been made inside of the module."""
        return ScriptBlock(script.ast, self.state)

    def run(self, context: Any, block: ScriptBlock, arguments: Sequence[Any]) -> list[Any]:
        """Run the script that makes the module; give its output."""
        inside = ScriptBlock(block.ast, self.state)
        self.state.root.frame = Frame(inside, list(arguments))
        collected: list[Any] = []
        inside.run(context, arguments, collected.append, in_place=True)
        self.export()
        return collected

    def export(self) -> None:
        """Fill the tables of exports."""
        root = self.state.root
        listed = self.export_list
        if listed is None:
            listed = {"function": ["*"], "alias": ["*"]}
        for kind, found, table in (
            ("function", root.functions or {}, self.exported_functions),
            ("alias", root.aliases or {}, self.exported_aliases),
            ("variable", root.variables, self.exported_variables),
        ):
            patterns = listed.get(kind, [])
            allowed = self.in_manifest.get(kind)
            for one in list(found.values()):
                if _fits(one.name, patterns) and (allowed is None or _fits(one.name, allowed)):
                    table[one.name] = one
        for nested in self.nested_modules:
            self._take_over(nested)

    def _take_over(self, nested: ModuleInfo) -> None:
        for kind, own, other in (
            ("function", self.exported_functions, nested.exported_functions),
            ("alias", self.exported_aliases, nested.exported_aliases),
        ):
            allowed = self.in_manifest.get(kind)
            for name, command in other.items():
                if allowed is None or _fits(name, allowed):
                    own[name] = command


def _table() -> o.Dictionary:
    return o.Dictionary(key_type="System.String", value_type="System.Management.Automation.CommandInfo")


def _fits(name: str, patterns: Sequence[str]) -> bool:
    return any(wildcards.matches(pattern, name) for pattern in patterns)


def put_into(scope: Scope, module: ModuleInfo, *, prefix: str = "", chosen: dict[str, list[str]] | None = None) -> None:
    """Make a module's exports known in a scope.

    Args:
        scope: Where they are to be seen.
        module: Whose exports.
        prefix: Put in front of the nouns.
        chosen: Patterns by kind, where only some are wanted; None for all.
    """
    for name, function in module.exported_functions.items():
        if chosen is not None and not _fits(name, chosen.get("function", [])):
            continue
        shown = prefixed(name, prefix)
        if scope.functions is None:
            scope.functions = {}
        scope.functions[shown.lower()] = function if shown == name else FunctionInfo(shown, function.script_block)
    for name, alias in module.exported_aliases.items():
        if chosen is not None and not _fits(name, chosen.get("alias", [])):
            continue
        if scope.aliases is None:
            scope.aliases = {}
        scope.aliases[prefixed(name, prefix).lower()] = alias
    for name, variable in module.exported_variables.items():
        if chosen is None or _fits(name, chosen.get("variable", [])):
            scope.variables[name.lower()] = variable


def prefixed(name: str, prefix: str) -> str:
    """Put a prefix in front of a command's noun."""
    verb, dash, noun = name.partition("-")
    return name if not prefix else f"{verb}-{prefix}{noun}" if dash else prefix + name


def take_out(scope: Scope, module: ModuleInfo) -> None:
    """Forget in a scope what a module exported."""
    for table in (scope.functions, scope.aliases):
        for name, command in list((table or {}).items()):
            if table is not None and (getattr(command, "module", None) is module or command in module.exported_aliases.values()):
                del table[name]
    for name, variable in module.exported_variables.items():
        if scope.variables.get(name.lower()) is variable:
            del scope.variables[name.lower()]
