"""Environment, Console, Stopwatch, GC and what the runtime says of itself.

Source: System.Environment, System.Console, System.Diagnostics.Stopwatch, System.Runtime.InteropServices.RuntimeInformation.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from typing import Any

from pssession import objects as o
from pssession.engine.values.dotnet.encodings import Encoding
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import TypeTable

_FOLDERS = {
    5: "",  # MyDocuments is the home folder on Unix
    40: "",
    0: "Desktop",
    26: ".config",
    28: ".local/share",
    13: "Music",
    39: "Pictures",
    14: "Videos",
    46: "Templates",
}
_FIXED_FOLDERS = {35: "/usr/share", 37: "", 41: ""}


def _folder(which: Any, *rest: Any) -> str:
    number = int(which)
    if number in _FIXED_FOLDERS:
        return _FIXED_FOLDERS[number]
    if number not in _FOLDERS:
        return ""
    path = os.path.join(os.path.expanduser("~"), _FOLDERS[number]).rstrip("/")
    return path if os.path.isdir(path) else ""


def _set_variable(name: str, value: Any, *rest: Any) -> None:
    if not value:
        os.environ.pop(name, None)
    else:
        os.environ[name] = str(value)


def _expand(text: str) -> str:
    parts = text.split("%")
    if len(parts) < 3:
        return text
    out, place = parts[0], 1
    while place < len(parts):
        if place + 1 < len(parts) and parts[place] in os.environ:
            out += os.environ[parts[place]] + parts[place + 1]
            place += 2
        else:
            out += "%" + parts[place]
            place += 1
    return out


def _user() -> str:
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


class OperatingSystem:
    """Describe the operating system."""

    dotnet_type = "System.OperatingSystem"
    platform = "Unix"
    service_pack = ""

    @property
    def version(self) -> o.Version:
        """Give the kernel's version."""
        numbers = [int(part) for part in platform.release().split("-")[0].split(".") if part.isdigit()]
        numbers += [0] * (4 - len(numbers))
        return o.Version(*numbers[:4])

    @property
    def version_string(self) -> str:
        """Give name and version."""
        own = self.version
        return f"Unix {own.major}.{own.minor}.{own.build}.{own.revision}"

    def to_string(self) -> str:
        """Give name and version."""
        return self.version_string


class OSPlatform:
    """Name an operating system."""

    dotnet_type = "System.Runtime.InteropServices.OSPlatform"

    def __init__(self, name: str) -> None:
        self.name = name

    def equals(self, other: Any) -> bool:
        """Tell whether both are the same system."""
        return isinstance(other, OSPlatform) and other.name.upper() == self.name.upper()


