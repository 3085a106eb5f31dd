"""What a table's function gives, in the type that .NET gives it.

Functions in `dotnet` return plain Python numbers, texts and lists; the recorded return type says what they are.

Source: recorded signatures.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.values import enums, types
from pssession.engine.values.generic import ReadOnlyCollection
from pssession.engine.values.numbers import INTEGER_RANGES, to_single
from pssession.engine.values.types import DotNetType

Wrapper = Callable[[Any], Any]

_wrappers: dict[str, Wrapper | None] = {"System.Void": lambda value: o.AUTOMATION_NULL}


def wrap(value: Any, type_text: str) -> Any:
    """Give a result its recorded type, where Python's is wider."""
    if type_text in _wrappers:
        wrapper = _wrappers[type_text]
    else:
        wrapper = _wrappers[type_text] = _find(type_text)
    return value if wrapper is None else wrapper(value)


def _find(type_text: str) -> Wrapper | None:
    if type_text in INTEGER_RANGES and type_text != "System.Int32":
        make = INTEGER_RANGES[type_text][2]
        return lambda value: make(value) if type(value) is int else value
    if type_text == "System.Double":
        return lambda value: float(value) if type(value) is int else value
    if type_text == "System.Single":
        return lambda value: to_single(value) if type(value) in (int, float) else value
    if type_text == "System.Char":
        return lambda value: o.Char(ord(value)) if type(value) is str and value else value
    if type_text == "System.Byte[]":
        return lambda value: o.ByteArray(value) if isinstance(value, (bytes, list)) else value
    if "!" in type_text:
        return None
    found = types.resolve_full(type_text)
    if found is None:
        return None
    if found.enum_values is not None:
        return lambda value: _enumeration(value, found)
    if found.definition == ReadOnlyCollection.definition:
        item = found.arguments[0].key
        return lambda value: ReadOnlyCollection(value, item) if type(value) is list else value
    if found.element is not None and found.element.key != "System.Object":
        return lambda value: _array(value, found)
    return None


def _enumeration(value: Any, found: DotNetType) -> Any:
    """Give a value of an enumeration for its number, its name or names, or a member of an enum that knows its .NET number."""
    if type(value) is str:
        return enums.make(found, enums.parse_name(found, value))
    if type(value) is tuple:
        return enums.make(found, sum(enums.parse_name(found, name) for name in value))
    number = getattr(value, "number", None) if isinstance(value, enum.Enum) else value
    return enums.make(found, number) if type(number) is int else value


def _array(value: Any, found: DotNetType) -> Any:
    if type(value) is not list:
        return value
    element = found.element
    assert element is not None
    return o.Array([wrap(item, element.key) for item in value], element.key)
