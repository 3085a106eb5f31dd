"""The 40 bytes before every message's CLIXML, and the numbers of the messages.

Destination and type are 4 bytes little-endian each, then the ids of the runspace pool and of the pipeline as .NET writes a Guid to bytes.
`peek` reads them without touching the rest, for those who hand messages on without understanding them.

Source: MS-PSRP 2.2.1.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from struct import Struct
from typing import NamedTuple
from uuid import UUID

from pssession.errors import ProtocolError

NO_ID = UUID(int=0)
BOM = b"\xef\xbb\xbf"
_HEADER = Struct("<II16s16s")
HEADER_SIZE = _HEADER.size
_unpack = _HEADER.unpack_from
_pack = _HEADER.pack
_NO_BYTES = bytes(16)


class Destination(IntEnum):
    """Say which end a message is for."""

    CLIENT = 1
    SERVER = 2


class MessageType(IntEnum):
    """Number the messages."""

    SESSION_CAPABILITY = 0x00010002
    INIT_RUNSPACEPOOL = 0x00010004
    PUBLIC_KEY = 0x00010005
    ENCRYPTED_SESSION_KEY = 0x00010006
    PUBLIC_KEY_REQUEST = 0x00010007
    CONNECT_RUNSPACEPOOL = 0x00010008
    SET_MAX_RUNSPACES = 0x00021002
    SET_MIN_RUNSPACES = 0x00021003
    RUNSPACE_AVAILABILITY = 0x00021004
    RUNSPACEPOOL_STATE = 0x00021005
    CREATE_PIPELINE = 0x00021006
    GET_AVAILABLE_RUNSPACES = 0x00021007
    USER_EVENT = 0x00021008
    APPLICATION_PRIVATE_DATA = 0x00021009
    GET_COMMAND_METADATA = 0x0002100A
    RUNSPACEPOOL_INIT_DATA = 0x0002100B
    RESET_RUNSPACE_STATE = 0x0002100C
    RUNSPACEPOOL_HOST_CALL = 0x00021100
    RUNSPACEPOOL_HOST_RESPONSE = 0x00021101
    PIPELINE_INPUT = 0x00041002
    END_OF_PIPELINE_INPUT = 0x00041003
    PIPELINE_OUTPUT = 0x00041004
    ERROR_RECORD = 0x00041005
    PIPELINE_STATE = 0x00041006
    DEBUG_RECORD = 0x00041007
    VERBOSE_RECORD = 0x00041008
    WARNING_RECORD = 0x00041009
    PROGRESS_RECORD = 0x00041010
    INFORMATION_RECORD = 0x00041011
    PIPELINE_HOST_CALL = 0x00041100
    PIPELINE_HOST_RESPONSE = 0x00041101


_TYPES: dict[int, MessageType] = {int(kind): kind for kind in MessageType}
_DESTINATIONS = {1: Destination.CLIENT, 2: Destination.SERVER}


class Header(NamedTuple):
    """Hold what stands before a message; `type` is a plain number where nobody knows it."""

    destination: Destination
    type: MessageType | int
    runspace_pool_id: UUID
    pipeline_id: UUID


class Peeked(NamedTuple):
    """Hold what `peek` sees; the pipeline is None for a message of the session itself."""

    type: MessageType | int
    runspace_pool_id: UUID
    pipeline_id: UUID | None


def pack(destination: int, message_type: int, runspace_pool_id: UUID, pipeline_id: UUID | None) -> bytes:
    """Write a header."""
    return _pack(destination, message_type, runspace_pool_id.bytes_le, _NO_BYTES if pipeline_id is None else pipeline_id.bytes_le)


def unpack(data: bytes) -> Header:
    """Read a header.

    Raises:
        ProtocolError: There are not enough bytes, or the message is for nobody.
    """
    if len(data) < HEADER_SIZE:
        raise ProtocolError(
            "An error occurred while decoding data received from the remote computer. At least 61 bytes of data are required to decode "
            "a deserialized object that is received from a remote computer. This can happen if the fragments are not properly "
            "constructed by the remote computer, or if the data was corrupted or changed."
        )
    destination, number, pool, pipeline = _unpack(data)
    end = _DESTINATIONS.get(destination)
    if end is None:
        raise ProtocolError(f"A message is for destination {destination}, which is neither client nor server.")
    return Header(end, _TYPES.get(number, number), _identity(pool), _identity(pipeline))


@lru_cache(maxsize=16)
def _identity(raw: bytes) -> UUID:
    """Read an id; a session's messages have the same few over and over."""
    return NO_ID if raw == _NO_BYTES else UUID(bytes_le=raw)


def peek(data: bytes) -> Peeked:
    """Read type, runspace pool and pipeline of a message, and nothing else of it.

    Raises:
        ProtocolError: There are not enough bytes.
    """
    header = unpack(data)
    return Peeked(header.type, header.runspace_pool_id, None if header.pipeline_id == NO_ID else header.pipeline_id)


def body(data: bytes) -> bytes:
    """Give a message's CLIXML without its byte order mark; empty where there is none."""
    start = HEADER_SIZE
    return data[start + 3 :] if data[start : start + 3] == BOM else data[start:]
