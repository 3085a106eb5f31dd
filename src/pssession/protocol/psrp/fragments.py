"""Messages to fragments and back.

A fragment is a header of 21 bytes and a piece of a message: object id and fragment id (8 bytes each), flags (1 start, 2 end) and the
piece's length (4 bytes), all big-endian. A carrier may cut the bytes of fragments anywhere, headers included; so the bytes of one
pipeline and one of its streams are one stream here, and there is one `Defragmenter` for each. What a message holds is not known here.

Source: MS-PSRP 2.2.4; texts of errors as PowerShell 7.6 writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct

from pssession.errors import LimitExceeded, ProtocolError

HEADER = Struct(">QQBI")
HEADER_SIZE = HEADER.size
START, END = 1, 2
# pwsh 7.6: a fragment with its header fills one line of 32 KiB.
FRAGMENT_SIZE = 32 * 1024
# The greatest message that a PowerShell client takes by default.
OBJECT_LIMIT = 200 * 1024 * 1024

_pack = HEADER.pack
_unpack = HEADER.unpack_from


class Fragmenter:
    """Cut messages; object ids begin at 1 and rise over the whole connection.

    Args:
        size: Largest fragment in bytes, its header included; at least 22.
        first_object_id: The first message's id.
    """

    __slots__ = ("_next_id", "_room")

    def __init__(self, *, size: int = FRAGMENT_SIZE, first_object_id: int = 1) -> None:
        if size <= HEADER_SIZE:
            raise ValueError(f"a fragment of {size} bytes has no room beside its header of {HEADER_SIZE}")
        if first_object_id < 1:
            raise ValueError("object ids begin at 1")
        self._room = size - HEADER_SIZE
        self._next_id = first_object_id

    def split(self, message: bytes) -> list[bytes]:
        """Give a message's fragments in order, ids from 0; the first is marked start, the last end."""
        object_id = self._next_id
        self._next_id += 1
        length = len(message)
        room = self._room
        if length <= room:
            return [_pack(object_id, 0, START | END, length) + message]
        return list(self._pieces(object_id, memoryview(message), length, room))

    def _pieces(self, object_id: int, view: memoryview, length: int, room: int) -> Iterator[bytes]:
        for number, offset in enumerate(range(0, length, room)):
            piece = view[offset : offset + room]
            flags = (START if offset == 0 else 0) | (END if offset + room >= length else 0)
            yield _pack(object_id, number, flags, len(piece)) + piece


