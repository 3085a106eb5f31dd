"""The tree of a document: nodes, their names and their places. Text is made of it in `writing`, it is made of text in `reading`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from pssession.engine.errors import ArgumentException, InvalidOperationException
from pssession.objects import XmlDocument

XMLNS = "http://www.w3.org/2000/xmlns/"
XML = "http://www.w3.org/XML/1998/namespace"


class Node:
    """Be a node.

    Attributes:
        name: With its prefix; `#text` and the like for what has none.
        parent: The node above; None at the top and outside of a document.
        children: In order; attributes are not among them.
        data: The text of a leaf.
    """

    __slots__ = ("children", "data", "name", "namespace_uri", "owner", "parent")
    dotnet_enumerable = False
    # Module of the functions that give nodes the properties named after what is in them.
    property_adapter = "pssession.engine.values.xml.adapter"
    node_type: ClassVar[int] = 0
    fixed_name = ""

    def __init__(self, owner: Document | None, name: str = "", data: str | None = None, namespace_uri: str = "") -> None:
        self.owner = owner
        self.name = name or self.fixed_name
        self.data = data
        self.namespace_uri = namespace_uri
        self.parent: Node | None = None
        self.children: list[Node] = []

    @property
    def local_name(self) -> str:
        """Give the name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """Give the prefix, empty without one."""
        return self.name.rpartition(":")[0]

    @property
    def value(self) -> str | None:
        """Give what the node itself says; None for elements and documents."""
        return self.data

    @property
    def inner_text(self) -> str:
        """Give all text below."""
        if self.data is not None:
            return self.data
        return "".join(child.inner_text for child in self.children if not isinstance(child, (Comment, ProcessingInstruction)))

    def set_inner_text(self, text: str) -> None:
        """Put text in the place of all that is below."""
        if self.data is not None:
            self.data = text
            return
        for child in self.children:
            child.parent = None
        self.children = []
        if text:
            self.append(Text(self.owner, data=text))

    @property
    def attributes(self) -> list[Attribute] | None:
        """Give the attributes of an element, None for all else."""
        return None

    @property
    def root(self) -> Node:
        """Give the topmost node."""
        node: Node = self
        while node.parent is not None:
            node = node.parent
        return node

    def sibling(self, step: int) -> Node | None:
        """Give a neighbour: -1 the one before, 1 the one behind."""
        if self.parent is None or isinstance(self, Attribute):
            return None
        place = self.parent.children.index(self) + step
        return self.parent.children[place] if 0 <= place < len(self.parent.children) else None

    def walk(self) -> Iterator[Node]:
        """Give all nodes below, in the order of the text."""
        for child in self.children:
            yield child
            yield from child.walk()

    # Changing.

    def insert(self, place: int, child: Node) -> Node:
        """Put a node among the children.

        Raises:
            ArgumentException: It contains this one, or is of another document.
            InvalidOperationException: Its kind does not stand here.
        """
        if child is self or any(child is one for one in self.ancestors()):
            raise ArgumentException("Cannot insert a node or any ancestor of that node as a child of itself.")
        if self.data is not None or isinstance(child, (Attribute, Document)):
            raise InvalidOperationException(
                "The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type."
            )
        own = self if isinstance(self, Document) else self.owner
        if child.owner is not own:
            raise ArgumentException("The node to be inserted is from a different document context.")
        if isinstance(child, Fragment):
            for offset, inner in enumerate(list(child.children)):
                child.remove(inner)
                self.insert(place + offset, inner)
            return child
        if child.parent is not None:
            child.parent.remove(child)
            place = min(place, len(self.children))
        if isinstance(self, Document) and isinstance(child, Element) and self.document_element is not None:
            raise InvalidOperationException("This document already has a 'DocumentElement' node.")
        self.children.insert(place, child)
        child.parent = self
        return child

    def append(self, child: Node) -> Node:
        """Put a node behind the last child."""
        return self.insert(len(self.children), child)

    def remove(self, child: Node) -> Node:
        """Take a child out.

        Raises:
            ArgumentException: It is none of ours.
        """
        if child.parent is not self or child not in self.children:
            raise ArgumentException("The node to be removed is not a child of this node.")
        self.children.remove(child)
        child.parent = None
        return child

    def ancestors(self) -> Iterator[Node]:
        """Give the nodes above, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def copy(self, owner: Document | None, *, deep: bool) -> Node:
        """Make a node like this one for a document."""
        made = type(self)(owner, self.name, self.data, self.namespace_uri)
        if deep:
            for child in self.children:
                inner = child.copy(owner, deep=True)
                made.children.append(inner)
                inner.parent = made
        return made

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"


class Element(Node):
    """Be an element."""

    __slots__ = ("_attributes", "is_empty")
    dotnet_type = "System.Xml.XmlElement"
    node_type = 1

    def __init__(self, owner: Document | None, name: str = "", data: str | None = None, namespace_uri: str = "") -> None:
        super().__init__(owner, name, None, namespace_uri)
        self._attributes: list[Attribute] = []
        self.is_empty = True

    @property
    def attributes(self) -> list[Attribute]:
        return self._attributes

    def attribute(self, name: str, namespace_uri: str | None = None) -> Attribute | None:
        """Find an attribute by its name, or by local name and namespace."""
        for one in self._attributes:
            if (one.name == name) if namespace_uri is None else (one.local_name == name and one.namespace_uri == namespace_uri):
                return one
        return None

    def set_attribute(self, name: str, value: str, namespace_uri: str = "") -> Attribute:
        """Set an attribute, a new one where there is none of the name."""
        found = self.attribute(name)
        if found is None:
            found = Attribute(self.owner, name, value, namespace_uri)
            found.parent = self
            self._attributes.append(found)
        found.data = value
        return found

    def remove_attribute(self, name: str) -> None:
        """Take an attribute out, where it is there."""
        self._attributes[:] = [one for one in self._attributes if one.name != name]

    def namespace_of(self, prefix: str) -> str:
        """Give the namespace that a prefix means here, empty for none."""
        if prefix == "xml":
            return XML
        name = f"xmlns:{prefix}" if prefix else "xmlns"
        for node in (self, *self.ancestors()):
            found = node.attribute(name) if isinstance(node, Element) else None
            if found is not None:
                return found.data or ""
        return ""

    def copy(self, owner: Document | None, *, deep: bool) -> Node:
        made = super().copy(owner, deep=deep)
        assert isinstance(made, Element)
        for one in self._attributes:
            made.set_attribute(one.name, one.data or "", one.namespace_uri)
        made.is_empty = self.is_empty
        return made


class Attribute(Node):
    """Be an attribute; its parent is its element, which does not count it among its children."""

    __slots__ = ()
    dotnet_type = "System.Xml.XmlAttribute"
    node_type = 2


class Text(Node):
    """Be text."""

    __slots__ = ()
    dotnet_type = "System.Xml.XmlText"
    fixed_name = "#text"
    node_type = 3


class Whitespace(Text):
    """Be white space between elements, in a document that keeps it."""

    __slots__ = ()
    dotnet_type = "System.Xml.XmlWhitespace"
    fixed_name = "#whitespace"
    node_type = 13


class CData(Node):
    """Be text in a CDATA section."""

    __slots__ = ()
    dotnet_type = "System.Xml.XmlCDataSection"
    fixed_name = "#cdata-section"
    node_type = 4


class ProcessingInstruction(Node):
    """Be a processing instruction: its target is the name."""

    __slots__ = ()
    dotnet_type = "System.Xml.XmlProcessingInstruction"
    node_type = 7


class Comment(Node):
    """Be a comment."""

    __slots__ = ()
    dotnet_type = "System.Xml.XmlComment"
    fixed_name = "#comment"
    node_type = 8


class Declaration(Node):
    """Be the declaration at a document's head; `data` holds its pseudo attributes."""

    __slots__ = ()
    dotnet_type = "System.Xml.XmlDeclaration"
    fixed_name = "xml"
    node_type = 17


