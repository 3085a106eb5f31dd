"""The FileSystem provider: finding, making and removing files and folders. Copying and moving stand in `file_transfers`.

Source: about_FileSystem_Provider; error ids and texts as PowerShell 7.6 was recorded (cmd.path_fs, cmd.provider, err.view).
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pssession.engine.errors import DotNetException, IOException, PSArgumentException
from pssession.engine.providers import file_transfers
from pssession.engine.providers.file_infos import DirectoryInfo, info_of
from pssession.engine.providers.infos import DriveInfo
from pssession.engine.providers.provider import Item, Provider, ProviderError
from pssession.engine.providers.unix_stat import CommonStat
from pssession.engine.values.dotnet.files import translate
from pssession.engine.values.text import to_string

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context

_KINDS = ("directory", "file", "symboliclink", "hardlink", "junction")
_NO_ACCESS = "You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only."


class FileSystem(Provider):
    """Work on files and folders."""

    navigates = True

    def parent(self, path: str, root: str) -> str:
        if path.rstrip("/") == root.rstrip("/"):
            return ""
        return os.path.dirname(path.rstrip("/"))

    def leaf(self, path: str) -> str:
        return os.path.basename(path.rstrip("/"))

    # Looking.

    def exists(self, context: Context, path: str) -> bool:
        return os.path.lexists(path)

    def is_container(self, context: Context, path: str) -> bool:
        return os.path.isdir(path)

    def get(self, context: Context, path: str) -> Item | None:
        try:
            return item_of(path, os.lstat(path))
        except OSError:
            return None

    def children(self, context: Context, path: str, *, hidden: bool = True) -> Iterator[Item]:
        """Give folders first, then files, each by name."""
        try:
            with os.scandir(path) as entries:
                found = [entry for entry in entries if hidden or not entry.name.startswith(".")]
        except NotADirectoryError:
            return
        except OSError as problem:
            raise ProviderError("DirUnauthorizedAccessError", "PermissionDenied", translate(problem, path), path) from problem
        found.sort(key=lambda entry: (not entry.is_dir(), entry.name.casefold(), entry.name))
        for entry in found:
            try:
                yield item_of(entry.path, entry.stat(follow_symlinks=False))
            except FileNotFoundError:
                continue  # it went away between listing and looking

    def names(self, context: Context, path: str) -> Iterable[str]:
        try:
            with os.scandir(path) as entries:
                found = [(not entry.is_dir(), entry.name.casefold(), entry.name) for entry in entries]
        except OSError:
            return []
        return [name for _, _, name in sorted(found)]

    # Changing.

    def make(self, context: Context, path: str, kind: str, value: Any, *, force: bool) -> Item:
        wanted = _kind(kind)
        if wanted == "directory":
            _make_folder(path, force=force)
        elif wanted == "file":
            _make_file(path, value, force=force)
        else:
            _make_link(path, to_string(value), hard=wanted == "hardlink", force=force, base=context.providers.file_system_location)
        found = self.get(context, path)
        assert found is not None
        return found

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        try:
            found = os.lstat(path)
            if not force and not (found.st_mode & stat.S_IWUSR) and not stat.S_ISLNK(found.st_mode):
                problem = IOException(_NO_ACCESS)
                raise ProviderError("RemoveFileSystemItemUnAuthorizedAccess", "PermissionDenied", problem, info_of(path))
            if stat.S_ISDIR(found.st_mode):
                shutil.rmtree(path) if recurse else os.rmdir(path)
            else:
                os.unlink(path)
        except OSError as problem:
            words = f"Cannot remove item {path}: {translate(problem, path).message}"
            raise ProviderError("RemoveFileSystemItemIOError", "WriteError", IOException(words), info_of(path)) from problem

    def rename(self, context: Context, path: str, name: str, *, force: bool) -> Item:
        if "/" in name or "\\" in name:
            raise PSArgumentException("Cannot rename the specified target, because it represents a path or device name.")
        target = os.path.join(os.path.dirname(path), name)
        with Reporting("RenameItemIOError", "WriteError", path, target):
            if os.path.lexists(target) and not os.path.samefile(path, target):
                if os.path.isdir(path):
                    words = f"Cannot create '{target}' because a file or directory with the same name already exists."
                    raise ProviderError("RenameItemIOError", "WriteError", IOException(words), path)
                if not force or os.path.isdir(target):
                    raise ProviderError("RenameItemIOError", "WriteError", IOException(f"The file '{target}' already exists."), path)
            os.rename(path, target)
        return self._must(context, target)

    def copy(self, context: Context, path: str, target: str, *, recurse: bool, force: bool) -> Iterator[Item]:
        for made in file_transfers.copy(path, target, recurse=recurse, force=force):
            yield self._must(context, made)

    def move(self, context: Context, path: str, target: str, *, force: bool) -> Item:
        return self._must(context, file_transfers.move(path, target, force=force))

    def invoke(self, context: Context, path: str) -> None:
        opener = shutil.which("xdg-open")
        import subprocess

        subprocess.Popen([opener, path] if opener else [path], cwd=context.providers.file_system_location)

    def read_content(self, context: Context, path: str) -> list[Any]:
        from pssession.engine.values.dotnet.files import decode

        with Reporting("GetContentReaderIOError", "ReadError", path, path), open(path, "rb") as file:
            text = decode(file.read())
        lines = text.replace("\r\n", "\n").split("\n")
        return list(lines[:-1] if lines[-1] == "" else lines)

    def write_content(self, context: Context, path: str, values: list[Any], *, append: bool) -> None:
        with Reporting("GetContentWriterIOError", "WriteError", path, path), open(path, "ab" if append else "wb") as file:
            file.write("".join(to_string(value) + "\n" for value in values).encode("utf-8", "surrogatepass"))

    def check_drive(self, drive: DriveInfo) -> None:
        if not os.path.isdir(drive.root):
            words = f'The specified drive root "{drive.root}" either does not exist, or it is not a folder.'
            raise ProviderError("DriveRootError", "ReadError", IOException(words), drive)

    def _must(self, context: Context, path: str) -> Item:
        found = self.get(context, path)
        return found if found is not None else Item(info_of(path), path)


def item_of(path: str, known: os.stat_result) -> Item:
    """Make the item of a path that was looked at."""
    info = info_of(path, known)
    return Item(info, path, isinstance(info, DirectoryInfo), (("UnixStat", CommonStat(known)),))


def _kind(text: str) -> str:
    folded = (text or "file").lower()
    found = next((kind for kind in _KINDS if kind.startswith(folded)), None)
    if folded == "container":
        return "directory"
    if folded == "leaf":
        return "file"
    if found is None or found == "junction":
        raise PSArgumentException(
            'The type is not a known type for the file system. Only "file","directory" or "symboliclink" can be specified.'
        )
    return found


def _make_folder(path: str, *, force: bool) -> None:
    if os.path.lexists(path):
        if force and os.path.isdir(path):
            return
        words = IOException(f"An item with the specified name {path} already exists.")
        raise ProviderError("DirectoryExist", "ResourceExists", words, path)
    with Reporting("CreateDirectoryIOError", "WriteError", path, path):
        os.makedirs(path, exist_ok=True)


def _make_file(path: str, value: Any, *, force: bool) -> None:
    if os.path.lexists(path) and not force:
        raise ProviderError("NewItemIOError", "WriteError", IOException(f"The file '{path}' already exists."), path)
    if force:
        with Reporting("CreateDirectoryIOError", "WriteError", path, path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
    with Reporting("NewItemIOError", "WriteError", path, path), open(path, "wb") as file:
        if value is not None:
            file.write(to_string(value).encode("utf-8", "surrogatepass"))


def _make_link(path: str, target: str, *, hard: bool, force: bool, base: str) -> None:
    if force and os.path.lexists(path):
        os.unlink(path)
    if os.path.lexists(path):
        words = IOException(f"An item with the specified name {path} already exists.")
        raise ProviderError("NewItemIOError", "ResourceExists", words, path)
    with Reporting("NewItemIOError", "WriteError", path, path):
        if hard:
            os.link(os.path.join(base, target), path)
        else:
            os.symlink(target, path)


class Reporting:
    """Turn the system's errors into those of a provider."""

    def __init__(self, error_id: str, category: str, target: Any, path: str) -> None:
        self._error_id, self._category, self._target, self._path = error_id, category, target, path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, problem: BaseException | None, trace: Any) -> None:
        if isinstance(problem, OSError):
            made = translate(problem, self._path)
            raise ProviderError(*_named(self._error_id, self._category, made), made, self._target) from problem


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
