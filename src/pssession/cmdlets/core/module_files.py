"""Finding a module's file and making the module of it: scripts, manifests, folders of PSModulePath.

Source: about_Modules, about_Module_Manifests; errors as PowerShell 7.6 was recorded (cmd.module).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from typing import Any

from pssession import objects as o
from pssession.cmdlets.core.module_info import ModuleInfo
from pssession.engine.commands.metadata import recorded_names
from pssession.engine.errors import InvalidOperationException
from pssession.engine.values.conversions import convert, to_string
from pssession.engine.values.enumeration import to_list

_ENDS = (".psd1", ".psm1", ".ps1", ".dll")
MEMBERS = (
    "ModuleToProcess", "NestedModules", "GUID", "Author", "CompanyName", "Copyright", "ModuleVersion", "Description",
    "PowerShellVersion", "PowerShellHostName", "PowerShellHostVersion", "CLRVersion", "DotNetFrameworkVersion", "ProcessorArchitecture",
    "RequiredModules", "TypesToProcess", "FormatsToProcess", "ScriptsToProcess", "PrivateData", "RequiredAssemblies", "ModuleList",
    "FileList", "FunctionsToExport", "VariablesToExport", "AliasesToExport", "CmdletsToExport", "DscResourcesToExport",
    "CompatiblePSEditions", "HelpInfoURI", "RootModule", "DefaultCommandPrefix",
)  # fmt: skip
_FOLDED = frozenset(name.lower() for name in MEMBERS)


class InvalidManifest(Exception):
    """Say that a manifest cannot be read; the argument is the exception to report."""


def find_file(name: str, folder: str) -> str | None:
    """Find the file of a module by path or name; None where there is none."""
    if "/" in name or name.startswith(("~", ".")) or name.lower().endswith(_ENDS):
        return _at(os.path.normpath(os.path.join(folder, os.path.expanduser(name))))
    for place in search_path():
        found = _at(os.path.join(place, name))
        if found is not None:
            return found
    return None


def search_path() -> list[str]:
    """List the folders that modules are looked for in."""
    return [folder for folder in os.environ.get("PSModulePath", "").split(":") if folder]  # noqa: SIM112 - PowerShell spells it so


def _at(path: str) -> str | None:
    if os.path.isfile(path):
        return path
    if os.path.isdir(path):
        name = os.path.basename(path)
        versions = sorted((one for one in os.listdir(path) if one[:1].isdigit()), reverse=True)
        for inner in (path, *(os.path.join(path, one) for one in versions)):
            for end in _ENDS[:3]:
                if os.path.isfile(os.path.join(inner, name + end)):
                    return os.path.join(inner, name + end)
    for end in _ENDS[:3]:
        if os.path.isfile(path + end):
            return path + end
    return None


def is_built_in(name: str) -> bool:
    """Tell whether built-in commands belong to a module of this name."""
    return name.lower() in {row[2].lower() for row in recorded_names().values() if row[2]}


def load(context: Any, path: str, arguments: Sequence[Any]) -> ModuleInfo:
    """Make a module of a file.

    Raises:
        InvalidManifest: It is a manifest with wrong members.
    """
    name, end = os.path.splitext(os.path.basename(path))
    if end.lower() == ".psd1":
        return _from_manifest(context, path, name, arguments)
    module = ModuleInfo(name, path, context)
    module.run(context, _script(context, path), arguments)
    return module


def _script(context: Any, path: str) -> Any:
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        return context.make_script_block(file.read(), path)


def read_manifest(context: Any, path: str) -> o.Hashtable:
    """Read the table of a manifest.

    Raises:
        InvalidManifest: It has members that no manifest has.
    """
    found = context.invoke_script_block(_script(context, path))
    table = found[0] if len(found) == 1 else None
    if not isinstance(table, o.Hashtable):
        raise InvalidManifest(InvalidOperationException(f"The module manifest '{path}' could not be processed because it is not valid."))
    wrong = [to_string(key) for key in table if to_string(key).lower() not in _FOLDED]
    if wrong:
        listed = ", ".join(f"'{name}'" for name in MEMBERS)
        raise InvalidManifest(
            InvalidOperationException(
                f"The '{path}' module cannot be imported because its manifest contains one or more members that are not valid. The valid "
                f"manifest members are ({listed}). Remove the members that are not valid ({', '.join(wrong)}), then try to import the "
                "module again."
            )
        )
    return table


def _from_manifest(context: Any, path: str, name: str, arguments: Sequence[Any]) -> ModuleInfo:
    table = read_manifest(context, path)
    module = ModuleInfo(name, path, context)
    module.kind = "Manifest"
    describe(module, table)
    for kind, key in (("function", "FunctionsToExport"), ("alias", "AliasesToExport"), ("variable", "VariablesToExport")):
        if key in table:
            module.in_manifest[kind] = [to_string(item) for item in to_list(table[key])]
    folder = os.path.dirname(path)
    for script in to_list(table.get("ScriptsToProcess")):
        context.invoke_script_block(_script(context, os.path.join(folder, to_string(script))), in_place=True)
    for nested in to_list(table.get("NestedModules")):
        inner = find_file(os.path.join(folder, to_string(nested)), folder)
        if inner is not None:
            module.nested_modules.append(load(context, inner, ()))
    root = to_string(table.get("RootModule") or table.get("ModuleToProcess") or "")
    module.root_module = root or None
    inner = find_file(os.path.join(folder, root), folder) if root else None
    if inner is not None:
        module.kind = "Script"
        module.run(context, _script(context, inner), arguments)
    else:
        module.export()
    return module


def describe(module: ModuleInfo, table: o.Hashtable) -> None:
    """Take over what a manifest says about the module."""
    if "ModuleVersion" in table:
        module.version = convert(to_string(table["ModuleVersion"]), "System.Version")
    if "GUID" in table:
        module.guid = uuid.UUID(to_string(table["GUID"]))
    for key, attribute in (
        ("Author", "author"),
        ("Description", "description"),
        ("CompanyName", "company_name"),
        ("Copyright", "copyright"),
    ):
        if key in table:
            setattr(module, attribute, to_string(table[key]))
    module.private_data = table.get("PrivateData")


def built_in(context: Any, name: str) -> ModuleInfo:
    """Describe a module of built-in commands."""
    spelled = next(row[2] for row in recorded_names().values() if row[2] and row[2].lower() == name.lower())
    module = ModuleInfo(spelled, None, context)
    module.kind = "Manifest"
    module.version = o.Version(7, 0, 0, 0)
    return module
