"""Variables for generated code: those further out, with drives and scopes, automatic ones; assignment and its variants.

Source: about_Variables, about_Automatic_Variables, about_Scopes, about_Remote_Variables.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands.attributes import make_variable_attributes
from pssession.engine.commands.variables import GuardedVariable, Variable
from pssession.engine.errors import RuntimeException
from pssession.engine.syntax.nodes import VariablePath
from pssession.engine.values import enumeration, operators
from pssession.engine.values.reference import Reference
from pssession.objects import AUTOMATION_NULL, CUSTOM, Hashtable, PSObject

_NOTHING = Variable("")
_SCOPES = frozenset(("global", "local", "private", "script"))


def find(X: Any, S: Any, name: str) -> Variable:
    """Find a variable further out; without one a null, or strict mode's error."""
    found: Variable | None = S.find(name)
    if found is not None:
        return found
    if name in _IN_FRAMES:
        return Variable(name, read_call(X, S, name))
    if X.strict_used and S.effective_strict() >= 1:
        raise undefined(name)
    return _NOTHING


def update_value(X: Any, S: Any, name: str, owner: Any) -> Any:
    block = getattr(S.frame, "block", None)
    if block is not None and owner is not None and block.code is owner.code and block.code.keeps_variables:
        shared = S.root.variables.get(name)
        if shared is None or not shared.options & 8:
            return None
    return find(X, S, name).value


def undefined(name: str) -> RuntimeException:
    """Make strict mode's error."""
    return RuntimeException(
        f"The variable '${name}' cannot be retrieved because it has not been set.", "VariableIsUndefined", "InvalidOperation", name
    )


def lookup(S: Any, path: VariablePath) -> Variable | None:
    """Find a variable by a path whose qualifier is a scope or none."""
    name = path.name.lower()
    if name == "psitem":
        name = "_"
    if path.qualifier in _SCOPES:
        scope = S.qualified(path.qualifier)
        if path.qualifier in ("local", "private"):
            found: Variable | None = scope.variables.get(name)
            return found
        return scope.variables.get(name) or (scope.find(name) if path.qualifier == "script" else None)
    return S.find(name)  # type: ignore[no-any-return]  # a scope's own answer


def read_path(X: Any, S: Any, path: VariablePath) -> Any:
    if path.qualifier in _SCOPES or path.qualifier in ("", "variable"):
        found = lookup(S, path)
        if found is not None:
            return found.value
        name = path.name.lower()
        if name in _IN_FRAMES:
            return read_call(X, S, name)
        if X.strict_used and S.effective_strict() >= 1:
            raise undefined(path.user_path)
        return None
    return X.read_drive(path.qualifier, path.name)


def read_loosely(X: Any, S: Any, path: VariablePath) -> Any:
    if path.qualifier in _SCOPES or path.qualifier in ("", "variable"):
        name = path.name.lower()
        if name in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[name]
        if name == "?":
            return X.ok
        found = lookup(S, path)
        if found is None and name in _IN_FRAMES:
            return read_call(X, S, name)
        return None if found is None else found.value
    return X.read_drive(path.qualifier, path.name)


_IN_FRAMES = frozenset(("args", "input", "myinvocation", "psboundparameters", "psscriptroot", "pscommandpath"))


def read_call(X: Any, S: Any, name: str) -> Any:
    """Read what belongs to the running call: $args, $MyInvocation and the like."""
    scope = S
    while scope is not None:
        found = scope.variables.get(name)
        if found is not None:
            return found.value
        if scope.frame is not None:
            value = scope.frame.read(name)
            if value is not AUTOMATION_NULL:
                return value
        scope = scope.parent
    return X.read_call(name)


def read_using(X: Any, S: Any, node: Any) -> Any:
    return X.read_using(node)


def store(S: Any, folded: str, name: str, value: Any) -> Any:
    found = S.variables.get(folded)
    if found is not None:
        found.value = value
    else:
        S.put_new(folded, name, value)
    return value


