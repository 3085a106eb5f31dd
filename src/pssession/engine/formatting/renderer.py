"""Turn a stream of format documents into lines.

The renderer keeps the shape under way and holds entries back only where widths depend on them (tables without a width for their
first column, wide views that size themselves), a group at a time and no longer than `HOLD_SECONDS`.
Source: PowerShell 7.6 as recorded, which waits 300 ms for the rows of a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pssession.engine.formatting import cells, drawing
from pssession.engine.formatting.documents import (
    CustomEntry,
    Document,
    FormatEnd,
    FormatEntry,
    FormatStart,
    GroupEnd,
    GroupStart,
    ListEntry,
    ListShape,
    RawText,
    Shape,
    TableRow,
    TableShape,
    WideEntry,
    WideShape,
)

HOLD_SECONDS = 0.3
MAX_HELD = 10_000

Clock = Callable[[], float]
Line = Callable[[str], None]


class Renderer:
    """Draw documents as they come.

    Args:
        width: Cells of a line, at least 1.
        line: Takes each finished line, without its line end.
        clock: Gives seconds; without one, entries are held until their group ends.
        style: Escape sequence before headers and labels ($PSStyle.Formatting.TableHeader), "" for plain text.
        error: Takes the whole text of an entry for the error stream; without one, it goes where the lines go.
    """

    def __init__(self, width: int, line: Line, clock: Clock | None = None, style: str = "", error: Line | None = None) -> None:
        self._width = max(width, 1)
        self._line = line
        self._error = error
        self._clock = clock
        self._style = style
        self._held_since = 0.0
        self._between_groups = False
        self._shape: Shape | None = None
        self._table: drawing.TablePainter | None = None
        self._held: list[FormatEntry] = []
        self._holding = False
        self._wide: list[WideEntry] = []

    def feed(self, document: Document) -> None:
        """Draw one document, or hold it until its group's widths are known."""
        if isinstance(document, FormatEntry):
            self._entry(document)
        elif isinstance(document, FormatStart):
            self._finish_group()
            self._shape = document.shape
            self._between_groups = False
        elif isinstance(document, GroupStart):
            self._begin_group(document)
        elif isinstance(document, GroupEnd):
            self._end_group()
        elif isinstance(document, FormatEnd):
            self._finish_group()
            self._shape = None

    def close(self) -> None:
        """Draw what is still held."""
        self._finish_group()

    def _finish_group(self) -> None:
        if self._held or self._wide:
            self._release()

    def _begin_group(self, group: GroupStart) -> None:
        shape = self._shape
        if not self._between_groups and (not isinstance(shape, ListShape) or group.title is not None):
            self._line("")
        self._between_groups = False
        if group.title is not None:
            for text in drawing.paint_custom(group.title, self._width):
                self._line(text)
            if not isinstance(shape, ListShape):
                self._line("")
        self._table = None
        if isinstance(shape, TableShape):
            self._holding = shape.autosize or not shape.columns or shape.columns[0].width == 0
            if not self._holding:
                self._start_table(shape, [column.width for column in shape.columns])
        else:
            self._holding = False

    def _start_table(self, shape: TableShape, widths: list[int]) -> None:
        self._table = drawing.TablePainter(shape, self._width, widths, self._style)
        for text in self._table.header():
            self._line(text)

    def _entry(self, entry: FormatEntry) -> None:
        if self._holding and not (entry.out_of_band and not self._held):
            if self._clock and not self._held:
                self._held_since = self._clock()
            self._held.append(entry)
            overdue = self._clock is not None and self._clock() - self._held_since > HOLD_SECONDS
            autosize = isinstance(self._shape, TableShape) and self._shape.autosize
            if (overdue and not autosize) or len(self._held) >= MAX_HELD:
                self._release()
        elif entry.out_of_band:
            self._draw_out_of_band(entry)
        else:
            self._draw(entry)

    def _release(self) -> None:
        """Measure and draw the held entries; what comes later in the group gets the same widths."""
        held, self._held = self._held, []
        if isinstance(self._shape, TableShape) and self._table is None:
            rows = [entry.content for entry in held if isinstance(entry.content, TableRow) and not entry.out_of_band]
            natural = drawing.natural_widths(self._shape, rows)
            widths = [column.width or natural[index] for index, column in enumerate(self._shape.columns)]
            self._start_table(self._shape, widths)
        self._holding = False
        for entry in held:
            if entry.out_of_band:
                self._draw_out_of_band(entry)
            else:
                self._draw(entry)
        self._flush_wide()

    def _flush_wide(self) -> None:
        wide, self._wide = self._wide, []
        if wide and isinstance(self._shape, WideShape):
            painter = drawing.WidePainter(self._shape, self._width, [entry.cell.text for entry in wide])
            for text in painter.lines([entry.cell for entry in wide]):
                self._line(text)

    def _draw(self, entry: FormatEntry) -> None:
        content = entry.content
        if isinstance(content, TableRow) and self._table is not None:
            lines: Iterator[str] = self._table.row(content)
        elif isinstance(content, ListEntry):
            self._line("")
            lines = drawing.paint_list(content, self._width, self._style)
        elif isinstance(content, WideEntry):
            self._wide.append(content)
            return
        elif isinstance(content, CustomEntry):
            lines = drawing.paint_custom(content, self._width)
        elif isinstance(content, RawText):
            lines = iter(cells.lines_of(content.text))
        else:
            return
        for text in lines:
            self._line(text)

    def _draw_out_of_band(self, entry: FormatEntry) -> None:
        if entry.stream == "error" and self._error is not None and isinstance(entry.content, RawText):
            self._error(entry.content.text)
            return
        for text in self._out_of_band(entry):
            self._line(text)

    def _out_of_band(self, entry: FormatEntry) -> Iterator[str]:
        """Give the lines of what stands outside the shape under way: texts, errors, objects of another kind."""
        content = entry.content
        if isinstance(content, RawText):
            yield from cells.lines_of(content.text)
        elif isinstance(content, ListEntry):
            yield ""
            yield from drawing.paint_list(content, self._width, self._style)
            yield ""
        elif isinstance(content, CustomEntry):
            yield from drawing.paint_custom(content, self._width)

    def _end_group(self) -> None:
        self._finish_group()
        if self._table is None and isinstance(self._shape, TableShape) and self._holding:
            self._start_table(self._shape, drawing.natural_widths(self._shape, []))
        self._holding = False
        self._line("")
        self._between_groups = True
