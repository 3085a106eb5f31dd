"""ErrorRecord on the wire. Source: MS-PSRP 2.2.3.15; order and texts as PowerShell 7.6 was recorded."""

from __future__ import annotations

from typing import Any

from pssession.objects import (
    AUTOMATION_NULL,
    CUSTOM,
    ErrorCategory,
    ErrorDetails,
    ErrorRecord,
    GenericList,
    PropertyBag,
    PSObject,
)
from pssession.protocol.clixml.scalars import WRITERS
from pssession.protocol.psrp.properties import has, lookup, loose_text, read_bool, read_int, read_object, typed
from pssession.protocol.psrp.records import exceptions
from pssession.protocol.psrp.records.invocation_info import (
    MEMBER_NAMES,
    read_invocation_info,
    read_iteration,
    read_members,
    write_invocation_info,
    write_iteration,
    write_members,
)

_TYPE_NAMES = ["System.Management.Automation.ErrorRecord", "System.Object"]


def write_error_record(record: ErrorRecord, *, message_details: bool = False) -> PSObject:
    """Describe an error.

    Args:
        record: The error.
        message_details: Whether PSMessageDetails, a member of the type table, stands behind it: in streams it does, inside the
            state of a pipeline it does not.
    """
    info = record.invocation_info
    unbound = None if info is None else GenericList(info.unbound_arguments)
    target_name, target_type = record.target_name, record.target_type
    if not target_name and not target_type:
        target_name, target_type = _target(record.target_object)
    reason = record.reason or exceptions.type_name(record.exception).rpartition(".")[2]
    members: list[tuple[str, Any]] = [
        ("Exception", record.exception),
        ("TargetObject", record.target_object),
        ("FullyQualifiedErrorId", record.fully_qualified_error_id),
        ("InvocationInfo", None if info is None else write_invocation_info(info, unbound)),
        ("ErrorCategory_Category", int(record.category)),
        ("ErrorCategory_Activity", record.activity),
        ("ErrorCategory_Reason", reason),
        ("ErrorCategory_TargetName", target_name),
        ("ErrorCategory_TargetType", target_type),
        ("ErrorCategory_Message", category_message(record.category, target_name, target_type, record.activity, reason)),
    ]
    if record.error_details is not None:
        members.append(("ErrorDetails_Message", record.error_details.message))
        members.append(("ErrorDetails_RecommendedAction", record.error_details.recommended_action))
    extended_info = record.serialize_extended_info and info is not None
    members.append(("SerializeExtendedInfo", extended_info))
    if extended_info and info is not None:
        members += write_members(info, record.pipeline_iteration_info, unbound)
        members.append(("PipelineIterationInfo", write_iteration(record.pipeline_iteration_info)))
    if record.script_stack_trace is not None:
        members.append(("ErrorDetails_ScriptStackTrace", record.script_stack_trace))
    bag = PropertyBag(members)
    if isinstance(record.extended, dict):
        for name, value in record.extended.items():
            bag.setdefault(name, value)
    if message_details:
        bag.setdefault("PSMessageDetails", None)
    details = record.error_details
    text = details.message if details is not None and details.message else exceptions.message(record.exception)
    return PSObject(CUSTOM, bag, None, _TYPE_NAMES, text)


def _target(target: Any) -> tuple[str, str]:
    """Give the words for a target that nobody named; what only the engine knows the type of stays without."""
    if target is None or target is AUTOMATION_NULL:
        return "", ""
    if isinstance(target, PSObject):
        names = target.type_names
        return target.text or "", names[0].removeprefix("Deserialized.").rpartition(".")[2] if names else ""
    name = _SIMPLE.get(type(target))
    return (str(target), name) if name is not None else ("", "")


_SIMPLE: dict[type[Any], str] = {kind: kind.__name__ for kind in WRITERS if kind.__module__.startswith("pssession")}
_SIMPLE.update({str: "String", int: "Int32", bool: "Boolean", float: "Double"})


def category_message(category: int, target_name: str, target_type: str, activity: str, reason: str) -> str:
    """Give the line that PowerShell shows of a category; long names lose their middle."""
    try:
        name = ErrorCategory(category).name
    except ValueError:
        name = str(int(category))
    return f"{name}: ({_shorten(target_name)}:{_shorten(target_type)}) [{_shorten(activity)}], {_shorten(reason)}"


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:15]}...{text[-15:]}"


_KNOWN = MEMBER_NAMES | {
    "exception",
    "targetobject",
    "fullyqualifiederrorid",
    "invocationinfo",
    "errorcategory_category",
    "errorcategory_activity",
    "errorcategory_reason",
    "errorcategory_targetname",
    "errorcategory_targettype",
    "errorcategory_message",
    "errordetails_message",
    "errordetails_recommendedaction",
    "errordetails_scriptstacktrace",
    "serializeextendedinfo",
    "pipelineiterationinfo",
    "psmessagedetails",
}


def read_error_record(value: Any, name: str = "ErrorRecord") -> ErrorRecord:
    """Read an error.

    Raises:
        ProtocolError: It is none, or a part of it is of a wrong type.
    """
    source = read_object(value, name)
    extended_info = typed(source, "SerializeExtendedInfo", read_bool, False)
    category = typed(source, "ErrorCategory_Category", read_int, 0)
    details = None
    if has(source, "ErrorDetails_Message") or has(source, "ErrorDetails_RecommendedAction"):
        details = ErrorDetails(
            message=typed(source, "ErrorDetails_Message", loose_text, ""),
            recommended_action=typed(source, "ErrorDetails_RecommendedAction", loose_text, ""),
        )
    told = lookup(source, "InvocationInfo")
    info = read_invocation_info(told)
    if extended_info:
        detailed = read_members(source)
        if info is not None:
            detailed.statement = info.statement
            if detailed.command is None:
                detailed.command, detailed.command_name = info.command, info.command_name
        info = detailed
    others = {key: item for key, item in (source.extended or {}).items() if key.casefold() not in _KNOWN}
    return ErrorRecord(
        exception=lookup(source, "Exception"),
        fully_qualified_error_id=typed(source, "FullyQualifiedErrorId", loose_text, ""),
        category=ErrorCategory(category) if 0 <= category <= 31 else ErrorCategory.NotSpecified,
        target_object=lookup(source, "TargetObject"),
        activity=typed(source, "ErrorCategory_Activity", loose_text, ""),
        reason=typed(source, "ErrorCategory_Reason", loose_text, ""),
        target_name=typed(source, "ErrorCategory_TargetName", loose_text, ""),
        target_type=typed(source, "ErrorCategory_TargetType", loose_text, ""),
        error_details=details,
        invocation_info=info,
        script_stack_trace=typed(source, "ErrorDetails_ScriptStackTrace", loose_text, None),
        pipeline_iteration_info=read_iteration(source, "PipelineIterationInfo"),
        serialize_extended_info=extended_info,
        told_invocation_info=told,
        extended=PropertyBag(others) if others else None,
    )
