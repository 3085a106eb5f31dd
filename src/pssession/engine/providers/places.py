"""A path that a script wrote, split into provider, drive and the provider's own path. Pure text: nothing is looked at.

Source: about_Path_Syntax; PowerShell 7.6 as seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pssession.engine.providers.infos import DriveInfo, PathInfo, ProviderInfo
from pssession.engine.providers.path_errors import drive_not_found, provider_not_found


@dataclass(slots=True)
class Place:
    """Say where a path leads.

    Attributes:
        path: In the provider's own terms.
        drive: None for a path that names its provider.
        prefix: What stood before `::`, "" without it.
    """

    provider: ProviderInfo
    drive: DriveInfo | None
    path: str
    prefix: str = ""

    @property
    def shown(self) -> str:
        """Give the path as scripts see it: PathInfo.Path, and the target of errors."""
        if self.drive is None:
            return f"{self.prefix}::{self.path}"
        return shown_path(self.drive, self.path)

    def with_path(self, path: str) -> Place:
        """Give another path of the same provider and drive."""
        return Place(self.provider, self.drive, path, self.prefix)

    def info(self) -> PathInfo:
        """Give the path as an object."""
        return PathInfo(self.shown, self.path, self.provider, self.drive)


def shown_path(drive: DriveInfo, path: str) -> str:
    """Write a provider's path as a path on a drive."""
    if drive.name == "/":
        return path or "/"
    root = drive.root.rstrip("/")
    below = path[len(root) :] if root and (path == root or path.startswith(root + "/")) else path
    return f"{drive.name}:/{below.strip('/')}"


def drive_name_of(path: str) -> str | None:
    """Give the name before the colon of `name:rest`, None for a path without one."""
    colon = path.find(":")
    if colon <= 0:
        return None
    name = path[:colon]
    return None if "/" in name or "\\" in name else name


def normalize(path: str) -> str:
    """Write a file system path with slashes, without `.`, `..` and doubled slashes; `..` ends at the root."""
    absolute = path.startswith(("/", "\\"))
    out: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        if part in ("", "."):
            continue
        if part == "..":
            if out and out[-1] != "..":
                out.pop()
            elif not absolute:
                out.append(part)
            continue
        out.append(part)
    return ("/" if absolute else "") + "/".join(out)


class PathReader:
    """Split paths by the drives and providers that a session has.

    Args:
        providers: By lower-case name.
        find_drive: Gives a drive by its name, None where there is none.
        location: Gives the current location.
    """

    def __init__(
        self, providers: Mapping[str, ProviderInfo], find_drive: Callable[[str], DriveInfo | None], location: Callable[[], PathInfo]
    ) -> None:
        self._providers = providers
        self._find_drive = find_drive
        self._location = location

    def read(self, path: str) -> Place:
        """Split a path.

        Raises:
            DriveNotFoundException, ProviderNotFoundException: It names one that is not there.
        """
        name, qualified, rest = path.partition("::")
        if qualified and "/" not in name:
            return self._of_provider(name, rest)
        if path.startswith(("/", "\\")):
            return self._on_root(path)
        if path.startswith("~") and (len(path) == 1 or path[1] in "/\\"):
            return self._at_home(path)
        drive_name = drive_name_of(path)
        if drive_name is not None:
            drive = self._find_drive(drive_name)
            if drive is None:
                raise drive_not_found(drive_name)
            return self._on_drive(drive, path[len(drive_name) + 1 :])
        return self._relative(path)

    def provider(self, name: str) -> ProviderInfo:
        """Give a provider by its name, with or without its snap-in."""
        found = self._providers.get(name.rpartition("\\")[2].lower())
        if found is None:
            raise provider_not_found(name)
        return found

    def _of_provider(self, name: str, rest: str) -> Place:
        provider = self.provider(name)
        if not provider.provider.navigates:
            return Place(provider, None, rest.strip("/\\"), name)
        if not rest.startswith(("/", "\\")):
            location = self._location()
            base = location.provider_path if location.provider is provider else "/"
            rest = base + "/" + rest
        return Place(provider, None, normalize(rest) or "/", name)

    def _on_root(self, path: str) -> Place:
        drive = self._find_drive("/")
        if drive is None:
            raise drive_not_found("/")
        return Place(drive.provider, drive, normalize(path) or "/")

    def _at_home(self, path: str) -> Place:
        provider = self._location().provider
        if provider.home is None:
            return self._relative(path)
        return self._on_root(provider.home + path[1:])

    def _on_drive(self, drive: DriveInfo, rest: str) -> Place:
        if not drive.provider.provider.navigates:
            return Place(drive.provider, drive, rest.strip("/\\"))
        below = rest if rest.startswith(("/", "\\")) else drive.current_location + "/" + rest
        return Place(drive.provider, drive, _below(drive.root, below))

    def _relative(self, path: str) -> Place:
        location = self._location()
        provider, drive = location.provider, location.drive
        if not provider.provider.navigates:
            parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
            return Place(provider, drive, "" if not parts or parts[-1] == ".." else "/".join(parts))
        if drive is None:
            return Place(provider, None, normalize(location.provider_path + "/" + path) or "/", provider.full_name)
        if drive.name == "/":
            return Place(provider, drive, normalize(location.provider_path + "/" + path) or "/")
        root = drive.root.rstrip("/")
        below = location.provider_path[len(root) :] if location.provider_path.startswith(root) else ""
        return Place(provider, drive, _below(drive.root, below + "/" + path))


def _below(root: str, path: str) -> str:
    """Put a path below a drive's root, which `..` does not leave."""
    inner = normalize("/" + path)
    joined = root.rstrip("/") + ("" if inner == "/" else inner)
    return joined or "/"
