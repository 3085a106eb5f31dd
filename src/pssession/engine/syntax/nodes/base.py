"""What every node has: an extent, a parent, children.

A node is made from its extent and its fields and becomes the parent of the nodes among them. The classes are written out in full, because
making nodes is half of the time that parsing takes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any


class Extent:
    """Name a stretch of a text: offsets of its beginning and behind its end."""

    __slots__ = ("end", "source", "start")
    dotnet_type = "System.Management.Automation.Language.InternalScriptExtent"

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
        return bisect_right(self._lines(), offset)

    def line_start(self, line: int) -> int:
        """Give the offset at which a line begins."""
        return self._lines()[line - 1]

    def line_text(self, line: int) -> str:
        """Give a line without its end."""
        starts = self._lines()
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")


class Ast:
    """Be a node.

    Attributes:
        extent: Where it stands.
        parent: The node that it is a child of, None at the top.
        compiled: What the compiler made of it; nothing here looks at it.
    """

    __slots__ = ("compiled", "extent", "parent")

    extent: Extent
    parent: Ast | None
    compiled: Any

    def __init__(self, extent: Extent) -> None:
        self.extent = extent
        self.parent = None

    @property
    def text(self) -> str:
        """Give the source text."""
        return self.extent.text

    def to_string(self) -> str:
        """Write it as conversion to a string does."""
        return self.extent.text

    @property
    def dotnet_type(self) -> str:
        """Name PowerShell's class of such nodes."""
        return f"System.Management.Automation.Language.{type(self).__name__}"

    def children(self) -> list[Ast]:
        """List the nodes directly below, in the order of PowerShell's Ast.FindAll."""
        return []

    def walk(self) -> Iterator[Ast]:
        """Give this node and all below it, each before its children."""
        stack: list[Ast] = [self]
        while stack:
            node = stack.pop()
            yield node
            below = node.children()
            below.reverse()
            stack += below

    def find_all(self, predicate: Callable[[Ast], bool], *, nested_script_blocks: bool = True) -> list[Ast]:
        """List the nodes for which a predicate holds, in the order of `walk`."""
        found: list[Ast] = []
        stack: list[Ast] = [self]
        while stack:
            node = stack.pop()
            if type(node).__name__ not in _NOT_FOUND and predicate(node):
                found.append(node)
            if nested_script_blocks or node is self or type(node).__name__ not in _HOLDERS_OF_SCRIPT_BLOCKS:
                below = node.children()
                below.reverse()
                stack += below
        return found

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.extent.start}-{self.extent.end}>"


_NOT_FOUND = frozenset(("BaseCtorInvokeMemberExpressionAst",))  # pwsh 7.6: FindAll goes through it without asking
_HOLDERS_OF_SCRIPT_BLOCKS = frozenset(("ScriptBlockExpressionAst", "FunctionDefinitionAst"))


def present(*nodes: Ast | None) -> list[Ast]:
    """List the nodes that are there."""
    return [node for node in nodes if node is not None]
