"""The order in which PowerShell tries to make a value of a wanted type.

Rules for one family of types stand in `numeric` and `containers`; what a .NET type parses or constructs stands in its table.

Source: the order of LanguagePrimitives.ConvertTo, and results as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import DotNetException, InvalidCastException, PSInvalidCastException, RuntimeException
from pssession.engine.values import enums, metadata, types
from pssession.engine.values.conversions import containers
from pssession.engine.values.conversions.failure import failure, no_way, with_reason
from pssession.engine.values.conversions.numeric import RULES, ZEROS, to_enum
from pssession.engine.values.conversions.truth import to_bool
from pssession.engine.values.numbers import CODES
from pssession.engine.values.ports import ports
from pssession.engine.values.switch_parameter import ABSENT, PRESENT, SwitchParameter
from pssession.engine.values.tables import table_for
from pssession.engine.values.text import to_string
from pssession.engine.values.types import DotNetType, type_of

_INT32 = "System.Int32"


def convert(value: Any, target: DotNetType | str) -> Any:
    """Convert a value to a type.

    Args:
        value: Any value.
        target: A type, or the full name of one.

    Returns:
        The value itself where it has the type already.

    Raises:
        PSInvalidCastException: There is no conversion, or it failed; carries PowerShell's id and message.
    """
    if type(target) is str:
        target = types.require(target)
    assert isinstance(target, DotNetType)
    key = target.key
    kind = type(value)
    if (kind is int and key == _INT32) or (kind is str and key == "System.String") or key == "System.Object":
        return value
    if value is None or value is o.AUTOMATION_NULL:
        return _from_null(target)
    if kind is o.PSObject and value.base is not o.CUSTOM:
        if key == "System.Management.Automation.PSObject":
            return value
        return convert(value.base, target)
    rule = _SPECIAL.get(key)
    if rule is not None:
        made = rule(value, target)
        if made is not NotImplemented:
            return made
    source = type_of(value)
    if source is target or (key not in _OBJECT_LIKE and target.is_assignable_from(source)):
        return value
    number_rule = RULES.get(key)
    if number_rule is not None:
        made = number_rule(value, target)
        if made is not NotImplemented:
            return made
    elif target.enum_values is not None:
        made = to_enum(value, target)
        if made is not NotImplemented:
            return made
    elif target.element is not None:
        if target.rank > 1:
            raise no_way(value, target)
        return containers.to_array(value, target, convert)
    elif target.definition == "System.Nullable`1":
        return convert(value, target.arguments[0])
    elif target.definition == "System.Management.Automation.PSReference`1":
        return convert(value, "System.Management.Automation.PSReference")
    return _by_type(value, target)


def cast(value: Any, target: DotNetType | str) -> Any:
    """Convert as a cast of the language does: a failure is a RuntimeException around the cast's own.

    Raises:
        RuntimeException: The conversion failed.
    """
    try:
        return convert(value, target)
    except PSInvalidCastException as problem:
        raise as_runtime(problem) from problem


def as_runtime(problem: PSInvalidCastException) -> RuntimeException:
    """Wrap a failed conversion the way the running language reports it."""
    return RuntimeException(problem.message, problem.error_id, "InvalidArgument", None, problem)


def try_convert(value: Any, target: DotNetType | str) -> tuple[bool, Any]:
    """Convert where possible.

    Returns:
        Whether it worked, and the result.
    """
    try:
        return True, convert(value, target)
    except PSInvalidCastException:
        return False, None


def _from_null(target: DotNetType) -> Any:
    key = target.key
    if key == "System.String":
        return ""
    if key in ZEROS:
        return ZEROS[key]
    if key == "System.Management.Automation.SwitchParameter":
        return ABSENT
    if key == "System.Numerics.BigInteger":
        return o.BigInteger(0)
    if target.enum_values is not None:
        listed = ",".join(enums.names(target))
        words = f'Cannot convert null to type "{key}" due to enumeration values that are not valid. '
        words += f'Specify one of the following enumeration values and try again. The possible enumeration values are "{listed}".'
        raise failure("nullToEnumInvalidCast", words)
    if target.is_value_type and target.definition != "System.Nullable`1" and key != "System.Void":
        raise no_way(None, target)
    return None


def _to_type(value: Any, target: DotNetType) -> Any:
    if isinstance(value, DotNetType):
        return value
    if type(value) is not str and type(value) not in CODES and not isinstance(value, o.Uri):
        raise unconvertible(value, target)
    if type(value) in (bool, o.Char):
        raise unconvertible(value, target)
    text = to_string(value)
    found = types.resolve(text)
    if found is None:
        raise failure("InvalidCastFromStringToType", f'Cannot convert the "{text}" value of type "System.String" to type "System.Type".')
    return found


def _to_switch(value: Any, target: DotNetType) -> Any:
    if type(value) is bool:
        return PRESENT if value else ABSENT
    if type(value) is SwitchParameter:
        return value
    raise no_way(value, target)


def _to_script(value: Any, target: DotNetType) -> Any:
    if ports.is_script(value):
        return value
    if isinstance(value, o.ScriptBlockText) and ports.make_script is not None:
        return ports.make_script(value.text)
    raise unconvertible(value, target)


def _to_hashtable(value: Any, target: DotNetType) -> Any:
    if type(value) is o.Hashtable:
        return value
    return containers.to_hashtable(value, target)


def _to_custom_object(value: Any, target: DotNetType) -> Any:
    """Convert to [pscustomobject]: a dictionary becomes an object with its keys; others stay as they are."""
    if isinstance(value, (o.Hashtable, o.OrderedDictionary, o.Dictionary)):
        bag = o.PropertyBag()
        names: list[str] | None = None
        for key, item in value.items():
            name = to_string(key)
            if name.lower() == "pstypename" and item is not None:
                names = [to_string(item), "System.Management.Automation.PSCustomObject", "System.Object"]
                continue
            known = bag.find(name)
            bag[known or name] = item
        made = o.PSObject(o.CUSTOM, extended=bag)
        if names is not None:
            made.type_names = names
        return made
    return value


def _to_enumerable(value: Any, target: DotNetType) -> Any:
    if target.is_assignable_from(type_of(value)):
        return value
    return to_string(value) if not isinstance(value, o.PSObject) else NotImplemented


def _to_array(value: Any, target: DotNetType) -> Any:
    if type_of(value).element is not None:
        return value
    return containers.to_array(value, types.require("System.Object[]"), convert)


def _refuse_secret(value: Any, target: DotNetType) -> Any:
    if target.is_assignable_from(type_of(value)):
        return value
    raise no_way(value, target)


_SPECIAL: dict[str, Callable[[Any, DotNetType], Any]] = {
    "System.Boolean": lambda value, target: to_bool(value),
    "System.String": lambda value, target: to_string(value),
    "System.Void": lambda value, target: None,
    "System.Type": _to_type,
    "System.RuntimeType": _to_type,
    "System.Array": _to_array,
    "System.Collections.Hashtable": _to_hashtable,
    "System.Collections.IEnumerable": _to_enumerable,
    "System.Management.Automation.SwitchParameter": _to_switch,
    "System.Management.Automation.ScriptBlock": _to_script,
    "System.Management.Automation.PSObject": lambda value, target: value,
    "System.Management.Automation.PSCustomObject": _to_custom_object,
    "System.Security.SecureString": _refuse_secret,
    "System.Management.Automation.PSCredential": _refuse_secret,
}
_OBJECT_LIKE = frozenset(("System.Management.Automation.PSObject",))


def _by_type(value: Any, target: DotNetType) -> Any:
    """Try what the type itself offers: Parse, a constructor, cast operators; then properties from a dictionary."""
    if target.is_delegate and ports.is_script(value):
        return Delegate(target, value)
    if target.script_class is not None and target.script_class.takes(value):
        return target.script_class.new([value])
    table = table_for(target)
    if table is not None:
        as_text = type(value) is str or (table.convert is None and _parses_through_text(value))
        if table.parse is not None and as_text:
            return _parsed(table.parse, value, target)
        if table.convert is not None:
            try:
                made = table.convert(value)
            except PSInvalidCastException:
                raise
            except DotNetException as problem:
                raise with_reason(table_error_id(target), value, target, problem.message, problem) from problem
            if made is not NotImplemented:
                return made
            if table.parse is not None and isinstance(value, (float, o.Decimal)):
                return _parsed(table.parse, value, target)
    made = _constructed(value, target)
    if made is not NotImplemented:
        return made
    if target.definition in _COLLECTIONS:
        made = containers.to_list(value, target, convert)
        if made is not NotImplemented:
            return made
    if isinstance(value, (o.Hashtable, o.OrderedDictionary, o.Dictionary)) and not target.is_interface:
        return object_from_dictionary(value, target)
    if isinstance(value, o.PSObject) and _takes_properties(target):
        refusal = no_way(value, target)
        raise with_reason("InvalidCastConstructorException", value, target, refusal.message, refusal)
    raise unconvertible(value, target)


def unconvertible(value: Any, target: DotNetType) -> PSInvalidCastException:
    """Make the error of a pair of types between which there is no conversion; IConvertible has words of its own."""
    if type(value) in (bool, o.Char) or isinstance(value, o.DateTime) or enums.is_enum(value):
        reason = f"Invalid cast from '{type_of(value).key}' to '{target.key}'."
        return with_reason("InvalidCastIConvertible", value, target, reason, InvalidCastException(reason))
    return no_way(value, target)


def _parsed(parse: Callable[[str], Any], value: Any, target: DotNetType) -> Any:
    try:
        return parse(to_string(value))
    except DotNetException as problem:
        raise with_reason(_parse_error_id(target), value, target, problem.message, problem) from problem


# What a number of a type may stand for in a constructor, nearest first: .NET's widening.
_REAL = ("System.Single", "System.Double")
_WIDER: dict[str, tuple[str, ...]] = {
    "System.Char": ("System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", *_REAL),
    "System.Byte": ("System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", *_REAL),
    "System.SByte": ("System.Int16", "System.Int32", "System.Int64", *_REAL),
    "System.Int16": ("System.Int32", "System.Int64", *_REAL),
    "System.UInt16": ("System.Int32", "System.UInt32", "System.Int64", "System.UInt64", *_REAL),
    "System.Int32": ("System.Int64", *_REAL),
    "System.UInt32": ("System.Int64", "System.UInt64", *_REAL),
    "System.Int64": _REAL,
    "System.UInt64": _REAL,
    "System.Single": ("System.Double",),
}


def _constructed(value: Any, target: DotNetType) -> Any:
    """Try a constructor that takes the value itself, a wider number, or for a number its text."""
    if target.is_interface or target.element is not None or not _constructor:
        return NotImplemented
    source = type_of(value)
    key = source.underlying if source.enum_values is not None else source.key
    if key not in _WIDER and key not in ("System.String", "System.Double", "System.Decimal", "System.Version", "System.DateTime"):
        return NotImplemented
    wanted = ([source.key, key] if source.key != key else [key]) + list(_WIDER.get(key, ()))
    if source.key in _WIDER and source.key != "System.Char" and "System.Collections.IEnumerable" in target.interface_keys():
        return NotImplemented  # a number is what a collection gets, not its size
    as_text = key in _WIDER and key != "System.Char" and source.enum_values is None
    if as_text or key in ("System.Double", "System.Decimal"):
        wanted.append("System.String")
    taken = _constructor[0](target)
    if target.is_subclass_of(types.require("System.Exception")) or target.key == "System.Exception":
        taken = taken | {"System.String"}
    for name in wanted:
        if name in taken:
            given = convert(value, name) if name != source.key else value
            try:
                return _constructor[1](target, [given])
            except DotNetException as problem:
                inner = getattr(problem, "inner", None)
                reason = inner if isinstance(inner, DotNetException) else problem
                raise with_reason(table_error_id(target), value, target, reason.message, reason) from problem
    return NotImplemented


def _takes_properties(target: DotNetType) -> bool:
    """Tell whether PowerShell would make an object by its default constructor and set properties."""
    if target.key in ZEROS and target.key != "System.Decimal":
        return False
    return target.is_value_type or _has_constructor(target)


_COLLECTIONS = frozenset(("System.Collections.ArrayList", "System.Collections.Queue", "System.Collections.Stack", *containers._SEQUENCES))


def _parses_through_text(value: Any) -> bool:
    return isinstance(value, (int, float, o.Decimal)) and not isinstance(value, (bool, o.BigInteger))


def _parse_error_id(target: DotNetType) -> str:
    special = _ERROR_IDS.get(target.key)
    if special is not None:
        return special
    row = metadata.member_row(target.definition)
    if row is not None:
        if "*Parse(System.String s;System.IFormatProvider" in row[1] or "*Parse(System.String input;System.IFormatProvider" in row[1]:
            return "InvalidCastParseTargetInvocationWithFormatProvider"
        if "*Parse(System.String" in row[1]:
            return "InvalidCastParseTargetInvocation"
    return "InvalidCastConstructorException"


def table_error_id(target: DotNetType) -> str:
    """Give the id of an error in the type's constructor."""
    return _ERROR_IDS.get(target.key, "InvalidCastConstructorException")


