"""File and Directory: reading and writing whole files.

FileInfo and DirectoryInfo belong to the file system provider, which describes them itself.

Source: System.IO.File, System.IO.Directory.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import (
    ArgumentException,
    ArgumentNullException,
    DirectoryNotFoundException,
    DotNetException,
    FileNotFoundException,
    IOException,
    UnauthorizedAccessException,
)
from pssession.engine.values import wildcards
from pssession.engine.values.calendar import UNIX_EPOCH_TICKS, local_from_utc
from pssession.engine.values.dotnet.encodings import Encoding
from pssession.engine.values.dotnet.paths import absolute
from pssession.engine.values.tables import TypeTable

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def translate(problem: OSError, path: str) -> DotNetException:
    """Make .NET's exception of an operating system's error."""
    if isinstance(problem, FileNotFoundError):
        folder = os.path.dirname(path)
        if folder and not os.path.isdir(folder):
            return DirectoryNotFoundException(f"Could not find a part of the path '{path}'.")
        return FileNotFoundException(f"Could not find file '{path}'.")
    if isinstance(problem, (PermissionError, IsADirectoryError)):
        return UnauthorizedAccessException(f"Access to the path '{path}' is denied.")
    if isinstance(problem, NotADirectoryError):
        return IOException(f"Not a directory : '{path}'")
    if isinstance(problem, FileExistsError):
        return IOException(f"The file '{path}' already exists.")
    return IOException(f"{problem.strerror} : '{path}'")


def _checked(path: Any) -> str:
    if path is None:
        raise ArgumentNullException(None, "path")
    if not str(path):
        raise ArgumentException("The value cannot be an empty string.", "path")
    return absolute(str(path))


def _doing(function: Callable[..., Any]) -> Callable[..., Any]:
    def run(path: Any, *rest: Any) -> Any:
        full = _checked(path)
        try:
            return function(full, *rest)
        except OSError as problem:
            raise translate(problem, full) from problem

    return run


def _codec(rest: tuple[Any, ...]) -> Encoding:
    return next((item for item in rest if isinstance(item, Encoding)), Encoding("utf-8", bom=False))


def decode(data: bytes, codec: str = "utf-8") -> str:
    """Decode a file's bytes; a mark at its beginning wins."""
    for mark, known in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(known, "replace")
    return data.decode(codec, "replace")


def _read_bytes(path: str) -> o.ByteArray:
    with open(path, "rb") as file:
        return o.ByteArray(file.read())


def _read_text(path: str, *rest: Any) -> str:
    return decode(bytes(_read_bytes(path)), _codec(rest).codec)


def _read_lines(path: str, *rest: Any) -> list[str]:
    lines = _read_text(path, *rest).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def _write_bytes(path: str, data: Any) -> None:
    with open(path, "wb") as file:
        file.write(bytes(data))


def _text_writer(mode: str, *, lines: bool) -> Callable[..., None]:
    def run(path: str, content: Any, *rest: Any) -> None:
        codec = _codec(rest)
        text = "".join(f"{line}\n" for line in content) if lines else "" if content is None else str(content)
        fresh = mode == "wb" or not os.path.exists(path)
        with open(path, mode) as file:
            file.write((bytes(codec.preamble) if fresh else b"") + bytes(codec.get_bytes(text)))

    return run


def _delete(path: str) -> None:
    if os.path.lexists(path):
        os.unlink(path)


def _copy(path: str, target: Any, overwrite: bool = False) -> None:
    full = _checked(target)
    if os.path.exists(full) and not overwrite:
        raise IOException(f"The file '{full}' already exists.")
    shutil.copy2(path, full)


def _move(path: str, target: Any, overwrite: bool = False) -> None:
    full = _checked(target)
    if os.path.exists(full) and not overwrite:
        raise IOException("Cannot create a file when that file already exists.")
    os.rename(path, full)


