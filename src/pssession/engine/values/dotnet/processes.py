"""Process and what belongs to it: its modules, how it is started. What the system knows is read in `process_facts`.

Source: System.Diagnostics.Process, ProcessModule, ProcessStartInfo; the members that types.ps1xml adds, as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any

from pssession import objects as o
from pssession.engine.errors import ArgumentException, DotNetException, InvalidOperationException, exception_class
from pssession.engine.values import enums, process_facts
from pssession.engine.values.calendar import local_from_utc, utc_now_ticks
from pssession.engine.values.conversions import to_string
from pssession.engine.values.dotnet.process_starts import ProcessStartInfo, launch
from pssession.engine.values.ports import ports
from pssession.engine.values.process_facts import TICKS_A_SECOND, ProcessFacts
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import require

_POLL_SECONDS = 0.01
_PRIORITIES = ((-20, 256), (-19, 128), (-10, 128), (-1, 32768), (0, 32), (1, 16384), (10, 16384), (11, 64))


class Process:
    """Be one process, running or ended.

    Args:
        number: Its id.
        facts: What is known of it, looked up where it is not given.
        child: What waits for it, where this process started it.
    """

    dotnet_type = "System.Diagnostics.Process"

    def __init__(self, number: int, facts: ProcessFacts | None = None, child: subprocess.Popen[bytes] | None = None) -> None:
        self.id = number
        self._facts = facts
        self._child = child
        self._name: str | None = None
        self._ended: o.DateTime | None = None
        self.start_info: Any = None

    # What is known.

    @property
    def _known(self) -> ProcessFacts:
        if self._facts is None:
            self._facts = process_facts.read(self.id)
            if self._facts is None:
                raise InvalidOperationException(f"Process has exited, so the requested information is not available. ({self.id})")
        return self._facts

    def refresh(self) -> None:
        """Look again at the next question."""
        self._facts = None

    @property
    def process_name(self) -> str:
        """Give the program's name."""
        if self._name is None:
            self._name = self._known.name
        return self._name

    @property
    def session_id(self) -> int:
        """Give the id of the terminal session."""
        return self._known.session

    @property
    def base_priority(self) -> int:
        """Give the nice value."""
        return self._known.nice

    @property
    def priority_class(self) -> Any:
        """Give the nice value as a class."""
        nice = self._known.nice
        number = next((number for limit, number in _PRIORITIES if nice <= limit), 64)
        return enums.make(require("System.Diagnostics.ProcessPriorityClass"), number)

    @property
    def working_set64(self) -> o.Int64:
        """Give the bytes in memory."""
        return o.Int64(self._known.resident_bytes)

    @property
    def virtual_memory_size64(self) -> o.Int64:
        """Give the bytes of addresses."""
        return o.Int64(self._known.virtual_bytes)

    @property
    def private_memory_size64(self) -> o.Int64:
        """Give the bytes of data."""
        return o.Int64(process_facts.status_bytes(self.id, "VmData"))

    @property
    def paged_memory_size64(self) -> o.Int64:
        """Give the bytes that were swapped out."""
        return o.Int64(process_facts.status_bytes(self.id, "VmSwap"))

    @property
    def peak_working_set64(self) -> o.Int64:
        """Give the most bytes that were in memory."""
        return o.Int64(process_facts.status_bytes(self.id, "VmHWM"))

    @property
    def peak_virtual_memory_size64(self) -> o.Int64:
        """Give the most bytes of addresses."""
        return o.Int64(process_facts.status_bytes(self.id, "VmPeak"))

    @property
    def handle_count(self) -> int:
        """Count the open files."""
        return process_facts.open_files(self.id)

    @property
    def total_processor_time(self) -> o.TimeSpan:
        """Give the time on processors."""
        return _span(self._known.user_ticks + self._known.system_ticks)

    @property
    def user_processor_time(self) -> o.TimeSpan:
        """Give the time on processors in the program itself."""
        return _span(self._known.user_ticks)

    @property
    def privileged_processor_time(self) -> o.TimeSpan:
        """Give the time on processors in the system."""
        return _span(self._known.system_ticks)

    @property
    def start_time(self) -> o.DateTime:
        """Give when it began."""
        return local_from_utc(process_facts.start_time(self._known))

    @property
    def main_module(self) -> ProcessModule | None:
        """Give the program's file, null where that is not told."""
        path = process_facts.program(self.id)
        return None if path is None else ProcessModule(path)

    @property
    def modules(self) -> o.Array:
        """Give the files that are loaded."""
        return o.Array([ProcessModule(*row) for row in process_facts.loaded_files(self.id).items()], "System.Diagnostics.ProcessModule")

    @property
    def parent(self) -> Process | None:
        """Give the process that started it."""
        facts = process_facts.read(self._known.parent)
        return None if facts is None else Process(facts.number, facts)

    @property
    def command_line(self) -> str | None:
        """Write the program with its arguments."""
        return " ".join(process_facts.arguments(self.id)) or None

    # How it goes on.

    @property
    def has_exited(self) -> bool:
        """Tell whether it has ended."""
        if self._child is not None:
            ended = self._child.poll() is not None
        else:
            facts = process_facts.read(self.id)
            started = None if self._facts is None else self._facts.start_ticks
            ended = facts is None or facts.state in "ZX" or (started is not None and facts.start_ticks != started)
        if ended and self._ended is None:
            self._ended = local_from_utc(utc_now_ticks())
        return ended

    @property
    def exit_code(self) -> int:
        """Give the code it ended with.

        Raises:
            InvalidOperationException: It runs, or nobody was told.
        """
        if self._child is None:
            raise InvalidOperationException("Process was not started by this object, so requested information cannot be determined.")
        code = self._child.poll()
        if code is None:
            raise InvalidOperationException("Process must exit before requested information can be determined.")
        return code if code >= 0 else 128 - code

    @property
    def exit_time(self) -> o.DateTime:
        """Give when it ended."""
        if not self.has_exited or self._ended is None:
            raise InvalidOperationException("Process must exit before requested information can be determined.")
        return self._ended

    def kill(self, entire_process_tree: bool = False) -> None:
        """End it, and all it started where that is asked for."""
        if entire_process_tree:
            for facts in process_facts.read_all():
                if facts.parent == self.id:
                    Process(facts.number, facts).kill(True)
        if self.has_exited:
            return
        try:
            os.kill(self.id, signal.SIGKILL)
        except ProcessLookupError:
            return
        except PermissionError as problem:
            raise _win32(1, "Operation not permitted") from problem

    def wait_for_exit(self, limit: Any = None, wait: Callable[[float], bool] | None = None) -> bool:
        """Wait until it has ended.

        Args:
            limit: Milliseconds or a TimeSpan; None or -1 for no limit.
            wait: Waits so many seconds; True ends the waiting.

        Returns:
            Whether it has ended.
        """
        milliseconds = limit.ticks / 10_000 if isinstance(limit, o.TimeSpan) else limit
        end = None if milliseconds is None or milliseconds < 0 else time.monotonic() + milliseconds / 1000
        while not self.has_exited:
            if end is not None and time.monotonic() >= end:
                return False
            if wait is None:
                time.sleep(_POLL_SECONDS)
            elif wait(_POLL_SECONDS):
                return False
        return True

    def to_string(self) -> str:
        """Write type and name."""
        try:
            return f"System.Diagnostics.Process ({self.process_name})"
        except DotNetException:
            return "System.Diagnostics.Process"

    __str__ = to_string


