"""Copying, moving and renaming files and folders, with what PowerShell says when it does not go.

Source: about_FileSystem_Provider; error ids, texts and what lands where as PowerShell 7.6 was recorded (cmd.provider) and seen.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator

from pssession.engine.errors import DotNetException, IOException, PSArgumentException
from pssession.engine.providers.file_infos import info_of
from pssession.engine.providers.provider import Failed, ProviderError
from pssession.engine.providers.selection import Test
from pssession.engine.values.collation import key
from pssession.engine.values.dotnet.files import translate


def copy(path: str, target: str, *, recurse: bool, force: bool, keep_folders: bool, passes: Test | None, failed: Failed) -> Iterator[str]:
    """Copy a file or folder; give the paths that were made, as they are made.

    Args:
        path: What to copy.
        target: A folder to copy into, or the copy's own path.
        recurse: Copy what is inside a folder too.
        force: Write over read-only files, into folders that are there.
        keep_folders: Make folders below the target; without it all files land in the target itself.
        passes: Which names of files inside are wanted.
        failed: Takes what went wrong with one file while the others are copied.
    """
    if os.path.isdir(path):
        if not keep_folders:
            if recurse:
                yield from _copy_inside(path, target, force, False, passes, failed)
            return
        if os.path.isfile(target):
            words = "Container cannot be copied onto existing leaf item."
            raise ProviderError("CopyContainerItemToLeafError", "InvalidArgument", PSArgumentException(words), path)
        if target.rstrip("/") == path.rstrip("/") or target.startswith(path.rstrip("/") + "/"):
            raise _onto_itself(path)
        if os.path.isdir(target):
            target = os.path.join(target, os.path.basename(path.rstrip("/")))
        yield from _copy_folder(path, target, recurse, force, passes, failed)
        return
    if os.path.isdir(target):
        target = os.path.join(target, os.path.basename(path))
    yield _copy_file(path, target, force=force)


def _onto_itself(path: str) -> ProviderError:
    return ProviderError("CopyError", "WriteError", IOException(f"Cannot overwrite the item {path} with itself."), path)


def _copy_file(path: str, target: str, *, force: bool) -> str:
    try:
        if os.path.exists(target) and os.path.samefile(path, target):
            raise _onto_itself(path)
        if force and os.path.exists(target) and not os.access(target, os.W_OK):
            os.chmod(target, stat.S_IMODE(os.stat(target).st_mode) | stat.S_IWUSR)
        shutil.copy2(path, target)
    except OSError as problem:
        made = translate(problem, target if os.path.exists(path) else path)
        if not os.path.isdir(os.path.dirname(target)):
            made = translate(FileNotFoundError(), target)
        denied = type(made).__name__ == "UnauthorizedAccessException"
        error_id = "CopyFileInfoItemUnauthorizedAccessError" if denied else "CopyFileInfoItemIOError"
        raise ProviderError(error_id, "PermissionDenied" if denied else "WriteError", made, info_of(path)) from problem
    return target


def _copy_folder(path: str, target: str, recurse: bool, force: bool, passes: Test | None, failed: Failed) -> Iterator[str]:
    if os.path.lexists(target) and not (force and os.path.isdir(target)):
        failed(_exists(target))
    else:
        try:
            os.makedirs(target, exist_ok=True)
        except OSError as problem:
            raise ProviderError("CopyDirectoryInfoItemIOError", "WriteError", translate(problem, target), info_of(path)) from problem
        yield target
    if recurse:
        yield from _copy_inside(path, target, force, True, passes, failed)


def _copy_inside(path: str, target: str, force: bool, keep_folders: bool, passes: Test | None, failed: Failed) -> Iterator[str]:
    """Copy what is in a folder: its files, then its folders."""
    with os.scandir(path) as entries:
        found = sorted(entries, key=lambda entry: (entry.is_dir(), key(entry.name), entry.name))
    for entry in found:
        try:
            if not entry.is_dir():
                if passes is None or passes(entry.name):
                    yield _copy_file(entry.path, os.path.join(target, entry.name), force=force)
            elif keep_folders:
                yield from _copy_folder(entry.path, os.path.join(target, entry.name), True, force, passes, failed)
            else:
                yield from _copy_inside(entry.path, target, force, False, passes, failed)
        except ProviderError as problem:
            failed(problem)


def _exists(target: str) -> ProviderError:
    words = IOException(f"An item with the specified name {target} already exists.")
    return ProviderError("DirectoryExist", "ResourceExists", words, target)


def move(path: str, target: str, *, force: bool) -> str:
    """Move a file or folder into a folder or to a path; give the new path."""
    folder = os.path.isdir(path) and not os.path.islink(path)
    if os.path.isdir(target):
        target = os.path.join(target, os.path.basename(path.rstrip("/")))
    if folder and (target + "/").startswith(path.rstrip("/") + "/"):
        words = IOException(f"Destination path cannot be a subdirectory of the source or the source itself: {target}.")
        raise ProviderError("MoveItemArgumentError", "InvalidArgument", words, target)
    error_id = "MoveDirectoryItemIOError" if folder else "MoveFileInfoItemIOError"
    if os.path.lexists(target) and not _same(path, target):
        if folder:
            raise _exists(target)
        if not force or os.path.isdir(target):
            raise ProviderError(error_id, "WriteError", IOException(f"The file '{target}' already exists."), info_of(path))
        os.unlink(target)
    try:
        shutil.move(path, target)
    except OSError as problem:
        raise ProviderError(error_id, "WriteError", _moving(problem, target), info_of(path)) from problem
    return target


def _moving(problem: OSError, target: str) -> DotNetException:
    return translate(problem if os.path.isdir(os.path.dirname(target)) else FileNotFoundError(), target)


def rename(path: str, name: str, *, force: bool) -> str:
    """Give a file or folder another name in its folder; give the new path.

    Raises:
        PSArgumentException: The name leads to another folder.
    """
    folder = os.path.dirname(path)
    plain = name.replace("\\", "/")
    if "/" in plain and os.path.normpath(os.path.join(folder, os.path.dirname(plain))) != folder:
        raise PSArgumentException("Cannot rename the specified target, because it represents a path or device name.")
    target = os.path.join(folder, os.path.basename(plain))
    if os.path.lexists(target) and not _same(path, target):
        if os.path.isdir(path):
            words = f"Cannot create '{target}' because a file or directory with the same name already exists."
            raise ProviderError("RenameItemIOError", "WriteError", IOException(words), path)
        if not force or os.path.isdir(target):
            raise ProviderError("RenameItemIOError", "WriteError", IOException(f"The file '{target}' already exists."), path)
    try:
        os.rename(path, target)
    except OSError as problem:
        raise ProviderError("RenameItemIOError", "WriteError", translate(problem, target), path) from problem
    return target


def _same(path: str, target: str) -> bool:
    try:
        return os.path.samestat(os.lstat(path), os.lstat(target))
    except OSError:
        return False
