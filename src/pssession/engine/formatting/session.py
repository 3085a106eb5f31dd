"""Formatting within a session: its views, its error view and its colours, for the Format- and Out- commands.

Nothing here decides how anything looks; it hands the session's facts to those who do.
Source: about_Output_Streams, about_ANSI_Terminals.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pssession.engine.formatting.documents import EntryContent, RawText
from pssession.engine.formatting.engine_reader import EngineReader
from pssession.engine.formatting.error_facts import facts_of
from pssession.engine.formatting.errors import PLAIN, VIRTUAL_TERMINAL, Colors, render
from pssession.engine.formatting.formatter import Formatter
from pssession.engine.formatting.renderer import Line
from pssession.engine.formatting.shapes import ErrorEntry, FormatOptions, Shaper
from pssession.engine.formatting.views import ViewTable
from pssession.engine.values import enumeration
from pssession.engine.values.text import to_text
from pssession.objects import CUSTOM, Dictionary, ErrorRecord, Hashtable, InformationalRecord, InformationRecord, PSObject

if TYPE_CHECKING:
    from pssession.engine.commands.context import Context

DEFAULT_WIDTH = 120
_HEADER = "\x1b[32;1m"


def views_of(context: Context) -> ViewTable:
    """Give the session's views, loaded at first use."""
    found = context.services.get(ViewTable)
    if found is None:
        found = context.services[ViewTable] = ViewTable.recorded()
    assert isinstance(found, ViewTable)
    return found


def reader_of(context: Context) -> EngineReader:
    """Give the session's reader of objects."""
    found = context.services.get(EngineReader)
    if found is None:
        found = context.services[EngineReader] = EngineReader(context.variable)
    assert isinstance(found, EngineReader)
    return found


def host_width(context: Context) -> int:
    """Give the cells of a line on the session's host."""
    try:
        width = context.host.get_buffer_size().width
    except Exception:  # a host without a screen may refuse in any way
        return DEFAULT_WIDTH
    return width if width > 0 else DEFAULT_WIDTH


def shows_colors(context: Context) -> bool:
    """Tell whether escape sequences reach the session's host: it takes them, and $PSStyle.OutputRendering allows them."""
    return getattr(context.host, "supports_virtual_terminal", False) and not is_plain_text(context)


def is_plain_text(context: Context) -> bool:
    """Tell whether $PSStyle.OutputRendering keeps all colours out."""
    style = context.variable("PSStyle")
    rendering = getattr(style.base if isinstance(style, PSObject) else style, "output_rendering", "")
    return str(rendering) == "PlainText"


def error_text(context: Context, record: ErrorRecord, *, width: int, colors: Colors = PLAIN) -> str:
    """Give an error's text as $ErrorView wants it."""
    view = context.variable("ErrorView")
    return render(facts_of(record), to_text(view) if view is not None else "ConciseView", width=width, colors=colors)


def special_entries(context: Context, *, width: int, colors: Colors = PLAIN) -> ErrorEntry:
    """Give what makes the entries of records: errors by $ErrorView, messages as their text."""

    def entry(value: object) -> EntryContent | None:
        base: Any = value.base if type(value) is PSObject else value
        if isinstance(base, ErrorRecord):
            return RawText(text=error_text(context, base, width=width, colors=colors))
        if isinstance(base, (InformationalRecord, InformationRecord)):
            return RawText(text=str(base))
        return None

    return entry


def formatter_for(
    context: Context, *, width: int, line: Line, colored: bool = False, streaming: bool = False, error: Line | None = None
) -> Formatter:
    """Make the chain from objects to lines for one command.

    Args:
        context: The session.
        width: Cells of a line.
        line: Takes each line.
        colored: Whether headers, labels and errors have colours.
        streaming: Whether someone watches: a table then waits 300 ms at most before it shows its first rows.
        error: Takes the text of each error that came over the error stream.
    """
    return Formatter(
        reader_of(context),
        views_of(context),
        width=width,
        line=line,
        special=special_entries(context, width=width, colors=VIRTUAL_TERMINAL if colored else PLAIN),
        clock=time.monotonic if streaming else None,
        style=_HEADER if colored else "",
        error=error,
    )


def shaper_for(context: Context, options: FormatOptions) -> Shaper:
    """Make what turns objects into format documents for one Format- command."""
    return Shaper(reader_of(context), views_of(context), options, special_entries(context, width=host_width(context)))


def items_of(value: object, expand: str = "EnumOnly") -> Iterable[object] | None:
    """Give what is formatted in place of a collection: its items, a dictionary's entries; None for one object.

    Args:
        value: What came through the pipeline.
        expand: -Expand: "EnumOnly" the items, "CoreOnly" the collection itself, "Both" the collection and then its items.
    """
    base = value.base if type(value) is PSObject and value.base is not CUSTOM else value
    found: Iterable[object] | None
    if isinstance(base, (Hashtable, Dictionary)):
        from pssession.engine.values.dotnet.dictionaries import entries

        found = entries(base)
    else:
        found = enumeration.iterate(value)
    if found is None or expand == "CoreOnly":
        return None
    return found if expand != "Both" else [value, *found]
