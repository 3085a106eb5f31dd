"""Values that travel as JSON, for programs: what JSON has stays, objects become their properties, the rest its text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pssession.objects import (
    CUSTOM,
    Array,
    Char,
    DateTime,
    DateTimeOffset,
    Dictionary,
    ErrorRecord,
    Hashtable,
    HostInformationMessage,
    InformationalRecord,
    InformationRecord,
    OrderedDictionary,
    ProgressRecord,
    PSObject,
    TimeSpan,
)

_TABLES = (Hashtable, OrderedDictionary, Dictionary, Mapping)
_DEEPEST = 16


def plain(value: Any, depth: int = 0) -> Any:
    """Give what `json.dumps` takes."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)
    if depth >= _DEEPEST:
        return str(value)
    if isinstance(value, PSObject):
        return _object(value, depth)
    if isinstance(value, _TABLES):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, bytes | bytearray):
        return list(value)
    if isinstance(value, list | tuple | Array):
        return [plain(item, depth + 1) for item in value]
    record = _RECORDS.get(type(value)) or (_informational if isinstance(value, InformationalRecord) else None)
    return str(value) if record is None else plain(record(value), depth + 1)


def _object(value: PSObject, depth: int) -> Any:
    base = value.base
    if base is not None and base is not CUSTOM:
        # What a value that JSON can say has beside it (a date's DisplayHint) is no part of it.
        return plain(base, depth)
    properties = {name: item for bag in (value.adapted, value.extended) if bag is not None for name, item in bag.items()}
    if properties:
        return {name: plain(item, depth + 1) for name, item in properties.items()}
    return value.text


def _informational(record: InformationalRecord) -> dict[str, Any]:
    return {"message": record.message}


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


_RECORDS: dict[type, Any] = {
    ErrorRecord: lambda record: {
        "message": record.message,
        "id": record.fully_qualified_error_id,
        "category": record.category.name,
        "target": record.target_name,
    },
    ProgressRecord: lambda record: {
        "activity": record.activity,
        "status": record.status_description,
        "percent": record.percent_complete,
    },
    InformationRecord: lambda record: {"message": record.message_data, "tags": list(record.tags)},
    HostInformationMessage: lambda message: message.message,
    UUID: str,
    Char: str,
    DateTime: lambda value: value.to_datetime().isoformat(),
    DateTimeOffset: lambda value: DateTime(value.ticks).to_datetime().isoformat() + _offset(value.offset_minutes),
    TimeSpan: lambda value: value.ticks / 10_000_000,
}
