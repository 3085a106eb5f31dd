"""Members of values: properties, methods, indexes, static members, constructors.

`access` reads and sets properties, `calls` calls, `indexing` indexes, `intrinsics` and `reflection` are what every object has;
`overloads` and `signatures` decide which overload a call means. What a type's members do stands in `dotnet`.
"""

from typing import Any

from pssession.engine.values.conversions import set_object_maker
from pssession.engine.values.members import construction
from pssession.engine.values.members.access import MISSING, adapter_of, find, forget, get, property_names, set_value
from pssession.engine.values.members.calls import invoke, new, no_method, static_get, static_invoke, static_set, try_invoke
from pssession.engine.values.members.indexing import get_index, set_index
from pssession.engine.values.members.intrinsics import for_each, where
from pssession.engine.values.members.reflection import (
    MemberCollection,
    MemberInfo,
    ObjectView,
    StaticOwner,
    enumerate_members,
    method_info,
    methods_of,
    properties_of,
)

set_object_maker(construction.from_dictionary, construction.single_types, new)


def set(target: Any, name: str, value: Any) -> None:  # noqa: A001
    """Set a property; see `access.set_value`."""
    set_value(target, name, value)


__all__ = [
    "MISSING",
    "MemberCollection",
    "MemberInfo",
    "ObjectView",
    "StaticOwner",
    "adapter_of",
    "enumerate_members",
    "find",
    "for_each",
    "forget",
    "get",
    "get_index",
    "invoke",
    "method_info",
    "methods_of",
    "new",
    "no_method",
    "properties_of",
    "property_names",
    "set",
    "set_index",
    "set_value",
    "static_get",
    "static_invoke",
    "static_set",
    "try_invoke",
    "where",
]
