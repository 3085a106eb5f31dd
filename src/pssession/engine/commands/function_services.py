"""What an advanced function has beside its body: the common parameters, and `$PSCmdlet`.

Source: about_CommonParameters, about_Functions_Advanced_Methods; ids and words as PowerShell 7.6 gives them.
"""

from __future__ import annotations

from typing import Any, NoReturn

from pssession.engine.commands import errors_handling
from pssession.engine.commands.binding.common import Copying
from pssession.engine.commands.frames import invocation_info
from pssession.engine.commands.preferences import IGNORE, shown_text
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.variables import Variable
from pssession.engine.errors import ActionPreferenceStopException, CmdletInvocationException, DotNetException, RuntimeException
from pssession.engine.values import enumeration, enums
from pssession.engine.values.conversions import to_bool, to_string
from pssession.engine.values.types import require
from pssession.objects import (
    AUTOMATION_NULL,
    ArrayList,
    DebugRecord,
    ErrorRecord,
    InformationRecord,
    VerboseRecord,
    WarningRecord,
)

_ACTION = "System.Management.Automation.ActionPreference"
_CONTINUE, _SILENT = 2, 0

# Common parameter, preference variable in the function's scope, its value for a switch (on, off).
_PREFERENCES = (
    ("ErrorAction", "ErrorActionPreference", None),
    ("WarningAction", "WarningPreference", None),
    ("InformationAction", "InformationPreference", None),
    ("ProgressAction", "ProgressPreference", None),
    ("Verbose", "VerbosePreference", (_CONTINUE, _SILENT)),
    ("Debug", "DebugPreference", (_CONTINUE, _SILENT)),
)
_RECORDED = (
    ("ErrorVariable", "write_error"),
    ("WarningVariable", "write_warning"),
    ("InformationVariable", "write_information"),
)


def apply_common(processor: Any, bound: dict[str, Any]) -> None:
    """Let the common parameters of a call take effect on a function."""
    S: Scope = processor.scope
    for name, variable, switch in _PREFERENCES:
        if name in bound:
            value = bound[name]
            if switch is not None:
                value = enums.make(require(_ACTION), switch[0] if to_bool(value) else switch[1])
            S.variables[variable.lower()] = Variable(variable, value)
    if "WhatIf" in bound:
        S.variables["whatifpreference"] = Variable("WhatIfPreference", bound["WhatIf"])
    if "Confirm" in bound:
        level = enums.make(require("System.Management.Automation.ConfirmImpact"), 1 if to_bool(bound["Confirm"]) else 0)
        S.variables["confirmpreference"] = Variable("ConfirmPreference", level)
    caller = processor.caller
    for name, route in _RECORDED:
        if name in bound:
            kept = _list_in(caller, to_string(bound[name]))
            write = getattr(processor.streams, route)
            processor.streams = processor.streams.replaced(**{route: Copying(write, kept)})
    if "OutVariable" in bound:
        processor.kept_output = _list_in(caller, to_string(bound["OutVariable"]))
    if "PipelineVariable" in bound:
        processor.pipeline_variable = to_string(bound["PipelineVariable"])


def _list_in(scope: Scope, name: str) -> ArrayList:
    """Give the list that a variable of a common parameter fills; `+name` goes on with what is there."""
    if name.startswith("+"):
        name = name[1:]
        found = scope.find(name.lower())
        if found is not None and isinstance(found.value, ArrayList):
            return found.value
        kept = ArrayList()
        if found is not None and found.value is not None:
            items = enumeration.iterate(found.value)
            kept.extend([found.value] if items is None else items)
    else:
        kept = ArrayList()
    scope.put(name, kept)
    return kept


