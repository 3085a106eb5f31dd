"""How calls of a shape seen before are bound, without looking for names and places again.

A shape is the names of the arguments and whether each has a value; a plan holds only for calls whose binding did not depend on values.

Source: measured; binding a call the long way takes several times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pssession.engine.commands.binding.coercion import ANYTHING, bind_value, takes_scripts
from pssession.engine.commands.parameters import Parameter
from pssession.engine.commands.processor import MISSING, CommandArgument
from pssession.engine.values.ports import ports
from pssession.objects import AUTOMATION_NULL

MAXIMUM_PLANS = 100
_EXACT: dict[str, type] = {"System.String": str, "System.Int32": int, "System.Boolean": bool, "System.Double": float}
_SCALARS = frozenset((str, int, bool, float, type(None)))


def shape_of(arguments: Iterable[CommandArgument], expecting_input: bool) -> tuple[Any, ...]:
    """Give the shape of a call."""
    return (
        expecting_input,
        *[one.name if one.name is None else (one.name, one.value is MISSING, one.splatted) for one in arguments],
    )


class Plan:
    """Say which argument goes to which parameter, and which sets are left then."""

    __slots__ = ("mask", "steps")

    def __init__(self, steps: Iterable[tuple[int, Parameter]], mask: int) -> None:
        self.mask = mask
        self.steps = [(place, parameter, _exact(parameter), _delays(parameter)) for place, parameter in steps]

    def run(self, binder: Any, arguments: list[CommandArgument]) -> bool:
        """Bind by the plan; False where a value needs the long way."""
        made: dict[str, Any] = {}
        for place, parameter, exact, delays in self.steps:
            if place < 0:
                made[parameter.name] = True if exact is bool else bind_value(binder.failures, parameter, True, None)
                continue
            argument = arguments[place]
            value = argument.value
            kind = type(value)
            if exact is kind or (exact is object and value is not AUTOMATION_NULL):
                made[parameter.name] = value
                continue
            if delays and kind not in _SCALARS and ports.is_script(value):
                return False
            made[parameter.name] = bind_value(binder.failures, parameter, value, argument)
        binder.bound = made
        binder.mask = binder.settled = self.mask
        return True


def _exact(parameter: Parameter) -> type | None:
    """Give the Python type whose values are bound as they are; object for any."""
    if parameter.validations or (parameter.mandatory_somewhere and parameter.type_name == "System.String"):
        return None
    if parameter.is_switch:
        return None if parameter.transformations else bool
    if parameter.type_name in ANYTHING:
        return None if parameter.transformations or parameter.mandatory_somewhere else object
    return _EXACT.get(parameter.type_name)


def _delays(parameter: Parameter) -> bool:
    return any(use.pipeline or use.by_name for use in parameter.uses.values()) and not takes_scripts(parameter)
