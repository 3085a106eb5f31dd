"""A text to its tree, on expat; document types are refused, so that no entity grows. Source: System.Xml.XmlDocument.LoadXml."""

from __future__ import annotations

from xml.parsers import expat

from pssession.engine.errors import XmlException
from pssession.engine.values.xml import writing as writing  # a tree's text is asked of the tree
from pssession.engine.values.xml.nodes import (
    XML,
    XMLNS,
    CData,
    Comment,
    Declaration,
    Document,
    Element,
    Node,
    ProcessingInstruction,
    Text,
    Whitespace,
)
from pssession.objects import XmlDocument
from pssession.protocol.clixml.malformed import describe


def load(document: Document, text: str) -> None:
    """Put the tree of a text into a document.

    Raises:
        XmlException: It is not well-formed, or has a document type.
    """
    document.children = []
    _Builder(document).build(document, text)


def tree_of(value: XmlDocument) -> Document:
    """Give the tree of a document that came as its text; the same tree each time."""
    if isinstance(value.tree, Document):
        return value.tree
    text = value.text
    made = Document(value)
    if text:
        load(made, text)
    return made


def fragment(document: Document, text: str) -> list[Node]:
    """Make the nodes of a piece of text, without a place yet."""
    holder = Element(document, "fragment")
    _Builder(document).build(holder, f"<fragment>{text}</fragment>", inside=True)
    found = list(holder.children)
    for node in found:
        node.parent = None
    holder.children = []
    return found


class _Builder:
    """Build nodes from the events of one text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: list[Node] = []
        self._text: list[str] = []
        self._section = False
        self._depth = 0

    def build(self, top: Node, text: str, *, inside: bool = False) -> None:
        self._open = [top]
        self._depth = -1 if inside else 0
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartCdataSectionHandler = self._begin_section
        parser.EndCdataSectionHandler = self._end_section
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = _refuse
        data = text.encode("utf-8", "surrogatepass")
        try:
            # The text is text already: what its declaration says of bytes does not matter.
            parser.Parse(text, True)
        except expat.ExpatError as problem:
            raise XmlException(describe(data, problem.code, parser.ErrorByteIndex)) from None

    def _flush(self) -> None:
        if not self._text:
            return
        text = "".join(self._text)
        self._text.clear()
        top = self._open[-1]
        if isinstance(top, Document):
            return
        if self._section:
            self._put(CData(self._document, data=text))
        elif text.strip(" \t\r\n"):
            self._put(Text(self._document, data=text))
        elif self._document.preserve_whitespace:
            self._put(Whitespace(self._document, data=text))

    def _put(self, node: Node) -> None:
        node.parent = self._open[-1]
        self._open[-1].children.append(node)

    def _start(self, name: str, given: list[str]) -> None:
        self._flush()
        self._depth += 1
        if self._depth == 0:
            return
        made = Element(self._document, name)
        self._put(made)
        pairs = [(given[place], given[place + 1]) for place in range(0, len(given), 2)]
        for attribute, value in pairs:
            made.set_attribute(attribute, value)
        made.namespace_uri = made.namespace_of(made.prefix)
        for one in made.attributes:
            if one.name == "xmlns" or one.prefix == "xmlns":
                one.namespace_uri = XMLNS
            elif one.prefix:
                one.namespace_uri = XML if one.prefix == "xml" else made.namespace_of(one.prefix)
        if made.prefix and made.prefix != "xml" and not made.namespace_uri:
            raise XmlException(f"'{made.prefix}' is an undeclared prefix.")
        self._open.append(made)

    def _end(self, name: str) -> None:
        self._flush()
        self._depth -= 1
        if self._depth >= 0 and len(self._open) > 1:
            self._open.pop()

    def _begin_section(self) -> None:
        self._flush()
        self._section = True

    def _end_section(self) -> None:
        if not self._text:
            self._put(CData(self._document, data=""))
        self._flush()
        self._section = False

    def _comment(self, text: str) -> None:
        self._flush()
        self._put(Comment(self._document, data=text))

    def _instruction(self, target: str, data: str) -> None:
        self._flush()
        self._put(ProcessingInstruction(self._document, target, data))

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        data = f'version="{version}"' + (f' encoding="{encoding}"' if encoding else "")
        if standalone >= 0:
            data += f' standalone="{"yes" if standalone else "no"}"'
        self._put(Declaration(self._document, data=data))


def _refuse(*_: object) -> None:
    raise XmlException(
        "For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on "
        "XmlReaderSettings to Parse and pass the settings into XmlReader.Create method."
    )
