"""Scopes: where names of variables, functions, aliases and drives are looked for.

A scope is a dictionary of variables by folded name and a parent. What a variable is stands in `variables`; which scope a command
gets is decided where it is called.

Source: about_Scopes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.engine.commands.variables import ALL_SCOPE, CONSTANT, PRIVATE, READ_ONLY, Guard, Variable, not_writable
from pssession.engine.errors import PSArgumentException, PSArgumentOutOfRangeException, SessionStateException

MAXIMUM_SCOPES = 2000


class Scope:
    """Be one scope.

    Attributes:
        variables: By lower-case name.
        functions, aliases, drives: By lower-case name; None until there is one.
        parent: The scope around, None for the global one.
        script: The nearest scope of a script file or module, the global one without any.
        root: The global scope.
        frame: What runs in this scope (a call of a function or script), None for a plain one.
        strict: Set-StrictMode's version here: 0 off, None as in the parent.
        state: The session state (module) this scope belongs to, None for the top level.
    """

    __slots__ = ("aliases", "drives", "frame", "functions", "is_script", "parent", "root", "script", "state", "strict", "variables")

    def __init__(self, parent: Scope | None = None, *, is_script: bool = False, state: Any = None, frame: Any = None) -> None:
        self.variables: dict[str, Variable] = {}
        self.functions: dict[str, Any] | None = None
        self.aliases: dict[str, Any] | None = None
        self.drives: dict[str, Any] | None = None
        self.frame = frame
        self.strict: float | None = None
        self.is_script = is_script
        self.parent = parent
        if parent is None:
            self.root: Scope = self
            self.script: Scope = self
            self.state = state
        else:
            self.root = parent.root
            self.script = self if is_script else parent.script
            self.state = state if state is not None else parent.state

    def chain(self) -> Iterator[Scope]:
        """Give this scope and those around it, innermost first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def find(self, name: str) -> Variable | None:
        """Find a variable by its lower-case name, here or further out."""
        found = self.variables.get(name)
        if found is not None:
            return found
        scope = self.parent
        while scope is not None:
            found = scope.variables.get(name)
            if found is not None and (found.guard is None or not found.guard.options & PRIVATE):
                return found
            scope = scope.parent
        return None

    def put(self, name: str, value: Any) -> None:
        """Assign as `$name = value` does: here, unless a variable of all scopes is meant; `name` as spelled."""
        folded = name.lower()
        found = self.variables.get(folded)
        if found is not None:
            found.value = value
            return
        self.put_new(folded, name, value)

    def put_new(self, folded: str, name: str, value: Any) -> None:
        """Assign a variable that is not here yet."""
        shared = _shared(self, folded)
        if shared is not None:
            shared.value = value
            return
        self.variables[folded] = Variable(name, value)

    def define(self, variable: Variable, *, force: bool = False) -> Variable:
        """Put a variable here, in place of one of its name.

        Raises:
            SessionStateUnauthorizedAccessException: The one here is constant, or read-only and `force` is not given.
        """
        folded = variable.name.lower()
        known = self.variables.get(folded)
        if known is not None and (known.options & CONSTANT or (known.options & READ_ONLY and not force)):
            raise not_writable(known.name)
        self.variables[folded] = variable
        return variable

    def set_automatic(self, name: str, value: Any) -> Variable:
        """Set a variable of the engine's own here; nothing guards it."""
        folded = name.lower()
        found = self.variables.get(folded)
        if found is None:
            found = self.variables[folded] = Variable(name, value)
        else:
            found.force(value)
        return found

    def remove(self, name: str, *, force: bool = False) -> bool:
        """Remove a variable of this very scope; False where there is none."""
        folded = name.lower()
        known = self.variables.get(folded)
        if known is None:
            return False
        if known.options & CONSTANT or (known.options & READ_ONLY and not force):
            raise not_removable(known.name)
        del self.variables[folded]
        known.force(None)  # who still holds it sees an empty variable
        return True

    def numbered(self, number: int) -> Scope:
        """Give the scope so many steps out; 0 is this one.

        Raises:
            PSArgumentOutOfRangeException: There are not so many.
        """
        scope: Scope | None = self
        for _ in range(number):
            assert scope is not None
            scope = scope.parent
            if scope is None:
                break
        if scope is None or number < 0:
            raise PSArgumentOutOfRangeException(
                f"The scope number '{number}' exceeds the number of active scopes. (Parameter 'ScopeID')\nActual value was {number}."
            )
        return scope

    def named(self, text: str) -> Scope:
        """Give the scope that -Scope names: Global, Local, Private, Script or a number.

        Raises:
            PSArgumentException: There is no such scope.
        """
        folded = str(text).lower()
        if folded in ("local", "private"):
            return self
        if folded == "global":
            return self.root
        if folded == "script":
            return self.script
        try:
            number = int(folded)
        except ValueError:
            raise PSArgumentException(
                'Cannot process argument because the value of argument "scopeID" is not valid. '
                'Change the value of the "scopeID" argument and run the operation again.'
            ) from None
        return self.numbered(number)

    def qualified(self, qualifier: str) -> Scope | None:
        """Give the scope of a modifier (`global`, `script`, `local`, `private`), None where the name is no modifier."""
        if qualifier in ("local", "private"):
            return self
        if qualifier == "global":
            return self.root
        if qualifier == "script":
            return self.script
        return None

    def visible_variables(self) -> dict[str, Variable]:
        """Give all variables that can be seen from here, by folded name."""
        seen: dict[str, Variable] = {}
        for scope in self.chain():
            for name, variable in scope.variables.items():
                if name not in seen and (scope is self or not variable.is_private):
                    seen[name] = variable
        return seen

    def find_function(self, name: str) -> Any:
        """Find a function by its lower-case name."""
        scope: Scope | None = self
        while scope is not None:
            if scope.functions is not None:
                found = scope.functions.get(name)
                if found is not None and (scope is self or not getattr(found, "options", 0) & PRIVATE):
                    return found
            scope = scope.parent
        return None

    def find_alias(self, name: str) -> Any:
        """Find an alias by its lower-case name."""
        scope: Scope | None = self
        while scope is not None:
            if scope.aliases is not None:
                found = scope.aliases.get(name)
                if found is not None and (scope is self or not getattr(found, "options", 0) & PRIVATE):
                    return found
            scope = scope.parent
        return None

    def effective_strict(self) -> float:
        """Give the strict mode that holds here; 0 is off."""
        scope: Scope | None = self
        while scope is not None:
            if scope.strict is not None:
                return scope.strict
            scope = scope.parent
        return 0


def _shared(scope: Scope, folded: str) -> Variable | None:
    """Find a variable of all scopes further out."""
    outer = scope.root.variables.get(folded)
    if outer is not None and outer.guard is not None and outer.guard.options & ALL_SCOPE:
        return outer
    return None


def not_removable(name: str) -> SessionStateException:
    """Make the error of removing a read-only or constant variable."""
    from pssession.engine.errors import SessionStateUnauthorizedAccessException

    return SessionStateUnauthorizedAccessException(
        f"Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, try the operation again "
        "specifying the Force option.",
        "VariableNotRemovable",
        "WriteError",
        name,
    )


def guard_of(options: int, description: str = "") -> Guard | None:
    """Make a guard for options, None where none is needed."""
    return Guard(options, description=description) if options or description else None
