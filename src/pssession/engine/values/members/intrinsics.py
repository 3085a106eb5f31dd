"""The methods ForEach and Where that every object has.

Source: about_Intrinsic_Members; results as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pssession import objects as o
from pssession.engine.errors import MethodException
from pssession.engine.values import enumeration
from pssession.engine.values.conversions import Delegate, convert, to_bool, to_string
from pssession.engine.values.generic import Collection
from pssession.engine.values.members.access import MISSING, find, set_value
from pssession.engine.values.members.calls import add_intrinsic_method, try_invoke
from pssession.engine.values.ports import ports
from pssession.engine.values.types import DotNetType


def for_each(value: Any, arguments: Sequence[Any]) -> Any:
    """Do .ForEach(): a script block per item, a type to convert to, or a member to read, set or call."""
    if not arguments:
        raise MethodException('Cannot find an overload for "ForEach" and the argument count: "0".', "MethodCountCouldNotFindBest")
    action, rest = arguments[0], list(arguments[1:])
    out: list[Any] = []
    for item in _items(value):
        if ports.is_script(action) or isinstance(action, Delegate):
            script = action.script if isinstance(action, Delegate) else action
            out.extend(ports.call_script(script, rest, item))
        elif isinstance(action, DotNetType):
            out.append(convert(item, action))
        else:
            _member(item, to_string(action), rest, out)
    return Collection(out)


def _member(item: Any, name: str, rest: list[Any], out: list[Any]) -> None:
    found = try_invoke(item, name, rest)
    if found is MISSING:
        if len(rest) == 1:
            set_value(item, name, rest[0])
            return
        found = find(item, name)
    if found is MISSING or found is o.AUTOMATION_NULL:
        return
    inner = None if found is None else enumeration.iterate(found)
    if inner is None:
        out.append(found)
    else:
        out.extend(inner)


def where(value: Any, arguments: Sequence[Any]) -> Any:
    """Do .Where(): condition, mode, count."""
    if not arguments:
        raise MethodException('Cannot find an overload for "Where" and the argument count: "0".', "MethodCountCouldNotFindBest")
    script = arguments[0].script if isinstance(arguments[0], Delegate) else arguments[0]
    mode = to_string(arguments[1]).lower() if len(arguments) > 1 else "default"
    count = convert(arguments[2], "System.Int32") if len(arguments) > 2 else 0
    items = _items(value)

    def holds(item: Any) -> bool:
        found = ports.call_script(script, (), item)
        return to_bool(found[0] if len(found) == 1 else found)

    mode = _MODES.get(mode, mode)
    if mode == "first":
        return Collection(_take(items, holds, count or 1))
    if mode == "last":
        matching = [item for item in items if holds(item)]
        return Collection(matching[-(count or 1) :])
    if mode == "split":
        yes: list[Any] = []
        no: list[Any] = []
        for item in items:
            (yes if (not count or len(yes) < count) and holds(item) else no).append(item)
        return Collection([Collection(yes), Collection(no)])
    if mode in ("skipuntil", "until"):
        place = next((index for index, item in enumerate(items) if holds(item)), len(items))
        chosen = items[place:] if mode == "skipuntil" else items[:place]
        return Collection(chosen[:count] if count else chosen)
    return Collection(_take(items, holds, count or len(items)))


_MODES = {"0": "default", "1": "first", "2": "last", "3": "skipuntil", "4": "until", "5": "split"}


def _take(items: list[Any], holds: Any, count: int) -> list[Any]:
    out: list[Any] = []
    for item in items:
        if len(out) >= count:
            break
        if holds(item):
            out.append(item)
    return out


def _items(value: Any) -> list[Any]:
    items = enumeration.iterate(value)
    return [value] if items is None else list(items)


add_intrinsic_method("foreach", for_each)
add_intrinsic_method("where", where)
