"""Objects in, lines out: the whole chain of Out-Default, Out-Host, Out-String and Out-File."""

from __future__ import annotations

from collections.abc import Iterable

from pssession.engine.formatting.documents import FormatEntry, RawText
from pssession.engine.formatting.reader import ObjectReader
from pssession.engine.formatting.renderer import Clock, Line, Renderer
from pssession.engine.formatting.shapes import ErrorEntry, FormatOptions, Shaper
from pssession.engine.formatting.views import ViewTable


class Formatter:
    """Format objects one by one.

    Args:
        reader: Answers about objects.
        views: The views to choose from.
        width: Cells of a line.
        line: Takes each line, without its line end.
        special: Gives the entry of an object that has a way of its own (error records).
        clock: Gives seconds; a table then waits no longer than PowerShell's 300 ms for its rows.
        style: Escape sequence before headers and labels.
        error: Takes the whole text of an error that came over the error stream.
    """

    def __init__(
        self,
        reader: ObjectReader,
        views: ViewTable,
        *,
        width: int,
        line: Line,
        special: ErrorEntry | None = None,
        clock: Clock | None = None,
        style: str = "",
        error: Line | None = None,
    ) -> None:
        self._shaper = Shaper(reader, views, FormatOptions(), special)
        self._renderer = Renderer(width, line, clock, style, error)

    def feed(self, value: object) -> None:
        """Format one object, or draw a document that a Format- command made."""
        for document in self._shaper.feed(value):
            self._renderer.feed(document)

    def feed_error(self, text: str) -> None:
        """Show the text of an error between the rows under way."""
        self._renderer.feed(FormatEntry(content=RawText(text=text), out_of_band=True, stream="error"))

    def close(self) -> None:
        """Draw what is still held back."""
        for document in self._shaper.finish():
            self._renderer.feed(document)
        self._renderer.close()


def format_objects(
    values: Iterable[object], reader: ObjectReader, views: ViewTable, *, width: int = 120, special: ErrorEntry | None = None
) -> list[str]:
    """Give the lines that the default output shows for some objects."""
    lines: list[str] = []
    formatter = Formatter(reader, views, width=width, line=lines.append, special=special)
    for value in values:
        formatter.feed(value)
    formatter.close()
    return lines
