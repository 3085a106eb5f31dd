"""Reading files piece by piece: lines, what stands between delimiters, bytes, the whole, the end.

Source: Get-Content's help; PowerShell 7.6 as recorded and seen.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from pssession.engine.providers.file_encodings import codec_of
from pssession.objects import Byte, ByteArray

_BLOCK = 65536
_SINGLE_UNIT = ("utf-8", "ascii", "latin-1")


def lines(file: BinaryIO, encoding: Any) -> Iterator[str]:
    """Give a file's lines without their ends, which may be of any kind."""
    with _text(file, encoding, newline=None) as text:
        for line in text:
            yield line[:-1] if line[-1] == "\n" else line


def pieces(file: BinaryIO, encoding: Any, delimiter: str) -> Iterator[str]:
    """Give what stands before each delimiter, and what is behind the last one."""
    with _text(file, encoding, newline="") as text:
        rest = ""
        while block := text.read(_BLOCK):
            *whole, rest = (rest + block).split(delimiter)
            yield from whole
        if rest:
            yield rest


def whole(file: BinaryIO, encoding: Any) -> str:
    """Give all of a file."""
    with _text(file, encoding, newline="") as text:
        return text.read()


def octets(file: BinaryIO) -> Iterator[Byte]:
    """Give a file's bytes one by one."""
    while block := file.read(_BLOCK):
        yield from map(Byte, block)


def all_octets(file: BinaryIO) -> ByteArray:
    """Give all bytes of a file."""
    return ByteArray(file.read())


def last_lines(file: BinaryIO, encoding: Any, count: int) -> list[str]:
    """Give a file's last lines; of a large file only its end is read."""
    codec, mark = codec_of(file.read(4), encoding)
    if codec not in _SINGLE_UNIT:
        file.seek(0)
        return list(lines(file, encoding))[-count:] if count else []
    end = file.seek(0, os.SEEK_END)
    tail = b""
    start = end
    while start > mark and tail.count(b"\n") <= count:
        size = min(_BLOCK, start - mark)
        start -= size
        file.seek(start)
        tail = file.read(size) + tail
    found = tail.decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if found[-1] == "":
        found.pop()
    return found[-count:] if count else []


def follow(file: BinaryIO, encoding: Any, wait: Callable[[], bool]) -> Iterator[str]:
    """Give lines as they are added to a file.

    Args:
        file: Read up to where new lines will be.
        encoding: What -Encoding said.
        wait: Waits a moment; False ends.
    """
    codec, _ = codec_of(b"", encoding)
    rest = b""
    while True:
        block = file.read(_BLOCK)
        if not block:
            if os.fstat(file.fileno()).st_size < file.tell():
                file.seek(0)
            elif not wait():
                return
            continue
        *complete, rest = (rest + block).split(b"\n")
        for line in complete:
            yield line.removesuffix(b"\r").decode(codec, "replace")


def _text(file: BinaryIO, encoding: Any, *, newline: str | None) -> io.TextIOWrapper:
    codec, mark = codec_of(file.read(4), encoding)
    file.seek(mark)
    return io.TextIOWrapper(file, codec, "replace", newline=newline)