def store_path(X: Any, S: Any, path: VariablePath, value: Any) -> Any:
    qualifier = path.qualifier
    if qualifier in _SCOPES:
        scope = S.qualified(qualifier)
        scope.put(path.name, value)
        if qualifier == "private":
            scope.variables[path.name.lower()].guarded().options |= 4
    elif qualifier in ("", "variable"):
        S.put(path.name, value)
    else:
        X.write_drive(qualifier, path.name, value)
    return value


def make_attributes(X: Any, S: Any, nodes: tuple[Any, ...]) -> list[Any]:
    return make_variable_attributes(X, S, nodes)


def store_constrained(X: Any, S: Any, path: VariablePath, attributes: list[Any], value: Any) -> Any:
    """Assign a variable that keeps attributes: they come into force with this assignment."""
    scope = S.qualified(path.qualifier) or S
    if path.is_drive_qualified:
        for attribute in attributes:
            value = attribute.apply(value)
        X.write_drive(path.qualifier, path.name, value)
        return value
    name = path.name
    folded = name.lower()
    known = scope.variables.get(folded)
    made = Variable(name)
    made.guarded().attributes = [attribute.guard for attribute in attributes]
    for attribute in attributes:
        value = attribute.apply(value)
    if known is not None and known.guard is not None:
        if known.guard.options:
            known.value = value
        known.guard.attributes = made.guarded().attributes
        known.force(value)
    elif known is not None:
        known.guard = made.guard
        known.__class__ = GuardedVariable
        known.force(value)
    else:
        made.force(value)
        scope.variables[folded] = made
    return value


def spread(value: Any, count: int) -> list[Any]:
    """Split a value for several targets: one each, the last takes the rest."""
    items = [value] if (found := enumeration.iterate(value)) is None else list(found)
    if value is AUTOMATION_NULL:
        items = []
    if len(items) <= count:
        return [*items, *([None] * (count - len(items)))]
    return [*items[: count - 1], items[count - 1 :]]


def _number(value: Any, by: int) -> Any:
    if type(value) is int and -2147483648 < value < 2147483647:
        return value + by
    return operators.increment(value) if by > 0 else operators.decrement(value)


def step_value(value: Any, by: int) -> Any:
    return _number(value, by)


def step_variable(X: Any, S: Any, path: VariablePath, by: int, late: bool) -> Any:
    if not path.qualifier:
        folded = path.name.lower()
        here = S.variables.get(folded)
        if here is not None and type(here) is Variable:
            old = here.value
            new = here.value = _number(old, by)
            return (0 if old is None else old) if late else new
    old = read_path(X, S, path)
    new = _number(old, by)
    store_path(X, S, path, new)
    return (0 if old is None else old) if late else new


def reference_variable(X: Any, S: Any, path: VariablePath) -> Reference:
    found = lookup(S, path) if not path.is_drive_qualified else None
    if found is None:
        raise RuntimeException(
            "[ref] cannot be applied to a variable that does not exist.",
            "NonExistingVariableReference",
            "InvalidOperation",
            path.user_path,
        )
    variable = found
    if isinstance(variable.value, Reference):
        return variable.value

    def write(value: Any) -> None:
        variable.value = value

    return Reference(getter=lambda: variable.value, setter=write)


def reference_value(value: Any) -> Reference:
    return value if isinstance(value, Reference) else Reference(value)


def set_item_variable(S: Any, value: Any) -> None:
    found = S.variables.get("_")
    if found is not None:
        found.force(value)
    else:
        S.variables["_"] = Variable("_", value)


def splatted(value: Any) -> Any:
    """Give a value as splatting sees it."""
    base = value.base if type(value) is PSObject and value.base is not CUSTOM else value
    return base if isinstance(base, Hashtable) else value


HELPERS = {
    function.__name__: function
    for function in (
        find,
        update_value,
        read_path,
        read_loosely,
        read_call,
        read_using,
        store,
        store_path,
        store_constrained,
        make_attributes,
        spread,
        step_value,
        step_variable,
        reference_variable,
        reference_value,
        set_item_variable,
    )
}
