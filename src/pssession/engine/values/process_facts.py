"""What the system knows of running processes, read from /proc each time it is asked; nothing is kept. No .NET objects stand here.

Source: proc(5); which file .NET takes each value from as PowerShell 7.6 on Linux shows it.
"""

from __future__ import annotations

import os
import time
from functools import cache

from pssession.engine.values.calendar import UNIX_EPOCH_TICKS

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_CUT_NAME = 15  # the kernel keeps so many letters of a name


class ProcessFacts:
    """Hold what /proc/ID/stat says.

    Attributes:
        number: The process's id.
        name: Its name, whole where the command line tells it.
        parent, session, nice: As they are.
        user_ticks, system_ticks, start_ticks: In clock ticks; the start since the machine's.
        virtual_bytes, resident_bytes: Memory.
        state: One letter; Z is a process that ended and was not asked for.
    """

    __slots__ = (
        *("name", "nice", "number", "parent", "resident_bytes", "session", "start_ticks", "state", "system_ticks", "threads"),
        *("user_ticks", "virtual_bytes"),
    )

    def __init__(self, number: int, text: str) -> None:
        head, _, tail = text.rpartition(")")
        fields = tail.split()
        self.number = number
        self.state = fields[0]
        self.parent, self.session = int(fields[1]), int(fields[3])
        self.user_ticks, self.system_ticks = int(fields[11]), int(fields[12])
        self.nice, self.threads = int(fields[16]), int(fields[17])
        self.start_ticks = int(fields[19])
        self.virtual_bytes, self.resident_bytes = int(fields[20]), int(fields[21]) * PAGE_BYTES
        self.name = _whole_name(number, head.partition("(")[2])


def read(number: int) -> ProcessFacts | None:
    """Give what is known of a process, None where there is none."""
    text = file_text(number, "stat")
    return ProcessFacts(number, text) if text else None


def read_all() -> list[ProcessFacts]:
    """Give all processes of the machine."""
    try:
        names = os.listdir("/proc")
    except OSError:
        return []
    found = [read(int(name)) for name in names if name.isdigit()]
    return [one for one in found if one is not None]


def file_text(number: int, name: str) -> str:
    """Give the text of a file of a process, "" where it cannot be read."""
    try:
        with open(f"/proc/{number}/{name}", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def status_bytes(number: int, field: str) -> int:
    """Give a size from /proc/ID/status, 0 where it is not there."""
    for line in file_text(number, "status").split("\n"):
        name, _, rest = line.partition(":")
        if name == field:
            return int(rest.split()[0]) * 1024
    return 0


def open_files(number: int) -> int:
    """Count the files that a process holds open, 0 where that is not told."""
    try:
        return len(os.listdir(f"/proc/{number}/fd"))
    except OSError:
        return 0


def program(number: int) -> str | None:
    """Give the path of the program that a process runs, None where that is not told."""
    try:
        return os.readlink(f"/proc/{number}/exe").removesuffix(" (deleted)")
    except OSError:
        return None


def loaded_files(number: int) -> dict[str, int]:
    """Give the files that a process has mapped with code in them, and how many bytes of each, in order."""
    found: dict[str, int] = {}
    for line in file_text(number, "maps").split("\n"):
        fields = line.split(None, 5)
        if len(fields) == 6 and fields[5].startswith("/") and "x" in fields[1]:
            low, _, high = fields[0].partition("-")
            found[fields[5]] = found.get(fields[5], 0) + int(high, 16) - int(low, 16)
    return found


def arguments(number: int) -> list[str]:
    """Give a process's command line."""
    return file_text(number, "cmdline").rstrip("\0").split("\0") if number else []


def owner(number: int) -> int | None:
    """Give the id of the user that a process belongs to."""
    try:
        return os.stat(f"/proc/{number}").st_uid
    except OSError:
        return None


def start_time(facts: ProcessFacts) -> int:
    """Give when a process began, in .NET's ticks of UTC."""
    return _boot_ticks() + facts.start_ticks * 10_000_000 // TICKS_A_SECOND


@cache
def _boot_ticks() -> int:
    try:
        with open("/proc/stat", encoding="ascii") as file:
            for line in file:
                if line.startswith("btime "):
                    return UNIX_EPOCH_TICKS + int(line.split()[1]) * 10_000_000
    except OSError:
        pass
    return UNIX_EPOCH_TICKS + int(time.time() * 10_000_000)


def _whole_name(number: int, name: str) -> str:
    """Find the rest of a name that the kernel cut: the command line's first or second word may tell."""
    if len(name) < _CUT_NAME:
        return name
    for word in arguments(number)[:2]:
        leaf = word.rpartition("/")[2]
        if leaf.startswith(name):
            return leaf
    return name
