"""Calling methods, static members and constructors.

Source: about_Methods; results and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pssession import objects as o
from pssession.engine.errors import DotNetException, MethodInvocationException, PlatformNotSupportedException, RuntimeException
from pssession.engine.values import enumeration, enums, tables, typedata
from pssession.engine.values.conversions import convert, default_value
from pssession.engine.values.members.access import MISSING, find, get, not_found, set_value
from pssession.engine.values.members.overloads import choose
from pssession.engine.values.members.results import wrap
from pssession.engine.values.members.signatures import Signature, members_of
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import snake
from pssession.engine.values.types import DotNetType, require, type_names, type_of

Intrinsic = Callable[[Any, Sequence[Any]], Any]
_INTRINSICS: dict[str, Intrinsic] = {}


def add_intrinsic_method(name: str, function: Intrinsic) -> None:
    """Give every object a method, as ForEach and Where are; name in lower case."""
    _INTRINSICS[name] = function


def no_method(value: Any, name: str) -> RuntimeException:
    """Make the error of a method that a value does not have."""
    found = value if isinstance(value, DotNetType) else type_of(value)
    return RuntimeException(
        f"Method invocation failed because [{found.key}] does not contain a method named '{name}'.",
        "MethodNotFound",
        "InvalidOperation",
        name,
    )


def invoke(value: Any, name: str, arguments: Sequence[Any] = ()) -> Any:
    """Call a method.

    Raises:
        RuntimeException: InvokeMethodOnNull, MethodNotFound.
        MethodException: No overload fits.
        MethodInvocationException: The method failed.
    """
    if value is None or value is o.AUTOMATION_NULL:
        raise RuntimeException("You cannot call a method on a null-valued expression.", "InvokeMethodOnNull", "InvalidOperation")
    result = try_invoke(value, name, arguments)
    if result is not MISSING:
        return result
    items = enumeration.iterate(value)
    if items is None:
        raise no_method(value, name)
    listed = list(items)
    if not listed:
        raise no_method(value, name)
    collected: list[Any] = []
    for item in listed:
        if item is None:
            continue
        found = invoke(item, name, arguments)
        if found is o.AUTOMATION_NULL:
            continue
        inner = enumeration.iterate(found)
        if inner is None:
            collected.append(found)
        else:
            collected.extend(inner)
    return collected[0] if len(collected) == 1 else (collected or o.AUTOMATION_NULL)


def try_invoke(value: Any, name: str, arguments: Sequence[Any]) -> Any:
    """Call a method of this very object; MISSING where it has none."""
    if type(value) is o.PSObject:
        member = _script_method(value, name)
        if member is not None:
            return _run_script_method(value, member, arguments)
        if not arguments and name.lower() == "tostring" and value.text is not None:
            return value.text
        if value.base is not o.CUSTOM:
            return try_invoke(value.base, name, arguments)
    if isinstance(value, DotNetType):
        own = _type_method(value, name, arguments)
        if own is not MISSING:
            return own
    found = type_of(value)
    group = method_group(found, name)
    if group is not None:
        return group(value, arguments)
    folded = name.lower()
    intrinsic = _INTRINSICS.get(folded)
    if intrinsic is not None:
        return intrinsic(value, arguments)
    if folded.startswith(("get_", "set_")):
        return _accessor(value, name, arguments)
    for type_name in type_names(value):
        added = ports.extended_members(type_name)
        key = added.find(name) if added is not None else None
        if key is not None and isinstance(added[key], o.ScriptMethod):
            return _run_script_method(value, added[key].script, arguments)
        data = typedata.type_data(type_name)
        key = data.find(name) if data is not None else None
        if data is not None and key is not None and data.members[key][0] == "ScriptMethod" and ports.make_script is not None:
            return _run_script_method(value, ports.make_script(data.members[key][2]), arguments)
    attribute = _own_method(value, folded)
    if attribute is not None:
        return _guarded(name, attribute, arguments, len(arguments))
    if folded == "gettype":
        return _told_type(value)
    return MISSING


def _told_type(value: Any) -> DotNetType:
    """Give what GetType says: of what came from elsewhere with properties of its type, that it is a PSObject."""
    if type(value) is o.PSObject and value.adapted is not None:
        return require("System.Management.Automation.PSObject")
    return type_of(value)


def _type_method(value: DotNetType, name: str, arguments: Sequence[Any]) -> Any:
    return type_of(value) if name.lower() == "gettype" and not arguments else MISSING


def _own_method(value: Any, folded: str) -> Callable[..., Any] | None:
    """Find a method of the engine's own class whose name without underscores is the wanted one."""
    if type(value).__module__ == "builtins" or isinstance(value, o.PSObject):
        return None
    for attribute in dir(type(value)):
        if not attribute.startswith("_") and attribute.replace("_", "") == folded:
            found = getattr(value, attribute)
            return found if callable(found) else None
    return None


