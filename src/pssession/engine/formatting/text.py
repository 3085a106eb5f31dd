"""A property's value as the text of a cell.

Source: PowerShell 7.6 as recorded (fmt.table_list, fmt.calc): collections show the first four elements in braces, real numbers in a
table show the culture's number of decimals.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pssession.engine.formatting.cells import ELLIPSIS
from pssession.engine.formatting.reader import ObjectReader


def cell_text(reader: ObjectReader, value: object, *, template: str | None = None, table: bool = False) -> str:
    """Give the text of one value.

    Args:
        reader: Answers about objects.
        value: Any object.
        template: A format string, with braces (as `-f`) or without (as ToString).
        table: Whether the cell is a table's: real numbers look different there.
    """
    if value is None:
        return ""
    if template:
        return reader.apply_format(template, value)
    if type(value) is str:
        return value
    elements = reader.enumerate(value)
    if elements is not None:
        return _collection(reader, elements)
    if table:
        number = reader.number_text(value)
        if number is not None:
            return number
    return reader.to_text(value)


def _collection(reader: ObjectReader, elements: Iterable[object]) -> str:
    limit = reader.enumeration_limit()
    items = iter(elements)
    shown = list(items if limit < 0 else islice(items, limit))
    texts = ["" if item is None else reader.to_text(item) for item in shown]
    more = limit >= 0 and next(items, _END) is not _END
    return "{" + ", ".join(texts) + (ELLIPSIS if more else "") + "}"


_END = object()
