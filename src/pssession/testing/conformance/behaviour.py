"""One recorded snippet through a fresh interpreter, and everything it did as a row of the same form.

Source: the README beside the recorded rows.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any

from pssession.engine.commands import errors_handling
from pssession.engine.errors import DotNetException, ExitSignal, ParseException, PipelineStoppedException, RuntimeException
from pssession.engine.interpreter import Interpreter, Outcome
from pssession.engine.syntax import parse
from pssession.engine.values.conversions import to_string
from pssession.engine.values.ports import ports
from pssession.engine.values.text import embedded_text
from pssession.engine.values.types import resolve, type_names
from pssession.objects import ErrorRecord, Host, PipelineDescription, StreamKind
from pssession.testing.conformance.error_rows import error_row

Row = dict[str, Any]

_SHOWN = 40


class Collected:
    """Be a sink that keeps everything by stream."""

    def __init__(self) -> None:
        self.streams: dict[StreamKind, list[Any]] = {kind: [] for kind in StreamKind}

    def write(self, kind: StreamKind, value: Any) -> None:
        """Keep one object."""
        self.streams[kind].append(value)


def new_interpreter(host: Host) -> Interpreter:
    """Make an interpreter with all cmdlets and providers that there are."""
    from pssession import cmdlets

    return Interpreter(host, catalogue=getattr(cmdlets, "CATALOGUE", {}))


def run_row(row: Row) -> Row:
    """Run a row in this process, which ends afterwards."""
    return run_in_folder(row, lambda row, folder, made: run_code(new_interpreter(Host()), row, folder, made, Collected()))


def run_in_folder(row: Row, run: Callable[[Row, str, Row], Any]) -> Row:
    """Run a row in a folder of its own, with the recorded surroundings, and give what it did.

    Args:
        row: The recorded row.
        run: Takes the row, the folder, and the row that it fills.
    """
    # As long as the folder of the recording: columns that hold paths come out as wide.
    folder = f"/tmp/g{os.getpid():08d}"
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    os.environ["TZ"] = "UTC"
    os.environ["TERM"] = "dumb"
    console: list[str] = []
    ports.console = lambda stream, text: console.append(text)
    made: Row = {"id": row["id"], "group": row["group"]}
    try:
        run(row, folder, made)
        if console:
            made["console"] = "".join(console)
    finally:
        os.chdir("/")
        shutil.rmtree(folder, ignore_errors=True)
    return dict(normalised(made, folder))


def normalised(value: Any, folder: str) -> Any:
    """Put names for what differs between machines into all texts."""
    if isinstance(value, str):
        if folder in value or folder[1:] in value:
            value = value.replace(folder, "{T}").replace(folder[1:], "{T:relative}")
        if value == os.uname().nodename:
            return "{HOST}"
        home = os.path.expanduser("~")
        return value.replace(home, "{HOME}") if home in value and home != "/" else value
    if isinstance(value, list):
        return [normalised(item, folder) for item in value]
    if isinstance(value, dict):
        return {key: normalised(item, folder) for key, item in value.items()}
    return value


def run_code(interpreter: Interpreter, row: Row, folder: str, made: Row, sink: Collected, prepare: str = "") -> Outcome | None:
    """Run a row's code and put into `made` what it did.

    Args:
        interpreter: A runspace that nothing has run in.
        row: The recorded row.
        folder: What `$T` is.
        made: The row that is filled.
        sink: Keeps the streams.
        prepare: Code that runs before; its errors are forgotten.

    Returns:
        How the code ended, None where an error ended it or it does not parse.
    """
    X = interpreter.context  # noqa: N806  # the runspace, as the abi names it
    found = parse(row["code"], find_type=resolve)
    if found.errors:
        made["status"] = "parse-error"
        made["parseErrors"] = [_parse_error(one, row["code"]) for one in found.errors]
        return None
    X.global_scope.put("T", folder)
    _quietly(interpreter, "$PSStyle.OutputRendering = 'PlainText'")
    if prepare:
        _quietly(interpreter, prepare)
    X.errors.clear()
    made["status"] = "ok"
    try:
        outcome: Outcome | None = interpreter.invoke(row["code"], sink=sink)
    except (PipelineStoppedException, ParseException) as problem:
        outcome = None
        made["status"] = "terminated"
        made["terminating"] = error_row(problem.error_record, _text_of(interpreter))
    except RuntimeException as problem:
        outcome = None
        made["status"] = "terminated"
        made["terminating"] = error_row(problem.error_record, _text_of(interpreter))
    code = X.last_exit_code
    _fill(made, sink, interpreter)
    if code is not None:
        made["lastExitCode"] = code
    return outcome


def _quietly(interpreter: Interpreter, text: str) -> list[Any]:
    sink = Collected()
    try:
        interpreter.invoke(text, sink=sink)
    except (DotNetException, ExitSignal):
        pass
    return sink.streams[StreamKind.OUTPUT]


def _fill(made: Row, sink: Collected, interpreter: Interpreter) -> None:
    streams = sink.streams
    output = streams[StreamKind.OUTPUT]
    made["count"] = len(output)
    if output:
        made["types"] = [None if item is None else _safely(_first_type, item) for item in output[:_SHOWN]]
        made["strings"] = [None if item is None else _safely(embedded_text, item) for item in output[:_SHOWN]]
        made["text"] = _text_of(interpreter)(output)
        deep = [_clixml(item, 3) for item in output[:_SHOWN]]
        flat = [_clixml(item, 1) for item in output[:_SHOWN]]
        if None not in deep:
            made["clixml"] = deep
            if flat != deep:
                made["clixml1"] = flat
    if streams[StreamKind.ERROR]:
        made["errors"] = [_any_error(one, interpreter) for one in streams[StreamKind.ERROR]]
    for kind in (StreamKind.WARNING, StreamKind.VERBOSE, StreamKind.DEBUG):
        if streams[kind]:
            made[{"warning": "warnings"}.get(kind.value, kind.value)] = [str(getattr(one, "message", one)) for one in streams[kind]]
    if streams[StreamKind.INFORMATION]:
        made["information"] = [_information(one) for one in streams[StreamKind.INFORMATION]]
    if streams[StreamKind.PROGRESS]:
        made["progress"] = len(streams[StreamKind.PROGRESS])


def _any_error(one: Any, interpreter: Interpreter) -> Row:
    if isinstance(one, ErrorRecord):
        return error_row(one, _text_of(interpreter))
    return {"exception": "", "message": _safely(to_string, one)}


def _information(one: Any) -> Row:
    made: Row = {"text": _safely(to_string, one.message_data)}
    if one.tags:
        made["tags"] = list(one.tags)
    return made


def _clixml(value: Any, depth: int) -> str | None:
    """Write one object as it would travel; None where that fails."""
    from pssession.engine.serialization import view
    from pssession.protocol import clixml
    from pssession.protocol.psrp.records.views import chain

    try:
        return clixml.dump(value, depth=depth, adapter=chain(view), key=clixml.LocalText())
    except Exception:
        return None


def _first_type(value: Any) -> str:
    return type_names(value)[0]


def _safely(give: Callable[[Any], Any], value: Any) -> Any:
    try:
        return give(value)
    except DotNetException as problem:
        return f"<{problem.message}>"


def _text_of(interpreter: Interpreter) -> Callable[[list[Any]], str]:
    def text(values: list[Any]) -> str:
        from pssession.objects import Argument, Command

        sink = Collected()
        command = Command(name="Out-String", arguments=[Argument(name="Width", value=120)])
        held = list(interpreter.context.errors)
        try:
            interpreter.invoke(PipelineDescription(statements=[[command]]), input=values, sink=sink)
        except DotNetException:
            return ""
        finally:
            interpreter.context.errors[:] = held
        return "".join(str(item) for item in sink.streams[StreamKind.OUTPUT])

    return text


def _parse_error(one: Any, code: str) -> Row:
    start, end = _units(code, one.extent.start), _units(code, one.extent.end)
    line_start = one.extent.start - one.extent.start_column + 1
    made: Row = {
        "id": one.error_id,
        "msg": one.message,
        "start": start,
        "end": end,
        "line": one.extent.start_line,
        "col": start - _units(code, line_start) + 1,
    }
    if one.incomplete_input:
        made["incomplete"] = True
    return made


def _units(text: str, offset: int) -> int:
    """Count UTF-16 units."""
    before = text[:offset]
    return len(before) if before.isascii() else len(before.encode("utf-16-le", "surrogatepass")) // 2


def record_of(error: BaseException) -> ErrorRecord:
    """Give an exception's record."""
    return errors_handling.record_of(error)
