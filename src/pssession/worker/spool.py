"""Output on disk: files that have no name, so that nothing is left behind however the process ends.

A file is a row of records: number (8 bytes), length (4), the message. A new file begins when one is full; a file goes when all in it is
released. What is here was written by this process, and only it can read it.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections import deque
from collections.abc import Iterator
from struct import Struct

from pssession.worker.durable.spooling import Spool, SpoolFailed

_RECORD = Struct(">QI")
_RECORD_SIZE = _RECORD.size
SEGMENT_BYTES = 8 * 1024 * 1024
_READ_BYTES = 256 * 1024


def spool_folder() -> str:
    """Give the folder that the environment names: PSSESSION_SPOOL_DIR, else one among this user's state; not one in memory."""
    given = os.environ.get("PSSESSION_SPOOL_DIR")
    if given:
        return os.path.abspath(given)
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(state, "pssession", "spool")


def _open_nameless(folder: str) -> int:
    os.makedirs(folder, mode=0o700, exist_ok=True)
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL):
            raise
    # Not every file system has files without names.
    descriptor, path = tempfile.mkstemp(dir=folder)
    os.unlink(path)
    return descriptor


class _Segment:
    """Keep a row of records in one file."""

    __slots__ = ("descriptor", "first", "last", "payload", "size")

    def __init__(self, descriptor: int, first: int) -> None:
        self.descriptor = descriptor
        self.first = first
        self.last = 0
        self.size = 0
        self.payload = 0

    def append(self, number: int, data: bytes) -> None:
        wanted = _RECORD_SIZE + len(data)
        try:
            written = os.pwritev(self.descriptor, [_RECORD.pack(number, len(data)), data], self.size)
            while written < wanted:
                # A disk that fills takes a part first and complains at the next.
                rest = data[written - _RECORD_SIZE :] if written >= _RECORD_SIZE else _RECORD.pack(number, len(data))[written:] + data
                more = os.pwrite(self.descriptor, rest, self.size + written)
                if not more:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                written += more
        except OSError:
            os.ftruncate(self.descriptor, self.size)
            raise
        self.size += wanted
        self.payload += len(data)
        self.last = number

    def records(self, offset: int = 0, limit_bytes: int | None = None) -> Iterator[tuple[int, bytes, int]]:
        """Give number, message and the offset behind it, from an offset on."""
        while offset < self.size:
            data = os.pread(self.descriptor, _READ_BYTES, offset)
            start = 0
            while start + _RECORD_SIZE <= len(data):
                number, length = _RECORD.unpack_from(data, start)
                end = start + _RECORD_SIZE + length
                if end > len(data):
                    if start == 0:
                        # A message greater than what is read at once.
                        whole = os.pread(self.descriptor, length, offset + _RECORD_SIZE)
                        if len(whole) == length:
                            end = start + _RECORD_SIZE + length
                            yield number, whole, offset + end
                            start = end
                    break
                yield number, data[start + _RECORD_SIZE : end], offset + end
                start = end
            if not start:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            offset += start


class FileSpool(Spool):
    """Keep messages in files.

    Args:
        folder: Where; made when it is needed.
        segment_bytes: How great a file may become.
    """

    def __init__(self, folder: str, *, segment_bytes: int = SEGMENT_BYTES) -> None:
        self._folder = folder
        self._segment_bytes = segment_bytes
        self._segments: deque[_Segment] = deque()
        self._size = 0
        # Reading goes on where it ended: the message, its file, the offset behind it.
        self._reader: tuple[int, _Segment, int] | None = None

    @property
    def size_bytes(self) -> int:
        """Count what is kept; a file counts until all of it is released."""
        return self._size

    @property
    def last(self) -> int:
        """Give the number of the last message kept, 0 where there is none."""
        return self._segments[-1].last if self._segments else 0

    def append(self, number: int, data: bytes) -> None:
        """Keep a message.

        Raises:
            SpoolFailed: The disk is full, or cannot be written.
        """
        try:
            if not self._segments or self._segments[-1].size >= self._segment_bytes:
                segment = _Segment(_open_nameless(self._folder), number)
                try:
                    segment.append(number, data)
                except OSError:
                    os.close(segment.descriptor)
                    raise
                self._segments.append(segment)
            else:
                self._segments[-1].append(number, data)
        except OSError as error:
            raise SpoolFailed(f"the folder {self._folder} cannot be written ({error.strerror})") from error
        self._size += _RECORD_SIZE + len(data)

    def read(self, after: int, limit_bytes: int) -> list[tuple[int, bytes]]:
        """Give the messages that follow a number.

        Raises:
            SpoolFailed: They cannot be read.
        """
        found: list[tuple[int, bytes]] = []
        try:
            for segment in self._segments:
                if segment.last <= after:
                    continue
                reader = self._reader
                begin = reader[2] if reader is not None and reader[0] == after and reader[1] is segment else 0
                for number, data, end in segment.records(begin):
                    if number <= after:
                        continue
                    found.append((number, data))
                    limit_bytes -= len(data)
                    self._reader = (number, segment, end)
                    if limit_bytes <= 0:
                        return found
                after = segment.last
        except OSError as error:
            raise SpoolFailed(f"the output in the folder {self._folder} cannot be read ({error.strerror})") from error
        return found

    def size_after(self, number: int) -> int:
        """Count the bytes of the messages that follow a number."""
        size = 0
        for segment in self._segments:
            if segment.first > number:
                size += segment.payload
            elif segment.last > number:
                size += sum(len(data) for found, data, _ in segment.records() if found > number)
        return size

    def release(self, through: int) -> None:
        """Forget everything up to a number; a file goes when all of it may."""
        while self._segments and self._segments[0].last <= through:
            self._drop(self._segments.popleft())

    def take_oldest(self) -> list[tuple[int, bytes]]:
        """Give the messages of the oldest file and forget the file."""
        if not self._segments:
            return []
        segment = self._segments.popleft()
        try:
            return [(number, data) for number, data, _ in segment.records()]
        except OSError as error:
            raise SpoolFailed(f"the output in the folder {self._folder} cannot be read ({error.strerror})") from error
        finally:
            self._drop(segment)

    def _drop(self, segment: _Segment) -> None:
        os.close(segment.descriptor)
        self._size -= segment.size
        if self._reader is not None and self._reader[1] is segment:
            self._reader = None

    def close(self) -> None:
        """Forget everything."""
        while self._segments:
            self._drop(self._segments.popleft())
