"""The syntax of a command, one line per parameter set, as Get-Command -Syntax writes it.

Source: about_Command_Syntax; Get-Command of PowerShell 7.6.
"""

from __future__ import annotations

from pssession.engine.commands.metadata import CommandMetadata
from pssession.engine.commands.parameters import ALL_SETS, Parameter, SetUse


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
    words = [name, *(_parameter(parameter, use) for parameter, use in (*placed, *mandatory, *others))]
    if metadata.supports_should_process:
        words += ["[-WhatIf]", "[-Confirm]"]
    if metadata.is_advanced:
        words.append("[<CommonParameters>]")
    return " ".join(words)


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
        return f"{kind.arguments[0].display_name}?"
    text = kind.display_name if kind.full_name == parameter.type_name or parameter.type_name.endswith("]") else parameter.type_name
    return text.rpartition(".")[2] if "[" not in text.removesuffix("[]") else text