def _script_method(value: o.PSObject, name: str) -> Any:
    if value.extended is None:
        return None
    key = value.extended.find(name)
    if key is None:
        return None
    member = value.extended[key]
    if isinstance(member, o.ScriptMethod):
        return member.script
    return None


def _run_script_method(owner: Any, script: Any, arguments: Sequence[Any]) -> Any:
    found = ports.call_member_script(script, owner, arguments)
    return found[0] if len(found) == 1 else (found or o.AUTOMATION_NULL)


def _accessor(value: Any, name: str, arguments: Sequence[Any]) -> Any:
    """Call a property's accessor by its .NET name, such as get_Length()."""
    wanted = name[4:]
    if wanted.lower() in ("item", "chars"):
        from pssession.engine.values.members.indexing import get_index, set_index

        if name.lower().startswith("get_") and len(arguments) == 1:
            return get_index(value, arguments[0])
        if len(arguments) == 2:
            set_index(value, arguments[0], arguments[1])
            return o.AUTOMATION_NULL
        return MISSING
    if name.lower().startswith("get_") and not arguments:
        return find(value, wanted)
    if len(arguments) == 1:
        set_value(value, wanted, arguments[0])
        return o.AUTOMATION_NULL
    return MISSING


class MethodGroup:
    """Hold the overloads of one method of one type, and remember which served which Python types."""

    __slots__ = ("_seen", "name", "overloads", "owner")

    def __init__(self, owner: DotNetType, name: str, overloads: list[Signature]) -> None:
        self.owner = owner
        self.name = name
        self.overloads = overloads
        self._seen: dict[tuple[type[Any], ...], tuple[Callable[..., Any], str]] = {}

    def __call__(self, value: Any, arguments: Sequence[Any]) -> Any:
        kinds = tuple([type(argument) for argument in arguments])
        seen = self._seen.get(kinds)
        if seen is not None:
            return self._run(seen[0], seen[1], (value, *arguments), len(arguments))
        call = choose(self.name, self.overloads, arguments)
        function = implementation(self.owner, call.signature)
        if all(kind in _PLAIN for kind in kinds) and len(call.arguments) == len(arguments) and _unchanged(call.arguments, arguments):
            self._seen[kinds] = (function, call.signature.return_text)
        return self._run(function, call.signature.return_text, (value, *call.arguments), len(arguments))

    def _run(self, function: Callable[..., Any], return_text: str, arguments: tuple[Any, ...], count: int) -> Any:
        try:
            return wrap(function(*arguments), return_text)
        except RuntimeException:
            raise
        except DotNetException as problem:
            raise failed_call(self.name, count, problem) from problem


_PLAIN = frozenset((int, str, float, bool, o.Char))


def _unchanged(converted: Sequence[Any], given: Sequence[Any]) -> bool:
    return all(a is b for a, b in zip(converted, given))


def failed_call(name: str, count: int, problem: DotNetException) -> MethodInvocationException:
    """Wrap what a method raised."""
    return MethodInvocationException(
        f'Exception calling "{name}" with "{count}" argument(s): "{problem.message}"',
        problem.full_name.rpartition(".")[2],
        "NotSpecified",
        None,
        problem,
    )


def _guarded(name: str, function: Callable[..., Any], arguments: Sequence[Any], count: int) -> Any:
    try:
        return function(*arguments)
    except RuntimeException:
        raise
    except DotNetException as problem:
        raise failed_call(name, count, problem) from problem


def method_group(found: DotNetType, name: str) -> MethodGroup | None:
    """Find a type's instance method by name; None where it has none."""
    slot = ("method", name)
    if slot in found.cache:
        known: MethodGroup | None = found.cache[slot]
        return known
    overloads = members_of(found).methods.get(name.lower())
    if overloads is None:
        overloads = _declared(found, name, static=False)
    group = MethodGroup(found, overloads[0].name, overloads) if overloads else None
    found.cache[slot] = group
    return group


