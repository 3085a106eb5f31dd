"""Objects as format documents: which shape a run of objects gets, and each object's entry in it.

The first object decides: a view of its type, else a table for up to four properties and a list for more. Texts, numbers, errors and
objects that the view under way does not fit stand outside it ("out of band").
Source: about_Format.ps1xml; PowerShell 7.6 as recorded (groups fmt.*, remote.note).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pssession.engine.formatting.custom import class_tokens, view_tokens
from pssession.engine.formatting.documents import (
    Cell,
    Column,
    CustomEntry,
    CustomShape,
    Document,
    EntryContent,
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
from pssession.engine.formatting.groups import group_title
from pssession.engine.formatting.reader import ObjectReader, ViewScript
from pssession.engine.formatting.text import cell_text
from pssession.engine.formatting.views import ViewTable, applies, definition
from pssession.objects.structure import field, structure

TABLE_PROPERTIES = 4
AUTOMATIC_COLUMNS = 10
_REMOTE_FLAG = "PSShowComputerName"
_REMOTE_NAME = "PSComputerName"


@structure(slots=True, kw_only=True)
class FormatProperty:
    """Name one column or line: a property (wildcards allowed in `expression`) or a script, and how it is shown."""

    expression: object
    label: str | None = None
    width: int = 0
    align: str = ""
    template: str | None = None
    depth: int | None = None


@structure(slots=True, kw_only=True)
class FormatOptions:
    """Say what a Format- command was asked for; `kind` None is the default of PowerShell's output."""

    kind: str | None = None
    properties: list[FormatProperty] = field(default_factory=list)
    group_by: FormatProperty | None = None
    view: str | None = None
    autosize: bool = False
    wrap: bool = False
    hide_header: bool = False
    repeat_header: bool = False
    columns: int = 0
    depth: int = 5
    show_error: bool = False
    display_error: bool = False
    force: bool = False


ErrorEntry = Callable[[object], EntryContent | None]

_CONTROLS = {"table": "TableControl", "list": "ListControl", "wide": "WideControl", "custom": "CustomControl"}


