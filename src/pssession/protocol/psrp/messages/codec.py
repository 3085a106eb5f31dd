"""Whole messages to bytes and back: the header, the byte order mark, the CLIXML, by the table's rows."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from pssession.errors import ProtocolError
from pssession.protocol.clixml import Adapter, Limits, Reader, SecureStringKey, Writer
from pssession.protocol.psrp.header import BOM, NO_ID, Destination, Header, MessageType, body, pack, unpack
from pssession.protocol.psrp.messages.row import NOTHING, Message
from pssession.protocol.psrp.messages.table import BY_CLASS, BY_TYPE
from pssession.protocol.psrp.records.views import chain, view
from pssession.protocol.psrp.versions import NEWEST, Pair

# Remoting follows properties of types one level deep unless the type's own data says otherwise.
DEPTH = 1
LIMITS = Limits()


class Decoded(NamedTuple):
    """Hold a message that came; `message` is None where nobody knows its type."""

    header: Header
    message: Message


def encode(
    message: Message,
    runspace_pool_id: UUID,
    pipeline_id: UUID | None = None,
    *,
    destination: Destination | None = None,
    version: Pair = NEWEST,
    adapter: Adapter | None = None,
    key: SecureStringKey | None = None,
    depth: int = DEPTH,
) -> bytes:
    """Write a whole message.

    Args:
        message: One of this package's dataclasses.
        runspace_pool_id: The session.
        pipeline_id: The pipeline; None for a message of the session itself.
        destination: The end it goes to; needed only for those that go both ways.
        version: The protocol version of the other end.
        adapter: Describes an engine's objects; records and exceptions are known here.
        key: Hides secure strings.
        depth: How deep properties of types are followed.

    Raises:
        ClixmlError: A secure string came without a key.
    """
    row = BY_CLASS[type(message)]
    end = row.destination or destination
    if end is None:
        raise ValueError(f"{type(message).__name__} goes both ways: say the destination")
    header = pack(end, row.type, runspace_pool_id, pipeline_id)
    value = row.write(message, version)
    if value is NOTHING:
        return header
    writer = Writer(view if adapter is None else chain(adapter), key)
    writer.write(value, depth)
    return header + BOM + writer.text().encode()


def raw(
    message_type: MessageType, runspace_pool_id: UUID, pipeline_id: UUID | None, clixml: bytes | str, *, destination: Destination
) -> bytes:
    """Put a header before a body that is written already."""
    data = clixml.encode() if isinstance(clixml, str) else clixml
    header = pack(destination, message_type, runspace_pool_id, pipeline_id)
    return header + BOM + data if data and not data.startswith(BOM) else header + data


def decode(data: bytes, *, expected: Destination | None = None, key: SecureStringKey | None = None, limits: Limits = LIMITS) -> Decoded:
    """Read a whole message.

    Args:
        data: Header and CLIXML.
        expected: The end that reads; None takes messages for either.
        key: Reveals secure strings.
        limits: Bounds of the CLIXML.

    Raises:
        ProtocolError: It is no message, or one for the other end.
    """
    header = unpack(data)
    if expected is not None and header.destination is not expected:
        raise ProtocolError(
            f"Received packet not destined for logged-on user: user = {expected.name.title()}, packet destination = "
            f"{header.destination.name.title()}."
        )
    row = BY_TYPE.get(header.type)
    if row is None:
        return Decoded(header, None)
    if expected is not None and row.destination is not None and row.destination is not expected:
        raise ProtocolError(f"The message {row.type.name} is not one for a {expected.name.lower()}.")
    return Decoded(header, row.read(load_body(data, key, limits)))


def load_body(data: bytes, key: SecureStringKey | None = None, limits: Limits = LIMITS) -> Any:
    """Give the value of a message's body; None for an empty one.

    Raises:
        ProtocolError: It is not exactly one value.
    """
    content = body(data)
    if not content:
        return None
    values = Reader(limits, key).read(content)
    if len(values) != 1:
        raise ProtocolError(f"A message has {len(values)} values where it has one.")
    return values[0]


__all__ = ["DEPTH", "NO_ID", "Decoded", "decode", "encode", "load_body", "raw"]
