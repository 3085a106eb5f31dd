"""Format documents: what the Format- commands write and what the Out- commands draw.

A run of objects in one shape is Start, (GroupStart, Entry..., GroupEnd)..., End. The classes carry PowerShell's type names, since
scripts see these objects when a Format- command's output is kept.
"""

from __future__ import annotations

from typing import ClassVar

from pssession.objects.structure import field, structure

_PREFIX = "Microsoft.PowerShell.Commands.Internal.Format."


class Document:
    """Mark what is already formatted."""

    __slots__ = ()
    dotnet_type: ClassVar[str] = _PREFIX + "PacketInfoData"


@structure(slots=True, kw_only=True)
class Cell:
    """Hold one value as text.

    Attributes:
        text: The text; it may have several lines.
        align: "Left", "Right", "Center", or "" for the column's own.
    """

    text: str
    align: str = ""


@structure(slots=True, kw_only=True)
class Column:
    """Describe a table's column; width 0 asks for what is needed or left."""

    label: str
    width: int = 0
    align: str = "Left"


@structure(slots=True, kw_only=True)
class TableShape:
    columns: list[Column]
    hide_header: bool = False
    repeat_header: bool = False
    autosize: bool = False


@structure(slots=True, kw_only=True)
class ListShape:
    pass


@structure(slots=True, kw_only=True)
class WideShape:
    columns: int = 0
    autosize: bool = False


@structure(slots=True, kw_only=True)
class CustomShape:
    pass


@structure(slots=True, kw_only=True)
class TableRow:
    cells: list[Cell]
    wrap: bool = False


@structure(slots=True, kw_only=True)
class ListEntry:
    items: list[tuple[str, Cell]]


@structure(slots=True, kw_only=True)
class WideEntry:
    cell: Cell


@structure(slots=True, kw_only=True)
class Frame:
    """Indent what is inside; `first_line` is added to the first line alone (negative: it hangs out)."""

    left: int = 0
    right: int = 0
    first_line: int = 0
    content: list[CustomToken] = field(default_factory=list)


@structure(slots=True, kw_only=True)
class NewLine:
    count: int = 1


@structure(slots=True, kw_only=True)
class Text:
    """Hold text of a custom view; `value` where it stands for an object's value and not for a word of the view."""

    text: str
    value: bool = False


CustomToken = Text | NewLine | Frame


@structure(slots=True, kw_only=True)
class CustomEntry:
    tokens: list[CustomToken]


@structure(slots=True, kw_only=True)
class RawText:
    """Hold text that is shown as it is, line by line (strings, numbers)."""

    text: str


Shape = TableShape | ListShape | WideShape | CustomShape
EntryContent = TableRow | ListEntry | WideEntry | CustomEntry | RawText


@structure(slots=True, kw_only=True)
class FormatStart(Document):
    dotnet_type: ClassVar[str] = _PREFIX + "FormatStartData"
    shape: Shape


@structure(slots=True, kw_only=True)
class GroupStart(Document):
    dotnet_type: ClassVar[str] = _PREFIX + "GroupStartData"
    title: CustomEntry | None = None


@structure(slots=True, kw_only=True)
class FormatEntry(Document):
    dotnet_type: ClassVar[str] = _PREFIX + "FormatEntryData"
    content: EntryContent
    out_of_band: bool = False
    stream: str = ""


@structure(slots=True, kw_only=True)
class GroupEnd(Document):
    dotnet_type: ClassVar[str] = _PREFIX + "GroupEndData"


@structure(slots=True, kw_only=True)
class FormatEnd(Document):
    dotnet_type: ClassVar[str] = _PREFIX + "FormatEndData"
