"""What every provider can be asked: the port that commands use, one method an operation.

Paths here are the provider's own (a file's absolute path, a variable's name). A provider says no by raising a .NET exception, or a
`ProviderError` where the record has an id of its own; commands turn that into records.
Source: System.Management.Automation.Provider as PowerShell 7.6 shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pssession.engine.errors import DotNetException, PSNotSupportedException
from pssession.engine.providers.selection import Test
from pssession.objects import ErrorCategory

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context
    from pssession.engine.providers.infos import DriveInfo, ProviderInfo

_NOT_SUPPORTED = "Provider operation stopped because the provider does not support this operation."


class ProviderError(Exception):
    """Carry a .NET exception with the id, category and target of its record."""

    def __init__(self, error_id: str, category: ErrorCategory | str, problem: DotNetException, target: Any = None) -> None:
        super().__init__(problem.message)
        self.error_id = error_id
        self.category = ErrorCategory[category] if isinstance(category, str) else category
        self.problem = problem
        self.target = target


@dataclass(slots=True)
class Item:
    """Hold one item that a provider gives.

    Attributes:
        value: What scripts get.
        path: Its path in the provider's own terms.
        is_container: Whether there may be items inside.
        notes: Further note properties, before PSDrive.
    """

    value: Any
    path: str
    is_container: bool = False
    notes: tuple[tuple[str, Any], ...] = ()


Failed = Callable[[ProviderError], None]


@dataclass(slots=True, kw_only=True)
class Copying:
    """Say how to copy.

    Attributes:
        recurse: Copy what is inside containers too.
        force: Write over what is read-only or there.
        keep_folders: Make containers at the target; without it all leaves land in the target itself.
        passes: Which names of leaves inside are wanted, None for all.
        failed: Takes what went wrong with one item while others are copied.
    """

    recurse: bool = False
    force: bool = False
    keep_folders: bool = True
    passes: Test | None = None
    failed: Failed


class Provider:
    """Be a provider that can do nothing; subclasses override what theirs can."""

    navigates = False  # whether items lie in folders, so that paths have parents

    def __init__(self, info: ProviderInfo) -> None:
        self.info = info

    # Paths.

    def join(self, parent: str, child: str) -> str:
        """Put a path below another."""
        if not parent:
            return child
        return parent.rstrip("/\\") + "/" + child.lstrip("/\\") if child else parent

    def parent(self, path: str, root: str) -> str:
        """Give the path above, "" for none."""
        return ""

    def leaf(self, path: str) -> str:
        """Give the last part of a path."""
        return path.strip("/\\")

    # Looking.

    def exists(self, context: Context, path: str) -> bool:
        """Tell whether there is such an item."""
        raise self.unsupported()

    def is_container(self, context: Context, path: str) -> bool:
        """Tell whether a path has items inside."""
        return not path

    def get(self, context: Context, path: str) -> Item | None:
        """Give an item, None where there is none."""
        raise self.unsupported()

    def children(self, context: Context, path: str, *, hidden: bool = True, passes: Test | None = None) -> Iterator[Item]:
        """Give what is inside a path, in order; `passes` tells by name what is wanted."""
        raise self.unsupported()

    def names(self, context: Context, path: str, *, hidden: bool = True) -> Iterable[str]:
        """Give the names of what is inside."""
        return [self.leaf(item.path) for item in self.children(context, path)]

    def is_hidden(self, path: str) -> bool:
        """Tell whether an item is passed over unless it is asked for by force."""
        return False

    def is_link(self, item: Item) -> bool:
        """Tell whether an item only leads to another."""
        return False

    def has_children(self, context: Context, path: str) -> bool:
        """Tell whether there is anything inside."""
        return False

    # Changing.

    def intent(self, context: Context, operation: str, path: str, other: str = "") -> tuple[str, str]:
        """Say what is about to be done, and to what, for -WhatIf and -Confirm.

        Args:
            context: The session.
            operation: New, Set, Clear, Remove, Rename or Copy.
            path: The item.
            other: Value, new name or destination.
        """
        more = {"Set": " Value: ", "Rename": " NewName: ", "Copy": " Destination: "}.get(operation)
        if operation == "New":
            return "New Item", f"Item: {path} Type:  Value: {other}"
        return f"{operation} Item", f"Item: {path}" + (more + other if more else "")

    def make(self, context: Context, path: str, kind: str, value: Any, *, force: bool) -> Item:
        """Make an item."""
        raise self.unsupported()

    def put(self, context: Context, path: str, value: Any, *, force: bool) -> Item:
        """Set an item's value, making it where it is not there."""
        raise self.unsupported()

    def clear(self, context: Context, path: str) -> Item:
        """Empty an item."""
        raise self.unsupported()

    def remove(self, context: Context, path: str, *, recurse: bool, force: bool) -> None:
        """Remove an item."""
        raise self.unsupported()

    def rename(self, context: Context, path: str, name: str, *, force: bool) -> Item:
        """Give an item another name."""
        raise self.unsupported()

    def copy(self, context: Context, path: str, target: str, how: Copying) -> Iterator[Item]:
        """Copy an item; give what was made."""
        raise self.unsupported()

    def move(self, context: Context, path: str, target: str, *, force: bool) -> Item:
        """Move an item."""
        raise self.unsupported("The NavigationCmdletProvider methods are not supported by this provider.")

    def invoke(self, context: Context, path: str) -> None:
        """Do what is usually done with an item."""
        raise self.unsupported()

    # Content.

    def read_content(self, context: Context, path: str) -> list[Any]:
        """Give an item's content, for providers whose content are values; files are read elsewhere."""
        raise self.unsupported("Cannot use interface. The IContentCmdletProvider interface is not implemented by this provider.")

    def write_content(self, context: Context, path: str, values: list[Any], *, append: bool) -> None:
        """Set an item's content."""
        raise self.unsupported("Cannot use interface. The IContentCmdletProvider interface is not implemented by this provider.")

    # Drives.

    def check_drive(self, drive: DriveInfo) -> None:
        """Raise what speaks against a new drive."""

    def unsupported(self, message: str = _NOT_SUPPORTED) -> PSNotSupportedException:
        """Make the error of what a provider cannot do."""
        return PSNotSupportedException(message)
