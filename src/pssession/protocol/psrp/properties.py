"""Reading the properties of objects that came in messages.

Names are looked up without case, because clients differ in theirs. Everything that does not fit raises ProtocolError; nothing here
knows a message. Source: MS-PSRP 2.2.5.2; protocol notes about clients that write `CI` for `ci`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from pssession.errors import ProtocolError
from pssession.objects import CUSTOM, Hashtable, PropertyBag, PSObject, Version

T = TypeVar("T")
_MISSING = object()


def plain(value: Any) -> Any:
    """Give the value inside a wrapper; a bag of properties stays as it is."""
    return value.base if isinstance(value, PSObject) and value.base is not CUSTOM else value


def lookup(source: Any, name: str, default: Any = None) -> Any:
    """Give a property as it came.

    Raises:
        ProtocolError: The source is no object.
    """
    if not isinstance(source, PSObject):
        raise ProtocolError(f"There is a {type(source).__name__} where an object with the property {name} is expected.")
    return source.get(name, default)


def has(source: Any, name: str) -> bool:
    """Tell whether an object has a property, be it null."""
    return isinstance(source, PSObject) and source.get(name, _MISSING) is not _MISSING


def typed(source: Any, name: str, read: Callable[[Any, str], T], default: Any = _MISSING) -> T:
    """Give a property through a reader of this module; `default` where it is missing or null.

    Raises:
        ProtocolError: It is missing and has no default, or is of another type.
    """
    value = lookup(source, name, _MISSING)
    if value is _MISSING or (value is None and default is not _MISSING):
        if default is _MISSING:
            raise ProtocolError(f"Remoting data is missing {name} property.")
        return default  # type: ignore[no-any-return]  # the caller's default is of the caller's type
    return read(value, name)


def _refuse(value: Any, name: str, expected: str) -> ProtocolError:
    return ProtocolError(f"Expected data type of {name} is {expected}, and it is {type(value).__name__}.")


def read_int(value: Any, name: str) -> int:
    """Take any integer, or the number of an enumeration."""
    value = plain(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise _refuse(value, name, "a number")


def read_bool(value: Any, name: str) -> bool:
    """Take a boolean."""
    value = plain(value)
    if isinstance(value, bool):
        return value
    raise _refuse(value, name, "a boolean")


def read_text(value: Any, name: str) -> str:
    """Take a string."""
    value = plain(value)
    if isinstance(value, str):
        return value
    raise _refuse(value, name, "a string")


def loose_text(value: Any, name: str) -> str:
    """Take a string, or what an object said about itself; null is empty."""
    if value is None:
        return ""
    if isinstance(value, PSObject):
        if value.text is not None:
            return value.text
        value = plain(value)
    return value if isinstance(value, str) else "" if isinstance(value, PSObject) else str(value)


def read_optional_text(value: Any, name: str) -> str | None:
    """Take a string or null."""
    return None if plain(value) is None else read_text(value, name)


def read_uuid(value: Any, name: str) -> UUID:
    """Take a Guid."""
    value = plain(value)
    if isinstance(value, UUID):
        return value
    raise _refuse(value, name, "a Guid")


def read_version(value: Any, name: str) -> Version:
    """Take a version, or a text that is one."""
    value = plain(value)
    if isinstance(value, Version):
        return value
    if isinstance(value, str):
        try:
            return Version.parse(value)
        except ValueError:
            pass
    raise _refuse(value, name, "a version")


def read_list(value: Any, name: str) -> list[Any]:
    """Take a collection; null is empty."""
    value = plain(value)
    if value is None:
        return []
    if isinstance(value, list):
        return value
    raise _refuse(value, name, "a list")


def read_table(value: Any, name: str) -> Hashtable:
    """Take a dictionary; null is empty."""
    value = plain(value)
    if value is None:
        return Hashtable()
    if isinstance(value, Hashtable):
        return value
    raise _refuse(value, name, "a dictionary")


def read_object(value: Any, name: str) -> PSObject:
    """Take an object with properties."""
    if isinstance(value, PSObject):
        return value
    raise _refuse(value, name, "an object")


def read_any(value: Any, name: str) -> Any:
    """Take anything as it came."""
    return value


def bag(*members: tuple[str, Any]) -> PSObject:
    """Make an object that has these properties and no type, as most parts of messages are."""
    return PSObject(CUSTOM, PropertyBag(members), None, NO_TYPES)


# Shared and never changed: the writer only asks whether it is empty.
NO_TYPES: list[str] = []
