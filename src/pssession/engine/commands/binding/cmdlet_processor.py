"""Running one call of a cmdlet: its parameters bound, its body fed, its records led where preferences say.

What the services do to hosts and streams stands here; what a body is stands in `cmdlet`.

Source: System.Management.Automation.Cmdlet; results as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

from pssession.engine.commands import errors_handling, positions
from pssession.engine.commands.binding.binder import Binder
from pssession.engine.commands.binding.common import CommonParameters, common_of, keep
from pssession.engine.commands.binding.should_process import ShouldProcess, inquire, should_continue
from pssession.engine.commands.cmdlet import Cmdlet, attribute_name, implementing_name
from pssession.engine.commands.frames import invocation_info
from pssession.engine.commands.metadata import CommandMetadata
from pssession.engine.commands.preferences import CONTINUE, IGNORE, INQUIRE, SILENT, STOP, VARIABLES, shown_text, stopped
from pssession.engine.commands.processor import Invocation, Processor
from pssession.engine.errors import (
    ActionPreferenceStopException,
    CmdletInvocationException,
    CmdletProviderInvocationException,
    ParameterBindingException,
    PipelineStoppedException,
    ProviderInvocationException,
    RuntimeException,
    ScriptCallDepthException,
    StopUpstream,
)
from pssession.objects import (
    DebugRecord,
    ErrorRecord,
    InformationRecord,
    RemotingErrorRecord,
    VerboseRecord,
    WarningRecord,
)

_PASSED_ON = (
    PipelineStoppedException,
    CmdletInvocationException,
    ActionPreferenceStopException,
    ScriptCallDepthException,
    ParameterBindingException,
)
_DEFAULT_ACTIONS = {"error": CONTINUE, "warning": CONTINUE, "progress": CONTINUE}
_MESSAGES = {"warning": WarningRecord, "verbose": VerboseRecord, "debug": DebugRecord}


class CmdletProcessor(Processor):
    """Run one call of a cmdlet."""

    __slots__ = (
        *("_binder", "_common", "_metadata", "_names", "_quick", "_redirected", "_should_process", "_waved_through"),
        "cmdlet",
    )

    def __init__(self, context: Any, invocation: Invocation, kind: type[Cmdlet], metadata: CommandMetadata) -> None:
        super().__init__(context, invocation)
        self.cmdlet = kind()
        self._metadata = metadata
        self._binder: Binder = Binder(context, metadata, invocation, self._dynamic if kind.has_dynamic_parameters else None)
        self._common: CommonParameters | None = None
        self._should_process: ShouldProcess | None = None
        self._redirected = False
        self._quick: tuple[dict[str, Any], str, str] | None = None
        self._names: list[str] = []
        self._waved_through: frozenset[str] | set[str] = frozenset()

    # What the pipeline calls.

    def prepare(self) -> None:
        """Bind the arguments and set them on the body."""
        context, binder, cmdlet = self.context, self._binder, self.cmdlet
        binder.refused = self._refused
        slots = cmdlet.__dict__
        slots.update(_defaults(self._metadata))
        cmdlet.context = context
        cmdlet.invocation = self.invocation
        cmdlet.runtime = self
        binder.bind_arguments(self.invocation.arguments)
        common = self._common = common_of(context, context.scope, binder.bound)
        if common is not None:
            self.streams = common.streams(self.streams)
        for name, value in binder.bound.items():
            slots[attribute_name(name)] = value

    def begin(self) -> None:
        """Begin."""
        if self._common is not None:
            self.out = self._common.out(self.out)
        self.cmdlet.write = self.out  # type: ignore[method-assign,assignment]  # the pipe stands in for the method while the body runs
        self._redirected = self.streams is not self.context.streams
        self._run(self.cmdlet.begin)

    def process(self, item: Any) -> None:
        """Bind one object and let the body work on it."""
        quick = self._quick
        if quick is not None:
            bound, name, attribute = quick
            bound[name] = item
            self.cmdlet.__dict__[attribute] = item
        elif not self._bind(item):
            return
        if self._redirected:
            self._run(self.cmdlet.process)
            return
        try:
            self.cmdlet.process()
        except Exception as error:
            raise self._wrapped(error) from error

    def process_once(self) -> None:
        """Let the body work without pipeline input."""
        self._run(self.cmdlet.process)

    def end(self) -> None:
        """End."""
        self._run(self.cmdlet.end)

    def clean(self) -> None:
        """Let the body let go."""
        self.cmdlet.clean()
        if self._common is not None:
            self._common.finish()

    def stop(self) -> None:
        """Wake the body up."""
        self.cmdlet.stop()

    # Binding.

    def _dynamic(self, binder: Binder) -> Any:
        slots = self.cmdlet.__dict__
        for name, value in binder.bound.items():
            slots[attribute_name(name)] = value
        return self.cmdlet.dynamic_parameters()

    def _bind(self, item: Any) -> bool:
        binder = self._binder
        slots = self.cmdlet.__dict__
        before = self._names
        if not binder.bind_pipeline(item):
            return False
        bound = binder.bound
        names = self._names = list(binder.pipeline_bound)
        for name in before:
            if name not in bound:
                attribute = attribute_name(name)
                slots[attribute] = _defaults(self._metadata).get(attribute)
        for name in names:
            slots[attribute_name(name)] = bound[name]
        quick = binder.quick_name
        if quick is not None:
            self._quick = (bound, quick, attribute_name(quick))
        return True

    def _refused(self, problem: ParameterBindingException) -> None:
        errors_handling.locate(self.context, problem, problem.error_record)
        self.write_error(problem.error_record)

    # Running the body.

    def _run(self, step: Any) -> None:
        context = self.context
        streams = context.streams
        if self._redirected:
            context.streams = self.streams
        try:
            step()
        except Exception as error:
            raise self._wrapped(error) from error
        finally:
            context.streams = streams

    def _wrapped(self, error: Exception) -> BaseException:
        """Give what leaves the command for an exception in its body."""
        if isinstance(error, _PASSED_ON):
            return error
        if isinstance(error, RuntimeException) and error.was_thrown_from_throw_statement:
            return error
        problem = errors_handling.as_dotnet(error)
        if getattr(problem, "was_thrown_from_throw_statement", False):
            return problem
        kind = CmdletProviderInvocationException if isinstance(problem, ProviderInvocationException) else CmdletInvocationException
        record = errors_handling.record_of(problem)
        self._complete(record)
        made = kind(problem.message, record.fully_qualified_error_id, record.category, record.target_object, problem)
        made.error_record = record
        made.__traceback__ = error.__traceback__
        return made

    def _complete(self, record: ErrorRecord) -> None:
        """Say in a record which command it is of, unless that is known."""
        if record.invocation_info is not None or isinstance(record, RemotingErrorRecord):
            return
        info = record.invocation_info = invocation_info(self.invocation)
        info.bound_parameters = dict(self._binder.bound)
        suffix = getattr(self.invocation.command, "implementing_name", None) or implementing_name(type(self.cmdlet))
        error_id = record.fully_qualified_error_id
        record.fully_qualified_error_id = f"{error_id},{suffix}" if error_id else suffix
        if not record.activity:
            record.activity = self.invocation.command.name
        if record.script_stack_trace is None:
            import sys

            record.script_stack_trace = positions.stack_trace(None, sys._getframe(1)) or None

    # Services (`cmdlet.CmdletRuntime`).

    @property
    def bound(self) -> dict[str, Any]:
        """Give the bound parameters by their own names."""
        return self._binder.bound

    @property
    def parameter_set(self) -> str:
        """Name the parameter set in use."""
        return self._binder.parameter_set

    def action(self, kind: str) -> str:
        """Give what is to become of records of a kind: error, warning, verbose, debug, information, progress."""
        common = self._common
        if common is not None and kind in common.actions:
            return common.actions[kind]
        found = self.context.scope.find(VARIABLES[kind].lower())
        if found is None or found.value is None:
            return _DEFAULT_ACTIONS.get(kind, SILENT)
        return str(self.context.preference(VARIABLES[kind]))

    def write_error(self, record: ErrorRecord) -> None:
        """Write a non-terminating error, as the preference wants."""
        context = self.context
        self._complete(record)
        self.failed = True
        action = self.action("error")
        if action == IGNORE:
            return
        if action == STOP:
            raise stopped("error", record.message, record)
        if action == INQUIRE:
            self._inquire("error", record.message)
        errors_handling.remember(context, record)
        if action == SILENT:
            keep(self.streams.write_error, record)
            return
        self.streams.write_error(record)

    def throw_terminating(self, record: ErrorRecord) -> NoReturn:
        """End the command with an error."""
        self._complete(record)
        exception = record.exception
        inner = exception if isinstance(exception, BaseException) else None
        made = CmdletInvocationException(record.message, record.fully_qualified_error_id, record.category, record.target_object, inner)
        made.error_record = record
        raise made

    def write_message(self, kind: str, text: Any) -> None:
        """Write to the warning, verbose or debug stream."""
        action = self.action(kind)
        if action in (SILENT, IGNORE):
            if kind == "warning" and action == SILENT:
                keep(self.streams.write_warning, self._message(kind, text))
            return
        getattr(self.streams, f"write_{kind}")(self._message(kind, text))
        if action == STOP:
            raise self._stopped(kind, str(text))
        if action == INQUIRE:
            self._inquire(kind)

    def keep_message(self, kind: str, record: Any) -> None:
        """Give a message that is shown already to the variable that collects its stream."""
        keep(getattr(self.streams, f"write_{kind}"), record)

    def _stopped(self, kind: str, text: str) -> ActionPreferenceStopException:
        """Make the error of a message that a preference of Stop ends the command at."""
        made = stopped(kind, text)
        self._complete(made.error_record)
        return made

    def _message(self, kind: str, text: Any) -> Any:
        record = _MESSAGES[kind]
        if isinstance(text, record):
            return text
        return record(message=str(text), invocation_info=invocation_info(self.invocation))

    def write_information(self, message: Any, tags: Iterable[str], source: str | None = None) -> None:
        """Write to the information stream; a whole record is passed on as it is."""
        action = self.action("information")
        if action == IGNORE:
            return
        record = message if isinstance(message, InformationRecord) else self._information(message, tags, source)
        record.shown_text = shown_text(record, action)
        self.streams.write_information(record)
        if action == STOP:
            raise self._stopped("information", str(record.message_data))

    def _information(self, message: Any, tags: Iterable[str], source: str | None) -> InformationRecord:
        from pssession.engine.commands.binding.moments import computer_name, now, thread_number, user_name

        extent = self.invocation.extent
        file = None if extent is None or extent.source is None else extent.source.file
        return InformationRecord(
            message_data=message,
            source=source or file or self.invocation.command.name,
            time_generated=now(self.context),
            tags=list(tags),
            user=user_name(),
            computer=computer_name(),
            process_id=os.getpid(),
            native_thread_id=thread_number(),
            managed_thread_id=1,
        )

    def write_progress(self, record: Any) -> None:
        """Write a progress record."""
        action = self.action("progress")
        if action in (SILENT, IGNORE):
            return
        self.streams.write_progress(record)
        if action == STOP:
            raise self._stopped("progress", record.activity)

    def _inquire(self, kind: str, *message: str) -> None:
        """Ask whether to go on after a record, once for all records of its kind where the answer is so."""
        if kind in self._waved_through:
            return
        answer = inquire(self.context, *message)
        if answer is None:
            self._waved_through = {*self._waved_through, kind}
        elif not answer:
            words = "The running command stopped because the user selected the Stop option."
            made = ActionPreferenceStopException(words, "ActionPreferenceStop", "OperationStopped")
            self._complete(made.error_record)
            raise made

    def should_process(self, target: str, action: str | None, what_if: str | None) -> bool:
        """Decide by -WhatIf and -Confirm whether something is to be done."""
        found = self._should_process
        if found is None:
            common = self._common
            found = self._should_process = ShouldProcess(
                self.context,
                self.invocation.command.name,
                type(self.cmdlet).confirm_impact,
                None if common is None else common.what_if,
                None if common is None else common.confirm,
                partial(self.write_message, "verbose"),
            )
        return found.decide(target, action, what_if)

    def should_continue(self, query: str, caption: str, state: list[bool] | None) -> bool:
        """Ask the user."""
        return should_continue(self.context, query, caption, state)

    def stop_upstream(self) -> NoReturn:
        """End the commands before this one."""
        raise StopUpstream(self)


_defaults_of: dict[int, dict[str, Any]] = {}


def _defaults(metadata: CommandMetadata) -> dict[str, Any]:
    """Give what the parameters are while unbound, by attribute."""
    found = _defaults_of.get(id(metadata))
    if found is None:
        found = {attribute_name(one.name): False if one.is_switch else None for one in metadata.own}
        _defaults_of[id(metadata)] = found
    return found
