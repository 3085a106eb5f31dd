"""A switch's value: present or not. Source: System.Management.Automation.SwitchParameter."""

from __future__ import annotations


class SwitchParameter:
    """Be the value of a switch; counts as a truth value."""

    __slots__ = ("is_present",)
    dotnet_type = "System.Management.Automation.SwitchParameter"
    dotnet_enumerable = False

    def __init__(self, is_present: bool = False) -> None:
        self.is_present = bool(is_present)

    def to_bool(self) -> bool:
        """Tell whether it is present."""
        return self.is_present

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return "True" if self.is_present else "False"

    __str__ = to_string

    def __bool__(self) -> bool:
        return self.is_present

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (bool, SwitchParameter)):
            return self.is_present == bool(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.is_present)

    def __repr__(self) -> str:
        return f"SwitchParameter({self.is_present})"


PRESENT = SwitchParameter(True)
ABSENT = SwitchParameter(False)
