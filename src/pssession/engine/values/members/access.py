"""Reading and setting properties: of objects, dictionaries, .NET values, collections item by item.

Getters are found once per Python class and name and kept. Methods stand in `calls`, indexes in `indexing`.

Source: about_Properties, about_Member-Access_Enumeration; results and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import (
    DotNetException,
    GetValueInvocationException,
    MethodInvocationException,
    PropertyNotFoundException,
    PSInvalidCastException,
    RuntimeException,
    SetValueException,
    SetValueInvocationException,
)
from pssession.engine.values import enumeration, enums, tables, typedata
from pssession.engine.values.conversions import as_runtime, convert
from pssession.engine.values.members.results import wrap
from pssession.engine.values.members.signatures import Property, members_of
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import snake
from pssession.engine.values.types import DotNetType, type_names, type_of

Getter = Callable[[Any], Any]
MISSING: Any = type("Missing", (), {"__slots__": (), "__repr__": lambda self: "MISSING"})()

_getters: dict[tuple[type[Any], str], Getter | None] = {}
_INTRINSIC: dict[str, Getter] = {}


_of_class: dict[tuple[type[Any], str], Getter | None] = {}
_OF_MANY_TYPES = frozenset((list, o.Array, dict, o.Dictionary))  # one Python class, many .NET types


def forget() -> None:
    """Find all getters anew: type data has changed."""
    _getters.clear()
    _of_class.clear()


def add_intrinsic(name: str, getter: Getter) -> None:
    """Give every object a property, as `psobject` is one; name in lower case."""
    _INTRINSIC[name] = getter


def get(value: Any, name: str, strict: bool = False) -> Any:
    """Read a property.

    Args:
        value: Any value.
        name: In any letters' case.
        strict: Fail where there is none (strict mode 2 and above).

    Returns:
        Its value; for a collection without it the values of its items; null without any.

    Raises:
        PropertyNotFoundException: In strict mode.
        GetValueInvocationException: A getter failed.
    """
    found = find(value, name)
    if found is not MISSING:
        return found
    items = enumeration.iterate(value)
    if items is not None:
        return _from_items(items, name, strict)
    folded = name.lower()
    if folded in ("count", "length"):
        if value is None or value is o.AUTOMATION_NULL:
            return 0
        if not strict or value is not None:
            return 1
    if strict:
        raise not_found(name)
    return None


def not_found(name: str) -> PropertyNotFoundException:
    """Make strict mode's error."""
    return PropertyNotFoundException(
        f"The property '{name}' cannot be found on this object. Verify that the property exists.", "PropertyNotFoundStrict"
    )


def _from_items(items: Any, name: str, strict: bool) -> Any:
    collected: list[Any] = []
    missing = True
    for item in items:
        found = find(item, name)
        if found is MISSING:
            nested = enumeration.iterate(item)
            if nested is None:
                continue
            found = _from_items(nested, name, False)
            if found is None:
                continue
        missing = False
        inner = None if found is None else enumeration.iterate(found)
        if inner is None:
            collected.append(found)
        else:
            collected.extend(inner)
    if missing:
        if strict:
            raise not_found(name)
        return None
    return collected[0] if len(collected) == 1 else collected or None


def find(value: Any, name: str) -> Any:
    """Read a property of this very object; MISSING where it has none."""
    kind = type(value)
    if kind is o.PSObject:
        return _from_object(value, name)
    if value is None or value is o.AUTOMATION_NULL:
        return MISSING
    if isinstance(value, (o.Hashtable, o.Dictionary)):
        found = _key_value(value, name)
        if found is not MISSING:
            return found
    slot = (kind, name)
    try:
        getter = _getters[slot]
    except KeyError:
        getter = _getters[slot] = find_getter(value, name)
    return MISSING if getter is None else getter(value)


def _key_value(table: Any, name: str) -> Any:
    if name in table:
        return table[name]
    if isinstance(table, o.Dictionary):
        for key, item in table.items():
            if type(key) is str and key.lower() == name.lower():
                return item
    return MISSING