_ERROR_IDS = {
    "System.Text.RegularExpressions.Regex": "InvalidCastFromStringToRegex",
    "System.Xml.XmlDocument": "InvalidCastToXmlDocument",
}


def _has_constructor(target: DotNetType) -> bool:
    row = metadata.member_row(target.definition)
    return (row is not None and "System.Object " in row[0]) or target.key in ("System.Version", "System.Numerics.BigInteger")


class Delegate:
    """Hold a script block that stands where .NET wants a delegate."""

    __slots__ = ("script", "type")

    def __init__(self, found: DotNetType, script: Any) -> None:
        self.type = found
        self.script = script

    @property
    def dotnet_type(self) -> DotNetType:
        """Give the delegate's type."""
        return self.type

    def to_string(self) -> str:
        """Write the type, as delegates do."""
        return self.type.key

    def invoke(self, *arguments: Any) -> Any:
        """Call it, as scripts do; an action gives nothing."""
        found = self(*arguments)
        return o.AUTOMATION_NULL if self.type.definition.startswith("System.Action") else found

    def __call__(self, *arguments: Any) -> Any:
        found = ports.call_script(self.script, arguments, arguments[0] if arguments else None)
        if self.type.definition.startswith("System.Predicate"):
            return to_bool(found[0] if len(found) == 1 else found)
        return found[0] if len(found) == 1 else (found or None)


