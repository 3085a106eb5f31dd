"""A value as a string: what `"$x"`, `[string]$x` and `-join` give, and what ToString() gives.

Formats stand in `composite`; what a type's own ToString() does in its table.

Source: LanguagePrimitives and PSObject.ToString as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import DotNetException
from pssession.engine.values import enumeration
from pssession.engine.values.enums import EnumValue, enum_text, is_enum
from pssession.engine.values.numbertext import number_text
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import lineage
from pssession.engine.values.types import DotNetType, type_of


def to_string(value: Any, ofs: str = " ") -> str:
    """Convert to string as the language does: invariant culture, collections joined by `ofs`."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]  # narrowed by its exact type
    writer = _WRITERS.get(kind)
    if writer is not None:
        return writer(value)
    if value is None or value is o.AUTOMATION_NULL:
        return ""
    if kind is o.PSObject:
        return _object_text(value, ofs)
    items = enumeration.iterate(value)
    if items is not None:
        return ofs.join([element_text(item) for item in items])
    return plain_text(value)


def embedded_text(value: Any, ofs: str = " ") -> str:
    """Write a value into a text, as `"$x"` does: a number that came with a text of its own (an enum's name) is written as a number."""
    if type(value) is o.PSObject and value.text is not None and type(value.base) in _WRITERS and not _has_own_text(value):
        return plain_text(value.base)
    return to_string(value, ofs)


def _has_own_text(value: o.PSObject) -> bool:
    return value.extended is not None and value.extended.find("ToString") is not None


def element_text(value: Any) -> str:
    """Write an item of a collection, or a property's value: a collection in it shows its type, a [pscustomobject] nothing."""
    if type(value) is str:
        return value
    # pwsh 7.6: "$([pscustomobject]@{ x = [pscustomobject]@{ y = 1 } })" is "@{x=}", and "$(@($object, $object))" is " ".
    if value is None or (type(value) is o.PSObject and value.base is o.CUSTOM and value.text is None and value.adapted is None):
        return ""
    if enumeration.unrolls(value):
        base = value.base if type(value) is o.PSObject else value
        return plain_text(base)
    return to_string(value)


def plain_text(value: Any) -> str:
    """Give what the type's own ToString() gives in the invariant culture."""
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return writer(value)
    if is_enum(value):
        return enum_text(value)
    found = type_of(value)
    for table in lineage(found):
        if table.to_string is not None:
            return str(table.to_string(value))
    own = getattr(value, "to_string", None)
    if callable(own):
        return str(own())
    if isinstance(value, DotNetException):
        return exception_text(value)
    own_text: Any = type(value).__str__
    if own_text is not object.__str__ and not isinstance(value, (list, dict, tuple, set, BaseException)):
        return str(value)
    return found.key


def target_text(value: Any) -> str:
    """Write what an error was about: its own ToString, which for a collection is its type."""
    base = value.base if type(value) is o.PSObject and value.base is not o.CUSTOM else value
    return plain_text(base) if enumeration.iterate(base) is not None else to_string(value)


def exception_text(error: DotNetException) -> str:
    """Write an exception as Exception.ToString() does: type, message, causes."""
    text = f"{error.full_name}: {error.message}" if error.message else error.full_name
    if isinstance(error.inner, DotNetException):
        text += f"\n ---> {exception_text(error.inner)}\n   --- End of inner exception stack trace ---"
    return text + (f"\n{error.stack_trace}" if error.stack_trace else "")


def _object_text(value: o.PSObject, ofs: str) -> str:
    if value.extended is not None:
        own = value.extended.find("ToString")
        if own is not None and isinstance(value.extended[own], o.ScriptMethod):
            found = ports.call_member_script(value.extended[own].script, value, ())
            return to_string(found[-1]) if found else ""
    if value.text is not None:
        return value.text
    if value.base is not o.CUSTOM:
        return to_string(value.base, ofs)
    if value.extended:
        texts = [f"{name}={_property_text(value, item)}" for name, item in value.extended.items()]
        for type_name in value.type_names or ():
            # pwsh 7.6 writes the script property itself where Update-TypeData gave the object one.
            texts += [f"{name}={_added_text(item)}" for name, item in (ports.extended_members(type_name) or {}).items()]
        return "@{" + "; ".join(texts) + "}"
    if value.adapted:
        return "@{" + "; ".join([f"{name}={_property_text(value, item)}" for name, item in value.adapted.items()]) + "}"
    return ""


def _added_text(value: Any) -> str:
    return f"System.Management.Automation.PS{type(value).__name__}" if isinstance(value, o.Member) else to_string(value)


def _property_text(owner: o.PSObject, value: Any) -> str:
    if isinstance(value, o.ScriptProperty):
        found = ports.call_getter(value.getter, owner)
        value = found[0] if len(found) == 1 else (found or None)
    elif isinstance(value, o.Member):
        return ""
    return element_text(value)


def to_text(value: Any, ofs: str = " ") -> str:
    """Convert as `to_string`; the name under which formatting asks."""
    return to_string(value, ofs)


def _bool_text(value: bool) -> str:
    return "True" if value else "False"


_WRITERS: dict[type[Any], Callable[[Any], str]] = {
    str: str,
    bool: _bool_text,
    int: int.__repr__,
    float: number_text,
    o.Single: number_text,
    o.Decimal: number_text,
    o.SByte: number_text,
    o.Byte: number_text,
    o.Int16: number_text,
    o.UInt16: number_text,
    o.UInt32: number_text,
    o.Int64: number_text,
    o.UInt64: number_text,
    o.BigInteger: number_text,
    o.Char: str,
    DotNetType: DotNetType.__str__,
    EnumValue: enum_text,
}
