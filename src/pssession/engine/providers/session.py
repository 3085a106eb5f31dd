"""The drives, providers and locations of one session: where paths are resolved, and where `$env:x` and the like are read.

`Context.providers` holds one of these. What a provider does stands in its own file, loaded when it is first used.
Source: about_Providers, about_Locations; PowerShell 7.6 as recorded and seen (cmd.provider).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pssession.engine.errors import PSArgumentException, SessionStateException
from pssession.engine.providers import globbing
from pssession.engine.providers.infos import CREDENTIALS, FILTER, SHOULD_PROCESS, DriveInfo, PathInfo, PathInfoStack, ProviderInfo
from pssession.engine.providers.path_errors import drive_not_found, path_not_found
from pssession.engine.providers.places import PathReader, Place
from pssession.engine.providers.selection import ALL, Selection
from pssession.engine.values import tables
from pssession.engine.values.wildcards import has_wildcard, unescape

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context

_STACK = "default"


class SessionProviders:
    """Hold a session's drives, providers and locations.

    Args:
        context: The session.
        folder: The folder it begins in; the process's own without one.
    """

    def __init__(self, context: Context, folder: str | None = None) -> None:
        self._context = context
        self.providers: dict[str, ProviderInfo] = {}
        self.drives: dict[str, DriveInfo] = {}
        home = os.path.expanduser("~")
        files = ProviderInfo("FileSystem", "file_system:FileSystem", FILTER | SHOULD_PROCESS | CREDENTIALS, home if home != "~" else None)
        for info in (
            ProviderInfo("Alias", "aliases:Aliases"),
            ProviderInfo("Environment", "environment:Environment"),
            files,
            ProviderInfo("Function", "functions:Functions"),
            ProviderInfo("Variable", "variables:Variables"),
        ):
            self.providers[info.name.lower()] = info
        temporary = os.environ.get("TMPDIR", "/tmp").rstrip("/") + "/"
        for name, provider, root, description in (
            ("Alias", "alias", "", "Drive that contains a view of the aliases stored in a session state"),
            ("Env", "environment", "", "Drive that contains a view of the environment variables for the process"),
            ("Function", "function", "", "Drive that contains a view of the functions stored in a session state"),
            ("Variable", "variable", "", "Drive that contains a view of those variables stored in a session state object"),
            ("Temp", "filesystem", temporary, "Drive that maps to the temporary directory path for the current user"),
            ("/", "filesystem", "/", ""),
        ):
            self.add_drive(DriveInfo(name, self.providers[provider], root, description))
        start = folder or _working_folder()
        self.location = PathInfo(start, start, files, self.drives["/"])
        self._file_location = self.location
        self._stacks: dict[str, PathInfoStack] = {_STACK: PathInfoStack(_STACK)}
        self._stack = _STACK
        self._before: list[PathInfo] = []
        self._after: list[PathInfo] = []
        self.reader = PathReader(self.providers, lambda name: self.drives.get(name.lower()), lambda: self.location)
        _describe_types()
        context.global_scope.set_automatic("PWD", self.location)

    # Drives.

    def add_drive(self, drive: DriveInfo) -> None:
        """Take in a drive.

        Raises:
            SessionStateException: There is one of this name.
        """
        if drive.name.lower() in self.drives:
            words = f"A drive with the name '{drive.name}' already exists."
            raise SessionStateException(words, "DriveAlreadyExists", "ResourceExists", drive.name)
        self.drives[drive.name.lower()] = drive
        drive.provider.drives.append(drive)

    def remove_drive(self, drive: DriveInfo) -> None:
        """Take a drive out."""
        self.drives.pop(drive.name.lower(), None)
        if drive in drive.provider.drives:
            drive.provider.drives.remove(drive)

    # Paths.

    @property
    def file_system_location(self) -> str:
        """Give the current folder of the file system, wherever the session is: what programs start in."""
        return self._file_location.provider_path

    def place(self, path: str) -> Place:
        """Split a path without looking whether it exists; wildcards are letters."""
        return self.reader.read(path)

    def file_path(self, path: str) -> str:
        """Give the absolute file system path of a path that need not exist.

        Raises:
            PSArgumentException: It leads to another provider.
        """
        place = self.reader.read(path)
        if place.provider.name != "FileSystem":
            raise PSArgumentException(f"Cannot open file because the current provider ({place.provider.full_name}) cannot open a file.")
        return place.path

    def resolve(self, path: str, *, literal: bool = False, selection: Selection = ALL) -> list[Place]:
        """Give the existing places that a path means.

        Args:
            path: May have wildcards.
            literal: Take wildcards as letters, and whatever name there is.
            selection: Which names are wanted of the path's last part.

        Raises:
            ItemNotFoundException: There is none, and the path has no wildcards.
        """
        if not literal and has_wildcard(path):
            return globbing.expand(self._context, self.reader.read(path), selection)
        place = self.reader.read(path if literal else unescape(path))
        provider = place.provider.provider
        if not provider.exists(self._context, place.path):
            raise path_not_found(path if literal or (not provider.navigates and place.drive is None) else place.shown)
        if not literal and selection.is_narrowed and not selection.fits(provider.leaf(place.path)):
            return []
        return [place]

    # Locations.

    def home_path(self) -> str:
        """Give the path of the current provider's home, `.` for a provider without one."""
        home = self.location.provider.home
        return "." if home is None else home

    def location_in(self, provider: ProviderInfo) -> PathInfo:
        """Give the location that paths of a provider are relative to.

        Raises:
            DriveNotFoundException: The provider has no drive.
        """
        if self.location.provider is provider:
            return self.location
        if provider.name == "FileSystem":
            return self._file_location
        if not provider.drives:
            raise drive_not_found(provider.name)
        return self.location_of(provider.drives[0])

    def location_of(self, drive: DriveInfo) -> PathInfo:
        """Give the location that paths on a drive are relative to."""
        if drive is self.location.drive:
            return self.location
        if drive is self._file_location.drive:
            return self._file_location
        return self.reader.read(f"{drive.name}:" if drive.volume_separated_by_colon else drive.root).info()

    def set_location(self, path: str, *, literal: bool = False) -> PathInfo:
        """Go to a container.

        Raises:
            ItemNotFoundException: It is not there.
            PSArgumentException: It is no container, or several fit.
        """
        if not literal and path in ("-", "+"):
            return self._wander(path)
        found = self.resolve(path, literal=literal)
        containers = [place for place in found if place.provider.provider.is_container(self._context, place.path)]
        if not found:
            raise path_not_found(path)
        if not containers:
            raise path_not_found(found[0].shown) if not found[0].provider.provider.navigates else _not_container(found[0].shown)
        if len(containers) > 1:
            raise PSArgumentException(
                f"Cannot set the location because path '{path}' resolved to multiple containers. "
                "You can only set the location to a single container at a time."
            )
        self._before.append(self.location)
        self._after.clear()
        return self._go(containers[0].info())

    def _wander(self, way: str) -> PathInfo:
        origin, target = (self._before, self._after) if way == "-" else (self._after, self._before)
        if not origin:
            words = "There is no location history left to navigate " + ("backwards." if way == "-" else "forwards.")
            raise SessionStateException(words, "LocationHistoryEmpty", "InvalidOperation")
        target.append(self.location)
        return self._go(origin.pop())

    def _go(self, info: PathInfo) -> PathInfo:
        if info.drive is None:
            info = PathInfo(f"{info.provider.full_name}::{info.provider_path}", info.provider_path, info.provider, None)
        self.location = info
        if info.drive is not None:
            info.drive.current_location = info.provider_path[len(info.drive.root.rstrip("/")) :].strip("/")
        if info.provider.name == "FileSystem":
            self._file_location = info
        self._context.global_scope.set_automatic("PWD", info)
        return info

    def stack(self, name: str | None = None) -> PathInfoStack | None:
        """Give a stack of locations, None where there is none of this name; the current one without a name."""
        return self._stacks.get((name or self._stack).lower())

    def use_stack(self, name: str) -> None:
        """Make a stack the current one; "" means the default.

        Raises:
            PSArgumentException: There is none of this name.
        """
        if name and name.lower() not in self._stacks:
            raise no_stack(name)
        self._stack = (name or _STACK).lower()

    def push(self, name: str | None = None) -> None:
        """Put the current location on a stack."""
        key = (name or self._stack).lower()
        stack = self._stacks.setdefault(key, PathInfoStack(name or self._stack))
        stack.entries.insert(0, self.location)

    def pop(self, name: str | None = None) -> PathInfo | None:
        """Go back to the location pushed last; None where there is none.

        Raises:
            PSArgumentException: There is no such stack.
        """
        stack = self.stack(name)
        if stack is None or (name and name.lower() != _STACK and not stack.entries):
            raise no_stack(name or self._stack)
        if not stack.entries:
            return None
        return self._go(stack.entries.pop(0))

    # Variables with a drive.

    def read_variable(self, drive: str, name: str) -> Any:
        """Give what `$drive:name` stands for, null where there is no such item."""
        if drive.lower() == "env":
            return os.environ.get(name)
        from pssession.engine.providers.drive_variables import read

        return read(self._context, self.reader, drive, name)

    def write_variable(self, drive: str, name: str, value: Any) -> None:
        """Set what `$drive:name` stands for."""
        from pssession.engine.providers.drive_variables import write

        write(self._context, self.reader, drive, name, value)


