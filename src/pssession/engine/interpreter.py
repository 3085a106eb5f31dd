"""One runspace from outside: give it a text or a description of commands, take its streams, stop it.

Everything that must know compiler, parser and run time together is joined here; nothing else imports all three.

Source: System.Management.Automation.PowerShell as seen by who uses it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from pssession.engine.commands import automatic, default_functions, errors_handling, positions
from pssession.engine.commands.abi import ABI
from pssession.engine.commands.abi.pipelines import find as find_command
from pssession.engine.commands.code import use_compiler
from pssession.engine.commands.context import Context
from pssession.engine.commands.functions import FunctionInfo, ScriptInfo, ScriptProcessor
from pssession.engine.commands.pipeline import NO_INPUT, run_processors
from pssession.engine.commands.processor import MISSING, CommandArgument, Invocation, PipelineStreams, Processor
from pssession.engine.commands.runtime_ports import connect
from pssession.engine.commands.script_blocks import CURRENT, ScriptBlock
from pssession.engine.commands.variables import CONSTANT
from pssession.engine.compile import compile_block, compile_value
from pssession.engine.errors import (
    BreakSignal,
    ContinueSignal,
    ExitSignal,
    IncompleteParseException,
    ParseException,
    PipelineStoppedException,
    RuntimeException,
)
from pssession.engine.syntax import parse
from pssession.engine.values import tables
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import resolve
from pssession.objects import AUTOMATION_NULL, Argument, Command, Host, PipelineDescription, StreamKind

if TYPE_CHECKING:
    from pssession.engine.commands.completion.results import CommandCompletion

_RECURSION = 30000

use_compiler(compile_block, compile_value, ABI)
connect()
tables.announce("System.Management.Automation.PSSerializer", "pssession.engine.serialization.types")
for _name in ("CommandCompletion", "CompletionResult"):
    tables.announce(f"System.Management.Automation.{_name}", "pssession.engine.commands.completion.types")


class StreamSink(Protocol):
    """Take what a run gives, in its order."""

    def write(self, kind: StreamKind, value: Any) -> None:
        """Take one object."""


class Outcome:
    """Say how a run ended.

    Attributes:
        had_errors: Whether something was written to the error stream.
        exit_code: What `exit` was given, None where the run did not exit.
    """

    __slots__ = ("exit_code", "had_errors")

    def __init__(self, had_errors: bool, exit_code: int | None) -> None:
        self.had_errors = had_errors
        self.exit_code = exit_code

    def __repr__(self) -> str:
        return f"Outcome(had_errors={self.had_errors}, exit_code={self.exit_code})"


class Interpreter:
    """Be one runspace; all runs share its variables, functions and location.

    Args:
        host: Who shows and asks.
        catalogue: Cmdlets: name to "module:Class".
        initial_variables: Variables of the global scope beside the automatic ones.
        clock: Gives the time in seconds; the system's without one.
    """

    def __init__(
        self,
        host: Host,
        *,
        catalogue: Mapping[str, Any] | None = None,
        initial_variables: Mapping[str, Any] | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        if sys.getrecursionlimit() < _RECURSION:
            sys.setrecursionlimit(_RECURSION)
        self.context = Context(host, catalogue)
        self.context.parse_script = self._script_block
        self.context.clock = clock
        self.context.make_function = _make_function
        self.context.services["engine_intrinsics"] = _engine_intrinsics
        self.context.install_providers = _install_providers
        automatic.install(self.context)
        self.context.global_scope.variables["psstyle"] = automatic.made_later("PSStyle", _style, CONSTANT)
        default_functions.install(self.context)
        for name, value in (initial_variables or {}).items():
            self.context.global_scope.put(name, value)

    def invoke(
        self,
        description: PipelineDescription | str,
        *,
        input: Iterable[Any] | None = None,
        sink: StreamSink,
        host: Host | None = None,
        file: str | None = None,
        add_to_history: bool = False,
        is_stopped: Callable[[], bool] | None = None,
    ) -> Outcome:
        """Run commands to their end.

        Args:
            description: A script's text, or commands as data.
            input: Objects for the first command.
            sink: Takes all streams.
            host: Stands in for the session's host during this run.
            file: Name the text as this file.
            add_to_history: Keep the text in the session's history.
            is_stopped: Tells whether the run was stopped before it began.

        Raises:
            ParseException: The text is not PowerShell.
            PipelineStoppedException: `stop` was called.
            RuntimeException: A terminating error.
        """
        X = self.context
        CURRENT.context = X
        X.stopping = False
        if is_stopped is not None and is_stopped():
            X.stopping = True
        streams, held_host, scope, catching = X.streams, X.host, X.scope, X.catching
        writer = _SinkWriter(sink)
        X.streams = writer.streams
        X.services["top"] = (writer.write, writer.streams)
        X.catching = False
        if host is not None:
            X.host = host
        exit_code: int | None = None
        keep = _keeping(X, description) if add_to_history else _nothing
        status = "Failed"
        try:
            if isinstance(description, str):
                block = self._script_block(description, file, typed=True)
                self._run([self._script_processor(block, [], in_place=True)], writer.write, input)
            else:
                for statement in description.statements:
                    self._run(self._processors(statement), writer.write, input)
            status = "Completed"
        except ExitSignal as signal:
            exit_code = 0 if signal.code is None else int(str(signal.code))
        except (BreakSignal, ContinueSignal):
            pass
        except PipelineStoppedException:
            status = "Stopped"
            raise
        except Exception as error:
            raise self._terminated(error) from error
        finally:
            X.streams, X.host, X.scope, X.catching = streams, held_host, scope, catching
            keep(status)
        return Outcome(writer.had_errors, exit_code)

    def stop(self) -> None:
        """End the running pipeline; may be called from any thread."""
        self.context.stopping = True
        for processor in reversed(list(self.context.running)):
            # One that has not begun yet, or is at its end, may have nothing to stop; it sees the flag.
            with suppress(Exception):
                processor.stop()

    def complete(self, text: str, cursor: int) -> CommandCompletion:
        """Give the ways in which a text may go on at a place, from 0."""
        from pssession.engine.commands.completion.completer import complete

        X = self.context
        CURRENT.context = X
        X.scope = X.global_scope
        return complete(X, text, cursor)

    def prompt_text(self) -> str:
        """Give what the `prompt` function writes."""
        collected: list[Any] = []
        X = self.context
        CURRENT.context = X
        found = X.global_scope.find_function("prompt")
        if found is None:
            return "PS>"
        held = X.errors[:]
        try:
            found.script_block.run(X, (), collected.append)
        except Exception:
            return "PS>"
        finally:
            X.errors[:] = held
        text = "".join(to_string(item) for item in collected)
        return text or "PS>"

    # Inside.

    def _run(self, processors: list[Processor], out: Callable[[Any], None], source: Iterable[Any] | None) -> None:
        given: Any = NO_INPUT
        if source is not None:
            given = _Source(source)
            processors[0].invocation.expecting_input = True
        run_processors(self.context, processors, out, given)

    def _script_block(self, text: str, file: str | None = None, *, typed: bool = False) -> ScriptBlock:
        block = parse_block(text, file, typed=typed)
        folded = text.lower()
        if "class" in folded or "enum" in folded:
            from pssession.engine.commands.definitions import define_types

            define_types(self.context, block)
        return block

    def _script_processor(self, block: ScriptBlock, arguments: list[CommandArgument], *, in_place: bool) -> Processor:
        invocation = Invocation(ScriptInfo(block), "", arguments)
        invocation.in_place = in_place
        return _TextProcessor(self.context, invocation, block)

    def _processors(self, commands: Sequence[Command]) -> list[Processor]:
        made = [self._processor(command) for command in commands]
        for place, processor in enumerate(made):
            invocation = processor.invocation
            invocation.pipeline_length, invocation.pipeline_position = len(made), place + 1
            invocation.ends_here = place == len(made) - 1
            if place:
                invocation.expecting_input = True
        return made

    def _processor(self, command: Command) -> Processor:
        arguments = [_argument(one) for one in command.arguments]
        if command.is_script:
            processor = self._script_processor(
                self._script_block(command.name, typed=True), arguments, in_place=not command.use_local_scope
            )
        else:
            found = find_command(self.context, command.name, None)
            invocation = Invocation(found, command.name, arguments)
            processor = found.make_processor(self.context, invocation)
        _merge(processor, command)
        return processor

    def _terminated(self, error: Exception) -> RuntimeException:
        X = self.context
        problem = errors_handling.as_dotnet(error)
        record = errors_handling.record_of(problem)
        errors_handling.locate(X, error, record)
        errors_handling.remember(X, record)
        if isinstance(problem, RuntimeException):
            return problem
        made = RuntimeException(problem.message, record.fully_qualified_error_id, record.category, record.target_object, problem)
        made.error_record = record
        return made


def _nothing(status: str) -> None:
    return None


def _keeping(X: Context, description: PipelineDescription | str) -> Callable[[str], None]:
    """Begin a command that the history is to have; give what keeps it once it is over."""
    from pssession.engine.commands.history import MOST, now

    history, start = X.history, now()
    if isinstance(description, str):
        text = description
    else:
        text = description.history or "; ".join(" | ".join(one.name for one in statement) for statement in description.statements)
    history.instead = None

    def keep(status: str) -> None:
        found = X.global_scope.find("maximumhistorycount")
        most = found.value if found is not None and type(found.value) is int else MOST
        shown, history.instead = history.instead or text, None
        if shown.strip():
            history.add(shown, status, start, now(), most)

    return keep


def _install_providers(X: Context) -> Any:
    from pssession.engine.providers.session import install

    return install(X)


def _engine_intrinsics(X: Context) -> Any:
    from pssession.engine.commands.engine_intrinsics import EngineIntrinsics

    return EngineIntrinsics(X, lambda context, name: find_command(context, name, None))


def _make_function(name: str, value: Any) -> FunctionInfo:
    if isinstance(value, FunctionInfo):
        value = value.script_block
    if not isinstance(value, ScriptBlock):
        value = parse_block(to_string(value))
    return FunctionInfo(name, value)


def _style() -> Any:
    from pssession.engine.formatting.style import PSStyle

    return PSStyle()


class _TextProcessor(ScriptProcessor):
    """Run a text that was given from outside: `$?` is what its last statement left, as if it had been typed here."""

    __slots__ = ()

    def end(self) -> None:
        super().end()
        self.failed = not self.context.ok


class _Source:
    """Give input lazily: it may come while the pipeline runs."""

    __slots__ = ("_items",)
    dotnet_enumerable = True

    def __init__(self, items: Iterable[Any]) -> None:
        self._items = items

    def __iter__(self) -> Any:
        return iter(self._items)

    def __len__(self) -> int:
        return 0


class _SinkWriter:
    """Write to a sink, and notice errors."""

    __slots__ = ("_sink", "had_errors", "streams")

    def __init__(self, sink: StreamSink) -> None:
        self._sink = sink
        self.had_errors = False
        self.streams = PipelineStreams(
            self._error,
            self._route(StreamKind.WARNING),
            self._route(StreamKind.VERBOSE),
            self._route(StreamKind.DEBUG),
            self._route(StreamKind.INFORMATION),
            self._route(StreamKind.PROGRESS),
        )

    def _route(self, kind: StreamKind) -> Callable[[Any], None]:
        write = self._sink.write
        return lambda record: write(kind, record)

    def _error(self, record: Any) -> None:
        self.had_errors = True
        self._sink.write(StreamKind.ERROR, record)

    def write(self, value: Any) -> None:
        """Take one object of output."""
        if value is not AUTOMATION_NULL:
            self._sink.write(StreamKind.OUTPUT, value)


_MERGED = (
    ("merge_error", "write_error"),
    ("merge_warning", "write_warning"),
    ("merge_verbose", "write_verbose"),
    ("merge_debug", "write_debug"),
    ("merge_information", "write_information"),
)


def _merge(processor: Processor, command: Command) -> None:
    """Lead streams into the output as a command's merge fields say (1 is the output)."""
    routes: dict[str, Any] = {}
    for field, slot in _MERGED:
        if getattr(command, field) == 1:
            routes[slot] = lambda record: processor.out(record)
    if command.merge_my == 2 and command.merge_to == 1:
        routes["write_error"] = lambda record: processor.out(record)
    if routes:
        processor.streams = processor.streams.replaced(**routes)