class Shaper:
    """Turn objects into format documents.

    Args:
        reader: Answers about objects.
        views: The views to choose from.
        options: What was asked for.
        special: Gives the entry of an object that has a way of its own (error records), None for others.
    """

    def __init__(
        self, reader: ObjectReader, views: ViewTable, options: FormatOptions | None = None, special: ErrorEntry | None = None
    ) -> None:
        self._reader = reader
        self._views = views
        self._options = options or FormatOptions()
        self._special = special
        self._view: Mapping[str, Any] | None = None
        self._kind = ""
        self._started = False
        self._group: object = _NO_GROUP
        self._columns: list[FormatProperty] = []
        self._remote = False
        self._failed: list[FormatProperty] = []
        self._group_by: FormatProperty | None = None
        self._known_names: tuple[str, ...] = ()
        self._items: dict[int, list[FormatProperty]] = {}

    def feed(self, value: object) -> Iterator[Document]:
        """Give the documents of one object; a null gives none."""
        if value is None:
            return
        if isinstance(value, Document):
            yield from self.finish()
            yield value
            return
        names = self._reader.type_names(value)
        if self._view is not None and self._started and tuple(names) == self._known_names:
            yield from self._group_change(value)
            yield FormatEntry(content=self._entry(value, names))
            if self._failed:
                yield from self._failures()
            return
        outside = self._outside(value, names)
        if outside is not None:
            yield FormatEntry(content=outside, out_of_band=True)
            return
        if not self._started:
            shape = self._choose(value, names)
            self._started = True
            self._known_names = tuple(names)
            yield FormatStart(shape=shape)
        elif self._view is not None and not self._options.properties and not applies(self._view, names):
            yield FormatEntry(content=self._list_entry(value, self._all_properties(value)), out_of_band=True)
            return
        yield from self._group_change(value)
        yield FormatEntry(content=self._entry(value, names))
        yield from self._failures()

    def finish(self) -> Iterator[Document]:
        """Give the documents that end the run under way."""
        if self._started:
            if self._group is not _NO_GROUP:
                yield GroupEnd()
            yield FormatEnd()
        self._started, self._group = False, _NO_GROUP

    # What stands outside a shape.

    def _outside(self, value: object, names: Sequence[str]) -> EntryContent | None:
        if self._special is not None and not self._options.force:
            special = self._special(value)
            if special is not None:
                return special
        if self._reader.is_scalar(value):
            return RawText(text=self._reader.to_text(value))
        view = self._views.find(names, out_of_band=True)
        if view is not None:
            entry = definition(view["entries"], names)
            if entry is not None:
                if view["control"] == "CustomControl":
                    return CustomEntry(tokens=list(view_tokens(self._reader, entry["items"], value)))
                return self._list_entry(value, [_item(item) for item in entry["items"]])
        if not self._reader.property_names(value) and self._views.find(names) is None:
            return RawText(text=self._reader.to_text(value))
        return None

    # The shape of a run.

    def _choose(self, value: object, names: Sequence[str]) -> Shape:
        options = self._options
        self._remote = self._reader.read(value, _REMOTE_FLAG) is True
        self._view = self._group_by = None
        if not options.properties:
            control = _CONTROLS[options.kind] if options.kind else None
            self._view = self._views.find(names, control, options.view)
        if self._view is not None:
            self._kind = next(kind for kind, control in _CONTROLS.items() if control == self._view["control"])
            return self._view_shape(value, self._view)
        wanted = options.properties or self._default_properties(value)
        kind = options.kind or ("table" if self._breadth(value, wanted) <= TABLE_PROPERTIES else "list")
        self._kind = kind
        self._columns = self._expand(value, wanted)
        if kind == "table":
            if not options.properties:
                self._columns = self._columns[:AUTOMATIC_COLUMNS]
            return TableShape(
                columns=[self._column(value, column) for column in self._columns],
                hide_header=options.hide_header,
                repeat_header=options.repeat_header,
                autosize=options.autosize,
            )
        if kind == "wide":
            return WideShape(columns=options.columns, autosize=options.autosize)
        return ListShape() if kind == "list" else CustomShape()

    def _view_shape(self, value: object, view: Mapping[str, Any]) -> Shape:
        options = self._options
        if self._kind == "wide":
            return WideShape(columns=options.columns or view.get("columns") or 0, autosize=options.autosize)
        if self._kind != "table":
            return ListShape() if self._kind == "list" else CustomShape()
        row = definition(view["rows"], self._reader.type_names(value)) or view["rows"][0]
        headers = view["headers"] or [{"label": None, "width": 0, "align": "Undefined"}] * len(row["columns"])
        columns = []
        for header, item in zip(headers, row["columns"]):
            label = header["label"] or str(item["value"]).strip()
            # pwsh 7.6: a view that says nothing means left, also for numbers.
            align = next((a for a in (item["align"], header["align"]) if a != "Undefined"), "Left")
            columns.append(Column(label=label, width=0 if options.autosize else header["width"], align=align))
        if self._remote:
            columns.append(Column(label=_REMOTE_NAME))
        return TableShape(
            columns=columns,
            hide_header=options.hide_header or view["hide"],
            repeat_header=options.repeat_header,
            autosize=options.autosize or view["auto"],
        )

    def _breadth(self, value: object, wanted: Sequence[FormatProperty]) -> int:
        """Count what a table would show; of an object that shows all it has, what is hidden counts as well."""
        if self._options.properties or self._reader.display_properties(value) is not None:
            return len(wanted)
        return len(list(self._reader.property_names(value)))

    def _default_properties(self, value: object) -> list[FormatProperty]:
        if self._options.kind == "wide":
            name = self._wide_name(value)
            return [FormatProperty(expression=name)] if name else []
        shown = self._reader.display_properties(value)
        if shown is None:
            return self._all_properties(value)
        names = list(shown)
        if self._remote:
            names.append(_REMOTE_NAME)
        return [FormatProperty(expression=name) for name in names]

    def _all_properties(self, value: object) -> list[FormatProperty]:
        remote = self._reader.read(value, _REMOTE_FLAG)
        names = [name for name in self._reader.property_names(value) if name.lower() != _REMOTE_FLAG.lower()]
        if remote is False:
            names = [name for name in names if name.lower() != _REMOTE_NAME.lower()]
        return [FormatProperty(expression=name) for name in names]

    def _wide_name(self, value: object) -> str | None:
        display = self._reader.display_property(value)
        if display:
            return display
        names = list(self._reader.display_properties(value) or self._reader.property_names(value))
        by_name = next((name for name in names if name.lower() in ("name", "id", "key")), None)
        return by_name or (names[0] if names else None)

    def _expand(self, value: object, wanted: Sequence[FormatProperty]) -> list[FormatProperty]:
        """Replace names with wildcards by what the first object has."""
        out: list[FormatProperty] = []
        for one in wanted:
            if isinstance(one.expression, str) and any(character in one.expression for character in "*?["):
                names = list(self._reader.property_names(value))
                seen = {str(p.expression).lower() for p in out}
                out.extend(
                    FormatProperty(expression=name, width=one.width, align=one.align, template=one.template)
                    for name in names
                    if matches(one.expression, name) and name.lower() not in seen
                )
            elif isinstance(one.expression, str) and one.label is None:
                names = [name for name in self._reader.property_names(value) if name.lower() == one.expression.lower()]
                if names:
                    one = FormatProperty(expression=names[0], width=one.width, align=one.align, template=one.template, depth=one.depth)
                    out.append(one)
                elif self._kind == "table":
                    out.append(one)
            else:
                out.append(one)
        return out

    def _column(self, value: object, column: FormatProperty) -> Column:
        align = column.align or self._alignment(self._value(value, column))
        return Column(label=_label(column), width=column.width, align=align)

    def _alignment(self, value: object) -> str:
        return "Right" if self._reader.is_right_aligned(value) else "Left"

    # Groups.

    def _group_change(self, value: object) -> Iterator[Document]:
        asked = self._options.group_by
        recorded = self._view.get("groupBy") if self._view is not None else None
        if asked is None and recorded is None:
            if self._group is _NO_GROUP:
                self._group = None
                yield GroupStart()
            return
        if self._group_by is None:
            self._group_by = asked or FormatProperty(expression=_item(recorded or {}).expression, label=(recorded or {}).get("label"))
        by = self._group_by
        key = self._value(value, by)
        text = cell_text(self._reader, key)
        if self._group is not _NO_GROUP and self._group == text.lower():
            return
        if self._group is not _NO_GROUP:
            yield FormatEntry(content=CustomEntry(tokens=[]))  # pwsh 7.6: an entry that shows nothing stands where a group changes
            yield GroupEnd()
        self._group = text.lower()
        yield GroupStart(title=group_title(_label(by), text, asked=asked is not None))

    # Entries.

    def _entry(self, value: object, names: Sequence[str]) -> EntryContent:
        view = self._view
        if self._kind == "table":
            if view is None:
                return TableRow(cells=[self._cell(value, column, table=True) for column in self._columns], wrap=self._options.wrap)
            row = definition(view["rows"], names) or view["rows"][0]
            cells = [self._cell(value, item, table=True) for item in self._read_items(row, "columns")]
            if self._remote:
                cells.append(Cell(text=cell_text(self._reader, self._reader.read(value, _REMOTE_NAME))))
            return TableRow(cells=cells, wrap=self._options.wrap or bool(row["wrap"]))
        if self._kind == "list":
            if view is None:
                return self._list_entry(
                    value, self._columns if self._options.properties else self._expand(value, self._default_properties(value))
                )
            entry = definition(view["entries"], names) or view["entries"][0]
            items = self._read_items(entry, "items")
            if self._remote:
                items = [*items, FormatProperty(expression=_REMOTE_NAME)]
            return self._list_entry(value, items)
        if self._kind == "wide":
            if view is not None:
                return WideEntry(cell=self._cell(value, _item(view["entries"][0])))
            return WideEntry(cell=self._cell(value, self._columns[0]) if self._columns else Cell(text=""))
        if view is not None:
            entry = definition(view["entries"], names) or view["entries"][0]
            return CustomEntry(tokens=list(view_tokens(self._reader, entry["items"], value)))
        wanted = self._columns if self._options.properties else None
        return CustomEntry(tokens=list(class_tokens(self._reader, value, wanted, self._options.depth)))

    def _read_items(self, part: Mapping[str, Any], name: str) -> list[FormatProperty]:
        """Give the columns or lines of a view's part, read at first use."""
        found = self._items.get(id(part))
        if found is None:
            found = self._items[id(part)] = [_item(item) for item in part[name]]
        return found

    def _list_entry(self, value: object, items: Sequence[FormatProperty]) -> ListEntry:
        return ListEntry(items=[(_label(item), self._cell(value, item)) for item in items])

    def _cell(self, value: object, column: FormatProperty, *, table: bool = False) -> Cell:
        try:
            result = self._evaluate(value, column)
            return Cell(text=cell_text(self._reader, result, template=column.template, table=table), align=column.align)
        except Exception:
            if self._options.show_error:
                self._failed.append(column)
            return Cell(text="#ERR" if self._options.display_error else "", align=column.align)

    def _value(self, value: object, column: FormatProperty) -> object:
        try:
            return self._evaluate(value, column)
        except Exception:
            return None

    def _evaluate(self, value: object, column: FormatProperty) -> object:
        if isinstance(column.expression, str):
            return self._reader.read(value, column.expression)
        output = self._reader.run(column.expression, value)
        return output[0] if len(output) == 1 else output or None

    def _failures(self) -> Iterator[Document]:
        """Give what failed in the last entry, where it was asked for (-ShowError)."""
        failed, self._failed = self._failed, []
        for column in failed:
            text = f'Exception: Failed to evaluate expression "{_label_of_expression(column)}".'
            yield FormatEntry(content=RawText(text=text), out_of_band=True)


class _NoGroup:
    __slots__ = ()


_NO_GROUP: object = _NoGroup()


def _item(item: Mapping[str, Any]) -> FormatProperty:
    """Take one item of a recorded view."""
    expression: object = item.get("value", "")
    if item.get("kind") == "ScriptBlock":
        expression = ViewScript(str(expression))
    align = item.get("align") or ""
    return FormatProperty(
        expression=expression, label=item.get("label"), align="" if align == "Undefined" else align, template=item.get("format")
    )


def _label(column: FormatProperty) -> str:
    if column.label is not None:
        return column.label
    return _label_of_expression(column)


def _label_of_expression(column: FormatProperty) -> str:
    if isinstance(column.expression, ViewScript):
        return column.expression.text.strip()
    return str(column.expression)


def matches(pattern: str, name: str) -> bool:
    """Tell whether a property's name fits a pattern with `*`, `?` and `[set]`, without case."""
    import fnmatch

    return fnmatch.fnmatchcase(name.lower(), pattern.lower())