def _time(field: str) -> Callable[..., Any]:
    def run(path: str) -> o.DateTime:
        found = os.stat(path)
        return local_from_utc(UNIX_EPOCH_TICKS + getattr(found, field) // 100)

    return run


def _set_time(path: str, value: o.DateTime) -> None:
    from pssession.engine.values.calendar import utc_ticks

    nanoseconds = (utc_ticks(value) - UNIX_EPOCH_TICKS) * 100
    os.utime(path, ns=(os.stat(path).st_atime_ns, nanoseconds))


def _create_file(path: str, *rest: Any) -> None:
    with open(path, "wb"):
        pass


def _create_folder(path: str, *rest: Any) -> Any:
    os.makedirs(path, exist_ok=True)
    from pssession.engine.values.members import new
    from pssession.engine.values.types import require

    return new(require("System.IO.DirectoryInfo"), [path])


def _delete_folder(path: str, recursive: bool = False) -> None:
    if recursive:
        shutil.rmtree(path)
        return
    try:
        os.rmdir(path)
    except OSError as problem:
        if os.path.isdir(path) and os.listdir(path):
            raise IOException(f"Directory not empty : '{path}'") from problem
        raise


def _listing(*, files: bool, folders: bool) -> Callable[..., list[str]]:
    def run(path: str, *rest: Any) -> list[str]:
        pattern = next((item for item in rest if type(item) is str), "*")
        deep = any(int(item) == 1 for item in rest if not isinstance(item, str))
        found = []
        for root, below, names in os.walk(path):
            found += [os.path.join(root, name) for name in sorted([*(below if folders else ()), *(names if files else ())])]
            if not deep:
                break
        if not os.path.isdir(path):
            raise FileNotFoundError(2, "No such file or directory", path + "/")
        return [item for item in found if pattern in ("*", "*.*") or wildcards.matches(pattern, os.path.basename(item), False)]

    return run


def _exists(test: Callable[[str], bool]) -> Callable[[Any], bool]:
    return lambda path: bool(path) and test(absolute(str(path)))


TABLES = (
    TypeTable(
        "System.IO.File",
        static={
            "Exists": _exists(os.path.isfile),
            "ReadAllText": _doing(_read_text),
            "ReadAllLines": _doing(_read_lines),
            "ReadLines": _doing(_read_lines),
            "ReadAllBytes": _doing(_read_bytes),
            "WriteAllText": _doing(_text_writer("wb", lines=False)),
            "WriteAllLines": _doing(_text_writer("wb", lines=True)),
            "WriteAllBytes": _doing(_write_bytes),
            "AppendAllText": _doing(_text_writer("ab", lines=False)),
            "AppendAllLines": _doing(_text_writer("ab", lines=True)),
            "Create": _doing(_create_file),
            "Delete": _doing(_delete),
            "Copy": _doing(_copy),
            "Move": _doing(_move),
            "GetLastWriteTime": _doing(_time("st_mtime_ns")),
            "GetLastAccessTime": _doing(_time("st_atime_ns")),
            "GetCreationTime": _doing(_time("st_mtime_ns")),
            "SetLastWriteTime": _doing(_set_time),
            "GetAttributes": _doing(lambda path: 16 if os.path.isdir(path) else 128),
        },
    ),
    TypeTable(
        "System.IO.Directory",
        static={
            "Exists": _exists(os.path.isdir),
            "CreateDirectory": _doing(_create_folder),
            "Delete": _doing(_delete_folder),
            "Move": _doing(_move),
            "GetFiles": _doing(_listing(files=True, folders=False)),
            "GetDirectories": _doing(_listing(files=False, folders=True)),
            "GetFileSystemEntries": _doing(_listing(files=True, folders=True)),
            "EnumerateFiles": _doing(_listing(files=True, folders=False)),
            "EnumerateDirectories": _doing(_listing(files=False, folders=True)),
            "GetCurrentDirectory": lambda: absolute("."),
            "SetCurrentDirectory": _doing(os.chdir),
            "GetParent": lambda path: _create_folder(os.path.dirname(_checked(path))),
        },
    ),
)
