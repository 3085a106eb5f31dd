"""From CSV text to objects. Source: ConvertFrom-Csv as PowerShell 7.6 was recorded (cmd.csv_text)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pssession import objects as o

_UNNAMED = 'One or more headers were not specified. Default names starting with "H" have been used in place of any missing headers.'


class DuplicateHeader(Exception):
    """Say that a name is there twice; the argument is the name."""


class CsvReader:
    """Read objects, one a record.

    Args:
        delimiter: What stands between values.
        header: Names of the columns; None to take them from the text.
        warn: Called with a warning.
    """

    def __init__(self, delimiter: str, header: list[str] | None, warn: Callable[[str], None]) -> None:
        self._delimiter = delimiter
        self._names = header
        self._warn = warn
        self._type_name: str | None = None
        if header is not None:
            self._check(header)

    def objects(self, text: str) -> Iterator[o.PSObject]:
        """Read the records of a text.

        Raises:
            DuplicateHeader: A name stands twice in the header.
        """
        for record in records(self._skip_comments(text), self._delimiter):
            if len(record) == 1 and record[0] == "":
                continue
            if self._names is None:
                self._names = self._named(record)
                continue
            yield self._object(self._names, record)

    def _skip_comments(self, text: str) -> str:
        """Take off the lines in front that begin with #; one of them may name the type."""
        while self._names is None and text.startswith("#"):
            line, _, text = text.partition("\n")
            if line.startswith("#TYPE "):
                self._type_name = line[6:].strip()
        return text

    def _named(self, record: list[str]) -> list[str]:
        names = list(record)
        if "" in names:
            number = 1
            for place, name in enumerate(names):
                if name == "":
                    names[place] = f"H{number}"
                    number += 1
            self._warn(_UNNAMED)
        self._check(names)
        return names

    @staticmethod
    def _check(names: list[str]) -> None:
        seen: set[str] = set()
        for name in names:
            if name.lower() in seen:
                raise DuplicateHeader(name)
            seen.add(name.lower())

    def _object(self, names: list[str], record: list[str]) -> o.PSObject:
        made = o.PSObject(o.CUSTOM, o.PropertyBag())
        bag = made.extended
        assert bag is not None
        for place, name in enumerate(names):
            bag[name] = record[place] if place < len(record) else None
        if self._type_name:
            made.type_names = [self._type_name, "CSV:" + self._type_name]
        return made


def records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Split a text into records of values; quoted values may hold delimiters and line ends, others lose the blanks around."""
    place, end = 0, len(text)
    record: list[str] = []
    while place <= end:
        value, place, closed = _value(text, place, delimiter)
        record.append(value)
        if closed:
            yield record
            record = []
            if place >= end:
                return


def _value(text: str, place: int, delimiter: str) -> tuple[str, int, bool]:
    """Read one value; gives it, the place behind, and whether the record ends there."""
    end = len(text)
    while place < end and text[place] in " \t" and text[place] != delimiter:
        place += 1
    parts: list[str] = []
    if place < end and text[place] == '"':
        place += 1
        while place < end:
            close = text.find('"', place)
            if close < 0:
                parts.append(text[place:])
                place = end
                break
            parts.append(text[place:close])
            place = close + 1
            if place < end and text[place] == '"':
                parts.append('"')
                place += 1
                continue
            break
        start = place
        place = _stop(text, place, delimiter)
        parts.append(text[start:place])
    else:
        start = place
        place = _stop(text, place, delimiter)
        parts.append(text[start:place])
    value = "".join(parts)
    if place >= end:
        return value, end + 1, True
    if text[place] == delimiter:
        return value, place + 1, False
    place += 2 if text[place : place + 2] == "\r\n" else 1
    return value, place, True


def _stop(text: str, place: int, delimiter: str) -> int:
    while place < len(text) and text[place] != delimiter and text[place] not in "\r\n":
        place += 1
    return place
