"""Copying and moving files and folders, with what PowerShell says when it does not go.

Source: about_FileSystem_Provider; error ids and texts as PowerShell 7.6 was recorded (cmd.provider) and seen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

from pssession.engine.errors import IOException, PSArgumentException
from pssession.engine.providers.file_infos import info_of
from pssession.engine.providers.provider import ProviderError
from pssession.engine.values.dotnet.files import translate


def copy(path: str, target: str, *, recurse: bool, force: bool) -> Iterator[str]:
    """Copy a file or folder; give the paths that were made, as they are made.

    Args:
        path: What to copy.
        target: A folder to copy into, or the copy's own path.
        recurse: Copy what is inside a folder too.
        force: Write over read-only files.
    """
    if os.path.isdir(target):
        target = os.path.join(target, os.path.basename(path.rstrip("/")))
    if os.path.isdir(path):
        yield from _copy_folder(path, target, recurse=recurse, force=force)
    else:
        yield _copy_file(path, target, force=force)


def _copy_file(path: str, target: str, *, force: bool) -> str:
    if os.path.exists(target) and os.path.samefile(path, target):
        raise ProviderError("CopyError", "WriteError", IOException(f"Cannot overwrite the item {path} with itself."), path)
    try:
        if force and os.path.exists(target) and not os.access(target, os.W_OK):
            os.chmod(target, 0o644)
        shutil.copy2(path, target)
    except OSError as problem:
        made = translate(problem, target if os.path.exists(path) else path)
        denied = type(made).__name__ == "UnauthorizedAccessException"
        error_id = "CopyFileInfoItemUnauthorizedAccessError" if denied else "CopyFileInfoItemIOError"
        raise ProviderError(error_id, "PermissionDenied" if denied else "WriteError", made, info_of(path)) from problem
    return target


def _copy_folder(path: str, target: str, *, recurse: bool, force: bool) -> Iterator[str]:
    if target == path or target.startswith(path.rstrip("/") + "/"):
        raise ProviderError("CopyError", "WriteError", IOException(f"Cannot overwrite the item {path} with itself."), path)
    if os.path.isfile(target):
        words = "Container cannot be copied onto existing leaf item."
        raise ProviderError("CopyContainerItemToLeafError", "InvalidArgument", PSArgumentException(words), path)
    try:
        if not os.path.isdir(target):
            os.makedirs(target)
            yield target
        elif not force:
            words = f"An item with the specified name {target} already exists."
            raise ProviderError("DirectoryExist", "ResourceExists", IOException(words), target)
    except OSError as problem:
        raise ProviderError("CopyDirectoryInfoItemIOError", "WriteError", translate(problem, target), info_of(path)) from problem
    if recurse:
        for name in sorted(os.listdir(path), key=str.casefold):
            inner = os.path.join(path, name)
            if os.path.isdir(inner) and not os.path.islink(inner):
                yield from _copy_folder(inner, os.path.join(target, name), recurse=True, force=True)
            else:
                yield _copy_file(inner, os.path.join(target, name), force=force)


def move(path: str, target: str, *, force: bool) -> str:
    """Move a file or folder into a folder or to a path; give the new path."""
    if os.path.isdir(target):
        target = os.path.join(target, os.path.basename(path.rstrip("/")))
    folder = os.path.isdir(path) and not os.path.islink(path)
    error_id = "MoveDirectoryItemIOError" if folder else "MoveFileInfoItemIOError"
    if os.path.lexists(target) and target != path:
        if folder:
            words = f"Cannot create '{target}' because a file or directory with the same name already exists."
            raise ProviderError(error_id, "WriteError", IOException(words), info_of(path))
        if not force or os.path.isdir(target):
            raise ProviderError(error_id, "WriteError", IOException(f"The file '{target}' already exists."), info_of(path))
        os.unlink(target)
    try:
        shutil.move(path, target)
    except OSError as problem:
        raise ProviderError(error_id, "WriteError", translate(problem, target), info_of(path)) from problem
    return target
