"""A tree to its text, as OuterXml and Save write it. Source: System.Xml.XmlTextWriter, XmlWriter with Indent."""

from __future__ import annotations

from collections.abc import Sequence

from pssession.engine.values.xml.nodes import (
    Attribute,
    CData,
    Comment,
    Declaration,
    Document,
    Element,
    Fragment,
    Node,
    ProcessingInstruction,
    Text,
)

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;"})
_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;"})


def escaped(text: str) -> str:
    """Make text fit for an element's content."""
    return text.translate(_TEXT)


def escaped_value(text: str) -> str:
    """Make text fit for an attribute."""
    return text.translate(_VALUE)


def outer_xml(node: Node) -> str:
    """Write a node and all that is in it, nothing between."""
    parts: list[str] = []
    _write(node, parts)
    return "".join(parts)


def inner_xml(node: Node) -> str:
    """Write what is in a node."""
    if isinstance(node, Attribute):
        return escaped_value(node.data or "")
    return "".join(outer_xml(child) for child in node.children)


def _start(node: Element) -> str:
    attributes = "".join(f' {one.name}="{escaped_value(one.data or "")}"' for one in node.attributes)
    return f"<{node.name}{attributes}"


def _write(node: Node, parts: list[str]) -> None:
    if isinstance(node, Element):
        parts.append(_start(node))
        if not node.children and node.is_empty:
            parts.append(" />")
            return
        parts.append(">")
        for child in node.children:
            _write(child, parts)
        parts.append(f"</{node.name}>")
    elif isinstance(node, (Document, Fragment)):
        for child in node.children:
            _write(child, parts)
    else:
        parts.append(_leaf(node))


def _leaf(node: Node) -> str:
    data = node.data or ""
    if isinstance(node, Text):
        return escaped(data)
    if isinstance(node, CData):
        return f"<![CDATA[{data}]]>"
    if isinstance(node, Comment):
        return f"<!--{data}-->"
    if isinstance(node, Declaration):
        return f"<?xml {data}?>"
    if isinstance(node, ProcessingInstruction):
        return f"<?{node.name} {data}?>" if data else f"<?{node.name}?>"
    return f'{node.name}="{escaped_value(data)}"'


def indented(nodes: Sequence[Node], *, step: str = "  ", encoding: str | None = None) -> str:
    """Write nodes with an element a line; elements that hold text stay in one line.

    Args:
        nodes: What stands at the top.
        step: What each level is set in by.
        encoding: Encoding for a declaration where the document has one.
    """
    lines: list[str] = []
    for node in nodes:
        if isinstance(node, Declaration) and encoding is not None:
            version = next((word for word in (node.data or "").split() if word.startswith("version=")), 'version="1.0"')
            lines.append(f'<?xml {version} encoding="{encoding}"?>')
        else:
            _indent(node, "", step, lines)
    return "\n".join(lines)


def _indent(node: Node, margin: str, step: str, lines: list[str]) -> None:
    if not isinstance(node, Element) or not node.children or any(isinstance(child, (Text, CData)) for child in node.children):
        lines.append(margin + outer_xml(node))
        return
    lines.append(f"{margin}{_start(node)}>")
    for child in node.children:
        _indent(child, margin + step, step, lines)
    lines.append(f"{margin}</{node.name}>")


Document.to_text = staticmethod(outer_xml)
