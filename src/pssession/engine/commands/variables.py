"""A variable: a name and a value, and what guards the value (a type, validation, read-only).

A plain variable is two slots, so that generated code reads and writes `value` without a test. A guarded one is the same object turned
into a class whose `value` is a property. Scopes stand in `scopes`.

Source: about_Variables, Set-Variable -Option; error ids as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pssession.engine.errors import (
    ArgumentTransformationMetadataException,
    PSInvalidCastException,
    RuntimeException,
    SessionStateUnauthorizedAccessException,
    ValidationMetadataException,
)

READ_ONLY, CONSTANT, PRIVATE, ALL_SCOPE = 1, 2, 4, 8
OPTION_NAMES = {READ_ONLY: "ReadOnly", CONSTANT: "Constant", PRIVATE: "Private", ALL_SCOPE: "AllScope"}

Attribute = Callable[[Any], Any]


class Guard:
    """Hold what a variable has beyond name and value.

    Attributes:
        options: Bits, see the constants above.
        attributes: Each takes a new value and gives the one to store (conversion), or raises (validation).
        getter, setter: Set where the value is computed instead of stored.
    """

    __slots__ = ("attributes", "description", "getter", "module", "options", "public", "setter")

    def __init__(
        self,
        options: int = 0,
        attributes: Sequence[Any] = (),
        description: str = "",
        getter: Callable[[], Any] | None = None,
        setter: Callable[[Any], None] | None = None,
    ) -> None:
        self.options = options
        self.attributes = list(attributes)
        self.description = description
        self.getter = getter
        self.setter = setter
        self.module: Any = None
        self.public = True


class Variable:
    """Be a variable; `guard` is None for a plain one."""

    __slots__ = ("guard", "name", "value")
    dotnet_type = "System.Management.Automation.PSVariable"

    def __init__(self, name: str, value: Any = None, guard: Guard | None = None) -> None:
        self.name = name
        self.guard = guard
        if guard is None:
            self.value = value
        else:
            _store(self, value)
            self.__class__ = GuardedVariable  # same slots: only reading and writing change

    @property
    def options(self) -> int:
        """Give the option bits."""
        return 0 if self.guard is None else self.guard.options

    @property
    def options_text(self) -> str:
        """Write the options as ScopedItemOptions does."""
        bits = self.options
        return ", ".join(name for bit, name in OPTION_NAMES.items() if bits & bit) or "None"

    @property
    def description(self) -> str:
        """Give the description."""
        return "" if self.guard is None else self.guard.description

    @property
    def attributes(self) -> list[Any]:
        """Give the attributes that new values run through."""
        return [] if self.guard is None else self.guard.attributes

    @property
    def is_private(self) -> bool:
        """Tell whether scopes below cannot see it."""
        return self.guard is not None and bool(self.guard.options & PRIVATE)

    @property
    def visibility(self) -> str:
        """Write the visibility."""
        return "Public" if self.guard is None or self.guard.public else "Private"

    @property
    def module_name(self) -> str:
        """Name the module that it belongs to."""
        return "" if self.guard is None or self.guard.module is None else str(self.guard.module.name)

    def is_valid_value(self, value: Any) -> bool:
        """Tell whether a value may be stored."""
        try:
            self.check(value)
        except RuntimeException:
            return False
        return True

    def check(self, value: Any) -> Any:
        """Run a new value through the attributes; give what is to be stored."""
        for attribute in self.attributes:
            value = attribute(value)
        return value

    def guarded(self) -> Guard:
        """Give the guard, made where there is none yet."""
        if self.guard is None:
            self.guard = Guard()
            self.__class__ = GuardedVariable
        return self.guard

    def force(self, value: Any) -> None:
        """Store a value whatever guards it: the engine itself sets it."""
        _store(self, value)

    def __repr__(self) -> str:
        return f"Variable({self.name!r})"


_SLOT = vars(Variable)["value"]
_store = _SLOT.__set__
_read = _SLOT.__get__


class GuardedVariable(Variable):
    """Check and convert what is stored."""

    __slots__ = ()

    @property
    def value(self) -> Any:
        """Give the value, computed where the guard says so."""
        guard = self.guard
        if guard is not None and guard.getter is not None:
            return guard.getter()
        return _read(self)

    @value.setter
    def value(self, value: Any) -> None:
        guard = self.guard
        if guard is not None:
            if guard.options & (READ_ONLY | CONSTANT):
                raise not_writable(self.name)
            for attribute in guard.attributes:
                try:
                    value = attribute(value)
                except PSInvalidCastException as problem:
                    raise ArgumentTransformationMetadataException(
                        problem.message, "RuntimeException", "MetadataError", None, problem
                    ) from problem
                except ValidationMetadataException as problem:
                    raise invalid_value(self.name, value, problem) from problem
            if guard.setter is not None:
                guard.setter(value)
                return
        _store(self, value)


def computed(name: str, getter: Callable[[], Any], setter: Callable[[Any], None] | None = None, options: int = 0) -> Variable:
    """Make a variable whose value is computed at each reading."""
    return Variable(name, None, Guard(options, getter=getter, setter=setter))


def not_writable(name: str) -> SessionStateUnauthorizedAccessException:
    """Make the error of writing a read-only or constant variable."""
    return SessionStateUnauthorizedAccessException(
        f"Cannot overwrite variable {name} because it is read-only or constant.", "VariableNotWritable", "WriteError", name
    )


def invalid_value(name: str, value: Any, problem: ValidationMetadataException) -> ValidationMetadataException:
    """Make the error of a value that validation refuses."""
    from pssession.engine.values.conversions import to_string

    return ValidationMetadataException(
        f"The variable cannot be validated because the value {to_string(value)} is not a valid value for the {name} variable.",
        "ValidateSetFailure",
        "MetadataError",
        None,
        problem,
    )
