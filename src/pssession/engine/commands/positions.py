"""Where in the PowerShell text something happened: from tracebacks and live frames to extents, messages, stacks.

Generated code carries offsets in place of line numbers (see `compile.unit`), and its globals name the code it belongs to.

Source: InvocationInfo.PositionMessage and ScriptStackTrace as PowerShell 7.6 writes them.
"""

from __future__ import annotations

import sys
from types import FrameType, TracebackType
from typing import Any

from pssession.engine.syntax.nodes import Extent
from pssession.objects import InvocationInfo

_WIDTH, _BEHIND, _BEFORE = 69, 8, 12


def owner_of(frame: FrameType) -> Any:
    """Give the code (see `script_block.BlockCode`) that a frame runs, None for a frame of the engine's own."""
    return frame.f_globals.get("OWNER")


def _extent(frame: FrameType, instruction: int) -> Extent | None:
    owner = owner_of(frame)
    if owner is None:
        return None
    for place, (line, end, _, _) in enumerate(frame.f_code.co_positions()):
        if 2 * place == instruction:
            if line is None:
                return None
            return Extent(line - 1, (end or line) - 1, owner.source)
    return None


def raised_at(error: BaseException) -> Extent | None:
    """Give where in PowerShell text an exception was raised: the innermost place."""
    found: tuple[FrameType, int] | None = None
    command: Any = None
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if "OWNER" in frame.f_globals:
            found = (frame, trace.tb_lasti)
            command = None
        elif frame.f_code.co_varnames[:1] == ("self",):
            invocation = getattr(frame.f_locals.get("self"), "invocation", None)
            command = getattr(invocation, "extent", None) or command
        trace = trace.tb_next
    if command is not None:
        return command  # type: ignore[no-any-return]  # the extent of the command that failed
    return None if found is None else _extent(*found)


def running_at(skip: int = 1) -> Extent | None:
    """Give where the PowerShell code around the caller is just now."""
    frame: FrameType | None = sys._getframe(skip)
    while frame is not None:
        if "OWNER" in frame.f_globals:
            return _extent(frame, frame.f_lasti)
        frame = frame.f_back
    return None


def stack_trace(trace: TracebackType | None = None, outermost: FrameType | None = None) -> str:
    """Write a ScriptStackTrace: the calls that are running, innermost first.

    Args:
        trace: Where an exception came from, below the caller.
        outermost: The frame from which on calls are live ones.
    """
    places: list[tuple[FrameType, int]] = []
    while trace is not None:
        places.append((trace.tb_frame, trace.tb_lasti))
        trace = trace.tb_next
    places.reverse()
    frame = outermost
    known = {id(one) for one, _ in places}
    while frame is not None:
        if id(frame) not in known:
            places.append((frame, frame.f_lasti))
        frame = frame.f_back
    return "\n".join(f"at {name}, {file}: line {line}" for name, file, line in calls_of(places))


def calls_of(places: list[tuple[FrameType, int]]) -> list[tuple[str, str, int]]:
    """Give name, file and line of each call; functions inside a function's code belong to it."""
    calls: list[tuple[str, str, int]] = []
    inner: Extent | None = None
    for frame, instruction in places:
        owner = frame.f_globals.get("OWNER")
        if owner is None:
            continue
        where = inner or _extent(frame, instruction)
        if frame.f_code.co_name != "body":
            inner = where
            continue
        inner = None
        if owner.hidden:
            continue
        calls.append((owner.name, owner.file or "<No file>", where.start_line if where is not None else 1))
    return calls


def running_calls(skip: int = 1) -> list[tuple[str, str, int]]:
    """Give the calls that are running around the caller, innermost first."""
    frame: FrameType | None = sys._getframe(skip)
    places: list[tuple[FrameType, int]] = []
    while frame is not None:
        places.append((frame, frame.f_lasti))
        frame = frame.f_back
    return calls_of(places)


def position_message(extent: Extent) -> str:
    """Write where something is: place, line, underline; a long line is cut around it."""
    source = extent.source
    if source is None:
        return ""
    line_number, column = extent.start_line, extent.start_column - 1
    line = source.line_text(line_number).rstrip()
    if extent.end_line == line_number and extent.end_column - 1 <= len(line):
        length = extent.end_column - 1 - column
    else:
        length = len(line) - column
    if "\t" in line:
        before = line[:column].replace("\t", " " * 4)
        middle = line[column : column + length].replace("\t", " " * 4)
        line = before + middle + line[column + length :].replace("\t", " " * 4)
        column, length = len(before), len(middle)
    shown, mark = line, column
    if len(line) > _WIDTH:
        start = max(0, min(column + length + _BEHIND - _WIDTH, column - _BEFORE, len(line) - _WIDTH))
        shown = line[start : start + _WIDTH]
        mark = column - start
        length = min(length, _WIDTH - mark)
        if start + _WIDTH < len(line):
            shown += " …"
        if start:
            shown = "… " + shown
            mark += 2
    place = f"At {source.file or 'line'}:{line_number} char:{extent.start_column}"
    return f"{place}\n+ {shown}\n+ {' ' * mark}{'~' * max(length, 0) or '~'}"


def fill_position(info: InvocationInfo, extent: Extent) -> InvocationInfo:
    """Write a position into an InvocationInfo."""
    source = extent.source
    info.line_number = extent.start_line
    info.offset_in_line = extent.start_column
    info.statement = extent.text
    if source is not None:
        info.line = whole_line(source, extent.start_line)
        info.script_name = source.file
        if source.file:
            info.ps_command_path = source.file
            info.ps_script_root = source.file.rpartition("/")[0] or "/"
    info.position_message = position_message(extent)
    return info


def whole_line(source: Any, number: int) -> str:
    """Give a line with its end, as InvocationInfo.Line has it."""
    start = source.line_start(number)
    end = source.text.find("\n", start)
    return str(source.text[start:] if end < 0 else source.text[start : end + 1])
