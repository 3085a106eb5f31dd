"""What scripts see of providers, drives and locations: ProviderInfo, PSDriveInfo, PathInfo, PathInfoStack.

What providers do stands in their own files.
Source: System.Management.Automation.ProviderInfo, PSDriveInfo, PathInfo as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.objects import Char, Int64, PSCredential, SecureString

SNAP_IN = "Microsoft.PowerShell.Core"
FILTER, SHOULD_PROCESS, CREDENTIALS = 4, 16, 32


class ProviderInfo:
    """Describe a provider.

    Attributes:
        name: For example FileSystem.
        provider: What does the work, made at first use.
        capabilities: Bits of ProviderCapabilities.
        home: What `~` means, None for a provider without it.
        drives: Its drives, in the order in which they were made.
    """

    dotnet_type = "System.Management.Automation.ProviderInfo"

    def __init__(self, name: str, provider_class: str, capabilities: int = SHOULD_PROCESS, home: str | None = None) -> None:
        self.name = name
        self.home = home
        self.capabilities = capabilities
        self.drives: list[DriveInfo] = []
        self.module = None
        self.description = ""
        self.help_file = "System.Management.Automation.dll-Help.xml"
        self.volume_separated_by_colon = False
        self._class = provider_class
        self._provider: Any = None

    @property
    def provider(self) -> Any:
        """Give what does the work (`provider.Provider`)."""
        if self._provider is None:
            from importlib import import_module

            module, _, name = self._class.partition(":")
            self._provider = getattr(import_module("pssession.engine.providers." + module), name)(self)
        return self._provider

    @property
    def full_name(self) -> str:
        """Give the name with its snap-in, as it stands before `::`."""
        return f"{SNAP_IN}\\{self.name}"

    @property
    def implementing_type(self) -> Any:
        """Give the provider's .NET class."""
        from pssession.engine.values.types import resolve_full

        return resolve_full(f"Microsoft.PowerShell.Commands.{self.name}Provider")

    @property
    def module_name(self) -> str:
        """Name the module it came with."""
        return SNAP_IN

    @property
    def ps_snap_in(self) -> str:
        """Name the snap-in it came with."""
        return SNAP_IN

    @property
    def item_separator(self) -> Char:
        """Give the separator of paths."""
        return Char(ord("/"))

    @property
    def alt_item_separator(self) -> Char:
        """Give the other separator of paths."""
        return Char(ord("\\"))

    def to_string(self) -> str:
        """Give the full name."""
        return self.full_name

    __str__ = to_string


class DriveInfo:
    """Describe a drive.

    Attributes:
        root: Where it begins, in the provider's own terms.
        current_location: Where the session was on it last, below the root.
    """

    dotnet_type = "System.Management.Automation.PSDriveInfo"

    def __init__(self, name: str, provider: ProviderInfo, root: str, description: str = "") -> None:
        self.name = name
        self.provider = provider
        self.root = root
        self.description = description
        self.current_location = ""
        self.display_root: str | None = None
        self.maximum_size: Int64 | None = None
        self.volume_separated_by_colon = name != "/"

    @property
    def credential(self) -> PSCredential:
        """Give an empty credential."""
        return PSCredential("", SecureString(""))

    @property
    def used(self) -> Int64 | None:
        """Count the bytes in use where the drive is a file system."""
        return self._space(used=True)

    @property
    def free(self) -> Int64 | None:
        """Count the bytes left where the drive is a file system."""
        return self._space(used=False)

    def _space(self, *, used: bool) -> Int64 | None:
        if self.provider.name != "FileSystem":
            return None
        import os

        try:
            found = os.statvfs(self.root)
        except OSError:
            return None
        return Int64(((found.f_blocks - found.f_bfree) if used else found.f_bavail) * found.f_frsize)

    def to_string(self) -> str:
        """Give the name."""
        return self.name

    __str__ = to_string


class PathInfo:
    """Hold a path that was resolved.

    Attributes:
        path: As scripts see it: with its drive where that is not `/`.
        provider_path: In the provider's own terms.
    """

    dotnet_type = "System.Management.Automation.PathInfo"

    def __init__(self, path: str, provider_path: str, provider: ProviderInfo, drive: DriveInfo | None) -> None:
        self.path = path
        self.provider_path = provider_path
        self.provider = provider
        self.drive = drive

    def to_string(self) -> str:
        """Give the path."""
        return self.path

    __str__ = to_string


class PathInfoStack:
    """Hold locations that were pushed, the last one first; `name` is `default` or what -StackName said."""

    dotnet_type = "System.Management.Automation.PathInfoStack"
    dotnet_enumerable = True

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[PathInfo] = []

    def __iter__(self) -> Iterator[PathInfo]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def count(self) -> int:
        """Count the locations."""
        return len(self.entries)
