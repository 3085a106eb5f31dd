"""Computers by name: the host map, and what a name means without one.

Source: about_Remote; the host map is this package's own (PSSESSION_CONFIG names a TOML file with tables `[hosts.NAME]`).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Any

from pssession.client.settings_file import read_tables

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
_LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)")


def normalize(name: str | None) -> str:
    """Give the computer name that a session shows: nothing and a dot are this computer, all else stays as typed."""
    return "localhost" if name is None or name in ("", ".") else name


def is_valid(name: str) -> bool:
    """Tell whether a name could be a computer's: DNS, NetBIOS, IPv4 or IPv6."""
    if not name or len(name) > 255:
        return False
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return all(_LABEL.fullmatch(label) for label in name.rstrip(".").split("."))
    return True


def host_map(environ: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """Read the host map, its names in lower case."""
    return read_tables("hosts", environ)


def is_local(name: str, environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether a computer name is this machine: by the host map's transport, else by the name."""
    entry = host_map(environ).get(name.lower())
    if entry is not None:
        return entry.get("transport") == "unix"
    return name.lower() in LOCAL_NAMES
