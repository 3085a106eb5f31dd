"""Warning, verbose and debug records on the wire. Source: MS-PSRP 2.2.3.16; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any, TypeVar

from pssession.objects import CUSTOM, DebugRecord, InformationalRecord, PropertyBag, PSObject, VerboseRecord, WarningRecord
from pssession.protocol.psrp.properties import loose_text, read_bool, read_object, typed
from pssession.protocol.psrp.records.invocation_info import read_iteration, read_members, write_iteration, write_members

R = TypeVar("R", bound=InformationalRecord)

_MANAGEMENT = "System.Management.Automation."
_TYPE_NAMES: dict[type[InformationalRecord], list[str]] = {
    kind: [_MANAGEMENT + kind.__name__, _MANAGEMENT + "InformationalRecord", "System.Object"]
    for kind in (WarningRecord, VerboseRecord, DebugRecord)
}


def write_informational_record(record: InformationalRecord, *, with_invocation_info: bool = True) -> PSObject:
    """Describe a message of one of the three streams; its position only where a client asked for it."""
    info = record.invocation_info if with_invocation_info else None
    members: list[tuple[str, Any]] = [
        ("InformationalRecord_Message", record.message),
        ("InformationalRecord_SerializeInvocationInfo", info is not None),
    ]
    if info is not None:
        numbers = record.pipeline_iteration_info
        members += write_members(info, numbers)
        members.append(("InformationalRecord_PipelineIterationInfo", write_iteration(numbers)))
    return PSObject(CUSTOM, PropertyBag(members), None, _TYPE_NAMES.get(type(record), _TYPE_NAMES[WarningRecord]), record.message)


def read_informational_record(value: Any, kind: type[R]) -> R:
    """Read a message of one of the three streams.

    Raises:
        ProtocolError: It is none.
    """
    source = read_object(value, kind.__name__)
    detailed = typed(source, "InformationalRecord_SerializeInvocationInfo", read_bool, False)
    return kind(
        message=typed(source, "InformationalRecord_Message", loose_text),
        invocation_info=read_members(source) if detailed else None,
        pipeline_iteration_info=read_iteration(source, "InformationalRecord_PipelineIterationInfo"),
    )
