"""Get-Content. Source: the command's help; PowerShell 7.6 as recorded and seen."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from pssession.cmdlets.management import content_reading as reading
from pssession.cmdlets.management.content_command import ContentCommand
from pssession.engine.errors import ArgumentException, InvalidOperationException, PSInvalidOperationException, PSNotSupportedException
from pssession.engine.providers.file_problems import Reporting
from pssession.engine.providers.path_text import leaf, parent
from pssession.engine.providers.places import Place
from pssession.engine.providers.provider import ProviderError
from pssession.objects import Array, Int64, PropertyBag, PSObject

_POLL_SECONDS = 0.1


class GetContentCommand(ContentCommand):
    """Give the content of items piece by piece."""

    def begin(self) -> None:
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def process(self) -> None:
        if self.total_count is not None and self.tail is not None:
            words = "The parameters TotalCount and Tail cannot be used together. Please specify only one parameter."
            self.write_error(self.error("TailAndHeadCannotCoexist", "InvalidOperation", words, None, PSInvalidOperationException))
            return
        if self.total_count == 0:
            return
        for place in self.content_places():
            with self.reporting():
                self._read(place)

    def _read(self, place: Place) -> None:
        provider = place.provider.provider
        if place.provider.name != "FileSystem":
            found = provider.read_content(self.context, place.path)
            self._write(place, self._last(found))
            return
        if self.delimiter is not None and (self.as_byte_stream or self.raw):
            how = "when reading the stream one byte at a time." if self.as_byte_stream else "when reading the stream as raw."
            raise ArgumentException(f"A delimiter cannot be specified {how}", "delimiter")
        if provider.is_container(self.context, place.path):
            words = f"Unable to get content because it is a directory: '{place.path}'. Please use 'Get-ChildItem' instead."
            raise ProviderError("GetContainerContentException", "InvalidOperation", InvalidOperationException(words))
        with Reporting("GetContentReaderIOError", "ReadError", place.path), open(place.path, "rb") as file:
            self._write(place, self._pieces(file))

    def _pieces(self, file: BinaryIO) -> Iterable[Any]:
        if self.as_byte_stream:
            if self.raw:
                return [reading.all_octets(file)]
            return self._last(reading.octets(file))
        if self.raw:
            text = reading.whole(file, self.encoding)
            return [text] if text else []
        if self.delimiter:
            return self._last(reading.pieces(file, self.encoding, self.delimiter))
        found: Iterable[str] = reading.lines(file, self.encoding)
        if self.tail is not None:
            found = reading.last_lines(file, self.encoding, self.tail)
        return self._followed(found, file) if self.wait else found

    def _last(self, found: Iterable[Any]) -> Iterable[Any]:
        """Give what -Tail wants of all there is."""
        return found if self.tail is None else deque(found, maxlen=self.tail)

    def _followed(self, found: Iterable[str], file: BinaryIO) -> Iterator[str]:
        """Give the lines that are there, then those that are added until the pipeline is stopped."""
        with open(file.name, "rb") as more:
            yield from list(found)
            more.seek(0, 2)
            yield from reading.follow(more, self.encoding, lambda: not self._stopped.wait(_POLL_SECONDS))

    def _write(self, place: Place, found: Iterable[Any]) -> None:
        if self.total_count is not None and self.total_count > 0:
            found = islice(found, int(self.total_count))
        write = self.write
        notes = self._notes(place)
        size = 1 if self.read_count is None else int(self.read_count)
        number = 0
        if size == 1:
            for piece in found:
                number += 1
                own = PropertyBag(notes)
                own["ReadCount"] = Int64(number)
                write(PSObject(piece, own))
            return
        pieces = iter(found)
        while block := list(islice(pieces, size)) if size > 0 else list(pieces):
            number += len(block)
            own = PropertyBag(notes)
            own["ReadCount"] = Int64(number)
            write(PSObject(block[0] if len(block) == 1 and size > 0 else Array(block), own))

    def _notes(self, place: Place) -> PropertyBag:
        notes = PropertyBag()
        notes["PSPath"] = place.shown
        try:
            notes["PSParentPath"] = parent(self.providers, place.shown)
        except PSNotSupportedException:
            pass
        notes["PSChildName"] = leaf(self.providers, place.shown)
        if place.drive is not None:
            notes["PSDrive"] = place.drive
        notes["PSProvider"] = place.provider
        return notes