def _argument(one: Argument) -> CommandArgument:
    """Make an argument of one that came as data; a name with its dash is read as it was written: `-Name`, or `-Name:` and a value."""
    name = one.name
    if name is None or not name.strip():
        return CommandArgument(None, one.value)
    if name[0] != "-":
        is_bare = one.value is AUTOMATION_NULL
        return CommandArgument(name, MISSING if is_bare else one.value, joined=not is_bare)
    written = name.rstrip()
    if not written.endswith(":") and (one.value is None or one.value is AUTOMATION_NULL):
        return CommandArgument(written[1:])
    return CommandArgument(written[1:].removesuffix(":"), one.value, joined=True)


def parse_block(text: str, file: str | None = None, *, typed: bool = False) -> ScriptBlock:
    """Parse a script; `typed` says that a person may go on with it: then it may be incomplete.

    Raises:
        ParseException: The text is not PowerShell; `errors` has all that is wrong.
    """
    result = parse(text, file, find_type=resolve)
    if result.errors:
        raise parse_failure(result.errors, typed=typed)
    return ScriptBlock(result.ast)


def parse_failure(errors: Any, *, typed: bool = False) -> ParseException:
    """Make the exception of parse errors: each with its place and underline."""
    listed = list(errors)
    words = [f"{positions.position_message(one.extent)}\n{one.message}" for one in listed]
    first = listed[0]
    kind = IncompleteParseException if typed and any(one.incomplete_input for one in listed) else ParseException
    made = kind("\n\n".join(words), first.error_id, "ParserError")
    made.errors = tuple(listed)
    made.extent = first.extent  # type: ignore[attr-defined]  # read by locate
    return made
