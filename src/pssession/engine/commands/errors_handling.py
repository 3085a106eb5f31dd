"""What becomes of an error in a script: a record with its position, reported and gone on with, or raised further.

Three kinds: an error that a command wrote (non-terminating), one that ends its statement, one that ends the script (`throw`, or a
preference of Stop). Which it is, is decided here by the preferences and by whether a `try` or `trap` is around.

Source: about_Preference_Variables, about_Try_Catch_Finally, about_Trap; results as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import sys
from typing import Any

from pssession.engine.commands import positions
from pssession.engine.errors import (
    ActionPreferenceStopException,
    BreakSignal,
    CmdletInvocationException,
    CommandNotFoundException,
    ContinueSignal,
    DotNetException,
    MethodInvocationException,
    PipelineStoppedException,
    RuntimeException,
    ScriptCallDepthException,
)
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import type_of
from pssession.objects import CUSTOM, ErrorCategory, ErrorRecord, InvocationInfo, PSObject

_MAXIMUM_ERRORS = 256


def as_dotnet(error: BaseException) -> DotNetException:
    """Give an exception of Python's own its .NET face."""
    if isinstance(error, DotNetException):
        return error
    if isinstance(error, RecursionError):
        made: DotNetException = ScriptCallDepthException("The script failed due to call depth overflow.")
    else:
        made = RuntimeException(f"{type(error).__name__}: {error}", "InternalError", "NotSpecified")
        made.inner = error
    made.__traceback__ = error.__traceback__
    return made


_OWN_RECORDS = {
    "PSArgumentException": (ErrorCategory.InvalidArgument, "Argument"),
    "PSArgumentNullException": (ErrorCategory.InvalidArgument, "ArgumentNull"),
    "PSArgumentOutOfRangeException": (ErrorCategory.InvalidArgument, "ArgumentOutOfRange"),
    "PSNotSupportedException": (ErrorCategory.NotImplemented, "NotSupported"),
    "PSNotImplementedException": (ErrorCategory.NotImplemented, "NotImplemented"),
    "PSInvalidOperationException": (ErrorCategory.InvalidOperation, "InvalidOperation"),
    "PSObjectDisposedException": (ErrorCategory.InvalidOperation, "ObjectDisposed"),
}
"""The exceptions of PowerShell's own that are no RuntimeException and yet bring a record (IContainsErrorRecord)."""


def record_of(error: BaseException) -> ErrorRecord:
    """Give the record of an exception; made at first use, the same one afterwards. The position is filled in by `locate`."""
    problem = as_dotnet(error)
    if isinstance(problem, RuntimeException):
        return problem.error_record
    own = getattr(problem, "error_record", None)
    if isinstance(own, ErrorRecord):
        return own
    if isinstance(problem, ScriptCallDepthException):
        category, error_id = ErrorCategory.InvalidOperation, "CallDepthOverflow"
    else:
        category, error_id = _OWN_RECORDS.get(type(problem).__name__, (ErrorCategory.OperationStopped, problem.full_name))
    made = ErrorRecord(exception=problem, fully_qualified_error_id=error_id, category=category)
    problem.error_record = made  # type: ignore[attr-defined]  # kept for the next to ask
    return made


def locate(X: Any, error: BaseException, record: ErrorRecord) -> None:
    """Fill in where an error happened and what was running, unless that is known already."""
    if record.invocation_info is None or not record.invocation_info.position_message:
        extent = getattr(error, "extent", None) or positions.raised_at(error)
        if extent is None:
            extent = positions.running_at(2)
        if extent is not None:
            if record.invocation_info is None:
                record.invocation_info = InvocationInfo()
            positions.fill_position(record.invocation_info, extent)
    if record.script_stack_trace is None:
        frame = error.__traceback__.tb_frame.f_back if error.__traceback__ is not None else sys._getframe(2)
        record.script_stack_trace = positions.stack_trace(error.__traceback__, frame) or None


def remember(X: Any, record: ErrorRecord) -> None:
    """Put a record at the front of $Error, unless it is there."""
    errors = X.errors
    if errors and errors[0] is record:
        return
    errors.insert(0, record)
    if len(errors) > _MAXIMUM_ERRORS:
        found = X.scope.root.variables.get("maximumerrorcount")
        limit = found.value if found is not None and type(found.value) is int else _MAXIMUM_ERRORS
        del errors[limit:]


