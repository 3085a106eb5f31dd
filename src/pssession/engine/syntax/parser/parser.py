"""The parser: the parts of the grammar together, and `parse`.

A text that is nested too deeply for the interpreter's stack is an error in the text like others.
"""

from __future__ import annotations

import gc
import sys

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.checks.tree import check
from pssession.engine.syntax.checks.types import FindType, check_types
from pssession.engine.syntax.errors import ParseError
from pssession.engine.syntax.nodes.base import Source
from pssession.engine.syntax.parser.classes import Classes
from pssession.engine.syntax.parser.expressions import Expressions
from pssession.engine.syntax.parser.hashtables import Hashtables
from pssession.engine.syntax.parser.pipelines import Pipelines
from pssession.engine.syntax.parser.primary import Primary
from pssession.engine.syntax.parser.requirements import read_requirements
from pssession.engine.syntax.parser.scripts import Scripts
from pssession.engine.syntax.parser.statements import Statements
from pssession.engine.syntax.parser.switches import Switches
from pssession.engine.syntax.parser.types import Types
from pssession.engine.syntax.parser.usings import Usings
from pssession.engine.syntax.tokens import Token

_DEEP = 50_000  # Python frames: some 6,000 brackets in one another, which is what PowerShell 7.6 takes


class Parser(Scripts, Statements, Switches, Classes, Usings, Pipelines, Expressions, Primary, Hashtables, Types):
    """Parse PowerShell."""

    __slots__ = ()


class ParseResult:
    """Hold what came of a text.

    Attributes:
        ast: The tree; there is one whatever is wrong.
        tokens: All tokens; those inside strings are in their string's `nested_tokens`.
        errors: What is wrong, in the order in which PowerShell finds it.
    """

    __slots__ = ("ast", "errors", "tokens")

    def __init__(self, ast: n.ScriptBlockAst, tokens: list[Token], errors: list[ParseError]) -> None:
        self.ast = ast
        self.tokens = tokens
        self.errors = errors

    @property
    def incomplete(self) -> bool:
        """Tell whether more input might mend what is wrong."""
        return any(error.incomplete_input for error in self.errors)


def parse(text: str, file: str | None = None, *, find_type: FindType | None = None) -> ParseResult:
    """Parse a script.

    Args:
        text: The script.
        file: Its path if it came from one.
        find_type: Finds types by name; without it names of types are not looked up.
    """
    source = Source(text, file)
    collecting = gc.isenabled()
    gc.disable()  # a tree is all alive: looking for garbage in it takes a third of the time
    try:
        parser, ast = _parse(source)
        if parser.lexer.requires:
            ast.script_requirements = read_requirements(parser, parser.lexer.requires)
        if find_type is not None and parser.has_types:
            check_types(ast, find_type, parser.report)
        check(ast, parser.report)
    finally:
        if collecting:
            gc.enable()
    return ParseResult(ast, parser.lexer.tokens, parser.errors)


def _parse(source: Source) -> tuple[Parser, n.ScriptBlockAst]:
    parser = Parser(source)
    try:
        return parser, parser.script_block(None, False)
    except RecursionError:
        return _parse_deep(source)


def _parse_deep(source: Source) -> tuple[Parser, n.ScriptBlockAst]:
    """Parse once more with a deeper stack; give an empty script if that is not enough."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEEP))
    parser = Parser(source)
    try:
        return parser, parser.script_block(None, False)
    except RecursionError:
        at = parser.lexer.restore_point()
        parser.report(at, at, "ScriptTooComplicated")
        extent = parser.span(0, len(source.text))
        empty = parser.span(0, 0)
        block = n.NamedBlockAst(empty, "End", True, [], [])
        return parser, n.ScriptBlockAst(extent, [], [], None, None, None, None, block, None, None, empty)
    finally:
        sys.setrecursionlimit(limit)
