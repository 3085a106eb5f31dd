"""An error record as the fields of an error row.

Source: the README beside the recorded rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.errors import DotNetException
from pssession.engine.values import members
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import type_of
from pssession.objects import ErrorRecord, PSObject

Row = dict[str, Any]
Show = Callable[[list[Any]], str]


def error_row(record: ErrorRecord, show: Show) -> Row:
    """Take the facts out of a record; `show` formats it."""
    made: Row = {"fqid": record.fully_qualified_error_id, "message": "", "exception": ""}
    problem = record.exception
    if isinstance(problem, DotNetException):
        made["message"] = problem.message
        made["exception"] = type_of(problem).full_name
        if isinstance(problem.inner, DotNetException):
            made["inner"] = type_of(problem.inner).full_name
    elif isinstance(problem, PSObject):
        made["message"] = str(problem.get("Message") or "")
        made["exception"] = (problem.type_names or [""])[0]
    info = _get(record, "CategoryInfo")
    made["category"] = record.category.name if hasattr(record.category, "name") else to_string(record.category)
    for field in ("Activity", "Reason", "TargetName", "TargetType"):
        made[field[0].lower() + field[1:]] = _text(_get(info, field))
    if record.error_details is not None:
        made["details"] = record.error_details.message
    where = record.invocation_info
    if where is not None:
        made["line"], made["col"] = where.line_number, where.offset_in_line
        made["position"] = where.position_message
        if where.command is not None:
            made["command"] = str(getattr(where.command, "name", where.command))
    if record.origin_info is not None:
        made["origin"] = record.origin_info.computer_name
    made["stack"] = record.script_stack_trace
    made["text"] = show([record])
    return {key: value for key, value in made.items() if value not in (None, "")}


def _get(owner: Any, name: str) -> Any:
    try:
        return members.get(owner, name)
    except DotNetException:
        return None


def _text(value: Any) -> str:
    return "" if value is None else to_string(value)
