"""Aliases: other names of commands, those that a new session has and those that scripts set.

What an alias leads to is found by `discovery`. Source: about_Aliases; Get-Alias of PowerShell 7.6.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from pssession.engine import data
from pssession.engine.commands.processor import CommandInfo, Invocation, Processor
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.variables import ALL_SCOPE, CONSTANT, OPTION_NAMES, READ_ONLY
from pssession.engine.errors import SessionStateUnauthorizedAccessException

_OPTIONS = {"ReadOnly": READ_ONLY, "AllScope": ALL_SCOPE, "Constant": CONSTANT}


class AliasInfo(CommandInfo):
    """Be an alias.

    Attributes:
        target: Name of the command that it stands for.
    """

    command_type = "Alias"
    dotnet_type = "System.Management.Automation.AliasInfo"
    resolver: ClassVar[Callable[[Any, AliasInfo], CommandInfo] | None] = None

    def __init__(self, name: str, target: str, options: int = 0, description: str = "") -> None:
        super().__init__(name)
        self.target = target
        self.options = options
        self.description = description

    @property
    def definition(self) -> str:
        """Give the name of the command that it stands for."""
        return self.target

    @property
    def options_text(self) -> str:
        """Write the options as ScopedItemOptions does."""
        return ", ".join(name for bit, name in OPTION_NAMES.items() if self.options & bit) or "None"

    def make_processor(self, context: Any, invocation: Invocation) -> Processor:
        """Make what runs a call of the command behind it."""
        assert AliasInfo.resolver is not None
        found = AliasInfo.resolver(context, self)
        invocation.command = found
        return found.make_processor(context, invocation)

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return self.name


@cache
def _rows() -> tuple[tuple[str, str, str, int], ...]:
    """Read the table: lower-case name, name, target, options."""
    rows: list[tuple[str, str, str, int]] = []
    with open(os.path.join(os.path.dirname(data.__file__), "aliases.tsv"), encoding="utf-8") as file:
        for line in file:
            name, target, options = line.rstrip("\n").split("\t")
            bits = 0
            if options != "None":
                for option in options.split(", "):
                    bits |= _OPTIONS[option]
            rows.append((name.lower(), name, target, bits))
    return tuple(rows)


def built_in() -> dict[str, AliasInfo]:
    """Make the aliases of a new session, by lower-case name."""
    return {folded: AliasInfo(name, target, bits) for folded, name, target, bits in _rows()}


def set_alias(scope: Scope, name: str, target: str, *, options: int = 0, description: str = "", force: bool = False) -> AliasInfo:
    """Set an alias in a scope.

    Raises:
        SessionStateUnauthorizedAccessException: One of that name is constant, or read-only and `force` is not given.
    """
    if scope.aliases is None:
        scope.aliases = {}
    folded = name.lower()
    known = scope.find_alias(folded)
    fixed = known is not None and (known.options & CONSTANT or (known.options & READ_ONLY and not force))
    if fixed and known is not None and (scope.aliases.get(folded) is known or known.options & (CONSTANT | ALL_SCOPE)):
        raise SessionStateUnauthorizedAccessException(
            f"Alias is not writeable because alias {name} is read-only or constant and cannot be written to.",
            "AliasNotWritable",
            "WriteError",
            name,
        )
    made = AliasInfo(name, target, options, description)
    scope.aliases[folded] = made
    return made
