"""What scripts read of the run time's own objects, by .NET names: invocation info, commands, script blocks, error records.

Source: System.Management.Automation.InvocationInfo, CommandInfo, ScriptBlock, ErrorRecord, ErrorCategoryInfo.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.commands import language
from pssession.engine.commands.variables import Guard, Variable
from pssession.engine.errors import DotNetException, MethodInvocationException, RuntimeException
from pssession.engine.values import enums, tables
from pssession.engine.values.conversions import to_string
from pssession.engine.values.members.calls import failed_call
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.text import target_text
from pssession.engine.values.types import DotNetType, define, require, type_of
from pssession.objects import CUSTOM, DebugRecord, ErrorDetails, ErrorRecord, InvocationInfo, PSObject, VerboseRecord, WarningRecord

_A = "System.Management.Automation."


class CategoryInfo:
    """Be an error record's CategoryInfo: what the record says, derived where it says nothing."""

    dotnet_type = _A + "ErrorCategoryInfo"

    def __init__(self, record: ErrorRecord) -> None:
        self._record = record

    @property
    def category(self) -> Any:
        """Give the category."""
        return self._record.category

    @property
    def activity(self) -> str:
        """Give what was being done."""
        return self._record.activity

    @activity.setter
    def activity(self, value: Any) -> None:
        self._record.activity = to_string(value)

    @property
    def reason(self) -> str:
        """Give the exception's type without namespace."""
        if self._record.reason:
            return self._record.reason
        problem = self._record.exception
        if isinstance(problem, PSObject):
            names = problem.type_names or [""]
            return names[0].rpartition(".")[2]
        return type_of(problem).name if isinstance(problem, DotNetException) else ""

    @reason.setter
    def reason(self, value: Any) -> None:
        self._record.reason = to_string(value)

    @property
    def target_name(self) -> str:
        """Write the target object."""
        if self._record.target_name or self._record.target_object is None:
            return self._record.target_name
        try:
            return target_text(self._record.target_object)
        except DotNetException:
            return ""

    @target_name.setter
    def target_name(self, value: Any) -> None:
        self._record.target_name = to_string(value)

    @property
    def target_type(self) -> str:
        """Name the target object's type."""
        target = self._record.target_object
        if self._record.target_type or target is None:
            return self._record.target_type
        if type(target) is PSObject and target.base is CUSTOM:
            return (target.type_names or ["PSObject"])[0].rpartition(".")[2]
        return type_of(target).name

    @target_type.setter
    def target_type(self, value: Any) -> None:
        self._record.target_type = to_string(value)

    def get_message(self, *culture: Any) -> str:
        """Write all of it in a line."""
        return self.to_string()

    def to_string(self) -> str:
        """Write all of it in a line."""
        record = self._record
        return f"{record.category.name}: ({self.target_name}:{self.target_type}) [{self.activity}], {self.reason}"


def _command_type(info: Any) -> Any:
    names = {"Alias": 1, "Function": 2, "Filter": 4, "Cmdlet": 8, "ExternalScript": 16, "Application": 32, "Script": 64}
    return enums.make(require(_A + "CommandTypes"), names.get(info.command_type, 0))


def _inner_record(problem: Any) -> Any:
    if isinstance(problem, RuntimeException):
        return problem.error_record
    return getattr(problem, "error_record", None)


def _set_details(record: ErrorRecord, value: Any) -> None:
    record.error_details = ErrorDetails(message=value) if isinstance(value, str) else value


def _script_block(info: Any) -> Any:
    return getattr(info, "script_block", None)


def _set_variable(variable: Any, value: Any) -> None:
    variable.value = value


def _set_description(variable: Any, value: Any) -> None:
    variable.guarded().description = to_string(value)


_EXCEPTION = {
    "TargetSite": lambda problem: None,
    "Message": lambda problem: problem.message,
    "Data": lambda problem: problem.data,
    "InnerException": lambda problem: problem.inner if isinstance(problem.inner, DotNetException) else None,
    "HelpLink": lambda problem: problem.help_link,
    "Source": lambda problem: problem.source,
    "HResult": lambda problem: problem.hresult,
    "StackTrace": lambda problem: problem.stack_trace,
}
_COMMAND = {
    "Name": lambda info: info.name,
    "CommandType": _command_type,
    "Definition": lambda info: info.definition,
    "Source": lambda info: getattr(info, "source", None) or info.module_name,
    "ModuleName": lambda info: info.module_name,
    "Module": lambda info: info.module,
    "Version": lambda info: getattr(info, "version", None),
    "Visibility": lambda info: enums.make(require(_A + "SessionStateEntryVisibility"), 0 if info.visible else 1),
}
_SCRIPT = {**_COMMAND, "ScriptBlock": _script_block}
_FUNCTION = {
    **_SCRIPT,
    "Options": lambda info: enums.make(require(_A + "ScopedItemOptions"), info.options),
    "Description": lambda info: info.description,
    "CmdletBinding": lambda info: info.script_block.code.is_advanced,
    "Noun": lambda info: info.name.partition("-")[2],
    "Verb": lambda info: info.name.partition("-")[0] if "-" in info.name else "",
}