class Fragment(Node):
    """Hold nodes that are moved together."""

    __slots__ = ()
    dotnet_type = "System.Xml.XmlDocumentFragment"
    fixed_name = "#document-fragment"
    node_type = 11


class Document(Node):
    """Be the node above all others; `value_` is the document as a value, which is what scripts hold."""

    __slots__ = ("preserve_whitespace", "value_")
    dotnet_type = "System.Xml.XmlDocument"
    fixed_name = "#document"
    node_type = 9
    # Filled in by `writing`, which stands above.
    to_text: ClassVar[Callable[[Node], str]]

    def __init__(self, value: XmlDocument | None = None) -> None:
        super().__init__(None)
        self.value_ = XmlDocument("") if value is None else value
        self.value_.tree = self
        self.preserve_whitespace = False

    @property
    def document_element(self) -> Element | None:
        """Give the root element."""
        return next((child for child in self.children if isinstance(child, Element)), None)

    @property
    def text(self) -> str:
        """Give the whole document, for whoever sends it on."""
        return type(self).to_text(self)


class NodeList(list[Any]):
    """Hold nodes: children, attributes, or what a path found."""

    __slots__ = ("dotnet_type",)
    dotnet_enumerable = True

    def __init__(self, nodes: Any, dotnet_type: str) -> None:
        super().__init__(nodes)
        self.dotnet_type = dotnet_type


def outside(node: Any) -> Any:
    """Give a node as scripts hold it: a document is a value of its own."""
    return node.value_ if isinstance(node, Document) else node
