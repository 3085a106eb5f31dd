"""The syntax of a command, one line per parameter set, as Get-Command -Syntax writes it.

Source: about_Command_Syntax; Get-Command of PowerShell 7.6.
"""

from __future__ import annotations

from pssession.engine.commands.metadata import CommandMetadata
from pssession.engine.commands.parameters import ALL_SETS, Parameter, SetUse


class ParameterSetInfo:
    """Be a parameter set as scripts read it."""

    __slots__ = ("_command", "_metadata", "is_default", "name")
    dotnet_type = "System.Management.Automation.CommandParameterSetInfo"

    def __init__(self, metadata: CommandMetadata, name: str, command: str) -> None:
        self._metadata = metadata
        self._command = command
        self.name = name
        self.is_default = name == metadata.default_set

    @property
    def parameters(self) -> list[Parameter]:
        """List its parameters."""
        return [one for one in self._metadata.parameters if one.in_set(self.name) is not None]

    def to_string(self) -> str:
        """Write its syntax without the command's name."""
        return set_syntax(self._command, self._metadata, self.name).partition(" ")[2]


def parameter_set_infos(metadata: CommandMetadata, command: str) -> list[ParameterSetInfo]:
    """List the parameter sets of a command."""
    return [ParameterSetInfo(metadata, name, command) for name in metadata.sets or [ALL_SETS]]


def syntax_of(name: str, metadata: CommandMetadata) -> str:
    """Write the syntax of a command."""
    names = list(metadata.sets) or [ALL_SETS]
    return "".join(f"\n{set_syntax(name, metadata, one)}\n" for one in names)


def set_syntax(name: str, metadata: CommandMetadata, set_name: str) -> str:
    """Write one parameter set: those with a place first, then mandatory ones, then the others."""
    listed: list[tuple[Parameter, SetUse]] = []
    for parameter in metadata.parameters:
        use = parameter.in_set(set_name)
        if use is not None and not parameter.common and not parameter.dont_show:
            listed.append((parameter, use))
    placed = sorted((one for one in listed if one[1].position is not None), key=lambda one: one[1].position or 0)
    mandatory = [one for one in listed if one[1].position is None and one[1].mandatory]
    others = [one for one in listed if one[1].position is None and not one[1].mandatory]
    own = [(parameter.dynamic, _parameter(parameter, use)) for parameter, use in (*placed, *mandatory, *others)]
    words = [text for dynamic, text in own if not dynamic]
    if metadata.supports_should_process:
        words += ["[-WhatIf]", "[-Confirm]"]
    words += [text for dynamic, text in own if dynamic]
    if metadata.is_advanced:
        words.append("[<CommonParameters>]")
    return f"{name} {' '.join(words)}"


def _parameter(parameter: Parameter, use: SetUse) -> str:
    name = f"-{parameter.name}"
    if parameter.is_switch:
        return name if use.mandatory else f"[{name}]"
    kind = f"<{short_type(parameter)}>"
    if use.position is not None:
        name = f"[{name}]"
    whole = f"{name} {kind}"
    return whole if use.mandatory else f"[{whole}]"


def short_type(parameter: Parameter) -> str:
    """Write a parameter's type as syntax has it."""
    kind = parameter.type
    if kind.definition == "System.Nullable`1":
        kind = kind.arguments[0]
    elif kind.full_name != parameter.type_name and not parameter.type_name.endswith("]"):
        return parameter.type_name.rpartition(".")[2]  # a type that nobody knows
    text = kind.display_name
    inner = "" if not kind.arguments else f"[{','.join(one.name for one in kind.arguments)}]"
    if inner and "`" in kind.definition:
        return kind.definition.rpartition(".")[2].partition("`")[0] + inner
    return text.rpartition(".")[2]
