"""The errors of paths, with PowerShell's ids and words. Source: PowerShell 7.6 as recorded and seen (cmd.path_fs, cmd.provider)."""

from __future__ import annotations

from pssession.engine.commands import errors_handling
from pssession.engine.errors import (
    DotNetException,
    DriveNotFoundException,
    ItemNotFoundException,
    ProviderNotFoundException,
    PSArgumentException,
    RuntimeException,
)
from pssession.engine.providers.provider import ProviderError
from pssession.objects import ErrorCategory, ErrorRecord


def path_not_found(path: str) -> ItemNotFoundException:
    """Make the error of a path that is not there."""
    return ItemNotFoundException(f"Cannot find path '{path}' because it does not exist.", "PathNotFound", "ObjectNotFound", path)


def drive_not_found(name: str) -> DriveNotFoundException:
    """Make the error of a drive that is not there."""
    words = f"Cannot find drive. A drive with the name '{name}' does not exist."
    return DriveNotFoundException(words, "DriveNotFound", "ObjectNotFound", name)


def provider_not_found(name: str) -> ProviderNotFoundException:
    """Make the error of a provider that is not there."""
    return ProviderNotFoundException(f"Cannot find a provider with the name '{name}'.", "ProviderNotFound", "ObjectNotFound", name)


def already_there(path: str) -> PSArgumentException:
    """Make the error of making an item twice."""
    return PSArgumentException(f"The item at path '{path}' already exists.")


def bad_argument(name: str) -> PSArgumentException:
    """Make the error of an argument with an impossible value."""
    return PSArgumentException(
        f'Cannot process argument because the value of argument "{name}" is not valid. '
        f'Change the value of the "{name}" argument and run the operation again.'
    )


def record_of(problem: BaseException) -> ErrorRecord:
    """Make the record that a command writes for what a path or a provider raised."""
    if isinstance(problem, ProviderError):
        return ErrorRecord(
            exception=problem.problem, fully_qualified_error_id=problem.error_id, category=problem.category, target_object=problem.target
        )
    if isinstance(problem, RuntimeException):
        category = ErrorCategory[problem.category] if isinstance(problem.category, str) else problem.category
        return ErrorRecord(exception=problem, fully_qualified_error_id=problem.error_id, category=category, target_object=problem.target)
    return errors_handling.record_of(problem)


PROBLEMS = (DotNetException, ProviderError)
"""What a path or provider may raise."""
