"""How records and exceptions present themselves to the CLIXML writer wherever they stand: as output, inside other objects.

`chain` puts this behind an engine's own adapter, which knows more of its objects and comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.objects import (
    CUSTOM,
    DebugRecord,
    ErrorRecord,
    HostInformationMessage,
    InformationRecord,
    InvocationInfo,
    PSObject,
    RemotingErrorRecord,
    VerboseRecord,
    WarningRecord,
)
from pssession.protocol.clixml import NOTHING, Adapter, View
from pssession.protocol.psrp.records.error_record import write_error_record
from pssession.protocol.psrp.records.exceptions import view_exception
from pssession.protocol.psrp.records.information_record import write_host_information_message, write_information_record
from pssession.protocol.psrp.records.informational_record import write_informational_record
from pssession.protocol.psrp.records.invocation_info import write_invocation_info

_WRITERS: dict[type[Any], Callable[[Any], PSObject]] = {
    ErrorRecord: lambda record: write_error_record(record, message_details=True),
    RemotingErrorRecord: lambda record: write_error_record(record, message_details=True),
    WarningRecord: write_informational_record,
    VerboseRecord: write_informational_record,
    DebugRecord: write_informational_record,
    InformationRecord: write_information_record,
    HostInformationMessage: write_host_information_message,
    InvocationInfo: write_invocation_info,
}


def view(value: Any) -> View | None:
    """Describe a record or an exception; None for all else."""
    write = _WRITERS.get(type(value))
    if write is None:
        return view_exception(value) if isinstance(value, BaseException) else None
    made = write(value)
    return View(
        type_names=made.type_names or (),
        text=made.text,
        base=NOTHING if made.base is CUSTOM else made.base,
        adapted=made.adapted.items() if made.adapted else None,
        extended=made.extended.items() if made.extended else None,
        depth=1 if made.adapted else None,
    )


def chain(adapter: Adapter | None) -> Adapter:
    """Ask an adapter first and this module then."""
    if adapter is None:
        return view
    first = adapter

    def both(value: Any) -> View | None:
        return first(value) or view(value)

    return both
