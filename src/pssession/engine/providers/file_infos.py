"""FileInfo and DirectoryInfo: what scripts get of a file or folder, with .NET's members and those that PowerShell adds.

A path is looked at when a property is first asked for, and again after Refresh(). Listing and changing the file system in commands'
name stands in `file_system`.
Source: System.IO.FileInfo, System.IO.DirectoryInfo; types.ps1xml's members as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from typing import Any

from pssession.engine.errors import DirectoryNotFoundException, FileNotFoundException, IOException
from pssession.engine.providers.unix_stat import CommonStat, local_time
from pssession.engine.values.calendar import UNIX_EPOCH_TICKS, utc_ticks
from pssession.engine.values.dotnet.files import translate
from pssession.engine.values.dotnet.paths import absolute
from pssession.engine.values.wildcards import matches
from pssession.objects import Array, DateTime, Int64

READ_ONLY, HIDDEN, DIRECTORY, NORMAL, REPARSE_POINT = 1, 2, 16, 128, 1024
_NEVER = DateTime(504911232000000000, 2)  # what .NET gives for a file that is not there: 1601-01-01


class FileSystemInfo:
    """Be a path, looked at when asked."""

    def __init__(self, path: str, known: os.stat_result | None = None) -> None:
        self.original_path = path
        self.full_name = absolute(path)
        self._known: Any = known
        self._target: Any = None

    # What the system knows.

    @property
    def _link_stat(self) -> os.stat_result | None:
        if self._known is None:
            try:
                self._known = os.lstat(self.full_name)
            except OSError:
                self._known = False
        return self._known or None

    @property
    def _stat(self) -> os.stat_result | None:
        """Give what is known of the file itself, of its target for a link that has one."""
        found = self._link_stat
        if found is None or not stat.S_ISLNK(found.st_mode):
            return found
        if self._target is None:
            try:
                self._target = os.stat(self.full_name)
            except OSError:
                self._target = found
        return self._target  # type: ignore[no-any-return]  # set just above

    def refresh(self) -> None:
        """Look again at the next question."""
        self._known = self._target = None

    @property
    def unix_stat(self) -> CommonStat | None:
        """Give what lstat tells."""
        found = self._link_stat
        return None if found is None else CommonStat(found)

    # .NET's properties.

    @property
    def name(self) -> str:
        """Give the last part of the path."""
        return os.path.basename(self.full_name.rstrip("/")) or "/"

    @property
    def extension(self) -> str:
        """Give what stands behind the last dot, the dot included; nothing for a dot at the end."""
        name = self.name
        dot = name.rfind(".")
        return "" if dot < 0 or dot == len(name) - 1 else name[dot:]

    @property
    def attributes(self) -> int:
        """Give the bits of FileAttributes."""
        link, found = self._link_stat, self._stat
        if link is None or found is None:
            return -1
        bits = DIRECTORY if stat.S_ISDIR(found.st_mode) else 0
        if not self._writable(found):
            bits |= READ_ONLY
        if stat.S_ISLNK(link.st_mode):
            bits |= REPARSE_POINT
        if self.name.startswith(".") and self.name not in (".", ".."):
            bits |= HIDDEN
        return bits or NORMAL

    @attributes.setter
    def attributes(self, bits: Any) -> None:
        number = int(bits)
        self._set_read_only(bool(number & READ_ONLY))

    @staticmethod
    def _writable(found: os.stat_result) -> bool:
        """Tell as .NET does: the permission bit that counts for this user, not what root may do anyway."""
        if found.st_uid == os.geteuid():
            return bool(found.st_mode & stat.S_IWUSR)
        if found.st_gid == os.getegid() or found.st_gid in os.getgroups():
            return bool(found.st_mode & stat.S_IWGRP)
        return bool(found.st_mode & stat.S_IWOTH)

    def _set_read_only(self, read_only: bool) -> None:
        found = self._stat
        if found is None:
            raise FileNotFoundException(f"Could not find file '{self.full_name}'.")
        mode = stat.S_IMODE(found.st_mode)
        os.chmod(self.full_name, mode & ~0o222 if read_only else mode | stat.S_IWUSR)
        self.refresh()

    def _time(self, field: str) -> DateTime:
        found = self._link_stat
        return _NEVER if found is None else local_time(getattr(found, field))

    def _set_times(self, *, accessed: DateTime | None = None, written: DateTime | None = None) -> None:
        found = self._link_stat
        if found is None:
            raise FileNotFoundException(f"Could not find file '{self.full_name}'.")
        times = [found.st_atime_ns, found.st_mtime_ns]
        for place, value in enumerate((accessed, written)):
            if value is not None:
                times[place] = (utc_ticks(value) - UNIX_EPOCH_TICKS) * 100
        os.utime(self.full_name, ns=(times[0], times[1]))
        self.refresh()

    @property
    def last_write_time(self) -> DateTime:
        """Give when it was changed last."""
        return self._time("st_mtime_ns")

    @last_write_time.setter
    def last_write_time(self, value: DateTime) -> None:
        self._set_times(written=value)

    @property
    def last_access_time(self) -> DateTime:
        """Give when it was read last."""
        return self._time("st_atime_ns")

    @last_access_time.setter
    def last_access_time(self, value: DateTime) -> None:
        self._set_times(accessed=value)

    @property
    def creation_time(self) -> DateTime:
        """Give the older of the two times that Linux keeps of a file's beginning."""
        found = self._link_stat
        return _NEVER if found is None else local_time(min(found.st_mtime_ns, found.st_ctime_ns))

    @creation_time.setter
    def creation_time(self, value: DateTime) -> None:
        self._set_times(written=value)

    @property
    def last_write_time_utc(self) -> DateTime:
        """Give when it was changed last, in UTC."""
        return _utc(self.last_write_time)

    @last_write_time_utc.setter
    def last_write_time_utc(self, value: DateTime) -> None:
        self._set_times(written=DateTime(value.ticks, 1))

    @property
    def last_access_time_utc(self) -> DateTime:
        """Give when it was read last, in UTC."""
        return _utc(self.last_access_time)

    @property
    def creation_time_utc(self) -> DateTime:
        """Give when it was made, in UTC."""
        return _utc(self.creation_time)

    @property
    def link_target(self) -> str | None:
        """Give where a symbolic link points to."""
        found = self._link_stat
        if found is None or not stat.S_ISLNK(found.st_mode):
            return None
        return os.readlink(self.full_name)

    @property
    def unix_file_mode(self) -> int:
        """Give the permissions as bits."""
        found = self._stat
        return -1 if found is None else stat.S_IMODE(found.st_mode)

    @unix_file_mode.setter
    def unix_file_mode(self, mode: Any) -> None:
        os.chmod(self.full_name, int(mode))
        self.refresh()

    # What PowerShell adds.

    @property
    def mode(self) -> str:
        """Write the attributes in five letters: d or l, a, r, h, s."""
        link = self._link_stat
        bits = self.attributes
        if link is None or bits < 0:
            return "-----"
        first = "l" if stat.S_ISLNK(link.st_mode) else "d" if bits & DIRECTORY else "-"
        return f"{first}-{'r' if bits & READ_ONLY else '-'}{'h' if bits & HIDDEN else '-'}-"

    @property
    def mode_without_hard_link(self) -> str:
        """Write the attributes in five letters."""
        return self.mode

    @property
    def unix_mode(self) -> str:
        """Write the permissions as ls does."""
        found = self.unix_stat
        return "" if found is None else found.get_mode_string()

    @property
    def user(self) -> str:
        """Name the owner."""
        found = self.unix_stat
        return "" if found is None else found.get_user_name()

    @property
    def group(self) -> str:
        """Name the group."""
        found = self.unix_stat
        return "" if found is None else found.get_group_name()

    @property
    def size(self) -> Int64 | None:
        """Give the size in bytes, of a link's own text for a link."""
        found = self.unix_stat
        return None if found is None else found.size

    @property
    def link_type(self) -> str | None:
        """Name the kind of link, null for none."""
        found = self._link_stat
        if found is None:
            return None
        if stat.S_ISLNK(found.st_mode):
            return "SymbolicLink"
        return "HardLink" if found.st_nlink > 1 and not stat.S_ISDIR(found.st_mode) else None

    @property
    def target(self) -> str | None:
        """Give where a symbolic link points to."""
        return self.link_target

    @property
    def resolved_target(self) -> str:
        """Give the path that links lead to."""
        return os.path.realpath(self.full_name) if self.link_target is not None else self.full_name

    @property
    def name_string(self) -> str:
        """Give the name as listings show it: a link with its target."""
        target = self.link_target
        return self.name if target is None else f"{self.name} -> {target}"

    @property
    def last_write_time_string(self) -> str:
        """Write the time of the last change as listings do."""
        from pssession.engine.values.dateformat import format_date

        when = self.last_write_time
        return f"{format_date(when, 'd'):>10}  {format_date(when, 't'):>8}"

    def resolve_link_target(self, final: bool = False) -> Any:
        """Give what a link points to, null for what is no link."""
        target = self.link_target
        if target is None:
            return None
        path = os.path.realpath(self.full_name) if final else os.path.join(os.path.dirname(self.full_name), target)
        return info_of(path)

    def create_as_symbolic_link(self, target: str) -> None:
        """Make the path a symbolic link."""
        try:
            os.symlink(target, self.full_name)
        except OSError as problem:
            raise translate(problem, self.full_name) from problem
        self.refresh()

    def to_string(self) -> str:
        """Give the path as it was named."""
        return self.original_path

    def __str__(self) -> str:
        return self.original_path


