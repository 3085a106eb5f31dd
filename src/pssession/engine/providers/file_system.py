"""The FileSystem provider: finding, making and removing files and folders. Copying and moving stand in `file_transfers`.

Source: about_FileSystem_Provider; error ids and texts as PowerShell 7.6 was recorded (cmd.path_fs, cmd.provider, err.view).
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pssession.engine.errors import IOException
from pssession.engine.providers import file_creation, file_removal, file_transfers
from pssession.engine.providers.file_infos import DirectoryInfo, FileInfo, info_of, is_link, looked_at
from pssession.engine.providers.file_problems import Reporting
from pssession.engine.providers.infos import DriveInfo
from pssession.engine.providers.provider import Copying, Item, Provider, ProviderError
from pssession.engine.providers.selection import Test
from pssession.engine.providers.unix_stat import CommonStat
from pssession.engine.values.collation import key
from pssession.engine.values.dotnet.files import translate
from pssession.engine.values.text import to_string

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context


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

    def children(self, context: Context, path: str, *, hidden: bool = True, passes: Test | None = None) -> Iterator[Item]:
        """Give folders first, then files, each by name."""
        for name, entry in self._sorted(path, hidden=hidden, passes=passes):
            try:
                yield item_of(entry.path, entry.stat(follow_symlinks=False), is_folder=not name[0])
            except FileNotFoundError:
                continue  # it went away between listing and looking

    def names(self, context: Context, path: str, *, hidden: bool = True) -> Iterable[str]:
        try:
            return [entry.name for _, entry in self._sorted(path, hidden=hidden)]
        except ProviderError:
            return []

    def _sorted(self, path: str, *, hidden: bool, passes: Test | None = None) -> list[tuple[tuple[bool, Any, str], os.DirEntry[str]]]:
        try:
            with os.scandir(path) as entries:
                found = [
                    ((not entry.is_dir(), key(name), name), entry)
                    for entry in entries
                    if (name := entry.name) and (hidden or name[0] != ".") and (passes is None or passes(name))
                ]
        except NotADirectoryError:
            return []
        except OSError as problem:
            raise ProviderError("DirUnauthorizedAccessError", "PermissionDenied", translate(problem, path), path) from problem
        found.sort(key=itemgetter(0))
        return found

    def is_hidden(self, path: str) -> bool:
        return os.path.basename(path.rstrip("/")).startswith(".")

    def is_link(self, item: Item) -> bool:
        return is_link(item.value)

    # Changing.

    def has_children(self, context: Context, path: str) -> bool:
        try:
            with os.scandir(path) as entries:
                return any(entries) and not os.path.islink(path)
        except OSError:
            return False

    def intent(self, context: Context, operation: str, path: str, other: str = "") -> tuple[str, str]:
        if operation == "New":
            words = {"directory": "Directory", "symboliclink": "Symbolic Link", "hardlink": "Hard Link", "junction": "Junction"}
            return f"Create {words.get(file_creation.kind_of(other), 'File')}", f"Destination: {path}"
        action = f"{operation} {'Directory' if os.path.isdir(path) else 'File'}"
        return action, path if operation == "Remove" else f"Item: {path} Destination: {other}"

    def make(self, context: Context, path: str, kind: str, value: Any, *, force: bool) -> Item:
        file_creation.create(path, kind, value, force=force, base=context.providers.file_system_location)
        return self._must(context, path)

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        file_removal.remove(path, recurse=recurse, force=force)

    def rename(self, context: Context, path: str, name: str, *, force: bool) -> Item:
        return self._must(context, file_transfers.rename(path, name, force=force))

    def copy(self, context: Context, path: str, target: str, how: Copying) -> Iterator[Item]:
        made = file_transfers.copy(
            path, target, recurse=how.recurse, force=how.force, keep_folders=how.keep_folders, passes=how.passes, failed=how.failed
        )
        for one in made:
            yield self._must(context, one)

    def move(self, context: Context, path: str, target: str, *, force: bool) -> Item:
        return self._must(context, file_transfers.move(path, target, force=force))

    def invoke(self, context: Context, path: str) -> None:
        opener = shutil.which("xdg-open")
        import subprocess

        subprocess.Popen([opener, path] if opener else [path], cwd=context.providers.file_system_location)

    def read_content(self, context: Context, path: str) -> list[Any]:
        from pssession.engine.values.dotnet.files import decode

        with Reporting("GetContentReaderIOError", "ReadError", path), open(path, "rb") as file:
            text = decode(file.read())
        lines = text.replace("\r\n", "\n").split("\n")
        return list(lines[:-1] if lines[-1] == "" else lines)

    def write_content(self, context: Context, path: str, values: list[Any], *, append: bool) -> None:
        with Reporting("GetContentWriterIOError", "WriteError", path), open(path, "ab" if append else "wb") as file:
            file.write("".join(to_string(value) + "\n" for value in values).encode("utf-8", "surrogatepass"))

    def check_drive(self, drive: DriveInfo) -> None:
        if not os.path.isdir(drive.root):
            words = f'The specified drive root "{drive.root}" either does not exist, or it is not a folder.'
            raise ProviderError("DriveRootError", "ReadError", IOException(words), drive)

    def _must(self, context: Context, path: str) -> Item:
        found = self.get(context, path)
        return found if found is not None else Item(info_of(path), path)


def item_of(path: str, known: os.stat_result, *, is_folder: bool | None = None) -> Item:
    """Make the item of a path that was looked at; a link to a folder is one."""
    if is_folder is None:
        is_folder = stat.S_ISDIR(known.st_mode) or (stat.S_ISLNK(known.st_mode) and os.path.isdir(path))
    info = looked_at(DirectoryInfo if is_folder else FileInfo, path, known)
    return Item(info, path, is_folder, (("UnixStat", CommonStat(known)),))
