"""Update-TypeData. Source: the command's help; about_Types.ps1xml; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.cmdlets.utility.type_files import TypeFileError, read_types
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.runtime_ports import session_types
from pssession.engine.errors import RuntimeException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.members.access import forget
from pssession.engine.values.session_types import SessionType

_ID = "TypesDynamicUpdateException"
_PLAIN = {
    "DefaultDisplayProperty": "display_property",
    "DefaultDisplayPropertySet": "display",
    "DefaultKeyPropertySet": "keys",
    "InheritPropertySerializationSet": "inherits",
    "PropertySerializationSet": "serialize",
    "SerializationDepth": "depth",
    "SerializationMethod": "method",
    "StringSerializationSource": "text_source",
}


class UpdateTypeDataCommand(Cmdlet):
    """Add members and ways of display and serialization to types, in this session."""

    def process(self) -> None:
        if self.parameter_set == "DynamicTypeSet" and self.should_process(self.type_name, "Update TypeData"):
            self._update(self.type_name)
        for path in [*(self.append_path or ()), *(self.prepend_path or ())]:
            self._read(path)
        forget()

    def _update(self, name: str) -> None:
        row = session_types(self.context).row(name)
        for parameter, attribute in _PLAIN.items():
            if self.is_bound(parameter):
                setattr(row, attribute, self.bound[parameter])
        if self.is_bound("MemberName"):
            self._add(row, name)

    def _add(self, row: SessionType, name: str) -> None:
        if row.members.find(self.member_name) is not None and not self.force:
            words = f'Error in TypeData "{name}": The member {self.member_name} is already present.'
            self.write_error(self.error(_ID, "InvalidOperation", words, None, RuntimeException))
            return
        row.members.put(self.member_name, self._member(to_string(self.member_type)))

    def _member(self, kind: str) -> Any:
        if kind == "AliasProperty":
            return o.AliasProperty(to_string(self.value))
        if kind == "ScriptProperty":
            return o.ScriptProperty(self.value, self.second_value)
        if kind == "ScriptMethod":
            return o.ScriptMethod(self.value)
        return self.value

    def _read(self, path: str) -> None:
        try:
            read_types(self, path, session_types(self.context))
        except TypeFileError as problem:
            self.write_error(self.error("TypesXmlUpdateException", "InvalidOperation", problem.words, path, RuntimeException))