class FileInfo(FileSystemInfo):
    """Be a file, or where one could be."""

    dotnet_type = "System.IO.FileInfo"

    @property
    def exists(self) -> bool:
        """Tell whether there is such a file."""
        found = self._stat
        return found is not None and not stat.S_ISDIR(found.st_mode)

    @property
    def length(self) -> Int64:
        """Give the size in bytes."""
        found = self._stat
        if found is None or stat.S_ISDIR(found.st_mode):
            raise FileNotFoundException(f"Could not find file '{self.full_name}'.")
        return Int64(found.st_size)

    @property
    def length_string(self) -> str:
        """Write the size as listings do."""
        return str(int(self.length)) if self.exists else ""

    @property
    def base_name(self) -> str:
        """Give the name without the extension."""
        extension = self.extension
        return self.name[: len(self.name) - len(extension)] if extension else self.name

    @property
    def directory_name(self) -> str:
        """Give the folder's path."""
        return os.path.dirname(self.full_name)

    @property
    def directory(self) -> DirectoryInfo:
        """Give the folder."""
        return DirectoryInfo(self.directory_name)

    @property
    def is_read_only(self) -> bool:
        """Tell whether it may not be written."""
        bits = self.attributes
        return bits >= 0 and bool(bits & READ_ONLY)

    @is_read_only.setter
    def is_read_only(self, read_only: Any) -> None:
        self._set_read_only(bool(read_only))

    def delete(self) -> None:
        """Remove the file, if it is there."""
        try:
            os.unlink(self.full_name)
        except FileNotFoundError:
            pass
        except OSError as problem:
            raise translate(problem, self.full_name) from problem
        self.refresh()

    def copy_to(self, target: str, overwrite: bool = False) -> FileInfo:
        """Copy the file."""
        full = absolute(target)
        if os.path.exists(full) and not overwrite:
            raise IOException(f"The file '{full}' already exists.")
        try:
            shutil.copy2(self.full_name, full)
        except OSError as problem:
            raise translate(problem, self.full_name if not self.exists else full) from problem
        return FileInfo(full)

    def move_to(self, target: str, overwrite: bool = False) -> None:
        """Move the file; this object is the moved one then."""
        full = absolute(target)
        if os.path.exists(full) and not overwrite:
            raise IOException(f"The file '{full}' already exists.")
        try:
            shutil.move(self.full_name, full)
        except OSError as problem:
            raise translate(problem, full) from problem
        self.full_name = self.original_path = full
        self.refresh()


