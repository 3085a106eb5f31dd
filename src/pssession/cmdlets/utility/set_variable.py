"""Set-Variable. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.variable_command import VariableCommand
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.variables import CONSTANT, PRIVATE, READ_ONLY, Variable, not_writable
from pssession.engine.errors import RuntimeException
from pssession.engine.values import enumeration, wildcards


class SetVariableCommand(VariableCommand):
    """Give variables a value, and make those that are not there."""

    def begin(self) -> None:
        self._values: list[Any] = []
        self._names_by_argument: list[str] | None = self.name if self.is_bound("Name") else None
        self._value_by_argument = self.is_bound("Value")

    def process(self) -> None:
        if self._names_by_argument is not None and self._value_by_argument:
            return
        if self._names_by_argument is not None:
            if self.is_bound("Value"):
                self._values.append(self.value)
            return
        self._set(self.name, self.value)

    def end(self) -> None:
        if self._names_by_argument is None:
            return
        if self._value_by_argument:
            self._set(self._names_by_argument, self.value)
        elif not self._values:
            self._set(self._names_by_argument, o.AUTOMATION_NULL)
        else:
            self._set(self._names_by_argument, self._values[0] if len(self._values) == 1 else list(self._values))

    def _set(self, names: list[str], value: Any) -> None:
        scope = self.chosen_scope()
        for name in names:
            head, colon, rest = name.partition(":")
            if colon and head.lower() in ("global", "local", "script", "private"):
                self._set_in(scope.named(head), rest, value)
            elif wildcards.has_wildcard(name):
                for one in self.matching([name]):
                    self._set_in(scope, one.name, value)
            else:
                self._set_in(scope, name, value)

    def _set_in(self, scope: Scope, name: str, value: Any) -> None:
        folded = name.lower()
        known = scope.variables.get(folded)
        if not self.should_process(f"Name: {name} Value: {value}", "Set variable"):
            return
        if self.append:
            value = _appended(known, value)
        try:
            made = self._assign(scope, known, name, value)
        except RuntimeException as problem:
            self.refuse(problem)
            return
        self.describe(made)
        if self.scope is not None and str(self.scope).lower() == "private":
            made.guarded().options |= PRIVATE
        if self.pass_thru:
            self.write(made)

    def _assign(self, scope: Scope, known: Variable | None, name: str, value: Any) -> Variable:
        if value is o.AUTOMATION_NULL:
            value = None if known is None or not self.is_bound("Option") else known.value
        if known is None:
            scope.put(name, value)
            return scope.variables.get(name.lower()) or scope.root.variables[name.lower()]
        if known.options & CONSTANT or (known.options & READ_ONLY and not self.force):
            raise not_writable(known.name)
        if known.options & READ_ONLY:
            known.guarded().options &= ~READ_ONLY
            known.value = value
            known.guarded().options |= READ_ONLY
        else:
            known.value = value
        return known


def _appended(known: Variable | None, value: Any) -> Any:
    items = enumeration.iterate(value)
    added = [value] if items is None else list(items)
    if known is None or known.value is None:
        return added[0] if len(added) == 1 else added
    before = enumeration.iterate(known.value)
    return [*([known.value] if before is None else before), *added]
