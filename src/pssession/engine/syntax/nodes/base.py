"""What every node has: an extent, a parent, children.

A node class is a list of annotated fields; values are given in that order behind the extent. Children are found by walking the fields,
in order, which is the order of PowerShell's Ast.FindAll; a class whose order differs says so in `visit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, dataclass_transform


class Extent:
    """Name a stretch of a text: offsets of its beginning and behind its end."""

    __slots__ = ("end", "source", "start")

    def __init__(self, start: int, end: int, source: Source | None = None) -> None:
        self.start = start
        self.end = end
        self.source = source

    @property
    def text(self) -> str:
        """Give the text itself."""
        return "" if self.source is None else self.source.text[self.start : self.end]

    @property
    def start_line(self) -> int:
        """Give the line that it begins in, from 1."""
        return 1 if self.source is None else self.source.line_of(self.start)

    @property
    def start_column(self) -> int:
        """Give the column that it begins at, from 1."""
        return 1 if self.source is None else self.start - self.source.line_start(self.source.line_of(self.start)) + 1

    @property
    def end_line(self) -> int:
        """Give the line that it ends in, from 1."""
        return 1 if self.source is None else self.source.line_of(self.end)

    @property
    def end_column(self) -> int:
        """Give the column behind its end, from 1."""
        return 1 if self.source is None else self.end - self.source.line_start(self.source.line_of(self.end)) + 1

    def __repr__(self) -> str:
        return f"Extent({self.start}, {self.end})"


class Source:
    """Hold a text that was parsed, and where its lines begin."""

    __slots__ = ("_starts", "file", "text")

    def __init__(self, text: str, file: str | None = None) -> None:
        self.text = text
        self.file = file
        self._starts: list[int] | None = None

    def _lines(self) -> list[int]:
        if self._starts is None:
            starts, position = [0], 0
            text = self.text
            while True:
                feed, back = text.find("\n", position), text.find("\r", position)
                if feed < 0 and back < 0:
                    break
                if back >= 0 and (feed < 0 or back < feed):
                    position = back + (2 if back + 1 == feed else 1)
                else:
                    position = feed + 1
                starts.append(position)
            self._starts = starts
        return self._starts

    def line_of(self, offset: int) -> int:
        """Give the number of the line, from 1, that an offset is in."""
        from bisect import bisect_right

        return bisect_right(self._lines(), offset)

    def line_start(self, line: int) -> int:
        """Give the offset at which a line begins."""
        return self._lines()[line - 1]

    def line_text(self, line: int) -> str:
        """Give a line without its end."""
        starts = self._lines()
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")


class _NodeType(type):
    """Make slots of a node class's annotated fields."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _NodeType:
        own = tuple(field for field, hint in namespace.get("__annotations__", {}).items() if "ClassVar" not in str(hint))
        namespace.setdefault("__slots__", own)
        inherited = next((base.fields for base in bases if isinstance(base, _NodeType)), ())
        namespace["fields"] = (*inherited, *own)
        return super().__new__(mcs, name, bases, namespace)

    fields: tuple[str, ...]


@dataclass_transform(eq_default=False)
class _Fields(metaclass=_NodeType):
    __slots__ = ()


class Ast(_Fields):
    """Be a node.

    Attributes:
        extent: Where it stands.
        parent: The node that it is a child of, None at the top.
    """

    __slots__ = ("_parent", "compiled", "extent")

    def __init__(self, extent: Extent, *values: Any) -> None:
        self.extent = extent
        self._parent: Ast | None = None
        for name, value in zip(type(self).fields[1:], values, strict=True):
            setattr(self, name, value)
            if isinstance(value, Ast):
                value._parent = self
            elif type(value) is list:
                _adopt(self, value)

    @property
    def parent(self) -> Ast | None:
        """Give the node that this one is a child of."""
        return self._parent

    @property
    def text(self) -> str:
        """Give the source text."""
        return self.extent.text

    def visit(self) -> Iterator[Any]:
        """Give the parts in PowerShell's order: nodes, and lists of nodes or of tuples of them."""
        for name in type(self).fields[1:]:
            yield getattr(self, name)

    def children(self) -> Iterator[Ast]:
        """Give the nodes directly below."""
        for part in self.visit():
            yield from _flat(part)

    def walk(self) -> Iterator[Ast]:
        """Give this node and all below it, each before its children."""
        stack: list[Ast] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(list(node.children())))

    def find_all(self, predicate: Callable[[Ast], bool], *, nested_script_blocks: bool = True) -> list[Ast]:
        """List the nodes for which a predicate holds."""
        found: list[Ast] = []
        stack: list[Ast] = [self]
        while stack:
            node = stack.pop()
            if predicate(node):
                found.append(node)
            if nested_script_blocks or node is self or type(node).__name__ not in ("ScriptBlockExpressionAst", "FunctionDefinitionAst"):
                stack.extend(reversed(list(node.children())))
        return found

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.extent.start}-{self.extent.end}>"


Ast.fields = ("extent",)


def _adopt(parent: Ast, values: list[Any]) -> None:
    for value in values:
        if isinstance(value, Ast):
            value._parent = parent
        elif type(value) is tuple:
            for one in value:
                if isinstance(one, Ast):
                    one._parent = parent


def _flat(part: Any) -> Iterator[Ast]:
    if isinstance(part, Ast):
        yield part
    elif type(part) is list or type(part) is tuple:
        for one in part:
            yield from _flat(one)
