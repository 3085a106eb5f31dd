"""An object made from a dictionary: default constructor, then one property per key.

Source: about_Object_Creation; errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import DotNetException
from pssession.engine.values.conversions import failure, no_way, to_string, zero_value
from pssession.engine.values.members.access import set_value
from pssession.engine.values.members.calls import new
from pssession.engine.values.members.signatures import members_of
from pssession.engine.values.types import DotNetType


def from_dictionary(value: Any, target: DotNetType) -> Any:
    """Make an object of a type from a dictionary.

    Raises:
        PSInvalidCastException: There is no default constructor, a key names no property, or a value does not convert.
    """
    members = members_of(target)
    has_default = any(not signature.required for signature in members.constructors) or target.is_value_type
    if not has_default and target.script_class is None:
        raise no_way(value, target)
    try:
        made = zero_value(target) if target.is_value_type else None
        if made is None:
            made = new(target, [])
    except DotNetException as problem:
        raise no_way(value, target) from problem
    for key, item in value.items():
        name = to_string(key)
        recorded = members.properties.get(name.lower())
        if (recorded is None or not recorded.can_set) and target.script_class is None:
            raise failure("ObjectCreationError", f'Cannot create object of type "{target.key}". {_unknown(target, name)}')
        try:
            set_value(made, name, item)
        except DotNetException as problem:
            inner = getattr(problem, "inner", None)
            message = inner.message if isinstance(inner, DotNetException) else problem.message
            raise failure("ObjectCreationError", f'Cannot create object of type "{target.key}". {message}', problem) from problem
    return made


def _unknown(target: DotNetType, name: str) -> str:
    settable = [p for p in members_of(target).properties.values() if p.can_set and not p.parameters]
    text = f"The property '{name}' was not found for the '{target.full_name}' object. "
    if target.enum_values is not None:
        return f"{text}The settable properties are: [value__ <{target.underlying}>]."
    if not settable:
        return text + "There is no settable property available."
    return text + "The settable properties are: " + ", ".join(f"[{p.name} <{p.type.key}>]" for p in settable) + "."


def single_types(found: DotNetType) -> frozenset[str]:
    """List the types that constructors take as their only argument."""
    known: frozenset[str] | None = found.cache.get("single")
    if known is None:
        taken = (one.parameters for one in members_of(found).constructors)
        known = found.cache["single"] = frozenset(one[0].type_text for one in taken if len(one) == 1)
    return known
