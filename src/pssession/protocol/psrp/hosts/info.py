"""HostInfo: what a client says about its host when it opens a session or makes a pipeline.

Where there is a screen, its measures come along so that a server answers for it without asking. Source: MS-PSRP 2.2.3.14; the order of
the parts as PowerShell 7.6 writes them.
"""

from __future__ import annotations

from typing import Any

from pssession.errors import ProtocolError
from pssession.objects import Hashtable, HostDefaultData, HostInfo, PSObject
from pssession.protocol.psrp.hosts.values import COLOR, COORDINATES, NUMBER, SIZE, TEXT, Shape
from pssession.protocol.psrp.properties import bag, lookup, loose_text, read_bool, read_object, read_table, typed

_HOST = "System.Management.Automation.Host."

# Number, attribute, type's name on the wire, shape.
_ROWS: tuple[tuple[int, str, str, Shape], ...] = (
    (9, "window_title", "System.String", TEXT),
    (8, "max_physical_window_size", _HOST + "Size", SIZE),
    (7, "max_window_size", _HOST + "Size", SIZE),
    (6, "window_size", _HOST + "Size", SIZE),
    (5, "buffer_size", _HOST + "Size", SIZE),
    (4, "cursor_size", "System.Int32", NUMBER),
    (3, "window_position", _HOST + "Coordinates", COORDINATES),
    (2, "cursor_position", _HOST + "Coordinates", COORDINATES),
    (1, "background_color", "System.ConsoleColor", COLOR),
    (0, "foreground_color", "System.ConsoleColor", COLOR),
)
_BY_NUMBER = {number: (attribute, shape) for number, attribute, _, shape in _ROWS}
NO_HOST = HostInfo()


def write_host_info(info: HostInfo | None) -> PSObject:
    """Describe a host; None is a pipeline's host that is the session's."""
    info = NO_HOST if info is None else info
    members: list[tuple[str, Any]] = [
        ("_isHostUINull", info.is_host_ui_null),
        ("_isHostRawUINull", info.is_host_raw_ui_null),
        ("_isHostNull", info.is_host_null),
    ]
    if info.default_data is not None:
        members.append(("_hostDefaultData", bag(("data", _write_default_data(info.default_data)))))
    members.append(("_useRunspaceHost", info.use_runspace_host))
    return bag(*members)


def _write_default_data(data: HostDefaultData) -> Hashtable:
    return Hashtable(
        (number, bag(("T", type_name), ("V", shape.write(getattr(data, attribute))))) for number, attribute, type_name, shape in _ROWS
    )


def read_host_info(value: Any, name: str = "HostInfo") -> HostInfo:
    """Read what a client says about its host.

    Raises:
        ProtocolError: It is none.
    """
    read_object(value, name)
    given = lookup(value, "_hostDefaultData")
    return HostInfo(
        is_host_null=typed(value, "_isHostNull", read_bool, False),
        is_host_ui_null=typed(value, "_isHostUINull", read_bool, False),
        is_host_raw_ui_null=typed(value, "_isHostRawUINull", read_bool, False),
        use_runspace_host=typed(value, "_useRunspaceHost", read_bool, False),
        default_data=None if given is None else _read_default_data(typed(given, "data", read_table)),
    )


def _read_default_data(table: Hashtable) -> HostDefaultData:
    data = HostDefaultData()
    for key, entry in table.items():
        row = _BY_NUMBER.get(key) if isinstance(key, int) else None
        # A number that is not known comes from a later version; the known ones must be whole.
        if row is not None:
            attribute, shape = row
            if lookup(entry, "V") is None and shape is not TEXT:
                raise ProtocolError(f"The host's {typed(entry, 'T', loose_text, '')} number {key} has no value.")
            setattr(data, attribute, shape.read(lookup(entry, "V"), attribute))
    return data
