"""Files that utility commands read and write: paths of the session, encodings by name.

Source: -Encoding of Export-Csv and its kin; about_Character_Encoding.
"""

from __future__ import annotations

import os
from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import (
    DirectoryNotFoundException,
    DotNetException,
    FileNotFoundException,
    IOException,
    RuntimeException,
    UnauthorizedAccessException,
)
from pssession.engine.providers.file_encodings import MARKS, codec
from pssession.engine.values.ports import ports

__all__ = ["as_dotnet", "codec", "found_paths", "full_path", "read_text", "write_text"]


def full_path(cmdlet: Cmdlet, path: str) -> str:
    """Give the file that a path of the session means; it need not exist."""
    providers = cmdlet.context.providers
    if providers is not None:
        return str(providers.file_path(path))
    return os.path.normpath(os.path.join(ports.location(), os.path.expanduser(path)))


def found_paths(cmdlet: Cmdlet, paths: list[str] | None, literal_paths: list[str] | None) -> list[str]:
    """Find the files that -Path and -LiteralPath mean; what is not there is an error."""
    found: list[str] = []
    for given, literal in [(path, False) for path in paths or ()] + [(path, True) for path in literal_paths or ()]:
        providers = cmdlet.context.providers
        if providers is None:
            found.append(full_path(cmdlet, given))
            continue
        try:
            found += [str(place.path) for place in providers.resolve(given, literal=literal)]
        except RuntimeException as problem:
            cmdlet.write_error(problem.error_record)
    return found


def read_text(cmdlet: Cmdlet, path: str, encoding: Any = None) -> str | None:
    """Read a whole file; None where that fails, which is an error."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as problem:
        cmdlet.write_error(cmdlet.error("FileOpenFailure", "OpenError", as_dotnet(problem, path), path))
        return None
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    return data.decode(codec(encoding)[0], "replace")


def write_text(cmdlet: Cmdlet, path: str, text: str, encoding: Any = None, *, append: bool = False) -> bool:
    """Write a file; False where that fails, which is an error."""
    name, mark = codec(encoding)
    try:
        with open(path, "ab" if append else "wb") as file:
            if file.tell() == 0 and mark:
                file.write(mark)
            file.write(text.encode(name, "replace"))
    except OSError as problem:
        cmdlet.write_error(cmdlet.error("FileOpenFailure", "OpenError", as_dotnet(problem, path), path))
        return False
    return True


def as_dotnet(problem: OSError, path: str) -> DotNetException:
    """Say in .NET's words why a file could not be opened."""
    if isinstance(problem, FileNotFoundError):
        folder = os.path.dirname(path)
        if folder and not os.path.isdir(folder):
            return DirectoryNotFoundException(f"Could not find a part of the path '{path}'.")
        return FileNotFoundException(f"Could not find file '{path}'.")
    if isinstance(problem, (PermissionError, IsADirectoryError)):
        return UnauthorizedAccessException(f"Access to the path '{path}' is denied.")
    return IOException(problem.strerror or str(problem))
