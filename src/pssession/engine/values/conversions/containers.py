"""Conversions to arrays, lists and dictionaries.

`convert` comes in as an argument, since items are converted by the rules that call this file.

Source: LanguagePrimitives as PowerShell 7.6 shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import PSInvalidCastException
from pssession.engine.values import enumeration, numbers
from pssession.engine.values.conversions.failure import no_way, with_reason
from pssession.engine.values.generic import GenericQueue, GenericStack, HashSet
from pssession.engine.values.types import DotNetType, type_of

Convert = Callable[[Any, DotNetType], Any]


def make_array(items: list[Any], element: DotNetType) -> Any:
    """Make an array of values that already have the element type."""
    if element.key == "System.Object":
        return items
    if element.key == "System.Byte":
        return o.ByteArray(bytes(items))
    return o.Array(items, element.key)


def to_array(value: Any, target: DotNetType, convert: Convert) -> Any:
    """Convert to an array: item by item, or a scalar to an array of one."""
    element = target.element
    assert element is not None
    if value is None:
        return None
    base = value.base if type(value) is o.PSObject and value.base is not o.CUSTOM else value
    if type(base) is str and element.key == "System.Char":
        return o.Array([o.Char(unit) for unit in utf16_units(base)], "System.Char")
    items = enumeration.iterate(base)
    if items is None:
        try:
            return make_array([convert(value, element)], element)
        except PSInvalidCastException as problem:
            if isinstance(base, o.DateTime):
                reason = f"Invalid cast from '{type_of(base).key}' to '{target.key}'."
                raise with_reason("InvalidCastIConvertible", value, target, reason, problem) from problem
            if type(base) not in _PLAIN:
                raise no_way(value, target) from problem
            raise with_reason("InvalidCastExceptionScalarToArray", value, target, problem.message, problem) from problem
    if element.key == "System.Object":
        return list(items)
    return make_array([convert(item, element) for item in items], element)


def utf16_units(text: str) -> list[int]:
    """List the UTF-16 units of a text, lone surrogates included."""
    if text.isascii():
        return list(text.encode())
    data = text.encode("utf-16-le", "surrogatepass")
    return [data[i] | data[i + 1] << 8 for i in range(0, len(data), 2)]


def to_hashtable(value: Any, target: DotNetType) -> Any:
    """Convert a dictionary to a Hashtable with exact keys kept; others do not convert."""
    if isinstance(value, (o.OrderedDictionary, o.Dictionary)):
        made = o.Hashtable()
        for key, item in value.items():
            made[key] = item
        return made
    if type(value) is o.PSObject:
        if value.base is not o.CUSTOM:
            return to_hashtable(value.base, target)
        problem = no_way(value, target)
        raise with_reason("InvalidCastConstructorException", value, target, problem.message, problem)
    return NotImplemented


def to_ordered(value: Any) -> Any:
    """Convert a dictionary to an ordered one, as `[ordered]` does."""
    if type(value) is o.OrderedDictionary:
        return value
    made = o.OrderedDictionary()
    for key, item in value.items():
        made[key] = item
    return made


def to_list(value: Any, target: DotNetType, convert: Convert) -> Any:
    """Convert to a collection class by its constructor that takes a collection."""
    definition = target.definition
    items = enumeration.iterate(value)
    if definition in ("System.Collections.ArrayList", "System.Collections.Queue", "System.Collections.Stack"):
        if items is None:
            return NotImplemented
        if definition == "System.Collections.ArrayList":
            return o.ArrayList(items)
        return o.Queue(items) if definition == "System.Collections.Queue" else o.Stack(items)
    if definition in _SEQUENCES and target.arguments:
        element = target.arguments[0]
        if items is None:
            items = [value]
        converted = [convert(item, element) for item in items]
        if definition in ("System.Collections.Generic.List`1", "System.Collections.ObjectModel.Collection`1"):
            return o.GenericList(converted, element.key)
        if definition == "System.Collections.Generic.HashSet`1":
            return HashSet(converted, element.key)
        return GenericQueue(converted, element.key) if definition.endswith("Queue`1") else GenericStack(converted, element.key)
    return NotImplemented


_PLAIN = frozenset((str, bool, int, float, *numbers.CODES))
_SEQUENCES = frozenset(
    (
        "System.Collections.Generic.List`1",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.Queue`1",
        "System.Collections.Generic.Stack`1",
        "System.Collections.ObjectModel.Collection`1",
    )
)


def implements(value: Any, target: DotNetType) -> bool:
    """Tell whether a value may stand for an interface or base type as it is."""
    return target.is_assignable_from(type_of(value))