class Stopwatch:
    """Measure time."""

    dotnet_type = "System.Diagnostics.Stopwatch"

    def __init__(self) -> None:
        self._total = 0
        self._since: int | None = None

    @property
    def is_running(self) -> bool:
        """Tell whether it runs."""
        return self._since is not None

    @property
    def elapsed_ticks(self) -> int:
        """Give the time in nanoseconds, the frequency of .NET on Linux."""
        return self._total + (time.perf_counter_ns() - self._since if self._since is not None else 0)

    @property
    def elapsed(self) -> o.TimeSpan:
        """Give the time."""
        return o.TimeSpan(self.elapsed_ticks // 100)

    @property
    def elapsed_milliseconds(self) -> o.Int64:
        """Give the time in milliseconds."""
        return o.Int64(self.elapsed_ticks // 1_000_000)

    def start(self) -> None:
        """Go on."""
        if self._since is None:
            self._since = time.perf_counter_ns()

    def stop(self) -> None:
        """Halt."""
        self._total = self.elapsed_ticks
        self._since = None

    def reset(self) -> None:
        """Halt at zero."""
        self._total, self._since = 0, None

    def restart(self) -> None:
        """Begin again at zero."""
        self.reset()
        self.start()

    @classmethod
    def started(cls) -> Stopwatch:
        """Make one that runs."""
        made = cls()
        made.start()
        return made


def _write(stream: str, end: str) -> Any:
    def run(*values: Any) -> None:
        from pssession.engine.values.dotnet.strings import format_text, text_of

        text = format_text(*values) if len(values) > 1 else text_of(values[0]) if values else ""
        if ports.console is not None:
            ports.console(stream, text + end)
        else:
            target = sys.stdout if stream == "out" else sys.stderr
            target.write(text + end)
            target.flush()

    return run


class _Writer:
    """Be [Console]::Out or [Console]::Error."""

    def __init__(self, stream: str) -> None:
        self.dotnet_type = "System.IO.TextWriter"
        self.write = _write(stream, "")
        self.write_line = _write(stream, "\n")

    def flush(self) -> None:
        """Do nothing: what is written is out."""


class _Reader:
    """Be [Console]::In."""

    dotnet_type = "System.IO.TextReader"

    def read_line(self) -> str | None:
        """Read a line, None at the end."""
        line = sys.stdin.readline()
        return line.removesuffix("\n").removesuffix("\r") if line else None

    def read_to_end(self) -> str:
        """Read all there is."""
        return sys.stdin.read()

    def read(self) -> int:
        """Read a character's code, -1 at the end."""
        letter = sys.stdin.read(1)
        return ord(letter) if letter else -1

    def peek(self) -> int:
        """Say that nothing is known of what follows."""
        return -1


def _size(index: int, otherwise: int) -> Any:
    def run() -> int:
        try:
            return os.get_terminal_size(1)[index]
        except OSError:
            return otherwise

    return run


_ARCHITECTURES = {"x86_64": 1, "aarch64": 3, "armv7l": 2, "i686": 0}

TABLES = (
    TypeTable(
        "System.Environment",
        static={
            "GetEnvironmentVariable": lambda name, *rest: os.environ.get(name),
            "SetEnvironmentVariable": _set_variable,
            "GetEnvironmentVariables": lambda *rest: o.Hashtable(dict(os.environ)),
            "GetFolderPath": _folder,
            "ExpandEnvironmentVariables": _expand,
            "GetCommandLineArgs": lambda: list(sys.argv),
            "Exit": lambda code: os._exit(code),
        },
        static_properties={
            "NewLine": "\n",
            "MachineName": lambda: platform.node().split(".")[0],
            "UserName": _user,
            "UserDomainName": lambda: platform.node().split(".")[0],
            "UserInteractive": True,
            "ProcessorCount": lambda: os.cpu_count() or 1,
            "ProcessId": os.getpid,
            "ProcessPath": lambda: sys.executable,
            "CommandLine": lambda: " ".join(sys.argv),
            "CurrentDirectory": lambda: ports.location(),
            "SystemDirectory": "",
            "OSVersion": OperatingSystem,
            "Version": lambda: o.Version(10, 0, 0),
            "Is64BitProcess": True,
            "Is64BitOperatingSystem": True,
            "IsPrivilegedProcess": lambda: os.geteuid() == 0,
            "HasShutdownStarted": False,
            "TickCount": lambda: time.monotonic_ns() // 1_000_000 & 0x7FFFFFFF,
            "TickCount64": lambda: time.monotonic_ns() // 1_000_000,
            "SystemPageSize": lambda: os.sysconf("SC_PAGESIZE"),
            "ExitCode": 0,
            "StackTrace": "",
        },
        static_setters={"CurrentDirectory": os.chdir},
    ),
    TypeTable(
        "System.Diagnostics.Stopwatch",
        new=Stopwatch,
        static={"StartNew": Stopwatch.started, "GetTimestamp": time.perf_counter_ns},
        static_properties={"Frequency": 1_000_000_000, "IsHighResolution": True},
    ),
    TypeTable(
        "System.Console",
        static={
            "Write": _write("out", ""),
            "WriteLine": _write("out", "\n"),
            "Beep": lambda *rest: None,
            "ResetColor": lambda: None,
            "Clear": lambda: None,
            "ReadLine": lambda: _Reader().read_line(),
        },
        static_properties={
            "In": _Reader,
            "Out": lambda: _Writer("out"),
            "Error": lambda: _Writer("error"),
            "OutputEncoding": lambda: Encoding("utf-8", bom=False),
            "InputEncoding": lambda: Encoding("utf-8", bom=False),
            "IsInputRedirected": lambda: not os.isatty(0),
            "IsOutputRedirected": lambda: not os.isatty(1),
            "IsErrorRedirected": lambda: not os.isatty(2),
            "WindowWidth": _size(0, 80),
            "WindowHeight": _size(1, 25),
            "BufferWidth": _size(0, 80),
            "BufferHeight": _size(1, 25),
            "CursorVisible": True,
            "Title": "",
        },
        static_setters={name: (lambda value: None) for name in ("OutputEncoding", "InputEncoding", "CursorVisible", "Title")},
    ),
    TypeTable(
        "System.GC", static={"Collect": lambda *rest: None, "WaitForPendingFinalizers": lambda: None, "GetTotalMemory": lambda full: 0}
    ),
    TypeTable(
        "System.Runtime.InteropServices.RuntimeInformation",
        static={"IsOSPlatform": lambda value: value.name.upper() == ("OSX" if sys.platform == "darwin" else "LINUX")},
        static_properties={
            "FrameworkDescription": lambda: f"Python {platform.python_version()}",
            "OSDescription": lambda: f"{platform.system()} {platform.release()}",
            "OSArchitecture": lambda: _ARCHITECTURES.get(platform.machine(), 1),
            "ProcessArchitecture": lambda: _ARCHITECTURES.get(platform.machine(), 1),
            "RuntimeIdentifier": "linux-x64",
        },
    ),
    TypeTable(
        "System.Runtime.InteropServices.OSPlatform",
        static={"Create": lambda name: OSPlatform(str(name))},
        static_properties={one: (lambda one=one: OSPlatform(one.upper())) for one in ("FreeBSD", "Linux", "OSX", "Windows")},
        to_string=lambda platform_: platform_.name,
    ),
    TypeTable(
        "System.Management.Automation.Platform",
        static_properties={
            "IsLinux": True,
            "IsMacOS": False,
            "IsWindows": False,
            "IsCoreCLR": True,
            "IsNanoServer": False,
            "IsIoT": False,
            "IsWindowsDesktop": False,
            "IsStaSupported": False,
        },
    ),
    TypeTable(
        "System.OperatingSystem",
        static={"IsLinux": lambda: True, "IsWindows": lambda: False, "IsMacOS": lambda: False, "IsFreeBSD": lambda: False},
    ),
)
