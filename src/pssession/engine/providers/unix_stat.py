"""What stat tells of a file, as PowerShell's UnixStat note property has it.

Source: System.Management.Automation.Platform+Unix+CommonStat as PowerShell 7.6 shows it.
"""

from __future__ import annotations

import os
import stat
from functools import cache

from pssession.engine.values.calendar import UNIX_EPOCH_TICKS, local_from_utc
from pssession.objects import DateTime, Int64

_ITEM_TYPES = {stat.S_IFDIR: 0, stat.S_IFREG: 1, stat.S_IFLNK: 2, stat.S_IFBLK: 3, stat.S_IFCHR: 4, stat.S_IFIFO: 5, stat.S_IFSOCK: 6}


@cache
def user_name(number: int) -> str:
    """Give a user's name, its number where it has none."""
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


@cache
def group_name(number: int) -> str:
    """Give a group's name, its number where it has none."""
    import grp

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


class CommonStat:
    """Hold the result of one lstat."""

    dotnet_type = "System.Management.Automation.Platform+Unix+CommonStat"
    __slots__ = ("found",)

    def __init__(self, found: os.stat_result) -> None:
        self.found = found

    @property
    def inode(self) -> Int64:
        """Give the file's number."""
        return Int64(self.found.st_ino)

    @property
    def mode(self) -> int:
        """Give type and permissions."""
        return self.found.st_mode

    @property
    def user_id(self) -> int:
        """Give the owner's number."""
        return self.found.st_uid

    @property
    def group_id(self) -> int:
        """Give the group's number."""
        return self.found.st_gid

    @property
    def hardlink_count(self) -> int:
        """Count the names the file has."""
        return self.found.st_nlink

    @property
    def size(self) -> Int64:
        """Give the size in bytes."""
        return Int64(self.found.st_size)

    @property
    def access_time(self) -> DateTime:
        """Give when it was read last."""
        return local_time(self.found.st_atime_ns)

    @property
    def modified_time(self) -> DateTime:
        """Give when it was changed last."""
        return local_time(self.found.st_mtime_ns)

    @property
    def status_change_time(self) -> DateTime:
        """Give when its description was changed last."""
        return local_time(self.found.st_ctime_ns)

    @property
    def block_size(self) -> Int64:
        """Give the size of a block."""
        return Int64(self.found.st_blksize)

    @property
    def device_id(self) -> int:
        """Give the device's number."""
        return self.found.st_dev

    @property
    def number_of_blocks(self) -> int:
        """Count the blocks."""
        return self.found.st_blocks

    @property
    def item_type(self) -> int:
        """Give the kind of file, as the number of ItemType."""
        return _ITEM_TYPES.get(stat.S_IFMT(self.found.st_mode), 1)

    @property
    def is_set_uid(self) -> bool:
        """Tell whether it runs as its owner."""
        return bool(self.found.st_mode & stat.S_ISUID)

    @property
    def is_set_gid(self) -> bool:
        """Tell whether it runs as its group."""
        return bool(self.found.st_mode & stat.S_ISGID)

    @property
    def is_sticky(self) -> bool:
        """Tell whether only owners may remove what is inside."""
        return bool(self.found.st_mode & stat.S_ISVTX)

    def get_mode_string(self) -> str:
        """Write type and permissions as ls does."""
        return stat.filemode(self.found.st_mode)

    def get_user_name(self) -> str:
        """Name the owner."""
        return user_name(self.found.st_uid)

    def get_group_name(self) -> str:
        """Name the group."""
        return group_name(self.found.st_gid)


def local_time(nanoseconds: int) -> DateTime:
    """Make a local DateTime of nanoseconds since 1970."""
    return local_from_utc(UNIX_EPOCH_TICKS + nanoseconds // 100)
