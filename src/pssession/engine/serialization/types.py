"""[System.Management.Automation.PSSerializer]. Source: the class of PowerShell 7.6."""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import PSArgumentException
from pssession.engine.serialization.documents import DEFAULT_DEPTH, read, write
from pssession.engine.values.tables import TypeTable
from pssession.objects import CUSTOM, Hashtable, PSObject

_DESERIALIZED = "Deserialized."


def _serialize(value: Any, depth: int = DEFAULT_DEPTH) -> str:
    if depth < 1:
        raise PSArgumentException("Value of depth parameter must be greater than or equal to 1.")
    return write([_as_argument(value)], depth)


def _as_argument(value: Any) -> Any:
    """Take the wrapper off: an argument of type object is the bare one in PowerShell, which finds the members of numbers again.

    Texts and collections lose what was added to them, and so does what was deserialized.
    """
    if type(value) is PSObject and value.base is not CUSTOM and value.adapted is None:
        names = value.type_names
        if isinstance(value.base, _FORGETFUL) or (names and names[0].startswith(_DESERIALIZED)):
            return value.base
    return value


_FORGETFUL = (str, list, Hashtable, dict)


def _deserialize(text: str) -> Any:
    values = read(text)
    return None if not values else values[0] if len(values) == 1 else values


TABLES = (
    TypeTable(
        "System.Management.Automation.PSSerializer",
        static={"Serialize": _serialize, "Deserialize": _deserialize, "DeserializeAsList": read},
    ),
)
