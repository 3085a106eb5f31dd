"""Why a job's command did not begin in a session that is there. Source: observed, PowerShell 7.6.9."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pssession.engine.errors import PSInvalidOperationException, exception_class
from pssession.engine.values.enums import enum_text
from pssession.objects import ErrorCategory, ErrorRecord, InvocationInfo

if TYPE_CHECKING:
    from pssession.cmdlets.remoting.pssession_object import PSSession

_WRONG_STATE = exception_class("System.Management.Automation.Runspaces.InvalidRunspaceStateException")


class _Target:
    """Be the TargetObject of these errors, of which scripts see the type's name."""

    dotnet_type: ClassVar[str] = "Microsoft.PowerShell.Commands.ExecutionCmdletHelperRunspace"


def not_opened(session: PSSession) -> ErrorRecord:
    """Make the error of a session that is not open."""
    words = (
        "Cannot invoke the pipeline because the runspace is not in the Opened state. Current state of the runspace is "
        f"'{enum_text(session.state)}'."
    )
    return _record(_WRONG_STATE, words, f"InvalidSessionState,{session.computer_name}")


def busy(words: str) -> ErrorRecord:
    """Make the error of a session in which another command runs."""
    return _record(PSInvalidOperationException, words, "RemotePipelineExecutionFailed")


def _record(kind: Any, words: str, error_id: str) -> ErrorRecord:
    # A record that knows its place keeps its id as it is.
    return ErrorRecord(
        exception=kind(words),
        fully_qualified_error_id=error_id,
        category=ErrorCategory.OperationStopped,
        target_object=_Target(),
        invocation_info=InvocationInfo(),
    )
