"""Add-History: keep commands that were given elsewhere. Source: PowerShell 7.6 as asked."""

from __future__ import annotations

from typing import Any

from pssession.cmdlets.core.history_command import HistoryCommand
from pssession.engine.errors import DotNetException, InvalidDataException
from pssession.engine.values.conversions import convert, to_string
from pssession.engine.values.members.access import get
from pssession.engine.values.types import require
from pssession.objects import AUTOMATION_NULL

_STATES = ("NotStarted", "Running", "Stopping", "Stopped", "Completed", "Failed", "Disconnected")


class AddHistoryCommand(HistoryCommand):
    """Take objects that have what a history entry has."""

    def process(self) -> None:
        for item in self.input_object or ():
            facts = _facts(item)
            if facts is None:
                problem = InvalidDataException("Cannot add history because the input object has a format that is not valid.")
                record = self.error("AddHistoryInvalidInput", "InvalidData", problem, item)
                record.target_name, record.target_type = to_string(item), "PSObject"
                self.write_error(record)
                continue
            made = self.history.add(*facts)
            if self.passthru:
                self.write(made)


def _facts(item: Any) -> tuple[str, str, Any, Any] | None:
    """Read text, status, beginning and end; None where one is missing or is something else."""
    text, status, start, end = (get(item, name) for name in ("CommandLine", "ExecutionStatus", "StartExecutionTime", "EndExecutionTime"))
    if any(value is None or value is AUTOMATION_NULL for value in (text, status, start, end)):
        return None
    name = next((one for one in _STATES if one.lower() == to_string(status).lower()), None)
    if name is None:
        return None
    moment = require("System.DateTime")
    try:
        return to_string(text), name, convert(start, moment), convert(end, moment)
    except DotNetException:
        return None