TABLES = (
    TypeTable(
        _A + "InvocationInfo",
        properties={
            "MyCommand": lambda info: info.command,
            "BoundParameters": lambda info: info.bound_parameters,
            "UnboundArguments": lambda info: info.unbound_arguments,
            "ScriptLineNumber": lambda info: info.line_number,
            "OffsetInLine": lambda info: info.offset_in_line,
            "HistoryId": lambda info: info.history_id,
            "ScriptName": lambda info: info.script_name,
            "Line": lambda info: info.line,
            "Statement": lambda info: info.statement,
            "PositionMessage": lambda info: info.position_message,
            "PSScriptRoot": lambda info: info.ps_script_root,
            "PSCommandPath": lambda info: info.ps_command_path,
            "InvocationName": lambda info: info.invocation_name,
            "PipelineLength": lambda info: info.pipeline_length,
            "PipelinePosition": lambda info: info.pipeline_position,
            "ExpectingInput": lambda info: info.expecting_input,
            "CommandOrigin": lambda info: enums.make(require(_A + "CommandOrigin"), info.command_origin),
            "DisplayScriptPosition": lambda info: info.display_script_position,
        },
        python=InvocationInfo,
    ),
    TypeTable(
        _A + "ErrorRecord",
        properties={
            "Exception": lambda record: record.exception,
            "TargetObject": lambda record: record.target_object,
            "CategoryInfo": CategoryInfo,
            "FullyQualifiedErrorId": lambda record: record.fully_qualified_error_id,
            "ErrorDetails": lambda record: record.error_details,
            "InvocationInfo": lambda record: record.invocation_info,
            "ScriptStackTrace": lambda record: record.script_stack_trace,
        },
        setters={"ErrorDetails": _set_details},
        new=lambda *given: _new_record(*given),
        to_string=lambda record: record.message,
    ),
    TypeTable(
        _A + "Remoting.OriginInfo",
        properties={
            "PSComputerName": lambda origin: origin.computer_name,
            "RunspaceID": lambda origin: origin.runspace_id,
            "InstanceID": lambda origin: origin.instance_id,
        },
        to_string=lambda origin: origin.computer_name,
    ),
    *(TypeTable(_A + name, properties=_SCRIPT) for name in ("ScriptInfo", "ExternalScriptInfo")),
    *(TypeTable(_A + name, properties=_FUNCTION) for name in ("FunctionInfo", "FilterInfo")),
    TypeTable(_A + "CommandInfo", properties=_COMMAND),
    TypeTable(_A + "CmdletInfo", properties=_COMMAND),
    TypeTable(
        _A + "ApplicationInfo", properties={**_COMMAND, "Path": lambda info: info.definition, "Source": lambda info: info.definition}
    ),
    TypeTable(
        _A + "ScriptBlock",
        properties={
            "Ast": lambda block: block.ast,
            "Attributes": lambda block: block.attributes,
            "File": lambda block: block.file,
            "IsFilter": lambda block: block.is_filter,
            "Module": lambda block: block.module,
            "Id": lambda block: block.id,
            "StartPosition": lambda block: block.ast.extent,
        },
        static={"Create": lambda text: _called("Create", [text], _create, text)},
        methods={
            "Invoke": lambda block, arguments=(): _called("Invoke", arguments, block.invoke, *(arguments or ())),
            "InvokeReturnAsIs": lambda block, arguments=(): _called(
                "InvokeReturnAsIs", arguments, block.invoke_return_as_is, *(arguments or ())
            ),
            "InvokeWithContext": lambda block, functions=None, variables=None, arguments=(): _called(
                "InvokeWithContext",
                (functions, variables, *(arguments or ())),
                block.invoke_with_context,
                functions,
                variables,
                *(arguments or ()),
            ),
            "GetNewClosure": lambda block: block.get_new_closure(),
        },
        to_string=lambda block: block.text,
    ),
    TypeTable("System.ArgumentException", properties={"Message": _EXCEPTION["Message"], "ParamName": lambda problem: problem.param_name}),
    TypeTable("System.Exception", properties=_EXCEPTION, methods={"GetBaseException": lambda problem: problem.base_exception}),
    TypeTable(
        _A + "PSVariable",
        new=lambda name, value=None, options=0, *rest: _new_variable(name, value, options),
        properties={
            "Name": lambda variable: variable.name,
            "Value": lambda variable: variable.value,
            "Options": lambda variable: enums.make(require(_A + "ScopedItemOptions"), variable.options),
            "Description": lambda variable: variable.description,
            "Attributes": lambda variable: variable.attributes,
            "Visibility": lambda variable: enums.make(require(_A + "SessionStateEntryVisibility"), 0),
            "ModuleName": lambda variable: variable.module_name,
            "Module": lambda variable: None if variable.guard is None else variable.guard.module,
        },
        setters={"Value": _set_variable, "Description": _set_description},
    ),
    *(
        TypeTable(_A + kind.__name__, new=lambda text, kind=kind: kind(message=text), to_string=lambda record: record.message)
        for kind in (WarningRecord, VerboseRecord, DebugRecord)
    ),
    TypeTable(
        _A + "RuntimeException",
        properties={
            **_EXCEPTION,
            "ErrorRecord": _inner_record,
            "WasThrownFromThrowStatement": lambda problem: problem.was_thrown_from_throw_statement,
        },
    ),
)


def _called(name: str, arguments: Any, function: Any, *given: Any) -> Any:
    """Call a method of a script block: what its script raises comes wrapped, as from any method."""
    try:
        return function(*given)
    except MethodInvocationException:
        raise
    except DotNetException as problem:
        raise failed_call(name, len(arguments or ()), problem) from problem


def _new_variable(name: str, value: Any, options: Any) -> Variable:
    bits = options if isinstance(options, int) else enums.number_of(options)
    return Variable(name, value, Guard(bits) if bits else None)


def _new_record(*given: Any) -> Any:
    from pssession.engine.values.dotnet.powershell import new_error

    return new_error(*given)


def _create(text: str) -> Any:
    from pssession.engine.commands.script_blocks import running

    return running().make_script_block(text)


def install() -> None:
    """Tell the values about these types."""
    for name, kind in (("PSReference", ""), ("PSReference`1", "gT")):
        define(DotNetType(_A + name, base="System.Object", kind=kind))
    for table in TABLES:
        tables.add(table)
    language.announce()
