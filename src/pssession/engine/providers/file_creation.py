"""Making files, folders and links. Source: about_FileSystem_Provider; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

import os
from typing import Any

from pssession.engine.errors import (
    ArgumentException,
    InvalidOperationException,
    IOException,
    ItemNotFoundException,
    PSArgumentException,
)
from pssession.engine.providers.file_problems import Reporting
from pssession.engine.providers.provider import ProviderError
from pssession.engine.values.text import to_string

_KINDS = ("directory", "file", "symboliclink", "junction", "hardlink")
_UNKNOWN = 'The type is not a known type for the file system. Only "file","directory" or "symboliclink" can be specified.'


def kind_of(text: str | None) -> str:
    """Give the kind of item that a word means: a name or the beginning of one, "" for none.

    Source: -ItemType of New-Item; `container` and `leaf` are understood too.
    """
    folded = (text or "file").lower()
    folded = {"container": "directory", "leaf": "file"}.get(folded, folded)
    return next((kind for kind in _KINDS if kind.startswith(folded)), "")


def create(path: str, kind: str, value: Any, *, force: bool, base: str) -> None:
    """Make an item.

    Args:
        path: Where.
        kind: -ItemType as given.
        value: Content of a file, target of a link.
        force: Make missing folders, write over what is there.
        base: The folder that relative targets of hard links start from.

    Raises:
        PSArgumentException: There is no such kind.
        ProviderError: It cannot be made.
    """
    wanted = kind_of(kind)
    if wanted == "directory":
        _folder(path, force=force)
    elif wanted == "file":
        _file(path, value, force=force)
    elif wanted:
        _link(path, to_string(value), wanted, force=force, base=base)
    else:
        raise PSArgumentException(_UNKNOWN)


def _folder(path: str, *, force: bool) -> None:
    if os.path.lexists(path):
        if force and os.path.isdir(path):
            return
        words = IOException(f"An item with the specified name {path} already exists.")
        raise ProviderError("DirectoryExist", "ResourceExists", words, path)
    with Reporting("CreateDirectoryIOError", "WriteError", path):
        os.makedirs(path, exist_ok=True)


def _file(path: str, value: Any, *, force: bool) -> None:
    if os.path.lexists(path) and not force:
        raise ProviderError("NewItemIOError", "WriteError", IOException(f"The file '{path}' already exists."), path)
    if force:
        with Reporting("CreateDirectoryIOError", "WriteError", path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
    with Reporting("NewItemIOError", "WriteError", path), open(path, "wb") as file:
        if value is not None:
            file.write(to_string(value).encode("utf-8", "surrogatepass"))


def _link(path: str, target: str, kind: str, *, force: bool, base: str) -> None:
    full = os.path.join(base, target)
    if kind == "junction" and not target.startswith("/"):
        words = ArgumentException("Creating a junction requires an absolute path for the target.")
        raise ProviderError("NotAbsolutePath", "InvalidArgument", words, target)
    if kind == "hardlink":
        if not os.path.lexists(full):
            missing = ItemNotFoundException(f"Could not find item {full}.")
            raise ProviderError("ItemNotFound", "ObjectNotFound", missing, full)
        if os.path.isdir(full):
            no_file = InvalidOperationException(f"A file is required for the operation. The item '{full}' is not a file.")
            raise ProviderError("ItemNotFile", "InvalidOperation", no_file, full)
    if os.path.lexists(path):
        if not force:
            problem = IOException(f"Cannot create link because the path already exists: {path}.")
            raise ProviderError("SymLinkExists", "ResourceExists", problem, path)
        with Reporting("NewItemIOError", "WriteError", path):
            os.unlink(path)
    with Reporting("NewItemIOError", "WriteError", path):
        if kind == "hardlink":
            os.link(full, path)
        else:
            os.symlink(target, path)