def install(context: Context, folder: str | None = None) -> SessionProviders:
    """Give a session its drives and a place to begin in."""
    context.providers = made = SessionProviders(context, folder)
    return made


def no_stack(name: str) -> PSArgumentException:
    """Make the error of a location stack that is not there."""
    return PSArgumentException(f"Cannot find location stack '{name}'. It does not exist or it is not a container.")


def _not_container(path: str) -> Exception:
    from pssession.engine.errors import PSInvalidOperationException

    return PSInvalidOperationException(f"Cannot set the location because path '{path}' is not a container.")


def _working_folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return "/"


def _describe_types() -> None:
    """Say how FileInfo and DirectoryInfo are made and written; the classes are loaded when one is."""

    def make(name: str, path: str) -> Any:
        from pssession.engine.providers import file_infos

        return getattr(file_infos, name)(path)

    def mode_string(info: Any) -> str | None:
        known = info.unix_stat
        return None if known is None else known.get_mode_string()

    shown = {"UnixMode": mode_string, "User": lambda info: info.user, "Group": lambda info: info.group, "Size": lambda info: info.size}
    tables.add(tables.TypeTable("System.IO.FileSystemInfo", properties=shown))
    for name in ("FileInfo", "DirectoryInfo"):
        maker = lambda path, name=name: make(name, path)
        tables.add(
            tables.TypeTable(
                f"System.IO.{name}",
                new=maker,
                convert=lambda value, maker=maker: maker(value) if type(value) is str else NotImplemented,
                to_string=str,
            )
        )
