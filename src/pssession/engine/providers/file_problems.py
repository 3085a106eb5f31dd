"""The system's errors as those of the FileSystem provider, with PowerShell's ids. Source: PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import DotNetException
from pssession.engine.providers.provider import ProviderError
from pssession.engine.values.dotnet.files import translate


class Reporting:
    """Turn the system's errors into those of a provider.

    Args:
        error_id: The id of an error of input and output; access and missing folders have their own.
        category: A name of ErrorCategory.
        path: What is worked on; the target of the record.
    """

    def __init__(self, error_id: str, category: str, path: str) -> None:
        self._error_id, self._category, self._path = error_id, category, path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, problem: BaseException | None, trace: Any) -> None:
        if isinstance(problem, OSError):
            made = translate(problem, self._path)
            raise ProviderError(*_named(self._error_id, self._category, made), made, self._path) from problem


def _named(error_id: str, category: str, problem: DotNetException) -> tuple[str, str]:
    """Give the id by the exception: those of access and of missing folders have their own for contents."""
    name = type(problem).__name__
    if name == "UnauthorizedAccessException":
        return error_id.replace("IOError", "UnauthorizedAccessError"), "PermissionDenied"
    if name == "DirectoryNotFoundException" and error_id.startswith("GetContent"):
        return error_id.replace("IOError", "DirectoryNotFoundError"), "ObjectNotFound"
    if name == "FileNotFoundException" and error_id.startswith("GetContent"):
        return error_id.replace("IOError", "FileNotFoundError"), "ObjectNotFound"
    return error_id, category