def _from_object(value: o.PSObject, name: str) -> Any:
    for bag in (value.extended, value.adapted):
        if bag is not None:
            key = bag.find(name)
            if key is not None:
                item = bag[key]
                return read_member(value, item) if isinstance(item, o.Member) else item
    if value.type_names is None:
        slot = (type(value.base), name)
        if slot in _of_class:
            own = _of_class[slot]
            return find(value.base, name) if own is None else own(value.base)
    added = _from_type_data(value, name)
    if added is not MISSING:
        if value.type_names is None:
            _learn(value, name)
        return added
    intrinsic = _INTRINSIC.get(name.lower())
    if intrinsic is not None:
        return intrinsic(value)
    if value.base is o.CUSTOM:
        return MISSING
    if value.type_names is None:
        _learn(value, name)
    return find(value.base, name)


def _learn(value: o.PSObject, name: str) -> None:
    """Keep that a property of the objects around values of a class is read from the value alone, where that is so."""
    if type(value.base) in _OF_MANY_TYPES or value.base is o.CUSTOM:
        return
    own: Getter | None = None
    for type_name in type_names(value):
        if ports.extended_members(type_name) is not None:
            return
        recorded = typedata.type_data(type_name)
        known = None if recorded is None else recorded.find(name)
        if recorded is not None and known is not None:
            own = _own_getter(value, name)
            if own is None and recorded.members[known][0] != "CodeProperty":
                return
            break
    _of_class[type(value.base), name] = own


def read_member(owner: Any, member: o.Member) -> Any:
    """Give the value of a member that is no plain value."""
    if isinstance(member, o.AliasProperty):
        return get(owner, member.referenced)
    if isinstance(member, o.ScriptProperty):
        return run_getter(owner, member.getter)
    if isinstance(member, o.CodeProperty):
        return member.getter(owner)
    if isinstance(member, o.MemberSet):
        return o.PSObject(o.CUSTOM, member.members)
    return member


def run_getter(owner: Any, script: Any) -> Any:
    """Run the script of a property with $this."""
    if type(script) is str and ports.make_script is not None:
        script = ports.make_script(script)
    try:
        found = ports.call_getter(script, owner)
    except RuntimeException as problem:
        raise GetValueInvocationException(
            f'Exception getting "{getattr(script, "name", "")}": "{problem.message}"', "ScriptGetValueRuntimeException", inner=problem
        ) from problem
    return found[0] if len(found) == 1 else (found or None)


def _from_type_data(value: Any, name: str) -> Any:
    for type_name in type_names(value):
        added = ports.extended_members(type_name)
        if added is not None:
            key = added.find(name)
            if key is not None:
                item = added[key]
                return read_member(value, item) if isinstance(item, o.Member) else item
        recorded = typedata.type_data(type_name)
        if recorded is not None:
            key = recorded.find(name)
            if key is not None:
                own = _own_getter(value, name)
                return own(value.base) if own is not None else _recorded_value(value, recorded.members[key])
    return MISSING


def _own_getter(value: Any, name: str) -> Getter | None:
    """Find the function that stands for a recorded script, for the value inside an object; looked for once a class."""
    if type(value) is not o.PSObject or value.base is o.CUSTOM:
        return None
    slot = (type(value.base), "\0" + name)  # beside the getters of plain values
    try:
        return _getters[slot]
    except KeyError:
        found = _getters[slot] = _table_getter(type_of(value.base), name.lower())
        return found


def _table_getter(found: DotNetType, folded: str) -> Getter | None:
    for table in tables.lineage(found):
        for known, function in table.properties.items():
            if known.lower() == folded:
                recorded = members_of(found).properties.get(folded)
                return _wrapped(function, recorded.type_text) if recorded is not None else function
    return None


def _recorded_value(value: Any, member: tuple[str, str, str, str]) -> Any:
    kind, referenced, script, text = member
    if kind == "AliasProperty":
        return get(value, referenced)
    if kind == "ScriptProperty":
        return run_getter(value, script)
    return text if kind == "NoteProperty" else MISSING


_XML_ADAPTER = "pssession.engine.values.xml.adapter"
_adapters: dict[type[Any], Any] = {o.XmlDocument: _XML_ADAPTER}


def adapter_of(value: Any) -> Any:
    """Give the module that names properties after what is in a value, loaded when the first such value is met; None for most."""
    kind = type(value)
    known = _adapters.get(kind, MISSING)
    if known is MISSING:
        known = _adapters[kind] = getattr(kind, "property_adapter", None)
    if isinstance(known, str):
        known = _adapters[kind] = importlib.import_module(known)
    return known