# Set by `members`, which knows properties: makes an object and sets one property per key.
_object_maker: list[Callable[[Any, DotNetType], Any]] = []


def object_from_dictionary(value: Any, target: DotNetType) -> Any:
    """Make an object by its default constructor and set its properties from a dictionary."""
    if not _object_maker or not isinstance(target, DotNetType) or (target.key in ZEROS and target.key != "System.Decimal"):
        raise no_way(value, target)  # a primitive has no properties to set
    return _object_maker[0](value, target)


# Set by `members` too: the types that a type's constructors take alone, and what constructs.
_constructor: list[Any] = []


def set_object_maker(
    maker: Callable[[Any, DotNetType], Any], single: Callable[[DotNetType], frozenset[str]], new: Callable[[DotNetType, list[Any]], Any]
) -> None:
    """Give the functions that make an object: from a dictionary, and from one argument of a type that a constructor takes."""
    _object_maker[:] = [maker]
    _constructor[:] = [single, new]


def default_value(target: DotNetType) -> Any:
    """Give what a variable or parameter of the type holds before it is set."""
    key = target.key
    if key in ZEROS:
        return ZEROS[key]
    if target.enum_values is not None:
        return enums.make(target, 0)
    return None


def zero_value(target: DotNetType) -> Any:
    """Give what .NET puts into a field of the type: like `default_value`, but structs of .NET have a value too."""
    make = _STRUCTS.get(target.key)
    return default_value(target) if make is None else make()


_STRUCTS: dict[str, Callable[[], Any]] = {
    "System.DateTime": lambda: o.DateTime(0),
    "System.DateTimeOffset": lambda: o.DateTimeOffset(0),
    "System.TimeSpan": lambda: o.TimeSpan(0),
    "System.Guid": lambda: uuid.UUID(int=0),
    "System.Numerics.BigInteger": lambda: o.BigInteger(0),
}