class ScriptCmdlet:
    """Be `$PSCmdlet` of an advanced function."""

    dotnet_type = "System.Management.Automation.PSScriptCmdlet"
    dotnet_enumerable = False

    def __init__(self, processor: Any) -> None:
        self._processor = processor
        self._yes_to_all = False

    @property
    def my_invocation(self) -> Any:
        """Give `$MyInvocation`."""
        return self._processor.frame.read("myinvocation")

    @property
    def parameter_set_name(self) -> str:
        """Name the parameter set."""
        binder = self._processor.binder
        return "__AllParameterSets" if binder is None else str(binder.parameter_set)

    @property
    def host(self) -> Any:
        """Give `$Host`."""
        return self._processor.context.host_object()

    @property
    def session_state(self) -> Any:
        """Give the session state, as `$ExecutionContext.SessionState` does."""
        intrinsics = self._processor.context.engine_intrinsics()
        return None if intrinsics is None else intrinsics.session_state

    @property
    def stopping(self) -> bool:
        """Tell whether the pipeline was stopped."""
        return bool(self._processor.context.stopping)

    @property
    def command_origin(self) -> Any:
        """Say where the call came from."""
        return enums.make(require("System.Management.Automation.CommandOrigin"), 1)

    def get_variable_value(self, name: str, default: Any = None) -> Any:
        """Read a variable of the caller."""
        found = self._processor.caller.find(name.lower())
        return default if found is None else found.value

    def write_object(self, value: Any, enumerate_collection: bool = False) -> Any:
        """Write to the output."""
        items = enumeration.iterate(value) if enumerate_collection else None
        for item in [value] if items is None else items:
            self._processor.out(item)
        return AUTOMATION_NULL

    def write_error(self, record: ErrorRecord) -> Any:
        """Write an error that does not end the function."""
        self._describe(record)
        X = self._processor.context
        self._processor.failed = True
        action = errors_handling.preference(X)
        if action == "stop":
            raise stopped_by(record)
        if action != "ignore":
            errors_handling.remember(X, record)
        if action not in ("silentlycontinue", "ignore"):
            X.streams.write_error(record)
        return AUTOMATION_NULL

    def throw_terminating_error(self, record: ErrorRecord) -> NoReturn:
        """End the function with an error."""
        self._describe(record)
        problem = record.exception
        if isinstance(problem, RuntimeException):
            problem.error_record = record
            raise problem
        inner = problem if isinstance(problem, DotNetException) else None
        made = CmdletInvocationException(record.message, record.fully_qualified_error_id, record.category, record.target_object, inner)
        made.error_record = record
        raise made

    def _describe(self, record: ErrorRecord) -> None:
        name = self._processor.invocation.command.name
        suffix = f",{name}"
        if name and not record.fully_qualified_error_id.endswith(suffix):
            record.fully_qualified_error_id += suffix
        if not record.activity:
            record.activity = name
        if record.invocation_info is None:
            record.invocation_info = invocation_info(self._processor.invocation)

    def write_warning(self, text: Any) -> Any:
        """Write a warning."""
        return self._message("warningpreference", "write_warning", WarningRecord(message=to_string(text)))

    def write_verbose(self, text: Any) -> Any:
        """Write a verbose message."""
        return self._message("verbosepreference", "write_verbose", VerboseRecord(message=to_string(text)))

    def write_debug(self, text: Any) -> Any:
        """Write a debug message."""
        return self._message("debugpreference", "write_debug", DebugRecord(message=to_string(text)))

    def write_information(self, data: Any, tags: Any = ()) -> Any:
        """Write to the information stream."""
        record = (
            data if isinstance(data, InformationRecord) else InformationRecord(message_data=data, tags=[to_string(t) for t in tags or ()])
        )
        X = self._processor.context
        action = errors_handling.preference(X, "informationpreference")
        if action != IGNORE:
            record.shown_text = shown_text(record, action)
            X.streams.write_information(record)
        return AUTOMATION_NULL

    def write_progress(self, record: Any) -> Any:
        """Write a progress record."""
        self._processor.context.streams.write_progress(record)
        return AUTOMATION_NULL

    def _message(self, preference: str, route: str, record: Any) -> Any:
        X = self._processor.context
        action = errors_handling.preference(X, preference)
        if action in ("silentlycontinue", "ignore"):
            return AUTOMATION_NULL
        record.invocation_info = invocation_info(self._processor.invocation)
        getattr(X.streams, route)(record)
        if action == "stop":
            made = RuntimeException(record.message, "ActionPreferenceStop", "OperationStopped")
            raise stopped_by(made.error_record)
        return AUTOMATION_NULL

    def should_process(self, target: Any = "", action: Any = None, caption: Any = None, reason: Any = None) -> bool:
        """Decide by -WhatIf and -Confirm whether something is to be done."""
        X = self._processor.context
        if action is None:
            action = self._processor.invocation.command.name
        words = f'Performing the operation "{to_string(action)}" on target "{to_string(target)}".'
        if caption is not None:
            words = to_string(target)
        found = X.scope.find("whatifpreference")
        if found is not None and to_bool(found.value):
            X.host.write_line(f"What if: {words}")
            return False
        verbose = errors_handling.preference(X, "verbosepreference")
        if verbose not in ("silentlycontinue", "ignore"):
            X.streams.write_verbose(VerboseRecord(message=words))
        return True

    def should_continue(self, query: Any, caption: Any = "", *rest: Any) -> bool:
        """Ask the user."""
        from pssession.engine.commands.binding.should_process import should_continue

        return should_continue(self._processor.context, to_string(query), to_string(caption), None)


def stopped_by(record: ErrorRecord) -> ActionPreferenceStopException:
    """Make the exception of an error that a preference of Stop turns into the end of the script."""
    words = (
        'The running command stopped because the preference variable "ErrorActionPreference" or common parameter is set to Stop: '
        f"{record.message}"
    )
    made = ActionPreferenceStopException(words, record.fully_qualified_error_id, record.category, record.target_object)
    made.error_record = record
    return made
