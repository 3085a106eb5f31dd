"""Draw format documents as lines: one painter a shape, all pure.

A painter gets the shape once, then entries; it never looks at the objects that they came from.
Source: PowerShell 7.6 as recorded (groups fmt.* of the goldens).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pssession.engine.formatting import cells
from pssession.engine.formatting.documents import (
    Cell,
    CustomEntry,
    CustomToken,
    ListEntry,
    NewLine,
    TableRow,
    TableShape,
    Text,
    WideShape,
)

RESET = "\x1b[0m"
_SEPARATOR = 1
_HIDDEN = -1


def divide(widths: Sequence[int], room: int) -> list[int]:
    """Give every column its width on a line.

    Args:
        widths: Wished widths; 0 asks for a share of what is left.
        room: Cells of the line.

    Returns:
        The widths, -1 for a column that is not shown: columns fall off on the right.
    """
    out = list(widths)
    open_columns = [index for index, width in enumerate(out) if width <= 0]
    if open_columns:
        used = sum(width for width in out if width > 0) + _SEPARATOR * (len(out) - 1)
        left = room - used
        if left <= 0:
            for index in open_columns:
                out[index] = _HIDDEN
        else:
            share, rest = divmod(left, len(open_columns))
            for position, index in enumerate(open_columns):
                out[index] = share + (position < rest) or _HIDDEN
    while True:
        shown = [index for index, width in enumerate(out) if width > 0]
        excess = sum(out[index] for index in shown) + _SEPARATOR * (len(shown) - 1) - room
        if excess <= 0 or not shown:
            return out
        last = shown[-1]
        out[last] = out[last] - excess if out[last] - excess >= 1 else _HIDDEN


class TablePainter:
    """Draw a table's header and rows."""

    def __init__(self, shape: TableShape, room: int, widths: Sequence[int], style: str = "") -> None:
        self._style = style
        self._columns = shape.columns
        self._shape = shape
        self._widths = divide(widths, room)

    def header(self) -> Iterator[str]:
        """Give the labels and the line of dashes below them, nothing where the header is hidden."""
        if self._shape.hide_header or not any(width > 0 for width in self._widths):
            return
        labels = [Cell(text=column.label) for column in self._columns]
        rulers = [Cell(text="-" * max(1, min(cells.length(column.label), width))) for column, width in zip(self._columns, self._widths)]
        fits = all(cells.length(column.label) <= width or width <= 0 for column, width in zip(self._columns, self._widths))
        if fits and not self._style:
            yield self._line(labels, unpadded=max(index for index, width in enumerate(self._widths) if width > 0))
        else:
            yield from self._wrapped(labels, self._style)
        yield self._line(rulers, self._style)

    def row(self, row: TableRow) -> Iterator[str]:
        """Give the lines of one row."""
        if row.wrap:
            yield from self._wrapped(row.cells)
        else:
            yield self._line(row.cells)

    def _align(self, index: int, cell: Cell) -> str:
        return cell.align or self._columns[index].align

    def _line(self, row: Sequence[Cell], style: str = "", *, unpadded: int | None = None) -> str:
        """Give one line; nothing is padded behind the column `unpadded`: the very last one by default, shown or not."""
        parts: list[str] = []
        last = len(self._widths) - 1 if unpadded is None else unpadded
        for index, (cell, width) in enumerate(zip(row, self._widths)):
            if width <= 0:
                continue
            text = cell.text
            broken = min((position for position in (text.find("\n"), text.find("\r")) if position >= 0), default=-1)
            if broken >= 0:
                text = text[:broken] + cells.ELLIPSIS
            part = cells.fit(text, width, self._align(index, cell), pad=index != last)
            parts.append(style + part + RESET if style else part)
        return " ".join(parts)

    def _short_line(self, row: Sequence[Cell]) -> str | None:
        """Give the line of a row that needs no second one and no thought, None for any other."""
        parts: list[str] = []
        for cell, width, column in zip(row, self._widths, self._columns):
            if width <= 0:
                continue
            text = cell.text
            if len(text) > width or not text.isascii() or not text.isprintable():
                return None
            align = cell.align or column.align
            parts.append(text.ljust(width) if align == "Left" else text.rjust(width) if align == "Right" else cells.fit(text, width, align))
        return " ".join(parts).rstrip(" ")

    def _wrapped(self, row: Sequence[Cell], style: str = "") -> Iterator[str]:
        if not style:
            short = self._short_line(row)
            if short is not None:
                yield short
                return
        shown = [(index, cell, width) for index, (cell, width) in enumerate(zip(row, self._widths)) if width > 0]
        columns = [[line.rstrip(" ") for line in cells.wrap(cell.text, width)] for _, cell, width in shown]
        for line in range(max(map(len, columns), default=0)):
            parts = [
                cells.fit(column[line] if line < len(column) else "", width, self._align(index, cell))
                for column, (index, cell, width) in zip(columns, shown)
            ]
            if not style:
                yield " ".join(parts).rstrip(" ")
                continue
            # The blank between two columns belongs to the second one's style, and nothing stands behind the last text.
            while parts and not parts[-1].strip():
                parts.pop()
            parts[-1:] = [part.rstrip(" ") for part in parts[-1:]]
            yield "".join(style + (" " if number else "") + part + RESET for number, part in enumerate(parts))


