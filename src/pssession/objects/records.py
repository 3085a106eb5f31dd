"""Records of the streams beside output: errors, messages, progress.

Data only; who shows them and who raises them lives above. Source: MS-PSRP 2.2.3.15 to 2.2.3.20.
"""

from __future__ import annotations

from typing import Any

from pssession.objects.psobject import PSObject
from pssession.objects.states import ErrorCategory
from pssession.objects.structure import field, structure


@structure(slots=True, kw_only=True)
class InvocationInfo:
    """Say where in a script a command stood.

    Attributes:
        command: The command itself (what `MyCommand` gives), None for an expression.
        command_name: Its name, kept where the command itself is not known.
        bound_parameters: Names and values of the call.
        pipeline_position: From 1; 0 where unknown.
        line_number, offset_in_line: From 1; 0 without a position.
    """

    command: Any = None
    command_name: str = ""
    command_type: Any = None
    invocation_name: str = ""
    bound_parameters: Any = None
    unbound_arguments: list[Any] = field(default_factory=list)
    script_name: str | None = None
    line_number: int = 0
    offset_in_line: int = 0
    line: str = ""
    position_message: str = ""
    statement: str = ""
    ps_script_root: str = ""
    ps_command_path: str | None = None
    history_id: int = -1
    pipeline_length: int = 0
    pipeline_position: int = 0
    expecting_input: bool = False
    command_origin: int = 1
    display_script_position: Any = None


@structure(slots=True, kw_only=True)
class ErrorDetails:
    """Say an error in other words than its exception does."""

    message: str = ""
    recommended_action: str = ""


@structure(slots=True, kw_only=True)
class OriginInfo:
    """Say which computer and session a record came from."""

    computer_name: str = ""
    runspace_id: Any = None
    instance_id: Any = None


@structure(slots=True, kw_only=True, eq=False)
class ErrorRecord:
    """Hold one error.

    Attributes:
        exception: A Python exception of the engine, an exception that came from elsewhere, or a property bag.
        target_object: What was being worked on.
        activity, reason, target_name, target_type: The words of CategoryInfo; "" means they are to be derived.
        script_stack_trace: One call a line, the innermost first.
        origin_info: Set on records that came from another session.
        told_invocation_info: What a record that came from another session said of its invocation, as it came.
    """

    exception: Any
    fully_qualified_error_id: str = ""
    category: ErrorCategory = ErrorCategory.NotSpecified
    target_object: Any = None
    activity: str = ""
    reason: str = ""
    target_name: str = ""
    target_type: str = ""
    error_details: ErrorDetails | None = None
    invocation_info: InvocationInfo | None = None
    script_stack_trace: str | None = None
    pipeline_iteration_info: list[int] = field(default_factory=list)
    origin_info: OriginInfo | None = None
    serialize_extended_info: bool = False
    told_invocation_info: Any = None
    extended: Any = None

    @property
    def message(self) -> str:
        """Give the words to show: those of the details, else the exception's."""
        if self.error_details is not None and self.error_details.message:
            return self.error_details.message
        exception = self.exception
        if isinstance(exception, PSObject):
            return str(exception.get("Message") or exception.text or "")
        return str(getattr(exception, "message", None) or exception or "")

    def __str__(self) -> str:
        return self.message


@structure(slots=True, kw_only=True, eq=False)
class RemotingErrorRecord(ErrorRecord):
    """Hold an error that came from another session; `origin_info` says from which."""


@structure(slots=True, kw_only=True, eq=False)
class InformationalRecord:
    """Hold a message of the warning, verbose or debug stream."""

    message: str
    invocation_info: InvocationInfo | None = None
    pipeline_iteration_info: list[int] = field(default_factory=list)
    origin_info: OriginInfo | None = None
    fully_qualified_warning_id: str = ""
    extended: Any = None

    def __str__(self) -> str:
        return self.message


@structure(slots=True, kw_only=True, eq=False)
class WarningRecord(InformationalRecord):
    """Hold a warning."""


@structure(slots=True, kw_only=True, eq=False)
class VerboseRecord(InformationalRecord):
    """Hold a verbose message."""


@structure(slots=True, kw_only=True, eq=False)
class DebugRecord(InformationalRecord):
    """Hold a debug message."""


@structure(slots=True, kw_only=True)
class ProgressRecord:
    """Say how far an activity is; `record_type` 0 is processing, 1 completed."""

    activity: str
    activity_id: int = 0
    status_description: str = "Processing"
    current_operation: str | None = None
    parent_activity_id: int = -1
    percent_complete: int = -1
    record_type: int = 0
    seconds_remaining: int = -1


@structure(slots=True, kw_only=True)
class HostInformationMessage:
    """Hold what Write-Host wrote; colours are numbers of ConsoleColor."""

    message: str
    no_new_line: bool = False
    foreground_color: int | None = None
    background_color: int | None = None

    def __str__(self) -> str:
        return self.message


@structure(slots=True, kw_only=True, eq=False)
class InformationRecord:
    """Hold a message of the information stream.

    Attributes:
        shown_text: What a host shows of it, None for nothing; each command that writes it decides anew.
    """

    message_data: Any
    source: str = ""
    time_generated: Any = None
    tags: list[str] = field(default_factory=list)
    user: str = ""
    computer: str = ""
    process_id: int = 0
    native_thread_id: int = 0
    managed_thread_id: int = 0
    origin_info: OriginInfo | None = None
    shown_text: str | None = None
    extended: Any = None

    def __str__(self) -> str:
        return str(self.message_data)
