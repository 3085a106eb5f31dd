"""From a name to a command: alias, function, cmdlet, script file, program.

What functions are stands in `functions`, what programs are in `native`. Aliases and functions are those of the scopes, cmdlets those of
the session's catalogue; files are looked for on PATH.

Source: about_Command_Precedence; errors as PowerShell 7.6 gives them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from pssession.engine.commands.aliases import AliasInfo
from pssession.engine.commands.cmdlet import Cmdlet, implementing_name
from pssession.engine.commands.errors_handling import command_not_found
from pssession.engine.commands.functions import ExternalScriptInfo
from pssession.engine.commands.metadata import CommandMetadata, recorded_names
from pssession.engine.commands.processor import CommandInfo, Invocation, Processor
from pssession.engine.errors import CommandNotFoundException
from pssession.engine.values.ports import ports

_SCOPES = frozenset(("global", "local", "script", "private"))


class ModuleName:
    """Name the module that built-in commands belong to."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def to_string(self) -> str:
        """Write the name."""
        return self.name


class TypeName:
    """Name a type, whether it is known or not."""

    __slots__ = ("full_name", "name")
    dotnet_type = "System.Management.Automation.PSTypeName"

    def __init__(self, full_name: str, name: str | None = None) -> None:
        self.full_name = full_name
        self.name = name or full_name.rpartition(".")[2]

    def to_string(self) -> str:
        """Write the full name."""
        return self.full_name


class CmdletInfo(CommandInfo):
    """Be a cmdlet.

    Attributes:
        place: Where the body is, "module:Class", or the class itself.
    """

    command_type = "Cmdlet"
    dotnet_type = "System.Management.Automation.CmdletInfo"

    def __init__(self, name: str, place: Any) -> None:
        super().__init__(name)
        self.place = place
        self._kind: type[Cmdlet] | None = None
        self._metadata: CommandMetadata | None = None
        known = recorded_names().get(name.lower())
        if known is not None and known[2]:
            self.module = ModuleName(known[2])

    @property
    def kind(self) -> type[Cmdlet]:
        """Give the class of the body, imported when first asked for."""
        if self._kind is None:
            place = self.place
            if isinstance(place, str):
                module, _, name = place.partition(":")
                place = getattr(import_module(module), name)
            self._kind = place
        return self._kind

    @property
    def verb(self) -> str:
        """Give the part before the dash."""
        return self.name.partition("-")[0]

    @property
    def noun(self) -> str:
        """Give the part behind the dash."""
        return self.name.partition("-")[2]

    @property
    def source(self) -> str:
        """Name the module."""
        return self.module_name

    @property
    def default_parameter_set(self) -> str | None:
        """Name the preferred parameter set."""
        return self.metadata.default_set

    @property
    def implementing_type(self) -> TypeName:
        """Name the class of the body."""
        return TypeName(self.implementing_name)

    @property
    def output_type(self) -> list[TypeName]:
        """Name the types of the output."""
        return [TypeName(name, name) for name in self.metadata.output]

    @property
    def implementing_name(self) -> str:
        """Give the .NET name of the class, as error ids have it."""
        return implementing_name(self.kind)

    @property
    def metadata(self) -> CommandMetadata:
        """Give its parameters: those the body brings, else the recorded ones."""
        if self._metadata is None:
            own = getattr(self.kind, "metadata", None)
            self._metadata = own or CommandMetadata.recorded(self.name) or CommandMetadata(self.name, [])
        return self._metadata

    @property
    def definition(self) -> str:
        """Give its syntax."""
        from pssession.engine.commands.syntax_text import syntax_of

        return syntax_of(self.name, self.metadata)

    def make_processor(self, context: Any, invocation: Invocation) -> Processor:
        """Make what runs one call."""
        from pssession.engine.commands.binding.cmdlet_processor import CmdletProcessor

        return CmdletProcessor(context, invocation, self.kind, self.metadata)

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return self.name


class ApplicationInfo(CommandInfo):
    """Be a program."""

    command_type = "Application"
    dotnet_type = "System.Management.Automation.ApplicationInfo"

    def __init__(self, path: str) -> None:
        super().__init__(path.rpartition("/")[2])
        self.path = path

    @property
    def source(self) -> str:
        """Name the file."""
        return self.path

    @property
    def definition(self) -> str:
        """Name the file."""
        return self.path

    @property
    def extension(self) -> str:
        """Give the end of the name, from the last dot on."""
        return os.path.splitext(self.path)[1]

    def make_processor(self, context: Any, invocation: Invocation) -> Processor:
        """Make what runs one call."""
        from pssession.engine.commands.native.processor import NativeProcessor

        return NativeProcessor(context, invocation, self.path, find_cmdlet=cmdlet)

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return self.name


def find(context: Any, name: str) -> CommandInfo:
    """Find the command that a name means in the running scope.

    Raises:
        CommandNotFoundException: There is none.
    """
    return find_or_none(context, name) or _missing(context, name)


def find_or_none(context: Any, name: str) -> CommandInfo | None:
    """Find a command, None where there is none."""
    scope = context.scope
    folded = name.lower()
    alias = scope.find_alias(folded)
    if alias is not None:
        return resolve_alias(context, alias)
    function: CommandInfo | None = scope.find_function(folded) or _function_of_scope(scope, folded)
    if function is not None:
        return function
    found: CommandInfo | None = cmdlet(context, folded)
    if found is not None:
        return found
    if "\\" in name:
        qualified = _in_module(context, name)
        if qualified is not None:
            return qualified
    found = _file(context, name)
    if found is None and name and "-" not in name and "\\" not in name and "/" not in name and name[0] not in ".&":
        implied = f"get-{folded}"
        found = scope.find_function(implied) or cmdlet(context, implied)
    return found