def preference(X: Any, name: str = "erroractionpreference") -> str:
    """Give a preference variable in lower case: continue, stop, silentlycontinue, ignore, inquire, break, suspend."""
    found = X.scope.find(name)
    return "continue" if found is None or found.value is None else to_string(found.value).lower()


def is_uncatchable(error: BaseException) -> bool:
    """Tell whether no catch or trap sees an exception."""
    return isinstance(error, PipelineStoppedException)


def on_error(X: Any, S: Any, error: BaseException) -> None:
    """Decide about an exception that ended a statement: report it and return, or raise it further."""
    if is_uncatchable(error):
        raise error
    X.ok = False
    X.scope = S
    problem = as_dotnet(error)
    record = record_of(problem)
    locate(X, error, record)
    if X.catching or isinstance(problem, ScriptCallDepthException):
        raise _raised(problem, error)
    if getattr(problem, "is_rethrown", False):
        raise _raised(problem, error)
    action = preference(X)
    if isinstance(problem, ActionPreferenceStopException) and action not in ("silentlycontinue", "ignore"):
        raise _raised(problem, error)
    if action == "stop":
        raise _raised(problem, error)
    if getattr(problem, "was_thrown_from_throw_statement", False) and action not in ("silentlycontinue", "ignore"):
        raise _raised(problem, error)
    if action != "ignore":
        remember(X, record)
    if action not in ("silentlycontinue", "ignore"):
        X.write_error_record(record)


def _raised(problem: DotNetException, error: BaseException) -> BaseException:
    return problem if problem is error else problem.with_traceback(error.__traceback__)


def _inner_exceptions(problem: Any) -> list[Any]:
    """List an exception and those it wraps, as far as catch looks."""
    found = [problem]
    while isinstance(problem, (CmdletInvocationException, MethodInvocationException, RuntimeException)):
        inner = problem.inner
        if inner is None or not isinstance(inner, DotNetException):
            break
        found.append(inner)
        problem = inner
    return found


def _catches(X: Any, names: list[Any], problem: DotNetException) -> int | None:
    """Give how well a clause of types fits: fewer is better; None where it does not fit at all."""
    best: int | None = None
    for node in names:
        wanted = X.find_type(node.type_name, node)
        for depth, candidate in enumerate(_candidates(problem)):
            found = type_of(candidate)
            distance = 0
            while found is not None and found is not wanted:
                found = found.base  # type: ignore[assignment]  # ends in None
                distance += 1
            if found is not None:
                rank = distance + 1000 * depth
                if best is None or rank < best:
                    best = rank
    return best


def _candidates(problem: DotNetException) -> list[Any]:
    """Give what a typed clause is compared with: the inner exception of a wrapper first."""
    chain = _inner_exceptions(problem)
    if isinstance(problem, ActionPreferenceStopException):
        record = problem.error_record
        if isinstance(record.exception, DotNetException) and record.exception is not problem:
            return [record.exception, *chain]
    if type(problem) in (RuntimeException, CmdletInvocationException, MethodInvocationException) and len(chain) > 1:
        return [*chain[1:], problem]
    return chain


def choose_catch(X: Any, S: Any, error: BaseException, node: Any) -> int:
    """Give the number of the clause that catches an exception; raise it further where none does."""
    if is_uncatchable(error):
        raise error
    X.ok = False
    X.scope = S
    problem = as_dotnet(error)
    record = record_of(problem)
    locate(X, error, record)
    chosen: tuple[int, int] | None = None
    for place, clause in enumerate(node.catch_clauses):
        rank = 10**6 if not clause.catch_types else _catches(X, clause.catch_types, problem)
        if rank is not None and (chosen is None or rank < chosen[0]):
            chosen = (rank, place)
    if chosen is None:
        raise _raised(problem, error)
    remember(X, caught_record(problem))
    return chosen[1]


def caught_record(problem: DotNetException) -> ErrorRecord:
    """Give what `$_` is in a catch block."""
    return record_of(problem)