class Defragmenter:
    """Join the fragments of one stream.

    Args:
        object_limit_bytes: The greatest message taken; None for no limit.
        total_limit_bytes: The most that is taken in all; None for no limit.
        tolerate_off_sync: Whether fragments before the next start are dropped instead of refused: right after a connect or
            reconnect the first bytes may belong to a message whose beginning went elsewhere.
    """

    __slots__ = ("_failure", "_last_id", "_limit", "_object_id", "_off_sync", "_pieces", "_rest", "_size", "_total", "_total_limit")

    def __init__(
        self,
        *,
        object_limit_bytes: int | None = OBJECT_LIMIT,
        total_limit_bytes: int | None = None,
        tolerate_off_sync: bool = False,
    ) -> None:
        self._limit = object_limit_bytes
        self._total_limit = total_limit_bytes
        self._off_sync = tolerate_off_sync
        self._total = 0
        self._rest = bytearray()
        self._pieces: list[bytes] = []
        self._size = 0
        self._object_id = 0
        self._last_id = -1
        self._failure: ProtocolError | None = None

    @property
    def pending_bytes(self) -> int:
        """Count what is kept of messages that are not whole."""
        return self._size + len(self._rest)

    def tolerate_off_sync(self) -> None:
        """Forget what is half there and drop fragments up to the next start, as after a reconnect."""
        self._reset()
        self._rest.clear()
        self._off_sync = True

    def receive_data(self, data: bytes) -> list[bytes]:
        """Take bytes of the stream, cut anywhere; give the messages that became whole.

        Raises:
            ProtocolError: The fragments are not in order. What was half there and the rest of the data are forgotten; the stream may
                go on with a start. Where messages became whole before, they are given, and `take_failure` has the error.
            LimitExceeded: A message, or all of them, are over the limit.
        """
        if self._total_limit is not None:
            self._total += len(data)
            if self._total > self._total_limit:
                raise LimitExceeded(
                    f"The total data received from the remote computer exceeded the allowed maximum. The allowed maximum is "
                    f"{self._total_limit} bytes."
                )
        rest = self._rest
        if rest:
            rest += data
            if len(rest) < HEADER_SIZE or len(rest) < HEADER_SIZE + int.from_bytes(rest[17:21], "big"):
                self._check_length(rest)
                return []
            data = bytes(rest)
            rest.clear()
        messages: list[bytes] = []
        offset, length = 0, len(data)
        try:
            while offset + HEADER_SIZE <= length:
                object_id, fragment_id, flags, size = _unpack(data, offset)
                end = offset + HEADER_SIZE + size
                if end > length:
                    break
                start, offset = offset + HEADER_SIZE, end
                message = self._take(object_id, fragment_id, flags, data[start:end])
                if message is not None:
                    messages.append(message)
        except ProtocolError as error:
            self._reset()
            if not messages:
                raise
            self._failure = error
            return messages
        if offset < length:
            rest += data[offset:] if offset else data
            self._check_length(rest)
        return messages

    def take_failure(self) -> ProtocolError | None:
        """Give the error that came behind the messages of the last call, once."""
        failure, self._failure = self._failure, None
        return failure

    def _check_length(self, rest: bytearray) -> None:
        """Refuse a fragment that will be over the limit before it is here, so that nobody makes us keep it."""
        if len(rest) >= HEADER_SIZE:
            size = int.from_bytes(rest[17:21], "big") + (0 if rest[16] & START else self._size)
            if self._limit is not None and size > self._limit:
                rest.clear()
                self._reset()
                self._refuse(size)

    def _refuse(self, size: int) -> None:
        raise LimitExceeded(
            f"The current deserialized object size of the data received from the remote computer exceeded the allowed maximum object "
            f"size. The current deserialized object size is {size}. The allowed maximum object size is {self._limit}."
        )

    def _take(self, object_id: int, fragment_id: int, flags: int, piece: bytes) -> bytes | None:
        # Ids are signed in .NET, so the upper half is below zero.
        if object_id == 0 or object_id >= 1 << 63:
            raise ProtocolError(
                "ObjectId cannot be less than or equal to 0. This can happen if the fragments are not properly constructed by the "
                "remote computer, or the data has been changed by unauthorized users."
            )
        if flags & START:
            self._reset()
            self._off_sync = False
            self._object_id = object_id
        elif self._off_sync:
            return None
        elif object_id != self._object_id:
            raise ProtocolError(
                "Unexpected ObjectId received. This can happen if the fragments are not properly constructed by the remote computer, "
                "or the data might have been corrupted or changed."
            )
        elif fragment_id != self._last_id + 1:
            raise ProtocolError(
                "The FragmentIDs of the same object must be in sequence, incrementally changing by 1. This can happen if the "
                "fragments are not properly constructed by the remote computer. The data might also have been corrupted or changed."
            )
        if self._limit is not None and self._size + len(piece) > self._limit:
            self._refuse(self._size + len(piece))
        if flags & END and not self._pieces:
            self._reset()
            return piece
        self._last_id = fragment_id
        self._pieces.append(piece)
        self._size += len(piece)
        if flags & END:
            whole = b"".join(self._pieces)
            self._reset()
            return whole
        return None

    def _reset(self) -> None:
        self._pieces = []
        self._size = 0
        self._object_id = 0
        self._last_id = -1
