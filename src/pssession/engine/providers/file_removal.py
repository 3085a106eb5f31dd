"""Removing files and folders. Source: about_FileSystem_Provider; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

import os
import stat

from pssession.engine.errors import IOException
from pssession.engine.providers.file_infos import info_of
from pssession.engine.providers.provider import ProviderError
from pssession.engine.values.dotnet.files import translate

_NO_ACCESS = "You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only."


def remove(path: str, *, recurse: bool, force: bool) -> None:
    """Remove a file, a link or a folder.

    Args:
        path: What to remove.
        recurse: Remove what is inside a folder too.
        force: Remove what is hidden or read-only too.

    Raises:
        ProviderError: It is hidden or read-only, or the system refuses.
    """
    try:
        found = os.lstat(path)
        is_folder = stat.S_ISDIR(found.st_mode)
        if is_folder and recurse:
            with os.scandir(path) as entries:
                inside = [(entry.is_dir(follow_symlinks=False), entry.path) for entry in entries]
            for _, one in sorted(inside, key=lambda row: not row[0]):
                remove(one, recurse=True, force=force)
        if not force and _is_guarded(path, found):
            raise ProviderError("RemoveFileSystemItemUnAuthorizedAccess", "PermissionDenied", IOException(_NO_ACCESS), info_of(path))
        if is_folder:
            os.rmdir(path)
        else:
            os.unlink(path)
    except FileNotFoundError:
        return
    except OSError as problem:
        denied = isinstance(problem, PermissionError)
        error_id = "RemoveFileSystemItemUnAuthorizedAccess" if denied else "RemoveFileSystemItemIOError"
        category = "PermissionDenied" if denied else "WriteError"
        raise ProviderError(error_id, category, translate(problem, path), info_of(path)) from problem


def _is_guarded(path: str, found: os.stat_result) -> bool:
    if os.path.basename(path).startswith("."):
        return True
    return not (found.st_mode & stat.S_IWUSR) and not stat.S_ISLNK(found.st_mode)
