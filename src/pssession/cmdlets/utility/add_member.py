"""Add-Member. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import InvalidOperationException, PSInvalidCastException, RuntimeException
from pssession.engine.values import members
from pssession.engine.values.conversions import convert, to_string
from pssession.engine.values.types import type_names


class AddMemberCommand(Cmdlet):
    """Add members to objects."""

    def process(self) -> None:
        given = self.input_object
        target = given if type(given) is o.PSObject else o.PSObject(given)
        if target.extended is None:
            target.extended = o.PropertyBag()
        done = self._add(target)
        if self.type_name:
            target.type_names = [self.type_name, *type_names(target)]
        if self.pass_thru and done:
            self.write(target)

    def _add(self, target: o.PSObject) -> bool:
        name = self.parameter_set
        if name == "NotePropertySingleMemberSet":
            return self._put(target, self.note_property_name, self.note_property_value)
        if name == "NotePropertyMultiMemberSet":
            for key, value in self.note_property_members.items():
                self._put(target, to_string(key), value)
            return True
        if name == "TypeNameSet":
            return True
        try:
            member = self._member()
        except (PSInvalidCastException, RuntimeException) as problem:
            self.write_error(self.error("InvalidCastException", "InvalidArgument", problem.message, None, InvalidOperationException))
            return False
        return self._put(target, self.name, member)

    def _member(self) -> Any:
        kind = to_string(self.member_type)
        value, second = self.value, self.second_value
        if kind == "NoteProperty":
            return value
        if kind == "AliasProperty":
            return o.AliasProperty(to_string(value))
        if kind == "ScriptProperty":
            return o.ScriptProperty(_script(value), None if second is None else _script(second))
        if kind == "ScriptMethod":
            return o.ScriptMethod(_script(value))
        if kind == "PropertySet":
            return o.PropertySet([to_string(item) for item in (value if isinstance(value, list) else [value])])
        if kind == "MemberSet":
            return o.MemberSet(o.PropertyBag())
        record = self.error(
            "CannotAddMemberType",
            "InvalidOperation",
            f'Cannot add a member with type "{kind}". Specify a different type for the MemberTypes parameter.',
            None,
            InvalidOperationException,
        )
        self.throw_terminating(record)

    def _put(self, target: o.PSObject, name: str, member: Any) -> bool:
        bag = target.extended
        assert bag is not None
        known = bag.find(name)
        if known is not None or (target.base is not o.CUSTOM and members.find(target.base, name) is not members.MISSING):
            if not self.force:
                words = (
                    f'Cannot add a member with the name "{name}" because a member with that name already exists. To overwrite the member '
                    "anyway, add the Force parameter to your command."
                )
                self.write_error(self.error("MemberAlreadyExists", "InvalidOperation", words, target, InvalidOperationException))
                return False
            if known is not None:
                bag.drop(known)
        bag[name] = member
        return True


def _script(value: Any) -> Any:
    return convert(value, "System.Management.Automation.ScriptBlock")
