"""InformationRecord on the wire, and what Write-Host puts into one. Source: MS-PSRP 2.2.2.26; PowerShell 7.6 as recorded."""

from __future__ import annotations

import datetime
from typing import Any

from pssession.objects import (
    CUSTOM,
    DateTime,
    GenericList,
    HostInformationMessage,
    InformationRecord,
    PropertyBag,
    PSObject,
    UInt32,
)
from pssession.protocol.psrp.enumerations import CONSOLE_COLOR, number_of, text_of
from pssession.protocol.psrp.properties import bag, lookup, loose_text, plain, read_bool, read_int, read_list, read_object, typed

_MESSAGE = "System.Management.Automation.HostInformationMessage"
_MESSAGE_NAMES = [_MESSAGE, "System.Object"]


def write_information_record(record: InformationRecord) -> PSObject:
    """Describe a message of the information stream."""
    time = record.time_generated
    if isinstance(time, datetime.datetime):
        time = DateTime.from_datetime(time)
    data = record.message_data
    return bag(
        ("MessageData", write_host_information_message(data) if isinstance(data, HostInformationMessage) else data),
        ("Source", record.source),
        ("TimeGenerated", time),
        ("Tags", GenericList(record.tags, "System.String")),
        ("User", record.user),
        ("Computer", record.computer),
        ("ProcessId", UInt32(record.process_id)),
        ("NativeThreadId", UInt32(record.native_thread_id)),
        ("ManagedThreadId", UInt32(record.managed_thread_id)),
    )


def write_host_information_message(message: HostInformationMessage) -> PSObject:
    """Describe what Write-Host wrote; a colour that was not given is -1."""
    members = PropertyBag(
        Message=message.message,
        NoNewLine=message.no_new_line,
        ForegroundColor=_color_text(message.foreground_color),
        BackgroundColor=_color_text(message.background_color),
    )
    return PSObject(CUSTOM, None, members, _MESSAGE_NAMES, message.message)


def _color_text(color: int | None) -> str:
    if color is None:
        return "-1"
    return text_of(CONSOLE_COLOR, color)


def _read_color(value: Any) -> int | None:
    value = plain(value)
    if isinstance(value, int):
        return None if value < 0 else int(value)
    return number_of(CONSOLE_COLOR, value) if isinstance(value, str) else None


def read_information_record(value: Any, name: str = "InformationRecord") -> InformationRecord:
    """Read a message of the information stream.

    Raises:
        ProtocolError: It is none.
    """
    source = read_object(value, name)
    return InformationRecord(
        message_data=_read_message_data(lookup(source, "MessageData")),
        source=typed(source, "Source", loose_text, ""),
        time_generated=plain(lookup(source, "TimeGenerated")),
        tags=[loose_text(tag, "Tags") for tag in typed(source, "Tags", read_list, [])],
        user=typed(source, "User", loose_text, ""),
        computer=typed(source, "Computer", loose_text, ""),
        process_id=typed(source, "ProcessId", read_int, 0),
        native_thread_id=typed(source, "NativeThreadId", read_int, 0),
        managed_thread_id=typed(source, "ManagedThreadId", read_int, 0),
    )


def _read_message_data(value: Any) -> Any:
    if isinstance(value, PSObject) and value.type_names and value.type_names[0].removeprefix("Deserialized.") == _MESSAGE:
        return HostInformationMessage(
            message=typed(value, "Message", loose_text, ""),
            no_new_line=typed(value, "NoNewLine", read_bool, False),
            foreground_color=_read_color(lookup(value, "ForegroundColor")),
            background_color=_read_color(lookup(value, "BackgroundColor")),
        )
    return value
