"""What a row of the table of messages is, and the two ways in which most messages make theirs: by members, or by one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pssession.objects import CUSTOM, Int64, PropertyBag, PSObject
from pssession.protocol.psrp.header import Destination, MessageType
from pssession.protocol.psrp.properties import NO_TYPES, plain, read_any, read_bool, read_int, read_text, read_version, typed
from pssession.protocol.psrp.versions import Pair

Message = Any  # one of the dataclasses of this package; what they share is a row, not a base class

REQUIRED: Any = object()
NOTHING: Any = object()


class Row(NamedTuple):
    """Say how one message travels.

    Attributes:
        type: Its number.
        message: Its dataclass, the class itself.
        destination: The end it goes to; None for both.
        write: Gives the value of the body for a message and a protocol version; `NOTHING` for an empty body.
        read: Makes the message from the value of the body; None where the body was empty.
    """

    type: MessageType
    message: Any
    destination: Destination | None
    write: Callable[[Any, Pair], Any]
    read: Callable[[Any], Any]


class Field(NamedTuple):
    """Say how one member of a message travels.

    Attributes:
        name: Its name on the wire.
        attribute: Its name in the dataclass.
        read: Takes the value that came.
        write: Gives the value to send.
        default: What stands for a member that is missing or null; `REQUIRED` where that is an error.
        omitted: Whether a value of None is left out instead of sent as null.
    """

    name: str
    attribute: str
    read: Callable[[Any, str], Any] = read_any
    write: Callable[[Any], Any] | None = None
    default: Any = REQUIRED
    omitted: bool = False


def members(kind: MessageType, message: type[Any], destination: Destination | None, *fields: Field) -> Row:
    """Make the row of a message that is an object with members."""

    def write(value: Any, version: Pair) -> PSObject:
        bag = PropertyBag()
        for name, attribute, _, convert, _, omitted in fields:
            item = getattr(value, attribute)
            if item is None and omitted:
                continue
            bag[name] = item if convert is None else convert(item)
        return PSObject(CUSTOM, bag, None, NO_TYPES)

    def read(source: Any) -> Any:
        made = {}
        for name, attribute, convert, _, default, _ in fields:
            made[attribute] = typed(source, name, convert) if default is REQUIRED else typed(source, name, convert, default)
        return message(**made)

    return Row(kind, message, destination, write, read)


def single(
    kind: MessageType,
    message: type[Any],
    destination: Destination | None,
    write: Callable[[Any], Any] | None = None,
    read: Callable[[Any], Any] | None = None,
) -> Row:
    """Make the row of a message that is one value, its attribute `value`; null travels as an empty body."""

    def write_value(message_: Any, version: Pair) -> Any:
        value = message_.value
        if value is None:
            return NOTHING
        return value if write is None else write(value)

    def read_value(value: Any) -> Any:
        return message(value=value if read is None else read(value))

    return Row(kind, message, destination, write_value, read_value)


def constant(kind: MessageType, message: type[Any], destination: Destination | None, value: Any) -> Row:
    """Make the row of a message that says nothing but its type."""
    return Row(kind, message, destination, lambda message_, version: value, lambda given: message())


def integer(name: str, attribute: str, default: Any = REQUIRED, *, omitted: bool = False) -> Field:
    """Make the field of an Int32."""
    return Field(name, attribute, read_int, None, default, omitted)


def call_id() -> Field:
    """Make the field of the number of a call, an Int64."""
    return Field("ci", "call_id", read_int, Int64)


def text(name: str, attribute: str) -> Field:
    """Make the field of a string."""
    return Field(name, attribute, read_text)


def version(name: str, attribute: str, default: Any = REQUIRED) -> Field:
    """Make the field of a version."""
    return Field(name, attribute, read_version, None, default)


def read_answer(value: Any, name: str) -> bool | int:
    """Take a boolean, or a number of runspaces."""
    value = plain(value)
    return read_bool(value, name) if isinstance(value, bool) else read_int(value, name)


def listed(values: Sequence[Any] | None) -> list[Any] | None:
    """Give a list for a sequence, None for none."""
    return None if values is None else list(values)
