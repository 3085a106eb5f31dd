"""ProgressRecord on the wire, as a message and as a parameter of a host call. Source: MS-PSRP 2.2.2.25."""

from __future__ import annotations

from typing import Any

from pssession.objects import ProgressRecord, PSObject
from pssession.protocol.psrp.enumerations import PROGRESS_RECORD_TYPE, enumeration
from pssession.protocol.psrp.properties import bag, loose_text, read_int, read_optional_text, typed


def write_progress_record(record: ProgressRecord) -> PSObject:
    """Describe how far an activity is."""
    return bag(
        ("Activity", record.activity),
        ("ActivityId", int(record.activity_id)),
        ("StatusDescription", record.status_description),
        ("CurrentOperation", record.current_operation),
        ("ParentActivityId", int(record.parent_activity_id)),
        ("PercentComplete", int(record.percent_complete)),
        ("Type", enumeration(PROGRESS_RECORD_TYPE, record.record_type)),
        ("SecondsRemaining", int(record.seconds_remaining)),
    )


def read_progress_record(value: Any, name: str = "ProgressRecord") -> ProgressRecord:
    """Read how far an activity is.

    Raises:
        ProtocolError: It is no such record.
    """
    if isinstance(value, ProgressRecord):
        return value
    return ProgressRecord(
        activity=typed(value, "Activity", loose_text),
        activity_id=typed(value, "ActivityId", read_int),
        status_description=typed(value, "StatusDescription", loose_text, ""),
        current_operation=typed(value, "CurrentOperation", read_optional_text, None),
        parent_activity_id=typed(value, "ParentActivityId", read_int, -1),
        percent_complete=typed(value, "PercentComplete", read_int, -1),
        record_type=typed(value, "Type", read_int, 0),
        seconds_remaining=typed(value, "SecondsRemaining", read_int, -1),
    )
