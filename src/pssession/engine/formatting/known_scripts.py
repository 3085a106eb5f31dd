"""Scripts of recorded views that are evaluated without being run: they are short, and asked of every row.

The key is the script's text as recorded; the function gives what the script gives. A script that is not here is run.
Source: the views of System.IO.FileInfo and System.Diagnostics.Process in PowerShell 7.6.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pssession.engine.values.calendar import fields
from pssession.engine.values.dateformat import format_date
from pssession.engine.values.members import access
from pssession.engine.values.numberformat import format_number
from pssession.objects import DateTime, Single

_MEBIBYTE = 1 << 20


def _last_write_time(value: Any) -> str:
    when = access.get(value, "LastWriteTime")
    if type(when) is not DateTime:
        raise TypeError("no date")
    known = fields(when.ticks)
    return f"{format_date(when, 'd')} {known.hour:02}:{known.minute:02}"


def _number(name: str, divisor: int) -> Callable[[Any], str]:
    def run(value: Any) -> str:
        found = access.get(value, name)
        return str(format_number(Single(0.0 if found is None else float(found) / divisor), "N2"))

    return run


KNOWN: dict[str, Callable[[Any], Any]] = {
    "'{0:d} {0:HH}:{0:mm}' -f $_.LastWriteTime": _last_write_time,
    '"{0:N2}" -f [float]($_.PM / 1MB)': _number("PM", _MEBIBYTE),
    '"{0:N2}" -f [float]($_.WS / 1MB)': _number("WS", _MEBIBYTE),
    '"{0:N2}" -f [float]($_.CPU)': _number("CPU", 1),
}
