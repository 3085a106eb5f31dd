"""Types files (.ps1xml): members and standard members of types, put into a session's type data. Source: about_Types.ps1xml."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from pssession import objects as o
from pssession.cmdlets.utility.xml_files import XmlFileError, parse, text_of
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values.session_types import SessionType, SessionTypes

TypeFileError = XmlFileError


def read_types(cmdlet: Cmdlet, path: str, into: SessionTypes) -> None:
    """Read a types file.

    Raises:
        XmlFileError: It cannot be read.
    """
    for element in parse(cmdlet, path).iter("Type"):
        name = text_of(element, "Name")
        members = element.find("Members")
        if not name or members is None:
            continue
        row = into.row(name)
        for member in members:
            _take(cmdlet, row, member)


def _take(cmdlet: Cmdlet, row: SessionType, member: Element) -> None:
    name = text_of(member, "Name")
    if member.tag == "MemberSet":
        if name == "PSStandardMembers":
            for one in member.iterfind("Members/*"):
                _take_standard(row, one)
        return
    made = _member(cmdlet, member)
    if made is not NotImplemented:
        row.members.put(name, made)


def _member(cmdlet: Cmdlet, member: Element) -> Any:
    script = cmdlet.context.make_script_block
    if member.tag == "NoteProperty":
        return text_of(member, "Value")
    if member.tag == "AliasProperty":
        return o.AliasProperty(text_of(member, "ReferencedMemberName"))
    if member.tag == "ScriptProperty":
        setter = text_of(member, "SetScriptBlock")
        return o.ScriptProperty(script(text_of(member, "GetScriptBlock")), script(setter) if setter else None)
    if member.tag == "ScriptMethod":
        return o.ScriptMethod(script(text_of(member, "Script")))
    return NotImplemented


def _take_standard(row: SessionType, member: Element) -> None:
    name = text_of(member, "Name")
    if member.tag == "PropertySet":
        names = [(one.text or "").strip() for one in member.iterfind("ReferencedProperties/Name")]
        if name == "DefaultDisplayPropertySet":
            row.display = names
        elif name == "PropertySerializationSet":
            row.serialize = names
        elif name == "DefaultKeyPropertySet":
            row.keys = names
        return
    value = text_of(member, "Value")
    if name == "DefaultDisplayProperty":
        row.display_property = value
    elif name == "SerializationDepth" and value.isdigit():
        row.depth = int(value)
    elif name == "SerializationMethod":
        row.method = value
    elif name == "StringSerializationSource":
        row.text_source = text_of(member, "ReferencedMemberName") or value
