"""The base of every cmdlet body: what a body may call, and the names its parameters have on it.

A body is a class with begin, process and end; its parameters come from recorded metadata by the command's name and are set on the
object before each call, in snake case: `-LiteralPath` is `self.literal_path`. A name that Python or this class already uses gets an
underscore behind it: `-As` is `self.as_`, `-Process` is `self.process_`, `-Context` is `self.context_`. No binding stands here.

Source: System.Management.Automation.Cmdlet and PSCmdlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Protocol

from pssession.engine.errors import DotNetException
from pssession.engine.values import enumeration
from pssession.objects import ErrorCategory, ErrorRecord


class CmdletRuntime(Protocol):
    """Say what a running cmdlet asks of the processor that runs it."""

    @property
    def bound(self) -> dict[str, Any]:
        """Give the bound parameters by their own names."""

    @property
    def parameter_set(self) -> str:
        """Name the parameter set in use."""

    def write_error(self, record: ErrorRecord) -> None:
        """Write a non-terminating error."""

    def throw_terminating(self, record: ErrorRecord) -> NoReturn:
        """End the command with an error."""

    def write_message(self, kind: str, text: Any) -> None:
        """Write to the warning, verbose or debug stream."""

    def keep_message(self, kind: str, record: Any) -> None:
        """Give a message that is shown already to the variable that collects its stream."""

    def write_information(self, message: Any, tags: Iterable[str], source: str | None = None) -> None:
        """Write to the information stream; a whole record is passed on as it is."""

    def write_progress(self, record: Any) -> None:
        """Write a progress record."""

    def should_process(self, target: str, action: str | None, what_if: str | None) -> bool:
        """Decide by -WhatIf and -Confirm whether something is to be done."""

    def should_continue(self, query: str, caption: str, state: list[bool] | None) -> bool:
        """Ask the user."""

    def stop_upstream(self) -> NoReturn:
        """End the commands before this one."""


class Cmdlet:
    """Be the body of a cmdlet.

    Attributes:
        context: The runspace (`engine.commands.context.Context`).
        invocation: How the command was called (`engine.commands.processor.Invocation`).
        runtime: What the services below are carried out by.
        write: Write one object, not unrolled.
        dotnet_name: Full .NET name of the class, the second part of error ids; derived from the Python name where it is not given.
        has_dynamic_parameters: True where `dynamic_parameters` is to be asked.
        confirm_impact: Low, Medium, High or None: from which $ConfirmPreference on `should_process` asks.
    """

    context: Any
    invocation: Any
    runtime: CmdletRuntime
    dotnet_name: ClassVar[str] = ""
    has_dynamic_parameters: ClassVar[bool] = False
    confirm_impact: ClassVar[str] = "Medium"

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    # -- What a body fills in --

    def begin(self) -> None:
        """Prepare; called once before the first object."""

    def process(self) -> None:
        """Work on one object of the pipeline, or once where nothing is piped in."""

    def end(self) -> None:
        """Finish; called once after the last object."""

    def stop(self) -> None:
        """Wake up what blocks; called from another thread."""

    def clean(self) -> None:
        """Let go of what is held; called in any case, the last of all."""

    def dynamic_parameters(self) -> Iterable[Any] | None:
        """Give further parameters (`metadata.Parameter`) that depend on those bound so far."""
        return None

    # -- Services --

    def write(self, value: Any) -> None:
        """Write one object, not unrolled."""
        raise RuntimeError("the cmdlet is not running")  # replaced on each running object by its pipe

    def write_all(self, values: Iterable[Any]) -> None:
        """Write each of several objects."""
        out = self.write
        for value in values:
            out(value)

    def write_unrolled(self, value: Any) -> None:
        """Write a value as a script's output does: a collection item by item."""
        items = enumeration.iterate(value)
        if items is None:
            self.write(value)
        else:
            self.write_all(items)

    def write_error(self, record: ErrorRecord) -> None:
        """Write a non-terminating error; -ErrorAction decides what becomes of it."""
        self.runtime.write_error(record)

    def throw_terminating(self, record: ErrorRecord) -> NoReturn:
        """End this command with an error.

        Raises:
            CmdletInvocationException: Always.
        """
        self.runtime.throw_terminating(record)

    def error(
        self,
        error_id: str,
        category: ErrorCategory | str,
        message: str | DotNetException,
        target: Any = None,
        exception_type: type[DotNetException] | None = None,
    ) -> ErrorRecord:
        """Make an error record for `write_error` or `throw_terminating`.

        Args:
            error_id: The first part of FullyQualifiedErrorId; the class's name is added when it is written.
            category: A member of ErrorCategory or its name.
            message: The words, or the exception itself.
            target: TargetObject.
            exception_type: Class of the exception; System.Exception without one.
        """
        problem = message if isinstance(message, DotNetException) else (exception_type or DotNetException)(message)
        kind = ErrorCategory[category] if isinstance(category, str) else category
        return ErrorRecord(exception=problem, fully_qualified_error_id=error_id, category=kind, target_object=target)

    def write_warning(self, text: str) -> None:
        """Write a warning."""
        self.runtime.write_message("warning", text)

    def write_verbose(self, text: str) -> None:
        """Write a verbose message."""
        self.runtime.write_message("verbose", text)

    def write_debug(self, text: str) -> None:
        """Write a debug message."""
        self.runtime.write_message("debug", text)

    def keep_message(self, kind: str, record: Any) -> None:
        """Give a message (warning, verbose, debug) that is shown already to the variable that collects its stream, and nobody else."""
        self.runtime.keep_message(kind, record)

    def write_information(self, message: Any, tags: Iterable[str] = (), source: str | None = None) -> None:
        """Write to the information stream: a message with tags, or a whole InformationRecord."""
        self.runtime.write_information(message, tags, source)

    def write_progress(self, record: Any) -> None:
        """Write a progress record."""
        self.runtime.write_progress(record)

    def should_process(self, target: str, action: str | None = None, *, what_if: str | None = None) -> bool:
        """Tell whether to change something, by -WhatIf, -Confirm and $ConfirmPreference.

        Args:
            target: What is changed.
            action: What is done to it; the command's name without one.
            what_if: The whole text of -WhatIf, in place of the usual one.
        """
        return self.runtime.should_process(target, action, what_if)

    def should_continue(self, query: str, caption: str, state: list[bool] | None = None) -> bool:
        """Ask the user whether to go on; `state` holds "yes to all" and "no to all" between calls."""
        return self.runtime.should_continue(query, caption, state)

    def stop_upstream(self) -> NoReturn:
        """End the commands before this one in the pipeline; this one's `end` still runs."""
        self.runtime.stop_upstream()

    # -- What is known about the call --

    @property
    def host(self) -> Any:
        """Give the host."""
        return self.context.host

    @property
    def parameter_set(self) -> str:
        """Name the parameter set in use."""
        return self.runtime.parameter_set

    @property
    def bound(self) -> dict[str, Any]:
        """Give what was bound: names as the cmdlet spells them, values as converted."""
        return self.runtime.bound

    def is_bound(self, name: str) -> bool:
        """Tell whether a parameter was given, by argument or from the pipeline."""
        return name in self.runtime.bound

    @property
    def is_stopping(self) -> bool:
        """Tell whether the pipeline is being stopped."""
        return bool(self.context.stopping)


_RESERVED = frozenset(name for name in dir(Cmdlet) if not name.startswith("_")) | frozenset(("context", "invocation", "runtime"))
_BORDERS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_attribute_names: dict[str, str] = {}


def attribute_name(parameter: str) -> str:
    """Give the name that a parameter has on a cmdlet object."""
    known = _attribute_names.get(parameter)
    if known is None:
        known = _BORDERS.sub("_", parameter).lower()
        if iskeyword(known) or known in _RESERVED:
            known += "_"
        _attribute_names[parameter] = known
    return known


def implementing_name(kind: type[Cmdlet]) -> str:
    """Give the full .NET name of a cmdlet's class."""
    return kind.dotnet_name or "Microsoft.PowerShell.Commands." + kind.__name__