def _declared(found: DotNetType, name: str, *, static: bool) -> list[Signature]:
    """Make overloads of what a table implements though no fact of it was recorded: any arguments go."""
    folded = name.lower()
    for table in tables.lineage(found):
        rows = table.static if static else table.methods
        for known, function in rows.items():
            head = known.partition("(")[0]
            if head.lower() == folded:
                signature = Signature(found, f"{'*' if static else ''}{head}(System.Object[] ...arguments)")
                signature.function = lambda *given, run=function: run(*given[:-1], *given[-1])
                return [signature]
    return []


def implementation(owner: DotNetType, signature: Signature) -> Callable[..., Any]:
    """Find the function that does what an overload promises.

    Raises:
        PlatformNotSupportedException: The method is known, but not implemented here.
    """
    if signature.function is not None:
        return signature.function  # type: ignore[no-any-return]  # set by whoever declared the signature
    for table in tables.lineage(owner):
        rows = table.static if signature.is_static else table.methods
        function = rows.get(signature.key) or rows.get(signature.name)
        if function is not None:
            signature.function = function
            return function
    attribute = snake(signature.name)
    if not signature.is_static:

        def by_attribute(value: Any, *arguments: Any) -> Any:
            function = getattr(value, attribute, None)
            if callable(function):
                return function(*arguments)
            return _object_method(signature, value, arguments)

        return by_attribute
    raise not_implemented(owner, signature.name)


def not_implemented(owner: DotNetType, name: str) -> PlatformNotSupportedException:
    """Make the error of a member that .NET has and this engine has not."""
    return PlatformNotSupportedException(f"[{owner.key}]::{name} is not available in this implementation of PowerShell.")


def _object_method(signature: Signature, value: Any, arguments: Sequence[Any]) -> Any:
    """Do what every object can."""
    from pssession.engine.values.conversions import plain_text

    name = signature.name
    if name == "ToString":
        return plain_text(value)
    if name == "GetType":
        return _told_type(value)
    if name == "GetHashCode":
        return hash(value) & 0x7FFFFFFF if getattr(value, "__hash__", None) else id(value) & 0x7FFFFFFF
    if name == "Equals":
        return type(value) is type(arguments[0]) and bool(value == arguments[0])
    if name == "Dispose" or name == "Close":
        return None
    raise not_implemented(signature.owner, name)


def static_invoke(found: DotNetType, name: str, arguments: Sequence[Any] = ()) -> Any:
    """Call a static method, or `new`.

    Raises:
        RuntimeException: MethodNotFound; others as `invoke`.
    """
    if name.lower() == "new":
        return new(found, arguments)
    current: DotNetType | None = found
    overloads: list[Signature] = []
    while current is not None and not overloads:
        overloads = members_of(current).static_methods.get(name.lower(), []) or _declared(current, name, static=True)
        current = current.base
    if not overloads:
        result = try_invoke(found, name, arguments)
        if result is not MISSING:
            return result
        raise no_method(found, name)
    call = choose(overloads[0].name, overloads, arguments)
    shown = overloads[0].name
    try:
        function = implementation(found, call.signature)
        if found.enum_values is not None and getattr(function, "wants_type", False):
            return function(found, *call.arguments)
        return wrap(function(*call.arguments), call.signature.return_text)
    except RuntimeException:
        raise
    except DotNetException as problem:
        raise failed_call(shown, len(arguments), problem) from problem


