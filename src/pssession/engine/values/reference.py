"""A reference to a place that holds a value, as `[ref]` makes it.

Source: System.Management.Automation.PSReference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.values.types import DotNetType, close, require, type_of


class Reference:
    """Hold a value, or stand for a variable through a getter and a setter."""

    __slots__ = ("_get", "_set", "_value")

    def __init__(self, value: Any = None, getter: Callable[[], Any] | None = None, setter: Callable[[Any], None] | None = None) -> None:
        self._value = value
        self._get = getter
        self._set = setter

    @property
    def value(self) -> Any:
        """Give what the place holds."""
        return self._get() if self._get is not None else self._value

    @value.setter
    def value(self, new: Any) -> None:
        if self._set is not None:
            self._set(new)
        else:
            self._value = new

    @property
    def dotnet_type(self) -> DotNetType:
        """Give PSReference of the value's type."""
        return close(require("System.Management.Automation.PSReference`1"), (type_of(self.value),))
