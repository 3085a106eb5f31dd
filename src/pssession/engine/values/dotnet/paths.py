"""Path: the calculating part of System.IO. Nothing here looks at a disk, but for names of temporary files.

Source: System.IO.Path on Unix.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from typing import Any

from pssession.engine.errors import ArgumentException, ArgumentNullException
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import TypeTable


def absolute(path: str) -> str:
    """Give a path from the root, relative ones from the current location."""
    return os.path.normpath(os.path.join(ports.location(), path)) + ("/" if path.endswith("/") and path.strip("/") else "")


def _combine(*parts: Any) -> str:
    given = list(parts[0]) if len(parts) == 1 and isinstance(parts[0], list) else list(parts)
    out = ""
    for number, part in enumerate(given, 1):
        if part is None:
            raise ArgumentNullException(None, f"path{number}")
        if not part:
            continue
        out = part if part.startswith("/") or not out else out + part if out.endswith("/") else f"{out}/{part}"
    return out


def _join(*parts: Any) -> str:
    given = list(parts[0]) if len(parts) == 1 and isinstance(parts[0], list) else list(parts)
    out = ""
    for part in given:
        if not part:
            continue
        out = part if not out else out + part if out.endswith("/") or part.startswith("/") else f"{out}/{part}"
    return out


def _extension(path: str | None) -> str | None:
    if path is None:
        return None
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return "" if dot < 0 or dot == len(name) - 1 else name[dot:]


def _without_extension(path: str | None) -> str | None:
    if path is None:
        return None
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name if dot < 0 else name[:dot]


def _change_extension(path: str | None, extension: str | None) -> str | None:
    if path is None:
        return None
    head, slash, name = path.rpartition("/")
    dot = name.rfind(".")
    stem = name if dot < 0 else name[:dot]
    if extension is None:
        return head + slash + stem
    return head + slash + stem + (extension if extension.startswith(".") else f".{extension}")


def _folder(path: str | None) -> str | None:
    if not path or path == "/":
        return None
    head = path.rpartition("/")[0]
    if path.startswith("/") and not head:
        return "/"
    return head.rstrip("/") or head


def _full(path: str, *rest: Any) -> str:
    if path is None:
        raise ArgumentNullException(None, "path")
    if not path:
        raise ArgumentException("The value cannot be an empty string.", "path")
    return absolute(os.path.join(rest[0], path) if rest else path)


def _temp_folder() -> str:
    return tempfile.gettempdir().rstrip("/") + "/"


def _temp_file() -> str:
    handle, path = tempfile.mkstemp(prefix="tmp", suffix=".tmp")
    os.close(handle)
    return path


_LETTERS = "abcdefghijklmnopqrstuvwxyz012345"


def _random_name() -> str:
    name = "".join(secrets.choice(_LETTERS) for _ in range(11))
    return f"{name[:8]}.{name[8:]}"


def _relative(base: str, path: str) -> str:
    return os.path.relpath(absolute(path), absolute(base))


TABLES = (
    TypeTable(
        "System.IO.Path",
        static={
            "Combine": _combine,
            "Join": _join,
            "GetFileName": lambda path: None if path is None else path.rpartition("/")[2],
            "GetExtension": _extension,
            "GetFileNameWithoutExtension": _without_extension,
            "GetDirectoryName": _folder,
            "GetFullPath": _full,
            "GetTempPath": _temp_folder,
            "GetTempFileName": _temp_file,
            "GetRandomFileName": _random_name,
            "GetPathRoot": lambda path: None if not path else "/" if path.startswith("/") else "",
            "GetRelativePath": _relative,
            "ChangeExtension": _change_extension,
            "HasExtension": lambda path: bool(_extension(path)),
            "IsPathRooted": lambda path: bool(path) and path.startswith("/"),
            "IsPathFullyQualified": lambda path: bool(path) and path.startswith("/"),
            "GetInvalidFileNameChars": lambda: ["\0", "/"],
            "GetInvalidPathChars": lambda: ["\0"],
            "TrimEndingDirectorySeparator": lambda path: path[:-1] if len(path) > 1 and path.endswith("/") else path,
            "EndsInDirectorySeparator": lambda path: bool(path) and path.endswith("/"),
            "Exists": lambda path: bool(path) and os.path.lexists(absolute(path)),
        },
        static_properties={
            "DirectorySeparatorChar": "/",
            "AltDirectorySeparatorChar": "/",
            "PathSeparator": ":",
            "VolumeSeparatorChar": "/",
        },
    ),
)
