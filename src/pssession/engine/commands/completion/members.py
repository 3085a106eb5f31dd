"""Completion of members: behind a dot, behind `::`, and as names of properties that a command is told."""

from __future__ import annotations

from collections.abc import Iterator

from pssession.engine.commands.completion.results import CompletionResult
from pssession.engine.commands.completion.worth import Worth
from pssession.engine.values import typedata
from pssession.engine.values.members.access import MISSING
from pssession.engine.values.members.reflection import methods_of, properties_of
from pssession.engine.values.members.signatures import members_of
from pssession.engine.values.types import DotNetType
from pssession.engine.values.wildcards import matches
from pssession.objects import Hashtable, OrderedDictionary, PSObject

_HIDDEN = ("get_", "set_", "op_", "add_", "remove_")


def members(worth: Worth, word: str, *, static: bool, with_methods: bool = True) -> list[CompletionResult]:
    """Give the members of what stands before the dot that begin with a word."""
    found: dict[str, CompletionResult] = {}
    if static:
        source = (one for kind in worth.types for one in _static_members(kind)) if worth.is_type else iter(())
    elif worth.value is not MISSING and worth.value is not None and not worth.is_type:
        source = _members_of_value(worth.value)
    else:
        source = (one for kind in worth.types for one in _members_of_type(kind))
    for one in source:
        if matches(f"{word}*", one.list_item_text) and (with_methods or one.kind == "Property"):
            found.setdefault(one.list_item_text.lower(), one)
    order = {"Property": 0, "Method": 1}
    results = sorted(found.values(), key=lambda one: (order[one.kind], one.list_item_text.lower()))
    keys = _keys(worth.value, word) if not static else []
    return [*results, *(one for one in keys if one.list_item_text.lower() not in found)]


def _property(name: str, text: str) -> CompletionResult:
    return CompletionResult(name if _is_plain(name) else f"'{name}'", name, "Property", text or name)


def _method(name: str, text: str) -> CompletionResult:
    return CompletionResult(f"{name}(", name, "Method", text or name)


def _is_plain(name: str) -> bool:
    return name.replace("_", "a").isalnum()


def _members_of_value(value: object) -> Iterator[CompletionResult]:
    for one in properties_of(value):
        if one.kind != "PropertySet":
            try:
                text = one.definition()
            except Exception:  # what describes a property may read it
                text = one.name
            yield _property(one.name, text)
    for one in methods_of(value):
        if not one.name.startswith(_HIDDEN):
            yield _method(one.name, one.name)


def _members_of_type(kind: DotNetType) -> Iterator[CompletionResult]:
    described = members_of(kind)
    for one in described.properties.values():
        yield _property(one.name, f"{one.type.display_name} {one.name}")
    for name in kind.chain:
        data = typedata.type_data(name)
        for member, (what, *_) in data.members.items() if data is not None else ():
            if what not in ("MemberSet", "PropertySet"):
                yield _method(member, member) if "Method" in what else _property(member, member)
    for group in described.methods.values():
        if not group[0].name.startswith(_HIDDEN):
            yield _method(group[0].name, group[0].display())


def _static_members(kind: DotNetType) -> Iterator[CompletionResult]:
    if kind.enum_values is not None:
        for name in kind.enum_values:
            yield _property(name, f"static {kind.display_name} {name}")
    described = members_of(kind)
    for one in described.static_properties.values():
        yield _property(one.name, f"static {one.type.display_name} {one.name}")
    for group in described.static_methods.values():
        if not group[0].name.startswith(_HIDDEN):
            yield _method(group[0].name, group[0].display())
    if described.constructors:
        yield _method("new", f"{kind.display_name} new()")


def _keys(value: object, word: str) -> list[CompletionResult]:
    base = value.base if type(value) is PSObject else value
    if not isinstance(base, (Hashtable, OrderedDictionary)):
        return []
    return [_property(key, key) for key in base if isinstance(key, str) and matches(f"{word}*", key)]