def _missing(context: Any, name: str) -> CommandInfo:
    if "\\" in name and not name.startswith((".", "/", "\\", "~")):
        module = name.partition("\\")[0]
        problem = CommandNotFoundException(
            f"The module '{module}' could not be loaded. For more information, run 'Import-Module {module}'.",
            "CouldNotAutoLoadModule",
            "ObjectNotFound",
            name,
        )
        problem.command_name = name
        raise problem
    raise command_not_found(name)


def resolve_alias(context: Any, alias: AliasInfo) -> CommandInfo:
    """Find the command behind an alias, through further aliases.

    Raises:
        CommandNotFoundException: There is none.
    """
    seen = {alias.name.lower()}
    target = alias.target
    while target.lower() not in seen:
        following = context.scope.find_alias(target.lower())
        if following is None:
            break
        seen.add(target.lower())
        target = following.target
    folded = target.lower()
    found: CommandInfo | None = context.scope.find_function(folded) or cmdlet(context, folded)
    if found is None and folded not in seen:
        found = find_or_none(context, target)
    return found or _missing(context, target)


AliasInfo.resolver = staticmethod(resolve_alias)


def _function_of_scope(scope: Any, folded: str) -> CommandInfo | None:
    """Find `global:name` and its kin."""
    qualifier, colon, rest = folded.partition(":")
    if not colon or qualifier not in _SCOPES:
        return None
    chosen = scope.qualified(qualifier)
    found: CommandInfo | None = None if chosen is None else chosen.find_function(rest)
    return found


# Cmdlets.

_folded: dict[int, tuple[Mapping[str, Any], dict[str, str], dict[str, CmdletInfo]]] = {}


def _catalogue(context: Any) -> tuple[Mapping[str, Any], dict[str, str], dict[str, CmdletInfo]]:
    catalogue = context.catalogue
    found = _folded.get(id(catalogue))
    if found is None or len(found[1]) != len(catalogue):
        found = _folded[id(catalogue)] = (catalogue, {name.lower(): name for name in catalogue}, {})
    return found


def cmdlet(context: Any, folded: str) -> CmdletInfo | None:
    """Find a cmdlet by its lower-case name."""
    catalogue, names, made = _catalogue(context)
    found = made.get(folded)
    if found is None:
        name = names.get(folded)
        if name is None:
            return None
        found = made[folded] = CmdletInfo(name, catalogue[name])
    return found


def cmdlets(context: Any) -> Iterator[CmdletInfo]:
    """Go through all cmdlets, by name."""
    for folded in sorted(_catalogue(context)[1]):
        found = cmdlet(context, folded)
        assert found is not None
        yield found


def _in_module(context: Any, name: str) -> CommandInfo | None:
    """Find `Module\\Name`."""
    module, _, rest = name.rpartition("\\")
    folded = module.lower()
    found: CommandInfo | None = cmdlet(context, rest.lower())
    if found is not None and found.module_name.lower() == folded:
        return found
    known = context.modules.get(folded) if hasattr(context.modules, "get") else None
    if known is not None:
        exported = getattr(known, "exported_commands", None)
        if exported is not None:
            return next((one for key, one in exported.items() if key.lower() == rest.lower()), None)
    return None


# Files.


def _file(context: Any, name: str) -> CommandInfo | None:
    """Find a script file or program: by path, else on PATH."""
    if "/" in name or name.startswith(("~", ".\\", "..\\")):
        return _at(context, _full(name))
    for folder in search_path():
        found = _at(context, os.path.join(folder, name), and_script=True)
        if found is not None:
            return found
    return None


def on_path(context: Any, name: str) -> Iterator[CommandInfo]:
    """Go through the scripts and programs of a name on PATH."""
    for folder in search_path():
        found = _at(context, os.path.join(folder, name))
        if found is not None:
            yield found


def search_path() -> list[str]:
    """List the folders of PATH."""
    return [folder for folder in os.environ.get("PATH", "").split(":") if folder]


def _full(name: str) -> str:
    path = name.replace("\\", "/")
    if path.startswith("~"):
        path = os.path.expanduser(path)
    return os.path.normpath(os.path.join(ports.location(), path))


def _at(context: Any, path: str, *, and_script: bool = True) -> CommandInfo | None:
    """Give what a file is as a command; `.ps1` may be left out."""
    if os.path.isfile(path):
        if path.lower().endswith(".ps1"):
            return script_file(context, path)
        if os.access(path, os.X_OK):
            return ApplicationInfo(path)
    if and_script and os.path.isfile(path + ".ps1"):
        return script_file(context, path + ".ps1")
    return None


def script_file(context: Any, path: str) -> ExternalScriptInfo:
    """Give a script file as a command.

    Raises:
        ParseException: Its text is not PowerShell.
    """
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        text = file.read()
    return ExternalScriptInfo(path, context.parse_script(text, path))


def programs(pattern_matches: Any) -> Iterator[ApplicationInfo]:
    """Go through the programs on PATH whose names a function accepts; the first of a name only."""
    seen: set[str] = set()
    for folder in search_path():
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            continue
        for name in names:
            path = os.path.join(folder, name)
            if name not in seen and pattern_matches(name) and os.path.isfile(path) and os.access(path, os.X_OK):
                seen.add(name)
                yield ApplicationInfo(path)
