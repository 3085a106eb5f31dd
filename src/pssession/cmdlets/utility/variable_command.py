"""What the commands for variables share: scopes, names and patterns, options, errors.

Source: about_Scopes; Microsoft.PowerShell.Commands.VariableCommandBase.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.variables import CONSTANT, READ_ONLY, Variable
from pssession.engine.errors import ItemNotFoundException, RuntimeException, SessionStateException
from pssession.engine.values import enums, wildcards

_PREFIXES = ("global", "local", "script", "private")


class VariableCommand(Cmdlet):
    """Be a command for variables."""

    def chosen_scope(self) -> Scope:
        """Give the scope of -Scope, the running one without; a wrong one ends the command."""
        running: Scope = self.context.scope
        if self.scope is None:
            return running
        try:
            return running.named(self.scope)
        except RuntimeException as problem:
            self.throw_terminating(problem.error_record)

    def matching(self, patterns: list[str], *, report: bool = True) -> list[Variable]:
        """Find the variables that names and patterns mean; a name without a variable is an error."""
        scope = self.chosen_scope()
        seen = scope.variables if self.scope is not None else scope.visible_variables()
        include, exclude = self.include or [], self.exclude or []
        found: list[Variable] = []
        for pattern in patterns:
            own = scope
            name = pattern
            head, colon, rest = pattern.partition(":")
            if colon and head.lower() in _PREFIXES:
                own, name = scope.named(head), rest
                seen = own.variables
            if not wildcards.has_wildcard(name):
                one = seen.get(name.lower()) if self.scope is not None or own is not scope else own.find(name.lower())
                if one is None:
                    if report:
                        self.missing(pattern)
                elif _chosen(one.name, include, exclude):
                    found.append(one)
                continue
            fitting = [one for key, one in sorted(seen.items()) if wildcards.matches(name, one.name)]
            found += [one for one in fitting if _chosen(one.name, include, exclude) and one not in found and one.visibility == "Public"]
        return found

    def missing(self, name: str) -> None:
        """Write that there is no such variable."""
        words = f"Cannot find a variable with the name '{name}'."
        self.write_error(self.error("VariableNotFound", "ObjectNotFound", words, name, ItemNotFoundException))

    def refuse(self, problem: RuntimeException) -> None:
        """Write what the scope refused."""
        self.write_error(problem.error_record)

    def describe(self, variable: Variable) -> None:
        """Set description, options and visibility as the parameters say."""
        if self.is_bound("Description"):
            variable.guarded().description = self.description
        if self.is_bound("Option"):
            variable.guarded().options = option_bits(self.option)
        if self.is_bound("Visibility"):
            variable.guarded().public = enums.number_of(self.visibility) == 0


def option_bits(value: Any) -> int:
    """Give the bits of ScopedItemOptions."""
    return 0 if value is None else enums.number_of(value)


def _chosen(name: str, include: list[str], exclude: list[str]) -> bool:
    if include and not any(wildcards.matches(pattern, name) for pattern in include):
        return False
    return not any(wildcards.matches(pattern, name) for pattern in exclude)


def is_fixed(variable: Variable, *, force: bool) -> bool:
    """Tell whether a variable cannot be replaced."""
    return bool(variable.options & CONSTANT or (variable.options & READ_ONLY and not force))


def already_there(name: str) -> RuntimeException:
    """Make the error of making a variable twice."""
    return SessionStateException(f"A variable with name '{name}' already exists.", "VariableAlreadyExists", "ResourceExists", name)
