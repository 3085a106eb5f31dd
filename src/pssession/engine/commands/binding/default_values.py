"""What $PSDefaultParameterValues says of a command: values by parameter name.

Source: about_Parameters_Default_Values.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.values.conversions import to_bool, to_string
from pssession.engine.values.wildcards import matches

_NONE: dict[str, Any] = {}


def default_values(context: Any, command: str) -> dict[str, Any]:
    """Give the default values of a command's parameters, by the names written there."""
    found = context.scope.find("psdefaultparametervalues")
    if found is None:
        return _NONE
    table = found.value
    if not table or not hasattr(table, "items"):
        return _NONE
    made: dict[str, Any] = {}
    for key, value in table.items():
        text = to_string(key)
        if text.lower() == "disabled":
            if to_bool(value):
                return _NONE
            continue
        name, colon, parameter = text.partition(":")
        if colon and matches(name.strip().strip("'\""), command):
            made[parameter.strip().strip("'\"")] = value
    return made
