"""Values for generated code: members, items, types, texts, tables.

What the values do stands in `engine.values`; strict mode and the session's classes come in here.

Source: about_Objects, about_Hash_Tables, about_Using.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.commands.type_names import find_named_type
from pssession.engine.errors import GetValueInvocationException, RuntimeException
from pssession.engine.values import members, operators
from pssession.engine.values.conversions import to_bool, to_string
from pssession.engine.values.operators import BINARY, UNARY
from pssession.engine.values.reference import Reference
from pssession.engine.values.text import embedded_text
from pssession.engine.values.types import DotNetType, resolve, type_of
from pssession.objects import AUTOMATION_NULL, CUSTOM, Hashtable, OrderedDictionary, PropertyBag, PSObject

truth = to_bool


def is_null(value: Any) -> bool:
    return value is None or value is AUTOMATION_NULL


def same(left: Any, right: Any) -> bool:
    return left == right  # type: ignore[no-any-return]  # two small numbers


def text(X: Any, value: Any) -> str:
    """Write a value into a text; collections are joined by $OFS."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]  # just checked
    if kind is int:
        return repr(value)
    found = X.scope.find("ofs")
    return embedded_text(value) if found is None else embedded_text(value, to_string(found.value))


def name_text(value: Any) -> str:
    return value if type(value) is str else to_string(value)


def type_named(X: Any, name: Any, node: Any) -> DotNetType:
    return find_named_type(X, name, node)


def cast(value: Any, found: DotNetType) -> Any:
    return operators.cast(value, found)


def make_hashtable(pairs: tuple[tuple[Any, Any], ...]) -> Hashtable:
    made: Hashtable = _fill(Hashtable(), pairs)
    return made


def make_ordered(pairs: tuple[tuple[Any, Any], ...]) -> OrderedDictionary:
    made: OrderedDictionary = _fill(OrderedDictionary(), pairs)
    return made


def _fill(table: Any, pairs: tuple[tuple[Any, Any], ...]) -> Any:
    for key, value in pairs:
        base = key.base if type(key) is PSObject and key.base is not CUSTOM else key
        if base is None or base is AUTOMATION_NULL:
            raise RuntimeException("A null key is not allowed in a hash literal.", "InvalidNullKey", "InvalidArgument")
        if base in table:
            raise RuntimeException(
                f"Duplicate keys '{to_string(key)}' are not allowed in hash literals.", "DuplicateKeyInHashLiteral", "InvalidOperation", key
            )
        table[base] = None if value is AUTOMATION_NULL else value
    return table


def make_custom(pairs: tuple[tuple[Any, Any], ...]) -> PSObject:
    bag = PropertyBag()
    names: list[str] | None = None
    spelled: dict[str, str] = {}
    for key, value in pairs:
        name = to_string(key)
        if name.lower() == "pstypename":
            names = [to_string(value), "System.Management.Automation.PSCustomObject", "System.Object"]
            continue
        bag[spelled.setdefault(name.casefold(), name)] = None if value is AUTOMATION_NULL else value
    return PSObject(CUSTOM, bag, None, names)


def _strict(X: Any) -> Any:
    return X.scope.effective_strict() if X.strict_used else 0


def get_member(X: Any, owner: Any, name: str) -> Any:
    try:
        if X.strict_used and _strict(X) >= 2:
            return members.get(owner, name, True)
        return members.get(owner, name)
    except GetValueInvocationException:
        # A property whose getter fails has no value.
        return None


def set_member(X: Any, owner: Any, name: str, value: Any) -> Any:
    members.set_value(owner, name, None if value is AUTOMATION_NULL else value)
    return value


def update_member(X: Any, owner: Any, name: str, operator: Callable[[Any, Any], Any], value: Any) -> Any:
    made = operator(get_member(X, owner, name), value)
    members.set_value(owner, name, made)
    return made


def _static_owner(X: Any, owner: Any) -> Any:
    """Give the type whose static members are meant: a type, the type of a value, or the type a text names."""
    base = owner.base if type(owner) is PSObject and owner.base is not CUSTOM else owner
    if isinstance(base, DotNetType):
        return base
    if type(base) is str:
        found = resolve(base)
        if found is not None:
            return found
    if base is None or base is AUTOMATION_NULL:
        return None
    return type_of(base)