def find_getter(value: Any, name: str) -> Getter | None:
    """Find how a property of a value's class is read; None where there is none."""
    found = type_of(value)
    folded = name.lower()
    intrinsic = _INTRINSIC.get(folded)
    if intrinsic is not None:
        return intrinsic
    adapter = adapter_of(value)
    if adapter is not None:
        plain = _plain_getter(value, found, name)

        def adapted(owner: Any) -> Any:
            given = adapter.get(owner, name, MISSING)
            return given if given is not MISSING or plain is None else plain(owner)

        return adapted
    if any(ports.extended_members(type_name) is not None for type_name in found.chain):
        return lambda owner: _session_member(owner, name)
    return _plain_getter(value, found, name)


def _session_member(owner: Any, name: str) -> Any:
    """Read through type data that a session may change at any time."""
    found = _from_type_data(owner, name)
    if found is not MISSING:
        return found
    getter = _plain_getter(owner, type_of(owner), name)
    return MISSING if getter is None else getter(owner)


def _plain_getter(value: Any, found: DotNetType, name: str) -> Getter | None:
    folded = name.lower()
    recorded = members_of(found).properties.get(folded)
    own = _table_getter(found, folded)
    if own is not None:
        return own
    if found.element is not None and folded in ("count", "length", "longlength", "rank"):
        return _ARRAY[folded]
    for type_name in found.chain:
        data = typedata.type_data(type_name)
        if data is not None:
            key = data.find(name)
            if key is not None and data.members[key][0] in ("AliasProperty", "ScriptProperty", "NoteProperty"):
                member = data.members[key]
                return lambda owner: _recorded_value(owner, member)
    if recorded is not None and recorded.parameters:
        return None
    return _attribute_getter(value, recorded, folded)


def _wrapped(function: Getter, type_text: str) -> Getter:
    def read(owner: Any) -> Any:
        try:
            return wrap(function(owner), type_text)
        except RuntimeException:
            raise
        except DotNetException as problem:
            raise GetValueInvocationException(
                f'Exception getting "{function.__name__}": "{problem.message}"', "ExceptionWhenGetting", inner=problem
            ) from problem

    return read


def _attribute_getter(value: Any, recorded: Property | None, folded: str) -> Getter | None:
    attribute = snake(recorded.name) if recorded is not None else _attribute_named(value, folded)
    if attribute is None or not hasattr(value, attribute):
        plain = _attribute_named(value, folded)
        if plain is None:
            return None
        attribute = plain
    if recorded is None and callable(getattr(value, attribute, None)) and not isinstance(getattr(value, attribute), DotNetType):
        return None
    type_text = recorded.type_text if recorded is not None else ""
    if not type_text:
        return lambda owner: getattr(owner, attribute)
    return lambda owner: wrap(getattr(owner, attribute), type_text)


def _attribute_named(value: Any, folded: str) -> str | None:
    """Find an attribute whose name without underscores is the wanted one, on the engine's own classes only."""
    if type(value).__module__ == "builtins":
        return None
    for attribute in dir(value):
        if not attribute.startswith("_") and attribute.replace("_", "") == folded:
            return attribute
    return None


_ARRAY: dict[str, Getter] = {
    "count": len,
    "length": len,
    "longlength": lambda value: o.Int64(len(value)),
    "rank": lambda value: len(value.shape) if getattr(value, "shape", None) else 1,
}


def set_value(target: Any, name: str, value: Any) -> None:
    """Set a property.

    Raises:
        RuntimeException: There is none, it cannot be set, or the value does not convert.
        SetValueInvocationException: A setter failed.
    """
    if target is None or target is o.AUTOMATION_NULL:
        raise RuntimeException(_NO_PROPERTY.format(name), "PropertyNotFound", "InvalidOperation")
    if type(target) is o.PSObject:
        if _set_on_object(target, name, value):
            return
        if target.base is o.CUSTOM:
            inner = RuntimeException(_NO_PROPERTY.format(name), "PropertyAssignmentException", "InvalidOperation")
            raise SetValueInvocationException(f'Exception setting "{name}": "{inner.message}"', "ExceptionWhenSetting", inner=inner)
        target = target.base
    if isinstance(target, (o.Hashtable, o.Dictionary)):
        folded = name.lower()
        if not (folded in members_of(type_of(target)).properties and name not in target and folded in ("capacity",)):
            target[name] = value
            return
    adapter = adapter_of(target)
    if adapter is not None:
        if adapter.set_value(target, name, value):
            return
        if name.lower() not in members_of(type_of(target)).properties:
            inner = RuntimeException(_NO_PROPERTY.format(name), "PropertyAssignmentException", "InvalidOperation")
            raise SetValueInvocationException(f'Exception setting "{name}": "{inner.message}"', "ExceptionWhenSetting", inner=inner)
    _set_property(target, name, value)