def new(found: DotNetType, arguments: Sequence[Any] = ()) -> Any:
    """Make an object by a constructor.

    Raises:
        MethodException: No constructor fits.
        MethodInvocationException: The constructor failed.
    """
    if found.element is not None:
        from pssession.engine.values.conversions.containers import make_array

        count = convert(arguments[0], "System.Int32") if arguments else 0
        return make_array([default_value(found.element)] * count, found.element)
    if found.is_value_type and not arguments and found.enum_values is None and found.key in _ZEROS:
        return default_value(found)
    if found.enum_values is not None:
        return enums.make(found, 0)
    constructors = members_of(found).constructors
    function = _constructor(found)
    if not constructors:
        if function is None or found.is_interface:
            raise _no_constructor(len(arguments))
        given = list(arguments)
    else:
        try:
            call = choose("new" if not _any_fits(constructors, len(arguments)) else ".ctor", constructors, arguments)
        except RuntimeException:
            if function is None or not getattr(function, "any_arguments", False):
                raise
            given = list(arguments)
        else:
            given = call.arguments
    if function is None:
        raise failed_call(".ctor", len(arguments), not_implemented(found, "new"))
    try:
        return function(found, *given) if getattr(function, "wants_type", False) or found.arguments else function(*given)
    except RuntimeException:
        raise
    except DotNetException as problem:
        raise failed_call(".ctor", len(arguments), problem) from problem


_ZEROS = frozenset(
    ("System.Int32", "System.Int64", "System.Double", "System.Boolean", "System.Byte", "System.Char", "System.Single", "System.Int16")
)


def _any_fits(constructors: Sequence[Signature], count: int) -> bool:
    return any(s.required <= count and (count <= len(s.parameters) or s.variadic) for s in constructors)


def _no_constructor(count: int) -> Exception:
    from pssession.engine.errors import MethodException

    return MethodException(f'Cannot find an overload for "new" and the argument count: "{count}".', "MethodCountCouldNotFindBest")


def _constructor(found: DotNetType) -> Callable[..., Any] | None:
    table = tables.table_for(found)
    if table is not None:
        if table.new is not None:
            return table.new
        if table.python is not None:
            return table.python
    from pssession.engine.errors import exception_class

    error = exception_class(found.key)
    if error is not None:
        return lambda *arguments: make_exception(error, arguments)
    return None


def make_exception(error: type[DotNetException], arguments: Sequence[Any]) -> DotNetException:
    """Make an exception from a .NET constructor's arguments: texts first, then the cause."""
    texts = [argument for argument in arguments if type(argument) is str or argument is None]
    inner = next((argument for argument in arguments if isinstance(argument, BaseException)), None)
    message = texts[0] if texts else None
    build: Any = error
    name = error.full_name
    if name in ("System.ArgumentNullException", "System.ArgumentOutOfRangeException", "System.ObjectDisposedException"):
        if name == "System.ObjectDisposedException":
            made: DotNetException = build(*texts[:2])
            return made
        parameter, message = (texts[0], texts[1]) if len(texts) > 1 else (texts[0] if texts else None, None)
        made = build(message, parameter)
    elif name == "System.ArgumentException" and len(texts) > 1:
        made = build(texts[0], texts[1])
    else:
        made = error(message)
    made.inner = inner
    return made


def static_get(found: DotNetType, name: str, strict: bool = False) -> Any:
    """Read a static property, a constant, or a value of an enumeration."""
    folded = name.lower()
    if found.enum_values is not None:
        for known, number in found.enum_values.items():
            if known.lower() == folded:
                return enums.make(found, number)
    recorded = members_of(found).static_properties.get(folded)
    for table in tables.lineage(found):
        for known, value in table.static_properties.items():
            if known.lower() == folded:
                result = value() if callable(value) and not isinstance(value, DotNetType) else value
                return wrap(result, recorded.type_text) if recorded is not None else result
    if recorded is not None:
        if recorded.constant:
            return convert(recorded.constant, recorded.type)
        raise not_implemented(found, recorded.name)
    result = find(found, name)
    if result is not MISSING:
        return result
    if strict:
        raise not_found(name)
    return None


def static_set(found: DotNetType, name: str, value: Any) -> None:
    """Set a static property.

    Raises:
        RuntimeException: There is none, or it cannot be set.
    """
    recorded = members_of(found).static_properties.get(name.lower())
    for table in tables.lineage(found):
        for known, function in table.static_setters.items():
            if known.lower() == name.lower():
                function(convert(value, recorded.type) if recorded is not None else value)
                return
    if recorded is not None:
        message = f"'{recorded.name}' is a ReadOnly property."
    else:
        message = f"The property '{name}' cannot be found on this object. Verify that the property exists and can be set."
    raise RuntimeException(message, "PropertyAssignmentException", "InvalidOperation")


__all__ = ["MISSING", "get", "invoke", "method_group", "new", "static_get", "static_invoke", "static_set", "try_invoke"]
