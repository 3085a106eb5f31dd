"""Format files (.ps1xml) as rows of the view table, in the form in which PowerShell's own views were recorded.

Source: about_Format.ps1xml.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from pssession.cmdlets.utility.xml_files import text_of

Row = dict[str, Any]
_CONTROLS = ("TableControl", "ListControl", "WideControl", "CustomControl")


def views_of(configuration: Element) -> list[Row]:
    """Give the views that a file defines."""
    sets = {
        text_of(one, "Name"): [(name.text or "").strip() for name in one.iterfind("Types/TypeName")]
        for one in configuration.iterfind("SelectionSets/SelectionSet")
    }
    controls = {text_of(one, "Name"): one.find("CustomControl") for one in configuration.iterfind("Controls/Control")}
    return [_view(one, sets, controls) for one in configuration.iterfind("ViewDefinitions/View")]


def _view(view: Element, sets: dict[str, list[str]], controls: dict[str, Element | None]) -> Row:
    types = [(one.text or "").strip() for one in view.iterfind("ViewSelectedBy/TypeName")]
    for one in view.iterfind("ViewSelectedBy/SelectionSetName"):
        types += sets.get((one.text or "").strip(), [])
    kind = next((name for name in _CONTROLS if view.find(name) is not None), "ListControl")
    made: Row = {"types": types, "name": text_of(view, "Name"), "control": kind}
    if view.find("OutOfBand") is not None:
        made["outOfBand"] = True
    group = view.find("GroupBy")
    if group is not None:
        made["groupBy"] = {**_expression(group), "label": text_of(group, "Label") or None}
    control = view.find(kind)
    if control is not None:
        made.update(_SHAPES[kind](control, controls))
    return made


def _table(control: Element, controls: dict[str, Element | None]) -> Row:
    headers = [
        {
            "label": text_of(one, "Label") or None,
            "width": int(text_of(one, "Width", "0") or 0),
            "align": text_of(one, "Alignment", "Undefined").capitalize() or "Undefined",
        }
        for one in control.iterfind("TableHeaders/TableColumnHeader")
    ]
    rows = [
        {
            "wrap": one.find("Wrap") is not None,
            "selectedBy": _selected(one),
            "columns": [
                {
                    **_expression(item),
                    "align": text_of(item, "Alignment", "Undefined").capitalize(),
                    "format": text_of(item, "FormatString") or None,
                }
                for item in one.iterfind("TableColumnItems/TableColumnItem")
            ],
        }
        for one in control.iterfind("TableRowEntries/TableRowEntry")
    ]
    hide, auto = control.find("HideTableHeaders") is not None, control.find("AutoSize") is not None
    return {"headers": headers, "hide": hide, "auto": auto, "rows": rows}


def _list(control: Element, controls: dict[str, Element | None]) -> Row:
    entries = [
        {
            "selectedBy": _selected(one),
            "items": [
                {**_expression(item), "label": text_of(item, "Label") or None, "format": text_of(item, "FormatString") or None}
                for item in one.iterfind("ListItems/ListItem")
            ],
        }
        for one in control.iterfind("ListEntries/ListEntry")
    ]
    return {"entries": entries}


def _wide(control: Element, controls: dict[str, Element | None]) -> Row:
    entries = [_expression(item) for item in control.iterfind("WideEntries/WideEntry/WideItem")]
    return {"columns": int(text_of(control, "ColumnNumber", "0") or 0), "entries": entries}


def _custom(control: Element, controls: dict[str, Element | None]) -> Row:
    return {"entries": _custom_entries(control, controls)}


def _custom_entries(control: Element, controls: dict[str, Element | None]) -> list[Row]:
    return [
        {"selectedBy": _selected(one), "items": _custom_items(one.find("CustomItem"), controls)}
        for one in control.iterfind("CustomEntries/CustomEntry")
    ]


def _custom_items(parent: Element | None, controls: dict[str, Element | None]) -> list[Row]:
    items: list[Row] = []
    for one in () if parent is None else parent:
        if one.tag == "Text":
            items.append({"text": one.text or ""})
        elif one.tag == "NewLine":
            items.append({"newlines": 1})
        elif one.tag == "Frame":
            frame: Row = {"frame": _custom_items(one.find("CustomItem"), controls)}
            for tag, name in (
                ("LeftIndent", "leftIndent"),
                ("RightIndent", "rightIndent"),
                ("FirstLineIndent", "firstLineIndent"),
                ("FirstLineHanging", "firstLineHanging"),
            ):
                frame[name] = int(text_of(one, tag, "0") or 0)
            items.append(frame)
        elif one.tag == "ExpressionBinding":
            made = {**_expression(one), "enumerate": one.find("EnumerateCollection") is not None}
            control = one.find("CustomControl")
            if control is None:
                control = controls.get(text_of(one, "CustomControlName"))
            if control is not None:
                made["control"] = [entry["items"] for entry in _custom_entries(control, controls)]
            items.append(made)
    return items


def _expression(item: Element) -> Row:
    script = item.find("ScriptBlock")
    if script is not None:
        return {"kind": "ScriptBlock", "value": (script.text or "").strip()}
    return {"kind": "Property", "value": text_of(item, "PropertyName")}


def _selected(entry: Element) -> list[str]:
    return [(one.text or "").strip() for one in entry.iterfind("EntrySelectedBy/TypeName")]


_SHAPES = {"TableControl": _table, "ListControl": _list, "WideControl": _wide, "CustomControl": _custom}
