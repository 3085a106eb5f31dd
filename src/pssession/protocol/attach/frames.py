"""The frames that follow the opening lines: a type (1 byte), the payload's length (4 bytes), the payload; numbers are big-endian.

What the frames mean stands in `client` and `server`.

Source: `docs/reference/attach.md`.
"""

from __future__ import annotations

from enum import IntEnum
from struct import Struct

from pssession.errors import LimitExceeded, ProtocolError


class FrameType(IntEnum):
    """Number the frames."""

    MESSAGE = 1
    ACK = 2
    SIGNAL = 3
    CLOSE = 4
    DETACH = 5
    DETACHED = 6
    REMOVED = 7
    DROPPED = 8
    FAULT = 9


HEADER = Struct(">BI")
HEADER_SIZE = HEADER.size
NUMBER = Struct(">Q")
# The payload of a MESSAGE to the worker: number, pipeline (zeros for the session), stream; the PSRP message follows.
PLACE = Struct(">Q16sB")
# The payload of a MESSAGE to the client begins with its number; in one go with the frame's header.
NUMBERED = Struct(">BIQ")
# The payload of SIGNAL and CLOSE: number, pipeline.
ACTION = Struct(">Q16s")
# The payload of DETACH: idle time-out in milliseconds, output buffering mode.
LEAVING = Struct(">QB")
UNCHANGED_TIME, UNCHANGED_MODE = (1 << 64) - 1, 255
STREAMS = ("Default", "PromptResponse")
# PowerShell's greatest message is 200 MiB; some room is left for what is around it.
FRAME_LIMIT = 256 * 1024 * 1024


def write_frame(kind: FrameType, payload: bytes = b"") -> bytes:
    """Write a frame."""
    return HEADER.pack(kind, len(payload)) + payload


class FrameBuffer:
    """Cut bytes into frames.

    Args:
        limit_bytes: The greatest payload taken.
    """

    __slots__ = ("_limit", "_pieces", "_size", "_wanted")

    def __init__(self, limit_bytes: int = FRAME_LIMIT) -> None:
        self._limit = limit_bytes
        self._pieces: list[bytes] = []
        self._size = 0
        self._wanted = HEADER_SIZE

    def receive_data(self, data: bytes) -> list[tuple[int, bytes]]:
        """Take bytes, cut anywhere; give type and payload of the frames that became whole.

        Raises:
            LimitExceeded: A payload will be over the limit.
        """
        if self._pieces:
            # A great frame comes in many pieces: they are joined once, when it is whole.
            self._pieces.append(data)
            self._size += len(data)
            if self._size < self._wanted:
                return []
            data = b"".join(self._pieces)
            self._pieces.clear()
        found: list[tuple[int, bytes]] = []
        offset, length = 0, len(data)
        wanted = HEADER_SIZE
        unpack = HEADER.unpack_from
        while length - offset >= HEADER_SIZE:
            kind, size = unpack(data, offset)
            if size > self._limit:
                raise LimitExceeded(f"A frame of {size} bytes is announced; the limit is {self._limit}.")
            end = offset + HEADER_SIZE + size
            if end > length:
                wanted = HEADER_SIZE + size
                break
            found.append((kind, data[offset + HEADER_SIZE : end]))
            offset = end
        if offset < length:
            self._pieces.append(data[offset:] if offset else data)
        self._size = length - offset
        self._wanted = wanted
        return found


def expect(condition: bool, kind: int) -> None:
    """Refuse a frame whose payload is not what its type asks for.

    Raises:
        ProtocolError: The condition does not hold.
    """
    if not condition:
        raise ProtocolError(f"A frame of type {kind} is malformed.")
