"""An error record read for its views: what each view says of it, taken out of the record.

How the views look stands in `errors`; what a record holds is not changed here.
Source: System.Management.Automation.ErrorCategoryInfo; PowerShell 7.6 as recorded (groups err.view, remote.errview).
"""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import ParseException, RuntimeException
from pssession.engine.formatting.errors import ErrorFacts
from pssession.engine.values.text import target_text
from pssession.engine.values.types import type_names, type_of
from pssession.objects import ErrorRecord, PSObject

_LONGEST_TARGET = 40
_COMMANDS = ("Cmdlet", "Function", "Filter", "Alias", "Application")


def facts_of(record: ErrorRecord) -> ErrorFacts:
    """Read what the views show of a record."""
    info = record.invocation_info
    exception = record.exception
    base = exception.base if isinstance(exception, PSObject) and isinstance(exception.base, BaseException) else exception
    facts = ErrorFacts(
        message=record.message,
        fully_qualified_error_id=record.fully_qualified_error_id,
        category=record.category.name,
        activity=record.activity,
        reason=reason_of(record),
        category_message=category_message(record),
        parse_errors=isinstance(base, ParseException),
        thrown=isinstance(base, RuntimeException) and base.was_thrown_from_throw_statement,
        recommended_action=record.error_details.recommended_action if record.error_details is not None else "",
        computer_name=record.origin_info.computer_name if record.origin_info is not None else "",
    )
    if info is not None:
        command = info.command
        facts.invocation_name = info.invocation_name
        facts.command = info.command_name or str(getattr(command, "name", "") or "")
        facts.is_command = bool(facts.command) and getattr(command, "command_type", "") in _COMMANDS
        facts.script_name = info.script_name or ""
        facts.line_number = info.line_number
        facts.position_message = info.position_message
        lines = info.position_message.split("\n")
        facts.line = _without_plus(lines[1]) if len(lines) > 1 else ""
        facts.underline = _without_plus(lines[2]) if len(lines) > 2 else ""
    return facts


def reason_of(record: ErrorRecord) -> str:
    """Give CategoryInfo.Reason: the exception's type without its namespace, where the record says nothing else."""
    if record.reason:
        return record.reason
    exception: Any = record.exception
    if exception is None:
        return ""
    name = type_names(exception)[0] if isinstance(exception, PSObject) else type_of(exception).full_name
    return str(name).rpartition(".")[2]


def target_of(record: ErrorRecord) -> tuple[str, str]:
    """Give CategoryInfo.TargetName and TargetType."""
    if record.target_name or record.target_type:
        return record.target_name, record.target_type
    target = record.target_object
    if target is None:
        return "", ""
    return target_text(target), type_of(target).name


def category_message(record: ErrorRecord) -> str:
    """Give CategoryInfo.GetMessage(): `Category: (target:type) [activity], reason`."""
    name, kind = target_of(record)
    return (
        f"{record.category.name}: ({_shortened(name)}:{_shortened(kind)}) [{_shortened(record.activity)}], {_shortened(reason_of(record))}"
    )


def _shortened(text: str) -> str:
    """Leave out the middle of a long name."""
    if len(text) <= _LONGEST_TARGET:
        return text
    half = (_LONGEST_TARGET - 3) // 2
    return text[:half] + "..." + text[len(text) - half :]


def _without_plus(line: str) -> str:
    return line[1:] if line.startswith("+") else line
