"""Get-Member. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.results import Result
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import InvalidOperationException
from pssession.engine.values import enums, members, tables, wildcards
from pssession.engine.values.conversions import to_string
from pssession.engine.values.members.signatures import members_of
from pssession.engine.values.types import DotNetType, require, type_names, type_of

_ALL = "All"
_PROPERTIES = frozenset(("AliasProperty", "CodeProperty", "NoteProperty", "Property", "ScriptProperty"))
_METHODS = frozenset(("Method", "CodeMethod", "ScriptMethod"))
_OBJECT = ("bool Equals(System.Object obj)", "int GetHashCode()", "type GetType()", "string ToString()")


class MemberDefinition(Result):
    """Describe one member of a type."""

    dotnet_type = "Microsoft.PowerShell.Commands.MemberDefinition"
    shown = ("TypeName", "Name", "MemberType", "Definition")

    def text_of(self) -> str:
        """Write the definition."""
        return str(self.definition)


class GetMemberCommand(Cmdlet):
    """List the members of objects, once per type."""

    def begin(self) -> None:
        self._seen: set[str] = set()
        self._found = False

    def process(self) -> None:
        value = self.input_object
        if value is None or value is o.AUTOMATION_NULL:
            return
        self._found = True
        if self.static:
            subject = value if isinstance(value, DotNetType) else None
            name = subject.full_name if subject is not None else type_names(value)[0]
            rows = _static_rows(subject or require(name))
        else:
            rows = _rows(value, to_string(self.view).lower() if self.view is not None else "")
            name = type_names(value)[0]
        if name in self._seen:
            return
        self._seen.add(name)
        kinds = self._kinds()
        chosen: list[tuple[str, str, str]] = []
        for pattern in self.name or ["*"]:
            fitting = [row for row in rows if (kinds is None or row[1] in kinds) and wildcards.matches(pattern, row[0])]
            chosen += sorted((row for row in fitting if row not in chosen), key=lambda row: (row[1], row[0].lower()))
        found = require("System.Management.Automation.PSMemberTypes")
        for member, kind, definition in chosen:
            number = (found.enum_values or {}).get(kind, 0)
            self.write(MemberDefinition(type_name=name, name=member, member_type=enums.make(found, number), definition=definition))

    def end(self) -> None:
        if not self._found:
            words = "You must specify an object for the Get-Member cmdlet."
            self.write_error(self.error("NoObjectInGetMember", "CloseError", words, None, InvalidOperationException))

    def _kinds(self) -> frozenset[str] | None:
        if self.member_type is None:
            return None
        names = {name.strip() for name in to_string(self.member_type).split(",")}
        if _ALL in names:
            return None
        if "Properties" in names:
            names |= _PROPERTIES
        if "Methods" in names:
            names |= _METHODS
        return frozenset(names)


def _rows(value: Any, view: str) -> list[tuple[str, str, str]]:
    """List name, kind and definition of an object's members."""
    rows: list[tuple[str, str, str]] = []
    custom = type(value) is o.PSObject and value.base is o.CUSTOM
    extended = view in ("extended",)
    adapted = view in ("adapted", "base")
    # The properties of a node are those named after what is in it; .NET's own are its base's.
    adapter = members.adapter_of(value.base if type(value) is o.PSObject else value)
    named = None if adapter is None or view == "base" else set(adapter.names(value.base if type(value) is o.PSObject else value))
    for one in members.properties_of(value):
        if one.kind == "Property" and (extended or (named is not None and one.name not in named)):
            continue
        if one.kind != "Property" and adapted:
            continue
        rows.append((one.name, one.kind, one.definition()))
    if extended:
        return rows
    methods = members.methods_of(value)
    rows += [(one.name, one.kind, one.definition()) for one in methods]
    known = {row[0] for row in rows}
    if "Length" in known and "Count" not in known and type_of(value).element is not None:
        rows.append(("Count", "Property", "int Count {get;}"))
    if custom or not methods:
        rows += [(row.split()[1].partition("(")[0], "Method", row) for row in _OBJECT if row.split()[1].partition("(")[0] not in known]
    return rows


def _static_rows(found: DotNetType) -> list[tuple[str, str, str]]:
    known = members_of(found)
    rows: list[tuple[str, str, str]] = []
    for group in known.static_methods.values():
        if not group[0].name.startswith("op_"):
            rows.append((group[0].name, "Method", ", ".join(one.display() for one in group)))
    table = tables.table_for(found)
    setters = table.static_setters if table is not None else {}
    for one in known.static_properties.values():
        access = "get;set;" if one.can_set and one.name in setters else "get;"
        rows.append((one.name, "Property", f"static {one.type.display_name} {one.name} {{{access}}}"))
    return rows