class ProcessModule:
    """Be a file that a process has loaded."""

    dotnet_type = "System.Diagnostics.ProcessModule"

    def __init__(self, path: str, size: int = 0) -> None:
        self.file_name = path
        self.module_name = os.path.basename(path)
        self.module_memory_size = size
        self.size = size // 1024

    @property
    def file_version_info(self) -> FileVersionInfo:
        """Give the versions that the file tells."""
        return FileVersionInfo(self.file_name)

    def to_string(self) -> str:
        """Write type and name."""
        return f"System.Diagnostics.ProcessModule ({self.module_name})"


class FileVersionInfo:
    """Tell the versions of a file; on Linux programs have none."""

    dotnet_type = "System.Diagnostics.FileVersionInfo"

    def __init__(self, path: str) -> None:
        self.file_name = path
        self.company_name = self.file_version = self.product_version = self.file_description = self.product_name = None


def find(number: int) -> Process | None:
    """Give a process by its id, None where there is none."""
    facts = process_facts.read(number)
    return None if facts is None else Process(number, facts)


def everything() -> list[Process]:
    """Give all processes."""
    return [Process(facts.number, facts) for facts in process_facts.read_all()]


def _span(ticks: int) -> o.TimeSpan:
    return o.TimeSpan(ticks * 10_000_000 // TICKS_A_SECOND)


def _win32(code: int, words: str) -> DotNetException:
    kind = exception_class("System.ComponentModel.Win32Exception")
    assert kind is not None
    return kind(words)


def _by_id(number: Any, *machine: Any) -> Process:
    found = find(int(number))
    if found is None:
        raise ArgumentException(f"Process with an Id of {int(number)} is not running.")
    return found


def _by_name(name: Any, *machine: Any) -> list[Process]:
    return [one for one in everything() if one.process_name.lower() == to_string(name).lower()]


def started(child: subprocess.Popen[bytes], info: ProcessStartInfo) -> Process:
    """Give the process of a child that was just started."""
    made = Process(child.pid, child=child)
    made.start_info = info
    try:
        _ = made.process_name  # as long as it can be asked
    except DotNetException:
        pass
    return made


def _start(*given: Any) -> Process:
    info = given[0] if isinstance(given[0], ProcessStartInfo) else ProcessStartInfo(to_string(given[0]), *given[1:2])
    if not info.file_name:
        raise InvalidOperationException("Cannot start process because a file name has not been provided.")
    environment = {key: to_string(value) for key, value in info.environment.items()}
    return started(launch(info.words, info.working_directory or ports.location(), environment), info)


def _of_main_module(name: str) -> Callable[[Process], Any]:
    def read(process: Process) -> Any:
        module = process.main_module
        return None if module is None else getattr(module.file_version_info, name)

    return read


TABLES = (
    TypeTable(
        "System.Diagnostics.Process",
        python=Process,
        to_string=Process.to_string,
        properties={
            "CPU": lambda process: process.total_processor_time.ticks / 10_000_000,
            "Path": lambda process: process_facts.program(process.id),
            "CommandLine": lambda process: process.command_line,
            "Parent": lambda process: process.parent,
            "Company": _of_main_module("company_name"),
            "FileVersion": _of_main_module("file_version"),
            "ProductVersion": _of_main_module("product_version"),
            "Description": _of_main_module("file_description"),
            "Product": _of_main_module("product_name"),
            "MachineName": lambda process: ".",
            "Responding": lambda process: True,
            "MainWindowTitle": lambda process: "",
            "NonpagedSystemMemorySize64": lambda process: o.Int64(0),
            "PagedSystemMemorySize64": lambda process: o.Int64(0),
            "PeakPagedMemorySize64": lambda process: o.Int64(0),
            "PriorityBoostEnabled": lambda process: False,
            "EnableRaisingEvents": lambda process: False,
        },
        methods={"Close": lambda process: None, "Dispose": lambda process: None, "CloseMainWindow": lambda process: False},
        static={
            "GetCurrentProcess": lambda: _by_id(os.getpid()),
            "GetProcessById": _by_id,
            "GetProcessesByName": _by_name,
            "GetProcesses": lambda *machine: everything(),
            "Start": _start,
        },
    ),
    TypeTable("System.Diagnostics.ProcessModule", python=ProcessModule, to_string=ProcessModule.to_string),
)