_NO_PROPERTY = "The property '{}' cannot be found on this object. Verify that the property exists and can be set."


def _set_on_object(target: o.PSObject, name: str, value: Any) -> bool:
    for bag in (target.extended, target.adapted):
        if bag is None:
            continue
        key = bag.find(name)
        if key is None:
            continue
        item = bag[key]
        if isinstance(item, o.AliasProperty):
            set_value(target, item.referenced, value)
        elif isinstance(item, o.ScriptProperty):
            if item.setter is None:
                raise _read_only(name)
            ports.call_member_script(item.setter, target, (value,))
        elif isinstance(item, o.CodeProperty):
            if item.setter is None:
                raise _read_only(name)
            item.setter(target, value)
        else:
            bag[key] = value
        return True
    for type_name in type_names(target):
        added = ports.extended_members(type_name)
        key = added.find(name) if added is not None else None
        if key is not None:
            item = added[key]
            if isinstance(item, o.AliasProperty):
                set_value(target, item.referenced, value)
                return True
            if isinstance(item, o.ScriptProperty) and item.setter is not None:
                ports.call_member_script(item.setter, target, (value,))
                return True
    return False


def _read_only(name: str) -> RuntimeException:
    message = f"'{name}' is a ReadOnly property."
    inner = SetValueException(message, "PropertyAssignmentException")
    return RuntimeException(message, "PropertyAssignmentException", "InvalidOperation", None, inner)


def _set_property(target: Any, name: str, value: Any) -> None:
    found = type_of(target)
    folded = name.lower()
    recorded = members_of(found).properties.get(folded)
    setter: Callable[[Any, Any], Any] | None = None
    for table in tables.lineage(found):
        setter = next((function for known, function in table.setters.items() if known.lower() == folded), None)
        if setter is not None:
            break
    if recorded is None and setter is None:
        attribute = _attribute_named(target, folded)
        if attribute is None or callable(getattr(target, attribute)):
            for type_name in found.chain:
                data = typedata.type_data(type_name)
                key = data.find(name) if data is not None else None
                if data is not None and key is not None:
                    member = data.members[key]
                    if member[0] == "AliasProperty":
                        set_value(target, member[1], value)
                        return
                    raise _read_only(name)
            raise RuntimeException(_NO_PROPERTY.format(name), "PropertyAssignmentException", "InvalidOperation")
        setattr(target, attribute, value)
        return
    if recorded is not None and not recorded.can_set and setter is None:
        raise _read_only(recorded.name)
    try:
        converted = convert(value, recorded.type) if recorded is not None else value
    except PSInvalidCastException as problem:
        inner = problem if found.script_class is not None else as_runtime(problem)
        raise SetValueInvocationException(
            f'Exception setting "{name}": "{problem.message}"', "ExceptionWhenSetting", inner=inner
        ) from problem
    try:
        if setter is not None:
            setter(target, converted)
        else:
            assert recorded is not None
            setattr(target, snake(recorded.name), converted)
    except AttributeError as problem:
        raise _read_only(name) from problem
    except (RuntimeException, MethodInvocationException):
        raise
    except DotNetException as problem:
        raise SetValueInvocationException(
            f'Exception setting "{name}": "{problem.message}"', "ExceptionWhenSetting", inner=problem
        ) from problem


def property_names(value: Any) -> list[str]:
    """List the properties of a value in .NET's order: those of its type, without those that types.ps1xml adds."""
    if type(value) is o.PSObject:
        if value.base is o.CUSTOM:
            return value.names()
        return [*property_names(value.base), *(value.extended or ())]
    if enums.is_enum(value):
        return ["value__"]
    found = type_of(value)
    names = [recorded.name for recorded in members_of(found).properties.values() if not recorded.parameters]
    return names or [name for table in tables.lineage(found) for name in table.properties]
