"""Writing content: files held open while the pipeline runs, other providers' items set at its end.

Source: Set-Content's and Add-Content's help; PowerShell 7.6 as recorded and seen.
"""

from __future__ import annotations

import os
from typing import Any

from pssession.cmdlets.management.content_command import ContentCommand
from pssession.engine.errors import InvalidOperationException, PSArgumentException
from pssession.engine.providers.file_encodings import codec
from pssession.engine.providers.file_problems import Reporting
from pssession.engine.providers.path_errors import record_of
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import ProviderError
from pssession.engine.values import enumeration
from pssession.engine.values.conversions import to_string
from pssession.objects import Byte, PSObject

_NO_BYTE = "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte."


class FileWriter:
    """Write to one file.

    Args:
        path: The file; made where it is not there.
        encoding: What -Encoding said; None writes bytes.
        append: Write behind what is there.
        ends: Put behind every piece.
        force: Write to a read-only file.
    """

    def __init__(self, path: str, encoding: Any, *, append: bool, ends: str, force: bool, octets: bool) -> None:
        self._path, self._ends, self._octets = path, ends, octets
        self._codec, mark = codec(encoding)
        if os.path.isdir(path):
            words = InvalidOperationException(f"Unable to write content because it is a directory: '{path}'.")
            raise ProviderError("WriteContainerContentException", "InvalidOperation", words)
        with Reporting("GetContentWriterIOError", "WriteError", path):
            if force and os.path.exists(path) and not os.access(path, os.W_OK):
                os.chmod(path, os.stat(path).st_mode | 0o200)
            self._file = open(path, "ab" if append else "wb")  # noqa: SIM115  # held open for the pipeline; `close` ends it
            if mark and not octets and self._file.tell() == 0:
                self._file.write(mark)

    def write(self, pieces: list[Any]) -> None:
        """Write pieces, nulls passed over.

        Raises:
            PSArgumentException: A piece is no byte where bytes are written.
        """
        with Reporting("GetContentWriterIOError", "WriteError", self._path):
            for piece in pieces:
                base = piece.base if type(piece) is PSObject else piece
                if base is None:
                    continue
                if self._octets:
                    if type(base) is not Byte:
                        raise PSArgumentException(_NO_BYTE)
                    self._file.write(bytes((int(base),)))
                else:
                    self._file.write((to_string(piece) + self._ends).encode(self._codec, "replace"))

    def close(self) -> None:
        """Bring all to the file."""
        self._file.close()


class ItemWriter:
    """Gather the content of an item that is no file."""

    def __init__(self, command: ContentCommand, place: Place, *, append: bool) -> None:
        self._command, self._place, self._append = command, place, append
        self._pieces: list[Any] = []

    def write(self, pieces: list[Any]) -> None:
        """Take pieces."""
        self._pieces += pieces

    def close(self) -> None:
        """Set the item."""
        self._place.provider.provider.write_content(self._command.context, self._place.path, self._pieces, append=self._append)


class ContentWritingCommand(ContentCommand):
    """Be Set-Content or Add-Content.

    Attributes:
        appends: Write behind what is there.
        action: What -WhatIf calls it.
    """

    appends = False
    action = ""

    def begin(self) -> None:
        self._writers: list[FileWriter | ItemWriter] = []
        self._opened: Any = None

    def process(self) -> None:
        given = (self.path, self.literal_path)
        if given != self._opened:
            self._close()
            self._opened = given
            self._open()
        value = self.value
        pieces = _flat(enumeration.to_list(value)) if value is not None else []
        try:
            for writer in self._writers:
                writer.write(pieces)
        except ProviderError as problem:
            self.write_error(record_of(problem))
        if self.pass_thru and self._writers:
            self.write(value)

    def end(self) -> None:
        self._close()

    def clean(self) -> None:
        for writer in self.__dict__.get("_writers", ()):  # nothing has begun where binding failed
            if isinstance(writer, FileWriter):
                writer.close()

    def _open(self) -> None:
        for place in self.content_places(may_be_new=True):
            if self.should_process(f"Path: {place.path}", self.action):
                with self.reporting():
                    self._writers.append(self._writer(place))

    def _writer(self, place: Place) -> FileWriter | ItemWriter:
        if place.provider.name != "FileSystem":
            return ItemWriter(self, place, append=self.appends)
        return FileWriter(
            place.path,
            self.encoding,
            append=self.appends,
            ends="" if self.no_newline else "\n",
            force=bool(self.force),
            octets=bool(self.as_byte_stream),
        )

    def _close(self) -> None:
        writers, self._writers = self._writers, []
        for writer in writers:
            try:
                with self.reporting():
                    writer.close()
            except OSError as problem:
                self.write_error(record_of(_not_written(problem)))


def _not_written(problem: OSError) -> ProviderError:
    from pssession.engine.errors import IOException

    return ProviderError("WriteContentError", "WriteError", IOException(problem.strerror or str(problem)))


def _flat(pieces: list[Any]) -> list[Any]:
    """Write collections inside collections item by item."""
    if not any(enumeration.iterate(piece) is not None for piece in pieces):
        return pieces
    out: list[Any] = []
    for piece in pieces:
        items = enumeration.iterate(piece)
        out += [piece] if items is None else _flat(list(items))
    return out