def get_static(X: Any, owner: Any, name: str) -> Any:
    found = _static_owner(X, owner)
    if found is None:
        return None
    own = found.script_class
    if own is not None and own.has_static(name):
        return own.get_static(name)
    return members.static_get(found, name, bool(X.strict_used and _strict(X) >= 2))


def set_static(X: Any, owner: Any, name: str, value: Any) -> Any:
    found = _static_owner(X, owner)
    own = found.script_class if found is not None else None
    if own is not None and own.has_static(name):
        own.set_static(name, value)
    else:
        members.static_set(found, name, value)
    return value


def update_static(X: Any, owner: Any, name: str, operator: Callable[[Any, Any], Any], value: Any) -> Any:
    return set_static(X, owner, name, operator(get_static(X, owner, name), value))


def get_item(X: Any, target: Any, index: Any) -> Any:
    if X.strict_used and _strict(X) >= 3:
        return members.get_index(target, index, True)
    return members.get_index(target, index)


def set_item(X: Any, value: Any, target: Any, index: Any) -> Any:
    members.set_index(target, index, None if value is AUTOMATION_NULL else value)
    return value


def update_item(X: Any, target: Any, index: Any, operator: Callable[[Any, Any], Any], value: Any) -> Any:
    made = operator(get_item(X, target, index), value)
    members.set_index(target, index, made)
    return made


def _step(old: Any, by: int) -> Any:
    return operators.increment(old) if by > 0 else operators.decrement(old)


def step_member(X: Any, owner: Any, name: str, by: int, late: bool) -> Any:
    old = get_member(X, owner, name)
    new = _step(old, by)
    members.set_value(owner, name, new)
    return (0 if old is None else old) if late else new


def step_static(X: Any, owner: Any, name: str, by: int, late: bool) -> Any:
    old = get_static(X, owner, name)
    new = _step(old, by)
    set_static(X, owner, name, new)
    return (0 if old is None else old) if late else new


def step_item(X: Any, target: Any, index: Any, by: int, late: bool) -> Any:
    old = get_item(X, target, index)
    new = _step(old, by)
    members.set_index(target, index, new)
    return (0 if old is None else old) if late else new


def reference_member(owner: Any, name: str) -> Reference:
    def write(value: Any) -> None:
        members.set_value(owner, name, value)

    return Reference(getter=lambda: members.get(owner, name), setter=write)


def invoke(X: Any, owner: Any, name: str, arguments: list[Any], generic: Any) -> Any:
    return members.invoke(owner, name, arguments)


def invoke_static(X: Any, owner: Any, name: str, arguments: list[Any], generic: Any) -> Any:
    found = _static_owner(X, owner)
    if found is None:
        raise RuntimeException("You cannot call a method on a null-valued expression.", "InvokeMethodOnNull", "InvalidOperation")
    own = found.script_class
    if own is not None:
        if name.lower() == "new":
            return own.new(arguments)
        if own.has_static_method(name):
            return own.invoke_static(name, arguments)
    return members.static_invoke(found, name, arguments)


def invoke_of_class(X: Any, found: Any, this: Any, name: str, arguments: list[Any]) -> Any:
    own = found.script_class
    if own is None:
        return members.invoke(operators.cast(this, found), name, arguments)
    return own.invoke_below(this, name, arguments)


def invoke_base(X: Any, S: Any, arguments: list[Any]) -> Any:
    frame = S.frame
    if frame is not None and hasattr(frame, "owner"):
        frame.owner.construct_below(frame.this, arguments)
        return AUTOMATION_NULL
    raise RuntimeException("A base constructor can only be called from a constructor.", "BaseConstructorOutside", "InvalidOperation")


HELPERS: dict[str, Any] = {
    function.__name__: function
    for function in (
        is_null,
        same,
        text,
        name_text,
        type_named,
        cast,
        make_hashtable,
        make_ordered,
        make_custom,
        get_member,
        set_member,
        update_member,
        get_static,
        set_static,
        update_static,
        get_item,
        set_item,
        update_item,
        step_member,
        step_static,
        step_item,
        reference_member,
        invoke,
        invoke_static,
        invoke_of_class,
        invoke_base,
    )
}
HELPERS["truth"] = truth
HELPERS.update({f"op_{kind}": function for kind, function in BINARY.items()})
HELPERS.update({f"un_{kind}": UNARY[kind] for kind in ("Plus", "Minus", "Bnot", "Join", "Isplit", "Csplit")})