class DirectoryInfo(FileSystemInfo):
    """Be a folder, or where one could be."""

    dotnet_type = "System.IO.DirectoryInfo"

    def __init__(self, path: str, known: os.stat_result | None = None) -> None:
        super().__init__(path, known)
        if len(self.full_name) > 1:
            self.full_name = self.full_name.rstrip("/") or "/"

    @property
    def exists(self) -> bool:
        """Tell whether there is such a folder."""
        found = self._stat
        return found is not None and stat.S_ISDIR(found.st_mode)

    @property
    def base_name(self) -> str:
        """Give the name."""
        return self.name

    @property
    def length_string(self) -> str:
        """Give nothing: a folder has no length."""
        return ""

    @property
    def parent(self) -> DirectoryInfo | None:
        """Give the folder above."""
        return None if self.full_name == "/" else DirectoryInfo(os.path.dirname(self.full_name))

    @property
    def root(self) -> DirectoryInfo:
        """Give the topmost folder."""
        return DirectoryInfo("/")

    def create(self) -> None:
        """Make the folder and those above it."""
        try:
            os.makedirs(self.full_name, exist_ok=True)
        except OSError as problem:
            raise translate(problem, self.full_name) from problem
        self.refresh()

    def create_subdirectory(self, path: str) -> DirectoryInfo:
        """Make a folder below."""
        made = DirectoryInfo(os.path.join(self.full_name, path))
        made.create()
        return made

    def delete(self, recursive: bool = False) -> None:
        """Remove the folder."""
        try:
            if recursive:
                shutil.rmtree(self.full_name)
            else:
                os.rmdir(self.full_name)
        except FileNotFoundError as problem:
            raise DirectoryNotFoundException(f"Could not find a part of the path '{self.full_name}'.") from problem
        except OSError as problem:
            if os.path.isdir(self.full_name) and not recursive and os.listdir(self.full_name):
                raise IOException(f"Directory not empty : '{self.full_name}'") from problem
            raise translate(problem, self.full_name) from problem
        self.refresh()

    def move_to(self, target: str) -> None:
        """Move the folder; this object is the moved one then."""
        full = absolute(target)
        if os.path.exists(full):
            raise IOException(f"Cannot create '{full}' because a file or directory with the same name already exists.")
        os.rename(self.full_name, full)
        self.full_name = self.original_path = full
        self.refresh()

    def _inside(self, arguments: tuple[Any, ...], *, files: bool, folders: bool) -> Array:
        pattern = next((item for item in arguments if type(item) is str), "*")
        deep = any(not isinstance(item, str) and int(getattr(item, "number", item) or 0) == 1 for item in arguments)
        found = [one for one in self._walk(deep) if (folders if isinstance(one, DirectoryInfo) else files)]
        kind = "System.IO.FileSystemInfo" if files and folders else "System.IO.FileInfo" if files else "System.IO.DirectoryInfo"
        return Array([one for one in found if pattern in ("*", "*.*") or matches(pattern, one.name, False)], kind)

    def _walk(self, deep: bool) -> Iterator[FileInfo | DirectoryInfo]:
        try:
            entries = sorted(os.scandir(self.full_name), key=lambda entry: entry.name)
        except OSError as problem:
            raise DirectoryNotFoundException(f"Could not find a part of the path '{self.full_name}'.") from problem
        for entry in entries:
            one = info_of(entry.path)
            yield one
            if deep and isinstance(one, DirectoryInfo) and one.link_target is None:
                yield from one._walk(True)

    def get_files(self, *arguments: Any) -> Array:
        """List the files inside."""
        return self._inside(arguments, files=True, folders=False)

    def get_directories(self, *arguments: Any) -> Array:
        """List the folders inside."""
        return self._inside(arguments, files=False, folders=True)

    def get_file_system_infos(self, *arguments: Any) -> Array:
        """List what is inside."""
        return self._inside(arguments, files=True, folders=True)

    enumerate_files = get_files
    enumerate_directories = get_directories
    enumerate_file_system_infos = get_file_system_infos


def info_of(path: str, known: os.stat_result | None = None) -> FileInfo | DirectoryInfo:
    """Give the object of a path: a DirectoryInfo for a folder or a link to one, else a FileInfo."""
    if known is not None and not stat.S_ISLNK(known.st_mode):
        return DirectoryInfo(path, known) if stat.S_ISDIR(known.st_mode) else FileInfo(path, known)
    return DirectoryInfo(path, known) if os.path.isdir(path) else FileInfo(path, known)


def is_link(info: FileSystemInfo) -> bool:
    """Tell whether a path is a symbolic link."""
    found = info._link_stat
    return found is not None and stat.S_ISLNK(found.st_mode)


def looked_at(kind: type[FileSystemInfo], path: str, known: os.stat_result) -> FileSystemInfo:
    """Make the object of an absolute path that was looked at, quickly."""
    made = kind.__new__(kind)
    made.original_path = made.full_name = path
    made._known = known
    made._target = None
    return made


def _utc(value: DateTime) -> DateTime:
    return DateTime(utc_ticks(value), 1)
