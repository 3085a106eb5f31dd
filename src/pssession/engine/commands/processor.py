"""The seam between the pipeline and the commands in it: what is called, with what, and the object that does it.

The pipeline (`pipeline`) makes a processor per command and feeds it; functions, cmdlets and programs are processors of their own and
stand elsewhere. Nothing here runs or binds anything.

Source: about_Pipelines; the order of calls as PowerShell 7.6 shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pssession.engine.syntax.nodes import Ast, CommandAst

Write = Callable[[Any], Any]


class Missing:
    """Stand for a value that was not given."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING = Missing()


class CommandArgument:
    """Hold one argument of a call, evaluated.

    Attributes:
        name: The parameter's name as written, without dash; None for a positional argument.
        value: MISSING for a bare `-Name`: the binder decides whether the next argument belongs to it.
        node: Where it stands in the text, None for one that was made.
        joined: Whether name and value were written as one, `-Name:value`.
        splatted: Whether it came out of a splatted variable.
    """

    __slots__ = ("joined", "name", "node", "splatted", "value")

    def __init__(
        self, name: str | None = None, value: Any = MISSING, node: Ast | None = None, joined: bool = False, splatted: bool = False
    ) -> None:
        self.name = name
        self.value = value
        self.node = node
        self.joined = joined
        self.splatted = splatted

    def __repr__(self) -> str:
        return f"CommandArgument({self.name!r}, {self.value!r})"


class PipelineStreams:
    """Say where the records of one command go; each slot is a function that takes one record.

    Preferences are applied before (by who writes), redirections are in here.
    """

    __slots__ = ("write_debug", "write_error", "write_information", "write_progress", "write_verbose", "write_warning")

    def __init__(
        self,
        write_error: Write,
        write_warning: Write,
        write_verbose: Write,
        write_debug: Write,
        write_information: Write,
        write_progress: Write,
    ) -> None:
        self.write_error = write_error
        self.write_warning = write_warning
        self.write_verbose = write_verbose
        self.write_debug = write_debug
        self.write_information = write_information
        self.write_progress = write_progress

    def replaced(self, **routes: Write) -> PipelineStreams:
        """Give streams that differ in some routes: `replaced(write_error=...)`."""
        made = PipelineStreams(
            self.write_error, self.write_warning, self.write_verbose, self.write_debug, self.write_information, self.write_progress
        )
        for name, route in routes.items():
            setattr(made, name, route)
        return made


class CommandInfo:
    """Describe a command that can be called; subclasses make the processors.

    Attributes:
        name: Its own name.
        command_type: Cmdlet, Function, Filter, Alias, Application, ExternalScript, Script.
        module: The module it belongs to, None without one.
        options: Bits of ScopedItemOptions.
    """

    command_type = ""
    dotnet_type = "System.Management.Automation.CommandInfo"

    def __init__(self, name: str) -> None:
        self.name = name
        self.module: Any = None
        self.options = 0
        self.visible = True

    @property
    def metadata(self) -> Any:
        """Give what is known of its parameters (CommandMetadata), None for commands without any."""
        return None

    @property
    def definition(self) -> str:
        """Give its text: a function's body, an alias's target, a program's path, a cmdlet's syntax."""
        return ""

    @property
    def parameters(self) -> Any:
        """Give its parameters by name, null for commands without any."""
        found = self.metadata
        return None if found is None else found.by_name()

    @property
    def parameter_sets(self) -> Any:
        """List its parameter sets."""
        from pssession.engine.commands.syntax_text import parameter_set_infos

        found = self.metadata
        return [] if found is None else parameter_set_infos(found, self.name)

    @property
    def module_name(self) -> str:
        """Name its module."""
        return "" if self.module is None else str(self.module.name)

    def make_processor(self, context: Any, invocation: Invocation) -> Processor:
        """Make what runs one call of it."""
        raise TypeError(f"{type(self).__name__} cannot be called")

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


class Invocation:
    """Hold one call of a command.

    Attributes:
        command: What is called.
        name: The name it was called by.
        arguments: In their order, splatted ones expanded.
        node: The call in the text, None for one that came as data.
        expecting_input: Whether objects come from a command before it.
        pipeline_length, pipeline_position: Commands in the pipeline, and which one this is, from 1.
        in_place: Whether it runs in the caller's scope (dot-sourced).
        ends_here: Whether its output leaves the pipeline: nothing follows.
        extent: Where errors of the call are shown.
    """

    __slots__ = (
        *("arguments", "command", "ends_here", "expecting_input", "extent", "in_place", "name", "node"),
        *("pipeline_length", "pipeline_position", "scope", "session_state"),
    )

    def __init__(
        self,
        command: CommandInfo,
        name: str,
        arguments: list[CommandArgument],
        node: CommandAst | None = None,
        *,
        expecting_input: bool = False,
        pipeline_length: int = 1,
        pipeline_position: int = 1,
    ) -> None:
        self.command = command
        self.name = name
        self.arguments = arguments
        self.node = node
        self.extent: Any = None if node is None else node.extent
        self.expecting_input = expecting_input
        self.pipeline_length = pipeline_length
        self.pipeline_position = pipeline_position
        self.in_place = False
        self.ends_here = pipeline_position == pipeline_length
        self.scope: Any = None
        self.session_state: Any = None


class Processor:
    """Run one call of a command.

    The pipeline calls, for all commands from left to right, `prepare`, then `begin`; then it feeds the first command; then, from left
    to right, `end`; at last `clean` of all, whatever happened. A command without pipeline input gets `process_once` in place of
    `process`. `streams` may be replaced in `prepare` (-ErrorVariable), never later.

    Attributes:
        context: The runspace.
        invocation: The call.
        streams: Where records go, redirections applied.
        out: Takes one object of output, unrolled already.
        diverted: Takes the output in place of the next command, where it is led into a file.
        failed: Whether it wrote an error: `$?` is False after the pipeline.
    """

    __slots__ = ("context", "diverted", "failed", "invocation", "out", "streams")

    def __init__(self, context: Any, invocation: Invocation) -> None:
        self.context = context
        self.invocation = invocation
        self.streams: PipelineStreams = context.streams
        self.out: Write = _drop
        self.failed = False
        self.diverted: Write | None = None

    @property
    def writes_at_begin(self) -> bool:
        """Tell whether `begin` may write: the next command then begins when it gets the first object."""
        return False

    def prepare(self) -> None:
        """Bind the arguments of the call."""

    def begin(self) -> None:
        """Do what comes before the first object."""

    def process(self, item: Any) -> None:
        """Take one object of the pipeline."""

    def process_once(self) -> None:
        """Do the work once where there is no pipeline input."""

    def end(self) -> None:
        """Do what comes after the last object."""

    def clean(self) -> None:
        """Let go of what was held; called whatever happened."""

    def stop(self) -> None:
        """End soon: called from another thread."""


def _drop(value: Any) -> None:
    return None
