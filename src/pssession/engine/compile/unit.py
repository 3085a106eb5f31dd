"""The Python function that is being written: its names, constants, positions, and where output goes.

Emitters of every family get a `Unit` and give Python ast nodes; none of them imports another. Nodes are born with positions: `lineno`
is the offset in the source at which the running statement begins plus one, `end_lineno` the one behind its end, so that a traceback
or a live frame says where in the PowerShell text it is.

Source: PEP 626, PEP 657; which statement an error is shown at as PowerShell 7.6 does it.
"""

from __future__ import annotations

import _ast as py
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

from pssession.engine.syntax.nodes import Ast, Extent

LOAD = py.Load()
STORE = py.Store()
_NEW_FUNCTIONS = "type_params" in py.FunctionDef._fields

Expression = py.expr
Statement = py.stmt


class Loop:
    """Describe a loop around: its label, and whether `break` may be Python's own."""

    __slots__ = ("label",)

    def __init__(self, label: str | None) -> None:
        self.label = label


class Unit:
    """Write one Python function.

    Attributes:
        out: Name of the variable that takes output, one object a call.
        constants: What the code refers to by name and Python has no literal for.
        loops: Loops of this very Python function around the place being written, innermost last.
        nested: Depth of functions inside the function; there `return` and `break` travel as signals.
        in_method: Whether only `return` gives output, as in methods of classes.
        depth: Blocks of Python (loops and tries) of this very function around the place being written; Python allows twenty.
    """

    expressions: ClassVar[dict[type[Ast], Callable[[Unit, Any], Expression]]] = {}
    statements: ClassVar[dict[type[Ast], Callable[[Unit, Any], list[Statement]]]] = {}

    def __init__(self, constants: dict[str, Any]) -> None:
        self.constants = constants
        self.out = "out"
        self.loops: list[Loop] = []
        self.nested = 0
        self.signals_return = False
        self.in_method = False
        self.depth = 0
        self._line = 1
        self._end = 1
        self._counter = 0
        self._hoisted: list[list[Statement]] = [[]]
        self._known: dict[int, str] = {}

    # Positions.

    def at(self, extent: Extent) -> None:
        """Say where in the source the nodes that follow stand."""
        self._line = extent.start + 1
        self._end = max(extent.end, extent.start) + 1

    @contextmanager
    def place(self, extent: Extent) -> Iterator[None]:
        """Stand elsewhere for a while."""
        saved = (self._line, self._end)
        self.at(extent)
        yield
        self._line, self._end = saved

    # Nodes of PowerShell.

    def expression(self, node: Ast) -> Expression:
        """Write an expression of PowerShell."""
        return self.expressions[type(node)](self, node)

    def statement(self, node: Ast) -> list[Statement]:
        """Write a statement of PowerShell."""
        return self.statements[type(node)](self, node)

    # Names and constants.

    def fresh(self, stem: str = "t") -> str:
        """Make up a name."""
        self._counter += 1
        return f"{stem}{self._counter}"

    def keep(self, value: Any) -> Expression:
        """Refer to an object of the compiler's: a node, a number that Python has no literal for."""
        name = self._known.get(id(value))
        if name is None:
            name = f"k{len(self.constants)}"
            self.constants[name] = value
            self._known[id(value)] = name
        return self.name(name)

    def literal(self, value: Any) -> Expression:
        """Write a value; exact Python scalars stand in the code itself."""
        if value is None or type(value) in (int, str, bool, float):
            return py.Constant(value, None, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)
        return self.keep(value)

    def name(self, name: str) -> Expression:
        """Read a Python variable."""
        return py.Name(name, LOAD, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    # Expressions of Python.

    def call(self, function: str, *arguments: Expression) -> Expression:
        """Call a helper of the abi."""
        return self.apply(self.name(function), *arguments)

    def apply(self, function: Expression, *arguments: Expression) -> Expression:
        """Call what an expression gives."""
        return py.Call(function, list(arguments), [], lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def attribute(self, target: Expression, name: str) -> Expression:
        """Read an attribute."""
        return py.Attribute(target, name, LOAD, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def tupled(self, values: Sequence[Expression]) -> Expression:
        """Write a tuple."""
        return py.Tuple(list(values), LOAD, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def listed(self, values: Sequence[Expression]) -> Expression:
        """Write a list."""
        return py.List(list(values), LOAD, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def choose(self, test: Expression, yes: Expression, no: Expression) -> Expression:
        """Choose between two expressions."""
        return py.IfExp(test, yes, no, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def both(self, operator: py.boolop, *values: Expression) -> Expression:
        """Join conditions."""
        return py.BoolOp(operator, list(values), lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def compare(self, left: Expression, operator: py.cmpop, right: Expression) -> Expression:
        """Compare two values."""
        return py.Compare(left, [operator], [right], lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def negate(self, value: Expression) -> Expression:
        """Turn a condition round."""
        return py.UnaryOp(py.Not(), value, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def item(self, target: Expression, index: Expression) -> Expression:
        """Read an item."""
        return py.Subscript(target, index, LOAD, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def walrus(self, name: str, value: Expression) -> Expression:
        """Keep a value under a name and give it."""
        target = py.Name(name, STORE, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)
        return py.NamedExpr(target, value, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def text(self, parts: Sequence[Expression]) -> Expression:
        """Join texts; parts that are no constants are expressions that give a text."""
        values: list[Expression] = []
        for part in parts:
            if isinstance(part, py.Constant):
                values.append(part)
            else:
                values.append(py.FormattedValue(part, -1, None, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0))
        return py.JoinedStr(values, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    # Statements of Python.

    def do(self, value: Expression) -> Statement:
        """Evaluate and forget."""
        return py.Expr(value, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def assign(self, name: str, value: Expression) -> Statement:
        """Set a Python variable."""
        target = py.Name(name, STORE, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)
        return py.Assign([target], value, None, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def assign_attribute(self, owner: str, attribute: str, value: Expression) -> Statement:
        """Set an attribute."""
        target = py.Attribute(self.name(owner), attribute, STORE, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)
        return py.Assign([target], value, None, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def when(self, test: Expression, body: list[Statement], orelse: Sequence[Statement] = ()) -> Statement:
        """Do something under a condition."""
        return py.If(test, body or [self.nothing()], list(orelse), lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def forever(self, body: list[Statement]) -> Statement:
        """Repeat until something breaks out."""
        test = self.literal(True)
        return py.While(test, body, [], lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def each(self, name: str, items: Expression, body: list[Statement]) -> Statement:
        """Repeat for each item."""
        target = py.Name(name, STORE, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)
        return py.For(target, items, body, [], None, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def nothing(self) -> Statement:
        """Do nothing."""
        return py.Pass(lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def break_out(self) -> Statement:
        """Leave the Python loop."""
        return py.Break(lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def go_on(self) -> Statement:
        """Take the Python loop's next turn."""
        return py.Continue(lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def give(self, value: Expression | None = None) -> Statement:
        """Return from the Python function."""
        return py.Return(value, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def fail(self, problem: Expression | None = None) -> Statement:
        """Raise an exception; without one, the one being handled."""
        return py.Raise(problem, None, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)

    def attempt(
        self,
        body: list[Statement],
        caught: str | None = None,
        error: str | None = None,
        handler: Sequence[Statement] = (),
        always: Sequence[Statement] = (),
    ) -> Statement:
        """Try; `caught` names the class of Python exceptions that `handler` takes, under the name `error`."""
        handlers = []
        if caught is not None:
            handlers = [
                py.ExceptHandler(
                    self.name(caught),
                    error,
                    list(handler) or [self.nothing()],
                    lineno=self._line,
                    col_offset=0,
                    end_lineno=self._end,
                    end_col_offset=0,
                )
            ]
        return py.Try(
            body or [self.nothing()],
            handlers,
            [],
            list(always),
            lineno=self._line,
            col_offset=0,
            end_lineno=self._end,
            end_col_offset=0,
        )

    def define(self, name: str, parameters: Sequence[str], body: list[Statement], captured: Sequence[str] = ()) -> Statement:
        """Define a Python function; `captured` variables of the function around come in as defaults."""
        arguments = [
            py.arg(one, None, None, lineno=self._line, col_offset=0, end_lineno=self._end, end_col_offset=0)
            for one in (*parameters, *captured)
        ]
        signature = py.arguments([], arguments, None, [], [], None, [self.name(one) for one in captured])
        extra: dict[str, Any] = {"type_params": []} if _NEW_FUNCTIONS else {}
        return py.FunctionDef(
            name,
            signature,
            body or [self.nothing()],
            [],
            None,
            None,
            lineno=self._line,
            col_offset=0,
            end_lineno=self._end,
            end_col_offset=0,
            **extra,
        )

    # Functions inside, for code that an expression needs and that is made of statements.

    def hoist(self, statement: Statement) -> None:
        """Put a statement before the one being written."""
        self._hoisted[-1].append(statement)

    @contextmanager
    def gathering(self) -> Iterator[list[Statement]]:
        """Collect what is hoisted while a statement is written."""
        mine: list[Statement] = []
        self._hoisted.append(mine)
        yield mine
        self._hoisted.pop()

    @contextmanager
    def writing_to(self, out: str) -> Iterator[None]:
        """Let output go elsewhere for a while."""
        saved = self.out
        self.out = out
        yield
        self.out = saved

    @contextmanager
    def inside(self, blocks: int) -> Iterator[None]:
        """Write within some more blocks of Python for a while."""
        self.depth += blocks
        yield
        self.depth -= blocks

    def nested_function(
        self, write: Callable[[], list[Statement]], parameters: Sequence[str] = ("out",), *, in_method: bool = False
    ) -> str:
        """Hoist a function whose body writes to its own `out`; give its name."""
        saved = (self.out, self.loops, self.in_method, self.depth)
        self.out, self.loops, self.in_method, self.depth = "out", [], in_method, 0
        self.nested += 1
        self._hoisted.append([])
        body = write()
        body = [*self._hoisted.pop(), *body]
        self.nested -= 1
        self.out, self.loops, self.in_method, self.depth = saved
        name = self.fresh("f")
        self.hoist(self.define(name, parameters, body, [one for one in ("X", "S", "L") if one not in parameters]))
        return name
