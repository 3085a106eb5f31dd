"""System.Xml: documents, elements, attributes and what else stands in a tree. The tree itself is in `values.xml`.

Source: System.Xml.XmlDocument, XmlElement, XmlNode, XmlNodeList, XmlNamespaceManager.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from pssession.engine.errors import (
    ArgumentException,
    DirectoryNotFoundException,
    FileNotFoundException,
    InvalidOperationException,
    UnauthorizedAccessException,
)
from pssession.engine.values.conversions import to_string
from pssession.engine.values.ports import ports
from pssession.engine.values.tables import TypeTable
from pssession.engine.values.types import DotNetType, define
from pssession.engine.values.xml import nodes as x
from pssession.engine.values.xml import paths, reading, writing
from pssession.engine.values.xml.adapter import node_of
from pssession.objects import XmlDocument

# Types of .NET's own that nobody makes: lists of nodes, by where they come from.
_CHILDREN, _FOUND, _NAMED = "System.Xml.XmlChildNodes", "System.Xml.XPathNodeList", "System.Xml.XmlElementList"
for _name in (_CHILDREN, _FOUND, _NAMED):
    define(DotNetType(_name, base="System.Xml.XmlNodeList"))


class NamespaceManager:
    """Say what prefixes mean in a path."""

    dotnet_type = "System.Xml.XmlNamespaceManager"

    def __init__(self, names: Any = None) -> None:
        self.names: dict[str, str] = {}

    def add_namespace(self, prefix: str, uri: str) -> None:
        """Give a prefix its meaning."""
        self.names[prefix] = uri

    def lookup_namespace(self, prefix: str) -> str | None:
        """Give the meaning of a prefix."""
        return self.names.get(prefix)

    def has_namespace(self, prefix: str) -> bool:
        """Tell whether a prefix has a meaning."""
        return prefix in self.names


def _given(*rest: Any) -> dict[str, str]:
    return rest[0].names if rest and isinstance(rest[0], NamespaceManager) else {}


def _select(value: Any, path: str, *rest: Any) -> x.NodeList:
    return x.NodeList((x.outside(node) for node in paths.select(node_of(value), path, _given(*rest))), _FOUND)


def _select_one(value: Any, path: str, *rest: Any) -> Any:
    found = paths.select(node_of(value), path, _given(*rest))
    return x.outside(found[0]) if found else None


def _neighbour(step: int) -> Callable[[Any], Any]:
    return lambda value: x.outside(node_of(value).sibling(step))


def _child(place: int) -> Callable[[Any], Any]:
    def find(value: Any) -> Any:
        children = node_of(value).children
        return children[place] if children else None

    return find


def _owner(value: Any) -> Any:
    node = node_of(value)
    return None if isinstance(node, x.Document) or node.owner is None else node.owner.value_


def _attributes(value: Any) -> Any:
    found = node_of(value).attributes
    return None if found is None else x.NodeList(found, "System.Xml.XmlAttributeCollection")


def _item(value: Any, name: Any, *rest: Any) -> Any:
    return next((child for child in node_of(value).children if isinstance(child, x.Element) and child.name == name), None)


def _value(value: Any) -> str | None:
    return node_of(value).value


def _set_data(value: Any, text: Any) -> None:
    node_of(value).data = to_string(text)


def _set_inner_xml(value: Any, text: Any) -> None:
    node = node_of(value)
    if isinstance(node, x.Document):
        reading.load(node, to_string(text))
        return
    made = reading.fragment(node.owner or x.Document(), to_string(text))
    node.set_inner_text("")
    for child in made:
        node.append(child)


def _insert(offset: int) -> Callable[[Any, Any, Any], Any]:
    def insert(value: Any, child: Any, neighbour: Any) -> Any:
        node = node_of(value)
        if neighbour is None:
            return node.append(child) if offset == 0 else node.insert(0, child)
        if neighbour not in node.children:
            raise ArgumentException("The reference node is not a child of this node.")
        return node.insert(node.children.index(neighbour) + offset, child)

    return insert


def _replace(value: Any, child: Any, old: Any) -> Any:
    node = node_of(value)
    place = node.children.index(old) if old in node.children else -1
    if place < 0:
        raise ArgumentException("The reference node is not a child of this node.")
    node.remove(old)
    node.insert(place, child)
    return old


def _remove_all(value: Any) -> None:
    node = node_of(value)
    node.set_inner_text("")
    if node.attributes:
        node.attributes.clear()


def _clone(value: Any, deep: bool = True) -> Any:
    node = node_of(value)
    if isinstance(node, x.Document):
        made = x.Document()
        for child in node.children if deep else ():
            made.append(child.copy(made, deep=True))
        return made.value_
    return node.copy(node.owner, deep=bool(deep))


def _named(value: Any, name: str, *rest: Any) -> x.NodeList:
    wanted = (node for node in node_of(value).walk() if isinstance(node, x.Element))
    if rest:
        return x.NodeList((one for one in wanted if one.local_name == name and one.namespace_uri == rest[0]), _NAMED)
    return x.NodeList((one for one in wanted if name in ("*", one.name)), _NAMED)


_NODE = TypeTable(
    "System.Xml.XmlNode",
    properties={
        "Name": lambda value: node_of(value).name,
        "LocalName": lambda value: node_of(value).local_name,
        "Prefix": lambda value: node_of(value).prefix,
        "NamespaceURI": lambda value: node_of(value).namespace_uri,
        "NodeType": lambda value: node_of(value).node_type,
        "Value": _value,
        "InnerText": lambda value: node_of(value).inner_text,
        "InnerXml": lambda value: writing.inner_xml(node_of(value)),
        "OuterXml": lambda value: writing.outer_xml(node_of(value)),
        "ChildNodes": lambda value: x.NodeList(node_of(value).children, _CHILDREN),
        "FirstChild": _child(0),
        "LastChild": _child(-1),
        "HasChildNodes": lambda value: bool(node_of(value).children),
        "ParentNode": lambda value: None if isinstance(value, x.Attribute) else x.outside(node_of(value).parent),
        "PreviousSibling": _neighbour(-1),
        "NextSibling": _neighbour(1),
        "OwnerDocument": _owner,
        "Attributes": _attributes,
        "IsReadOnly": lambda value: False,
        "BaseURI": lambda value: "",
        "SchemaInfo": lambda value: None,
    },
    setters={
        "InnerText": lambda value, text: node_of(value).set_inner_text(to_string(text)),
        "InnerXml": _set_inner_xml,
        "Value": _set_data,
    },
    methods={
        "SelectNodes": _select,
        "SelectSingleNode": _select_one,
        "AppendChild": lambda value, child: x.outside(node_of(value).append(node_of(child))),
        "PrependChild": lambda value, child: node_of(value).insert(0, child),
        "InsertBefore": _insert(0),
        "InsertAfter": _insert(1),
        "ReplaceChild": _replace,
        "RemoveChild": lambda value, child: node_of(value).remove(child),
        "RemoveAll": _remove_all,
        "CloneNode": _clone,
        "Clone": _clone,
        "Normalize": lambda value: None,
        "GetNamespaceOfPrefix": lambda value, prefix: value.namespace_of(prefix) if isinstance(value, x.Element) else "",
        "ToString": lambda value: node_of(value).local_name,
    },
    get_item=_item,
    to_string=lambda value: "System.Xml.XmlDocument" if isinstance(value, XmlDocument) else value.dotnet_type,
)


def _attribute(value: x.Element, name: str, *rest: Any) -> str:
    found = value.attribute(name, rest[0] if rest else None)
    return "" if found is None else found.data or ""


def _set_attribute(value: x.Element, name: str, *rest: Any) -> Any:
    if len(rest) == 1:
        value.set_attribute(name, to_string(rest[0]))
        return None
    return value.set_attribute(name, to_string(rest[1]), to_string(rest[0])).data


_ELEMENT = TypeTable(
    "System.Xml.XmlElement",
    properties={
        "HasAttributes": lambda value: bool(value.attributes),
        "IsEmpty": lambda value: value.is_empty and not value.children,
    },
    methods={
        "GetAttribute": _attribute,
        "SetAttribute": _set_attribute,
        "HasAttribute": lambda value, name, *rest: value.attribute(name, rest[0] if rest else None) is not None,
        "RemoveAttribute": lambda value, name: value.remove_attribute(name),
        "RemoveAllAttributes": lambda value: value.attributes.clear(),
        "GetAttributeNode": lambda value, name: value.attribute(name),
        "GetElementsByTagName": _named,
    },
)


def _new_document(*rest: Any) -> XmlDocument:
    return x.Document().value_


def _load_xml(value: XmlDocument, text: Any) -> None:
    reading.load(reading.tree_of(value), to_string(text))


def _load(value: XmlDocument, source: Any) -> None:
    path = os.path.join(ports.location(), to_string(source))
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        raise FileNotFoundException(f"Could not find file '{path}'.") from None
    reading.load(reading.tree_of(value), data.decode("utf-8-sig", "replace"))


def _save(value: XmlDocument, target: Any) -> None:
    tree = reading.tree_of(value)
    write = getattr(target, "write", None)
    if write is not None:
        head = "" if any(isinstance(child, x.Declaration) for child in tree.children) else '<?xml version="1.0" encoding="utf-16"?>\n'
        write(head + writing.indented(tree.children, encoding="utf-16"))
        return
    path = os.path.join(ports.location(), to_string(target))
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(writing.indented(tree.children))
    except FileNotFoundError:
        raise DirectoryNotFoundException(f"Could not find a part of the path '{path}'.") from None
    except OSError:
        raise UnauthorizedAccessException(f"Access to the path '{path}' is denied.") from None


def _create(kind: type[x.Node]) -> Callable[..., Any]:
    return lambda value, text="": kind(reading.tree_of(value), data=to_string(text))


def _create_element(value: XmlDocument, *names: Any) -> Any:
    name = f"{names[0]}:{names[1]}" if len(names) == 3 and names[0] else names[1] if len(names) == 3 else names[0]
    return x.Element(reading.tree_of(value), name, None, (names[-1] or "") if len(names) > 1 else "")


def _create_attribute(value: XmlDocument, name: str, *rest: Any) -> Any:
    return x.Attribute(reading.tree_of(value), name, "", rest[-1] if rest else "")


def _create_declaration(value: XmlDocument, version: str, encoding: Any = None, standalone: Any = None) -> Any:
    data = f'version="{version}"' + (f' encoding="{encoding}"' if encoding else "") + (f' standalone="{standalone}"' if standalone else "")
    return x.Declaration(reading.tree_of(value), data=data)


def _set_whitespace(value: XmlDocument, kept: Any) -> None:
    reading.tree_of(value).preserve_whitespace = bool(kept)


def _import(value: XmlDocument, node: Any, deep: bool = True) -> Any:
    return node_of(node).copy(reading.tree_of(value), deep=bool(deep))


def _document(value: Any) -> Any:
    if isinstance(value, XmlDocument):
        return value
    made = x.Document()
    if isinstance(value, x.Node):
        made.append(value.copy(made, deep=True))
        return made.value_
    text = to_string(value)
    if "<" not in text:
        raise InvalidOperationException(
            "The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type."
        )
    reading.load(made, text)
    return made.value_


_DOCUMENT = TypeTable(
    "System.Xml.XmlDocument",
    new=_new_document,
    convert=_document,
    properties={
        "DocumentElement": lambda value: reading.tree_of(value).document_element,
        "PreserveWhitespace": lambda value: reading.tree_of(value).preserve_whitespace,
        "DocumentType": lambda value: None,
        "Implementation": lambda value: None,
        "NameTable": lambda value: None,
        "Schemas": lambda value: None,
    },
    setters={"PreserveWhitespace": _set_whitespace},
    methods={
        "LoadXml": _load_xml,
        "Load": _load,
        "Save": _save,
        "CreateElement": _create_element,
        "CreateAttribute": _create_attribute,
        "CreateTextNode": _create(x.Text),
        "CreateCDataSection": _create(x.CData),
        "CreateComment": _create(x.Comment),
        "CreateDocumentFragment": lambda value: x.Fragment(reading.tree_of(value)),
        "CreateXmlDeclaration": _create_declaration,
        "CreateProcessingInstruction": lambda value, target, data: x.ProcessingInstruction(reading.tree_of(value), target, data),
        "ImportNode": _import,
        "GetElementsByTagName": _named,
    },
    to_string=lambda value: "System.Xml.XmlDocument",
)


def _at(nodes: x.NodeList, key: Any) -> Any:
    if isinstance(key, int):
        return nodes[key] if 0 <= key < len(nodes) else None
    return next((node for node in nodes if node.name == to_string(key)), None)


def _append_attribute(nodes: x.NodeList, made: x.Attribute) -> Any:
    element = nodes[0].parent if nodes else made.parent
    if isinstance(element, x.Element):
        element.set_attribute(made.name, made.data or "", made.namespace_uri)
    return made


def _list(name: str) -> TypeTable:
    methods: dict[str, Callable[..., Any]] = {"Item": _at}
    if name.endswith("AttributeCollection"):
        methods |= {"GetNamedItem": _at, "Append": _append_attribute, "SetNamedItem": _append_attribute}
    return TypeTable(name, properties={"Count": len}, methods=methods, get_item=_at)


TABLES = (
    _NODE,
    _ELEMENT,
    _DOCUMENT,
    TypeTable("System.Xml.XmlNamespaceManager", new=NamespaceManager),
    *(_list(name) for name in ("System.Xml.XmlNodeList", "System.Xml.XmlAttributeCollection")),
)
