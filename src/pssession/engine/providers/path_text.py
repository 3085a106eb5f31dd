"""Paths as text: joined, and split into parent and last part; nothing need exist.

Source: PathIntrinsics.Combine, ParseParent, ParseChildName and NormalizeRelativePath as PowerShell 7.6 shows their results.
"""

from __future__ import annotations

from pssession.engine.errors import PSNotSupportedException
from pssession.engine.providers.infos import ProviderInfo
from pssession.engine.providers.path_errors import bad_argument
from pssession.engine.providers.places import drive_name_of
from pssession.engine.providers.session import SessionProviders

_NO_NAVIGATION = "The NavigationCmdletProvider methods are not supported by this provider."


def combine(parent: str, child: str) -> str:
    """Put a path below another; slashes of both kinds become `/`."""
    parent, child = parent.replace("\\", "/"), child.replace("\\", "/")
    if not parent:
        return child
    if not child:
        return parent if parent.endswith("/") else parent + "/"
    child = child.removeprefix("/")
    return parent + child if parent.endswith("/") else f"{parent}/{child}"


def parent(providers: SessionProviders, path: str) -> str:
    """Give the path above as far as the text shows it, "" for none.

    Raises:
        PSArgumentException: The path is empty or the topmost one.
        PSNotSupportedException: The provider's items have no parents.
    """
    provider = provider_of(providers, path)
    if provider is not None and not provider.provider.navigates:
        raise PSNotSupportedException(_NO_NAVIGATION)
    prefix, rest = split_prefix(path)
    if not prefix and rest in ("", "/"):
        raise bad_argument("path")
    rest = rest.rstrip("/")
    cut = rest.rfind("/")
    if cut < 0:
        return ""
    if cut == 0:
        return prefix + "/" if prefix else ""
    return prefix + rest[:cut]


def leaf(providers: SessionProviders, path: str) -> str:
    """Give the last part of a path; of `.` and `..` that of the place they mean."""
    provider = provider_of(providers, path)
    prefix, rest = split_prefix(path)
    if provider is not None and not provider.provider.navigates:
        return rest.strip("/")
    parts = rest.rstrip("/").split("/")
    if provider is None:
        return parts[-1] if len(parts) > 1 and parts[-1] else f"{prefix}{parts[-1] or '/'}"
    if (parts[-1] in ("", ".", "..", "~") and rest != "/") or (prefix and not rest.strip("/")):
        return str(provider.provider.leaf(providers.place(path).path))
    return parts[-1]


def relative(path: str, base: str, *, rooted: bool = False) -> str:
    """Write an absolute path as seen from a folder, without a leading `./`."""
    if base != "/" and path.startswith(base + "/"):
        return path[len(base) + 1 :]
    if base == "/" and path != "/":
        return path[1:]
    if path == base:
        return "../" + path.rpartition("/")[2] if path != "/" else ""
    own, other = path.strip("/").split("/"), base.strip("/").split("/")
    shared = 0
    while shared < len(other) and shared < len(own) - 1 and own[shared] == other[shared]:
        shared += 1
    return "/".join([".."] * (len(other) - shared) + own[shared:])


def split_prefix(path: str) -> tuple[str, str]:
    """Cut off what stands before the path proper: `drive:` or `provider::`; slashes become `/`."""
    path = path.replace("\\", "/") if "::" not in path else path
    head, qualified, rest = path.partition("::")
    if qualified and "/" not in head:
        return head + "::", rest.replace("\\", "/")
    name = drive_name_of(path)
    if name is None:
        return "", path
    return name + ":", path[len(name) + 1 :]


def provider_of(providers: SessionProviders, path: str) -> ProviderInfo | None:
    """Give the provider that a path is of, None for a drive that is not there."""
    head, qualified, _ = path.partition("::")
    if qualified and "/" not in head:
        return providers.reader.provider(head)
    if path.startswith(("/", "\\", "~")):
        return providers.providers["filesystem"]
    name = drive_name_of(path)
    if name is None:
        return providers.location.provider
    drive = providers.drives.get(name.lower())
    return None if drive is None else drive.provider
