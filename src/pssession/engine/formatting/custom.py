"""Custom shapes: a view's own items, and the class-like drawing of Format-Custom without a view.

Source: about_Format.ps1xml; PowerShell 7.6 as recorded (fmt.calc-027).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pssession.engine.formatting.documents import CustomToken, Frame, NewLine, Text
from pssession.engine.formatting.reader import ObjectReader, ViewScript
from pssession.engine.formatting.text import cell_text

if TYPE_CHECKING:
    from typing import Protocol

    class _Named(Protocol):
        expression: object
        label: str | None


_INDENT = 2


def view_tokens(reader: ObjectReader, items: Sequence[Mapping[str, Any]], value: object) -> Iterator[CustomToken]:
    """Give the tokens of a recorded custom view for one object."""
    for item in items:
        if "text" in item:
            yield Text(text=item["text"])
        elif "newlines" in item:
            yield NewLine(count=item["newlines"])
        elif "frame" in item:
            yield Frame(
                left=item.get("leftIndent", 0),
                right=item.get("rightIndent", 0),
                first_line=item.get("firstLineIndent", 0) - item.get("firstLineHanging", 0),
                content=list(view_tokens(reader, item["frame"], value)),
            )
        else:
            yield from _expression(reader, item, value)


def _expression(reader: ObjectReader, item: Mapping[str, Any], value: object) -> Iterator[CustomToken]:
    expression: object = item["value"]
    if item["kind"] == "ScriptBlock":
        output = reader.run(ViewScript(str(expression)), value)
        result: object = output[0] if len(output) == 1 else output
    else:
        result = reader.read(value, str(expression)) if expression else value
    control = item.get("control")
    elements = reader.enumerate(result) if item.get("enumerate") else None
    for element in elements if elements is not None else [result]:
        if control:
            for entry in control:
                yield from view_tokens(reader, entry, element)
        else:
            yield Text(text=cell_text(reader, element), value=True)


def class_tokens(reader: ObjectReader, value: object, wanted: Sequence[_Named] | None, depth: int) -> Iterator[CustomToken]:
    """Draw an object as `class Name { property = value ... }`, nested to a depth."""
    yield from _object(reader, value, wanted, depth)
    yield NewLine()


def _object(reader: ObjectReader, value: object, wanted: Sequence[_Named] | None, depth: int) -> Iterator[CustomToken]:
    name = reader.type_names(value)[0] if reader.type_names(value) else "Object"
    yield Text(text="class " + name.rpartition(".")[2])
    yield NewLine()
    yield Text(text="{")
    yield NewLine()
    body: list[CustomToken] = []
    if wanted is None:
        names: list[tuple[str, object]] = [(one, one) for one in reader.property_names(value)]
    else:
        names = [(one.label or str(one.expression), one.expression) for one in wanted]
    for label, expression in names:
        body.append(Text(text=f"{label} = "))
        if isinstance(expression, str):
            inner = reader.read(value, expression)
        else:
            output = reader.run(expression, value)
            inner = output[0] if len(output) == 1 else output
        body.extend(_member(reader, inner, depth - 1))
    yield Frame(left=_INDENT, content=body)
    yield Text(text="}")
    yield NewLine()


def _member(reader: ObjectReader, value: object, depth: int) -> Iterator[CustomToken]:
    elements = None if value is None or isinstance(value, str) else reader.enumerate(value)
    simple = value is None or reader.is_scalar(value)
    if simple or depth <= 0 or (elements is None and not reader.property_names(value)):
        yield Text(text=cell_text(reader, value), value=True)
        yield NewLine()
        return
    yield NewLine()
    if elements is None:
        yield Frame(left=_INDENT, content=list(_object(reader, value, None, depth)))
        yield NewLine()
        return
    inner: list[CustomToken] = [Text(text="["), NewLine()]
    content: list[CustomToken] = []
    for element in elements:
        if element is None or reader.is_scalar(element):
            content += [Text(text=cell_text(reader, element), value=True), NewLine()]
        else:
            content += _object(reader, element, None, depth)
    inner += [Frame(left=_INDENT, content=content), Text(text="]"), NewLine(), NewLine()]
    yield Frame(left=_INDENT, content=inner)
