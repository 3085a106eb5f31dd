"""ConvertTo-Xml. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

from typing import Any

from pssession import objects as o
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.values import enumeration, enums
from pssession.engine.values.composite import culture_text
from pssession.engine.values.conversions import to_string
from pssession.engine.values.members import properties_of
from pssession.engine.values.types import type_of
from pssession.engine.values.xml import nodes, writing

_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_DEFAULT_DEPTH = 1
_SIMPLE = (str, int, float, bool, o.Decimal, o.Char, o.DateTime, o.DateTimeOffset, o.TimeSpan, o.Uri, o.Version)


class ConvertToXmlCommand(Cmdlet):
    """Write objects as XML."""

    def begin(self) -> None:
        self._document = nodes.Document()
        self._made: list[nodes.Element] = []

    def process(self) -> None:
        self._made.append(self._element("Object", None, self.input_object, _DEFAULT_DEPTH if self.depth is None else self.depth))

    def end(self) -> None:
        kind = "document" if self.as_ is None else to_string(self.as_).lower()
        if kind == "stream":
            self.write_all((_HEAD, "<Objects>"))
            self.write_all(writing.indented([element]) for element in self._made)
            self.write("</Objects>")
            return
        top = nodes.Element(self._document, "Objects")
        for element in self._made:
            top.append(element)
        if kind == "string":
            self.write(f"{_HEAD}\n{writing.indented([top])}")
            return
        self._document.append(nodes.Declaration(self._document, data='version="1.0" encoding="utf-8"'))
        self._document.append(top)
        self.write(self._document.value_)

    def _element(self, tag: str, name: str | None, value: Any, depth: int) -> nodes.Element:
        made = nodes.Element(self._document, tag)
        if name is not None:
            made.set_attribute("Name", name)
        if value is None:
            return made
        bare = value.base if isinstance(value, o.PSObject) and value.base is not o.CUSTOM else value
        if not self.no_type_information:
            made.set_attribute("Type", type_of(value).key)
        if isinstance(bare, _SIMPLE) and not enums.is_enum(bare):
            made.set_inner_text(culture_text(bare))
            return made
        parts = self._parts(value, bare, depth)
        if parts is None:
            made.set_inner_text(culture_text(value))
        else:
            for part in parts:
                made.append(part)
        return made

    def _parts(self, value: Any, bare: Any, depth: int) -> list[nodes.Element] | None:
        """Give what is in a value, None where it is too deep or has nothing in it."""
        if depth <= 0:
            return None
        if enums.is_enum(bare):
            return [self._element("Property", "value__", int(enums.number_of(bare)), depth - 1)]
        if isinstance(bare, (o.Hashtable, o.Dictionary)):
            pairs = [pair for key, item in bare.items() for pair in (("Key", key), ("Value", item))]
            return [self._element("Property", name, item, depth - 1) for name, item in pairs]
        items = enumeration.iterate(bare)
        if items is not None:
            return [self._element("Property", None, item, depth - 1) for item in items]
        found = properties_of(value)
        return [self._element("Property", member.name, member.value, depth - 1) for member in found] or None
