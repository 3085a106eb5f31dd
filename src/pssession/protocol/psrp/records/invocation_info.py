"""InvocationInfo on the wire, in its two forms: an object of its own inside an error record, and loose members of a record.

The loose members are sent when a client asked for them (RemoteStreamOptions); they say the same and a little more.
Source: MS-PSRP 2.2.3.15.1; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pssession.objects import CUSTOM, Array, Dictionary, GenericList, Hashtable, Int64, InvocationInfo, PropertyBag, PSObject
from pssession.protocol.psrp.enumerations import COMMAND_ORIGIN, COMMAND_TYPES, SESSION_STATE_ENTRY_VISIBILITY, enumeration, number, text_of
from pssession.protocol.psrp.properties import has, lookup, loose_text, plain, read_bool, read_int, read_list, read_optional_text, typed

TYPE_NAME = "System.Management.Automation.InvocationInfo"
_TYPE_NAMES = [TYPE_NAME, "System.Object"]
_ORIGINS = {"runspace": 0, "internal": 1}


def write_invocation_info(info: InvocationInfo, unbound: GenericList | None = None) -> PSObject:
    """Describe a position as an object of its own; `unbound` is the list that `write_members` gets too, so that it travels once."""
    members = (
        ("MyCommand", _command_text(info)),
        ("BoundParameters", _table(info.bound_parameters)),
        ("UnboundArguments", GenericList(info.unbound_arguments) if unbound is None else unbound),
        ("ScriptLineNumber", info.line_number),
        ("OffsetInLine", info.offset_in_line),
        ("HistoryId", Int64(info.history_id)),
        ("ScriptName", info.script_name or ""),
        ("Line", info.line),
        ("Statement", info.statement),
        ("PositionMessage", info.position_message),
        ("PSScriptRoot", info.ps_script_root),
        ("PSCommandPath", info.ps_command_path),
        ("InvocationName", info.invocation_name),
        ("PipelineLength", info.pipeline_length),
        ("PipelinePosition", info.pipeline_position),
        ("ExpectingInput", info.expecting_input),
        ("CommandOrigin", text_of(COMMAND_ORIGIN, info.command_origin)),
        ("DisplayScriptPosition", info.display_script_position),
    )
    return PSObject(CUSTOM, None, PropertyBag(members), _TYPE_NAMES, TYPE_NAME)


def _command_text(info: InvocationInfo) -> str | None:
    if info.command is None:
        return info.command_name or None
    return loose_text(info.command, "MyCommand") or str(info.command)


def _table(parameters: Any) -> Any:
    if isinstance(parameters, PSObject):
        return parameters
    entries = parameters.items() if isinstance(parameters, (Hashtable, dict)) else ()
    return Dictionary(entries, "System.String", "System.Object")


def read_invocation_info(value: Any, name: str = "InvocationInfo") -> InvocationInfo | None:
    """Read the object; None where there was none.

    Raises:
        ProtocolError: A part of it is of a wrong type.
    """
    if not isinstance(value, PSObject):
        return None
    command = plain(lookup(value, "MyCommand"))
    origin = lookup(value, "CommandOrigin")
    return InvocationInfo(
        command=command,
        command_name=command if isinstance(command, str) else loose_text(command, "MyCommand"),
        invocation_name=typed(value, "InvocationName", loose_text, ""),
        bound_parameters=lookup(value, "BoundParameters"),
        unbound_arguments=list(typed(value, "UnboundArguments", read_list, [])),
        script_name=typed(value, "ScriptName", read_optional_text, None),
        line_number=typed(value, "ScriptLineNumber", read_int, 0),
        offset_in_line=typed(value, "OffsetInLine", read_int, 0),
        line=typed(value, "Line", loose_text, ""),
        position_message=typed(value, "PositionMessage", loose_text, ""),
        statement=typed(value, "Statement", loose_text, ""),
        ps_script_root=typed(value, "PSScriptRoot", loose_text, ""),
        ps_command_path=typed(value, "PSCommandPath", read_optional_text, None),
        history_id=typed(value, "HistoryId", read_int, -1),
        pipeline_length=typed(value, "PipelineLength", read_int, 0),
        pipeline_position=typed(value, "PipelinePosition", read_int, 0),
        expecting_input=typed(value, "ExpectingInput", read_bool, False),
        command_origin=_ORIGINS.get(str(plain(origin)).casefold(), number(origin) or 0),
        display_script_position=lookup(value, "DisplayScriptPosition"),
    )


_ITERATION_NAMES = [
    "System.Collections.ObjectModel.ReadOnlyCollection`1[[System.Int32, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, "
    "PublicKeyToken=7cec85d7bea7798e]]",
    "System.Object",
]


def write_iteration(numbers: Sequence[int]) -> PSObject:
    """Describe how many objects each command of a pipeline had taken."""
    return PSObject(Array(numbers, "System.Int32"), None, None, _ITERATION_NAMES)


def read_iteration(source: PSObject, name: str) -> list[int]:
    """Read how many objects each command of a pipeline had taken; nothing where it does not say."""
    return [read_int(item, name) for item in typed(source, name, read_list, [])]


_BOUND_NAMES = [
    "System.Management.Automation.PSBoundParametersDictionary",
    "System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, "
    "PublicKeyToken=7cec85d7bea7798e],[System.Object, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, "
    "PublicKeyToken=7cec85d7bea7798e]]",
    "System.Object",
]


def write_members(info: InvocationInfo, iteration: Sequence[int], unbound: GenericList | None = None) -> list[tuple[str, Any]]:
    """Describe a position as members of a record.

    Args:
        info: The position.
        iteration: How many objects each command of the pipeline had taken.
        unbound: The list of unbound arguments, where `write_invocation_info` wrote it before.
    """
    bound = _table(info.bound_parameters)
    members: list[tuple[str, Any]] = [
        ("InvocationInfo_BoundParameters", bound if isinstance(bound, PSObject) else PSObject(bound, None, None, _BOUND_NAMES)),
        ("InvocationInfo_CommandOrigin", enumeration(COMMAND_ORIGIN, info.command_origin)),
        ("InvocationInfo_ExpectingInput", info.expecting_input),
        ("InvocationInfo_InvocationName", info.invocation_name),
        ("InvocationInfo_Line", info.line),
        ("InvocationInfo_OffsetInLine", info.offset_in_line),
        ("InvocationInfo_HistoryId", Int64(info.history_id)),
        ("InvocationInfo_PipelineIterationInfo", Array(iteration, "System.Int32")),
        ("InvocationInfo_PipelineLength", info.pipeline_length),
        ("InvocationInfo_PipelinePosition", info.pipeline_position),
        ("InvocationInfo_PSScriptRoot", info.ps_script_root),
        ("InvocationInfo_PSCommandPath", info.ps_command_path),
        ("InvocationInfo_PositionMessage", info.position_message),
        ("InvocationInfo_ScriptLineNumber", info.line_number),
        ("InvocationInfo_ScriptName", info.script_name or ""),
        ("InvocationInfo_UnboundArguments", GenericList(info.unbound_arguments) if unbound is None else unbound),
        ("SerializeExtent", False),
    ]
    kind = number(info.command_type)
    if kind is not None:
        members += (
            ("CommandInfo_CommandType", enumeration(COMMAND_TYPES, kind)),
            ("CommandInfo_Definition", str(getattr(info.command, "definition", None) or _command_text(info) or "")),
            ("CommandInfo_Name", info.command_name),
            ("CommandInfo_Visibility", enumeration(SESSION_STATE_ENTRY_VISIBILITY, 0)),
        )
    return members


MEMBER_NAMES = frozenset(
    name.casefold() for name, _ in write_members(InvocationInfo(command_type=1), ())
)  # fmt: skip


def read_members(value: PSObject) -> InvocationInfo:
    """Read the members of a record.

    Raises:
        ProtocolError: One of them is of a wrong type.
    """
    known = has(value, "CommandInfo_Name")
    return InvocationInfo(
        command=typed(value, "CommandInfo_Definition", loose_text, "") if known else None,
        command_name=typed(value, "CommandInfo_Name", loose_text, "") if known else "",
        command_type=typed(value, "CommandInfo_CommandType", read_int, 0) if known else None,
        invocation_name=typed(value, "InvocationInfo_InvocationName", loose_text, ""),
        bound_parameters=lookup(value, "InvocationInfo_BoundParameters"),
        unbound_arguments=list(typed(value, "InvocationInfo_UnboundArguments", read_list, [])),
        script_name=typed(value, "InvocationInfo_ScriptName", read_optional_text, None),
        line_number=typed(value, "InvocationInfo_ScriptLineNumber", read_int, 0),
        offset_in_line=typed(value, "InvocationInfo_OffsetInLine", read_int, 0),
        line=typed(value, "InvocationInfo_Line", loose_text, ""),
        position_message=typed(value, "InvocationInfo_PositionMessage", loose_text, ""),
        ps_script_root=typed(value, "InvocationInfo_PSScriptRoot", loose_text, ""),
        ps_command_path=typed(value, "InvocationInfo_PSCommandPath", read_optional_text, None),
        history_id=typed(value, "InvocationInfo_HistoryId", read_int, -1),
        pipeline_length=typed(value, "InvocationInfo_PipelineLength", read_int, 0),
        pipeline_position=typed(value, "InvocationInfo_PipelinePosition", read_int, 0),
        expecting_input=typed(value, "InvocationInfo_ExpectingInput", read_bool, False),
        command_origin=typed(value, "InvocationInfo_CommandOrigin", read_int, 1),
    )
