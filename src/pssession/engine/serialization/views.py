"""How the engine's own objects present themselves to the CLIXML writer: type names, text, properties, members that type data adds.

What is data already (`pssession.objects`) and records need nothing from here; `view` says None for them.

Source: about_Remote_Output; what Get-TypeData says of serialization; results as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pssession.engine.commands.script_blocks import ScriptBlock
from pssession.engine.errors import DotNetException
from pssession.engine.values import enumeration, enums, typedata
from pssession.engine.values.conversions import cast, to_string
from pssession.engine.values.members import MemberInfo, adapter_of, get, properties_of
from pssession.engine.values.switch_parameter import SwitchParameter
from pssession.engine.values.types import DotNetType, type_names, type_of
from pssession.objects import (
    CUSTOM,
    AliasProperty,
    CodeProperty,
    ErrorRecord,
    InformationalRecord,
    InformationRecord,
    InvocationInfo,
    Member,
    PSObject,
    Queue,
    ScriptBlockText,
    ScriptProperty,
    Stack,
)
from pssession.protocol.clixml import NOTHING, Enumerable, MemberRead, View
from pssession.protocol.psrp.records.exceptions import view_exception

_RECORDS = (ErrorRecord, InformationalRecord, InformationRecord, InvocationInfo, BaseException)
_KINDS_OF_TYPE = ("Property",)


def view(value: Any) -> View | None:
    """Describe an object of the engine; None for records and exceptions, which are described by whoever sends them."""
    if type(value) is MemberRead:
        return _member(value)
    if isinstance(value, DotNetException):
        return _exception(value)
    if isinstance(value, _RECORDS):
        return None
    if type(value) is ScriptBlock:
        return View(type_names=(), base=ScriptBlockText(value.text))
    if enums.is_enum(value):
        return View(type_names=type_names(value), text=_text(value), base=int(enums.number_of(value)))
    if isinstance(value, DotNetType):
        # PowerShell follows a type's own properties into megabytes; its name is what anybody wants of it.
        names = ("System.RuntimeType", "System.Reflection.TypeInfo", "System.Type", "System.Reflection.MemberInfo", "System.Object")
        return View(type_names=names, text=value.full_name, base=NOTHING, adapted=[("Name", value.name), ("FullName", value.full_name)])
    adapter = adapter_of(value)
    if adapter is not None:
        return _node(value, adapter)
    return _object(value)


def _switch(value: PSObject) -> Any:
    return SwitchParameter(value.get("IsPresent") is True)


def _from(member: str) -> Callable[[PSObject], Any]:
    """Make an object of its type again out of one property's text, or of its own where the property is ToString."""

    def make(value: PSObject) -> Any:
        names = value.type_names or [""]
        return cast(value.text if member == "ToString" else value.get(member), names[0])

    return make


_REVIVED: dict[str, Callable[[PSObject], Any]] = {
    "System.Management.Automation.SwitchParameter": _switch,
    "System.Globalization.CultureInfo": _from("Name"),
    "System.Net.IPAddress": _from("ToString"),
    "System.Net.Mail.MailAddress": _from("ToString"),
}


def revived(value: Any) -> Any:
    """Give a value that came from elsewhere the life it had: a few types are made again, all else stays a bag of properties."""
    if type(value) is not PSObject or not value.type_names:
        return value
    make = _REVIVED.get(value.type_names[0])
    if make is None:
        return value
    try:
        return make(value)
    except DotNetException:
        return value


def _member(wanted: MemberRead) -> View | None:
    """Read a member; what is no property, or fails, stays behind."""
    member = wanted.owner.extended.get(wanted.name) if type(wanted.owner) is PSObject and wanted.owner.extended else None
    if not isinstance(member, (ScriptProperty, AliasProperty, CodeProperty)):
        return None
    try:
        return View(type_names=(), base=get(wanted.owner, wanted.name))
    except Exception:
        return None


def _exception(problem: DotNetException) -> View:
    """Describe an exception: what all have, and its type's own properties where .NET has them."""
    made = view_exception(problem)
    known = dict(made.adapted or ())
    own = [(member.name, member.value) for member in properties_of(problem) if member.name not in known]
    if own:
        first = "ErrorRecord" if "ErrorRecord" in known else "Message"
        made.adapted = [(first, known.pop(first)), *own, *known.items()]
    return made


def _object(value: Any) -> View:
    names = type_names(value)
    rule = next((found for found in map(typedata.type_data, names) if found is not None and (found.method or found.depth)), None)
    if rule is not None and rule.method == "String":
        return View(type_names=(), base=_text(value))
    inner = value.base if type(value) is PSObject else value
    members = properties_of(value)
    own = [member for member in members if member.kind in _KINDS_OF_TYPE]
    added = [member for member in members if member.kind not in _KINDS_OF_TYPE]
    if rule is not None and rule.method == "SpecificProperties" and rule.serialize:
        wanted = {name.lower() for name in rule.serialize}
        own = [member for member in own if member.name.lower() in wanted]
        added = [member for member in added if member.name.lower() in wanted]
    source = None if inner is CUSTOM else enumeration.iterate(inner)
    if source is not None:
        return View(type_names=names, base=_collection(inner, source), extended=_values(value, added))
    return View(
        type_names=names,
        text=_text(value),
        base=NOTHING,
        adapted=_values(value, own),
        extended=_values(value, added),
        depth=rule.depth if rule is not None and rule.depth else None,
    )


def _collection(value: Any, items: Iterable[Any]) -> list[Any]:
    """Give the items in the kind of collection as which a value travels: a list, a queue, a stack, or what can only be enumerated."""
    found = type_of(value)
    name = found.definition
    if name.endswith(("Collections.Queue", "Generic.Queue`1")):
        return Queue(items)
    if name.endswith(("Collections.Stack", "Generic.Stack`1")):
        return Stack(list(items)[::-1])
    if found.element is not None or "System.Collections.IList" in found.interface_keys() or type(value) in (list, tuple):
        return list(items)
    return Enumerable(items)


def _node(value: Any, adapter: Any) -> View:
    """Describe a node of an XML tree: its children, and the properties named after what is in it."""
    node = adapter.node_of(value)
    return View(
        type_names=type_names(value),
        text=None if node.children else node.local_name,
        base=Enumerable(node.children) if node.children else NOTHING,
        adapted=[(name, adapter.get(value, name, None)) for name in adapter.names(value)],
    )


def _values(owner: Any, members: list[MemberInfo]) -> Iterator[tuple[str, Any]]:
    for member in members:
        try:
            found = member.value
        except Exception:
            # pwsh 7.6: a property that fails stays behind.
            continue
        if not isinstance(found, Member):
            yield member.name, found


def _text(value: Any) -> str | None:
    try:
        return str(to_string(value))
    except Exception:
        return None