def natural_widths(shape: TableShape, rows: Sequence[TableRow]) -> list[int]:
    """Measure what each column needs: its label, or its widest value (the first line of it)."""
    widths = [cells.length(column.label) for column in shape.columns]
    for row in rows:
        for index, cell in enumerate(row.cells[: len(widths)]):
            text = cell.text
            if "\n" in text or "\r" in text:
                lines = cells.lines_of(text)
                needed = max(map(cells.length, lines)) if row.wrap else cells.length(lines[0]) + 1
            else:
                needed = cells.length(text)
            widths[index] = max(widths[index], needed)
    return [max(width, 1) for width in widths]


def paint_list(entry: ListEntry, room: int, style: str = "") -> Iterator[str]:
    """Give the lines of one object as `label : value` pairs."""
    longest = max((cells.length(label) for label, _ in entry.items), default=0)
    # A label is cut where it would leave no cell for the value.
    longest = min(longest, max(room - 4, 1))
    indent = longest + 3
    for label, cell in entry.items:
        head = cells.fit(cells.head(label, longest), longest, "Left") + " : "
        head = style + head + RESET if style else head
        for number, line in enumerate(cells.wrap(cell.text, max(room - indent, 1))):
            yield head + line if number == 0 else " " * indent + line.rstrip(" ")


class WidePainter:
    """Draw one value an object, several objects a line."""

    def __init__(self, shape: WideShape, room: int, texts: Sequence[str]) -> None:
        count = shape.columns or 2
        if shape.autosize:
            longest = max((cells.length(text) for text in texts), default=1)
            count = max((room + 1) // (longest + 1), 1)
        self._count = count
        self._widths = divide([0] * count, room)

    def lines(self, row: Sequence[Cell]) -> Iterator[str]:
        """Give the lines of all values."""
        for start in range(0, len(row), self._count):
            part = row[start : start + self._count]
            if self._count == 1:
                yield cells.fit(part[0].text, self._widths[0], "Left", pad=False)
                continue
            texts = [cell.text for cell in part] + [""] * (self._count - len(part))
            last = self._count - 1
            yield " ".join(
                cells.fit(text, width, "Left", pad=index != last)
                for index, (text, width) in enumerate(zip(texts, self._widths))
                if width > 0
            )


def paint_custom(entry: CustomEntry, room: int) -> Iterator[str]:
    """Give the lines of a custom view: text runs on until a new line or a frame begins."""
    canvas = _Canvas(room)
    canvas.write(entry.tokens, 0, 0, 0)
    canvas.flush()
    yield from canvas.lines


class _Canvas:
    def __init__(self, room: int) -> None:
        self._room = room
        self._current = ""
        self._left = self._right = self._first = 0
        self.lines: list[str] = []

    def write(self, tokens: Sequence[CustomToken], left: int, right: int, first: int) -> None:
        self._left, self._right, self._first = left, right, first
        for token in tokens:
            if isinstance(token, Text):
                self._current += token.text
            elif isinstance(token, NewLine):
                for _ in range(token.count):
                    self.flush(force=True)
            else:
                self.flush()
                self.write(token.content, left + token.left, right + token.right, token.first_line)
                self.flush()
                self._left, self._right, self._first = left, right, 0

    def flush(self, *, force: bool = False) -> None:
        """End the line under way; an empty one only where it is asked for."""
        if not self._current and not force:
            return
        room = max(self._room - self._left - self._right, 1)
        for number, line in enumerate(cells.wrap(self._current, max(room - max(self._first, 0), 1), room)):
            indent = self._left + (self._first if number == 0 else max(-self._first, 0) if self._first < 0 else 0)
            self.lines.append(" " * max(indent, 0) + line)
        self._current = ""
        self._first = min(self._first, 0)