def enter_catch(X: Any, S: Any, error: BaseException) -> Any:
    """Set $_ for a catch block; give what is needed to set it back."""
    from pssession.engine.commands.variables import Variable

    problem = as_dotnet(error)
    held = (S.variables.get("_"), X.handling)
    X.handling = problem
    S.variables["_"] = Variable("_", caught_record(problem))
    return held


def leave_catch(X: Any, S: Any, held: Any) -> None:
    """Set $_ back."""
    variable, X.handling = held
    if variable is None:
        S.variables.pop("_", None)
    else:
        S.variables["_"] = variable


def on_trapped(X: Any, S: Any, error: BaseException, traps: Any, out: Any) -> None:
    """Run the trap that fits: go on behind the statement, or raise the error further."""
    if is_uncatchable(error):
        raise error
    X.ok = False
    X.scope = S
    problem = as_dotnet(error)
    record = record_of(problem)
    locate(X, error, record)
    chosen: tuple[int, Any] | None = None
    for trap, function in traps:
        rank = 10**6 if trap.trap_type is None else _catches(X, [trap.trap_type], problem)
        if rank is not None and (chosen is None or rank < chosen[0]):
            chosen = (rank, function)
    if chosen is None:
        on_error(X, S, problem)
        return
    remember(X, record)
    from pssession.engine.commands.scopes import Scope

    inner = Scope(S)
    inner.set_automatic("_", record)
    X.scope = inner
    handling, X.handling = X.handling, problem
    try:
        chosen[1](X, inner, inner.variables, out)
    except BreakSignal:
        raise _raised(problem, error) from None
    except ContinueSignal:
        return
    finally:
        X.scope = S
        X.handling = handling
    if X.catching:
        raise _raised(problem, error)
    action = preference(X)
    if action == "stop":
        raise _raised(problem, error)
    if action not in ("silentlycontinue", "ignore"):
        X.write_error_record(record)


def thrown(X: Any, value: Any, node: Any) -> BaseException:
    """Make the exception of `throw value`."""
    base = value.base if type(value) is PSObject and value.base is not CUSTOM else value
    if isinstance(base, DotNetException):
        if not isinstance(base, RuntimeException):
            base.error_record = ErrorRecord(  # type: ignore[attr-defined]  # read by record_of
                exception=base, fully_qualified_error_id=base.message, category=ErrorCategory.OperationStopped
            )
        base.was_thrown_from_throw_statement = True  # type: ignore[attr-defined]  # read by on_error
        base.__traceback__ = None
        return base
    if isinstance(base, ErrorRecord):
        problem = base.exception
        if isinstance(problem, RuntimeException):
            problem.error_record = base
            problem.was_thrown_from_throw_statement = True
            problem.__traceback__ = None
            return problem
        made = RuntimeException(base.message, base.fully_qualified_error_id, base.category, base.target_object)
        made.inner = problem if isinstance(problem, BaseException) else None
        made.error_record = base
        made.was_thrown_from_throw_statement = True
        return made
    text = "ScriptHalted" if value is None else to_string(value)
    made = RuntimeException(text, text, "OperationStopped", value)
    made.was_thrown_from_throw_statement = True
    return made


def thrown_again(X: Any, node: Any) -> BaseException:
    """Give what `throw` alone raises: the error being handled, or ScriptHalted."""
    if X.handling is not None:
        problem: BaseException = X.handling
        problem.was_thrown_from_throw_statement = True  # type: ignore[attr-defined]  # read by on_error
        return problem
    made = RuntimeException("ScriptHalted", "ScriptHalted", "OperationStopped")
    made.was_thrown_from_throw_statement = True
    return made


def command_not_found(name: str, extent: Any = None) -> CommandNotFoundException:
    """Make the error of a name that is no command."""
    made = CommandNotFoundException(
        f"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n"
        "Check the spelling of the name, or if a path was included, verify that the path is correct and try again.",
        "CommandNotFoundException",
        "ObjectNotFound",
        name,
    )
    made.command_name = name
    made.error_record.invocation_info = InvocationInfo(invocation_name=name)
    if extent is not None:
        made.extent = extent  # type: ignore[attr-defined]  # read by locate
    return made
