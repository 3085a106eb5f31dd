"""Why a session could not be reached, as error records: the cause stands before the comma of the id, the command behind it.

Source: features 2.0.2 to 2.0.4 of PowerShell 7.6's session commands; texts and ids as recorded.
"""

from __future__ import annotations

from typing import Any, NoReturn

from pssession.engine.errors import PSRemotingTransportException
from pssession.errors import PSSessionError, SessionBusy, SessionError, SessionNotFound
from pssession.objects import ErrorCategory, ErrorDetails, ErrorRecord, InvocationInfo

_HELP = "For more information, see the about_Remote_Troubleshooting Help topic."
_NOBODY = (
    "The client cannot connect to the destination specified in the request. Verify that the service on the destination is running and is "
    "accepting requests: no transport to other computers is configured for {}."
)
_NO_SSH = "The SSH client session has ended with error message: no transport over SSH is configured for {}."
_NO_CONFIGURATION = (
    "The WS-Management service cannot process the request. Cannot find the {} session configuration in the WSMan: drive on the {} computer."
)
_OTHER_USER = "Access is denied: the sessions of this computer belong to its own user, and {} is another one."


class Unreachable(PSSessionError):
    """Say why nothing could be reached.

    Attributes:
        prefix: The cause, as ids begin with it; "" for none.
        is_framed: Whether PowerShell puts words of its own around the reason.
    """

    def __init__(self, words: str, prefix: str = "", *, is_framed: bool = True) -> None:
        super().__init__(words)
        self.prefix = prefix
        self.is_framed = is_framed


def nobody_listens(computer: str) -> NoReturn:
    """Say that there is no listener on a computer.

    Raises:
        Unreachable: Always.
    """
    raise Unreachable(_NOBODY.format(computer), "CannotConnect")


def no_ssh(host: str) -> NoReturn:
    """Say that a host cannot be reached over SSH.

    Raises:
        Unreachable: Always.
    """
    raise Unreachable(_NO_SSH.format(host), is_framed=False)


def no_configuration(name: str, computer: str) -> NoReturn:
    """Say that a computer has no session configuration of a name.

    Raises:
        Unreachable: Always.
    """
    raise Unreachable(_NO_CONFIGURATION.format(name, computer), "InvalidResourceUri")


def other_user(name: str) -> NoReturn:
    """Say that sessions of this computer are not to be had for another user.

    Raises:
        Unreachable: Always.
    """
    raise Unreachable(_OTHER_USER.format(name), "AccessDenied")


def prefix_of(problem: Exception) -> str:
    """Name the cause as ids begin with it; "" where PowerShell gives none."""
    if isinstance(problem, Unreachable):
        return problem.prefix
    for kind, prefix in _PREFIXES:
        if isinstance(problem, kind):
            return prefix
    return "CannotConnect"


_PREFIXES: tuple[tuple[type[Exception], str], ...] = (
    (SessionBusy, "CannotConnectAlreadyConnected"),
    (SessionNotFound, "CannotConnectTargetSessionDoesNotExist"),
    (SessionError, ""),
)


def id_of(problem: Exception, what: str) -> str:
    """Give the first part of an error id: the cause and what could not be done."""
    prefix = prefix_of(problem)
    return f"{prefix},{what}" if prefix else what


def unreached(computer: str, problem: Exception, error_id: str, *, target: Any = None, activity: str = "") -> ErrorRecord:
    """Make the error of a session that cannot be had; no command's name is added to its id.

    Args:
        computer: As typed.
        problem: What went wrong.
        error_id: The whole id.
        target: TargetObject; the computer's name without one.
        activity: The command, where the error says it.
    """
    words = str(problem)
    if not isinstance(problem, Unreachable) or problem.is_framed:
        words = f"Connecting to remote server {computer} failed with the following error message : {words} {_HELP}"
    record = ErrorRecord(
        exception=PSRemotingTransportException(words),
        fully_qualified_error_id=error_id,
        category=ErrorCategory.OpenError,
        target_object=computer if target is None else target,
        activity=activity,
    )
    record.error_details = ErrorDetails(message=f"[{computer}] {words}")
    # A record that knows its place keeps its id as it is.
    record.invocation_info = InvocationInfo()
    return record


def broken(computer: str, problem: Exception) -> ErrorRecord:
    """Make the error of a command whose session cannot be had."""
    return unreached(computer, problem, id_of(problem, "PSSessionStateBroken"))


def job_failure(computer: str, reason: str) -> ErrorRecord:
    """Make the error of a session that broke under a command."""
    words = f"Processing data from remote server {computer} failed with the following error message: {reason} {_HELP}"
    return ErrorRecord(
        exception=PSRemotingTransportException(words), fully_qualified_error_id="JobFailure", category=ErrorCategory.OperationStopped
    )
