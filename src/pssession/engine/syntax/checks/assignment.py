"""Which variables of a method are read where nothing may have been assigned to them.

A walk in the order of execution, with the names that are surely assigned at each point; a point that control cannot come to has all names.
Loops may run not at all, a `try` may fail at once, and what stands behind `-and` may be left out.

Source: as PowerShell 7.6 was seen to report VariableNotLocal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.kinds import TokenKind

Names = frozenset[str] | None  # None: control does not come here

# What is there in every method.
_GIVEN = frozenset(
    [
        "_",
        "args",
        "error",
        "false",
        "input",
        "lastexitcode",
        "matches",
        "myinvocation",
        "nestedpromptlevel",
        "null",
        "outputencoding",
        "psboundparameters",
        "pscmdlet",
        "pscommandpath",
        "psitem",
        "psscriptroot",
        "pwd",
        "stacktrace",
        "this",
        "true",
        "?",
    ]
)
_LOCAL = frozenset(("", "local", "private", "variable"))
_SHORT_CUTS = frozenset((TokenKind.And, TokenKind.Or))
_APART = (  # what PowerShell does not look into
    n.ScriptBlockExpressionAst,
    n.FunctionDefinitionAst,
    n.TypeDefinitionAst,
    n.BaseCtorInvokeMemberExpressionAst,
    n.ParamBlockAst,
    n.UsingExpressionAst,
    n.PipelineChainAst,
    n.ErrorStatementAst,
)


def unassigned(method: n.FunctionMemberAst) -> set[n.Ast]:
    """List the variables of a method's body that are read before they are assigned."""
    walk = _Walk()
    names: Names = frozenset(one.name.variable_path.name.lower() for one in method.function.parameters or ())
    body = method.function.body
    for block in (body.dynamic_param_block, body.begin_block, body.process_block, body.end_block, body.clean_block):
        if block is not None:
            names = walk.block(block, names)
    return walk.found


def _both(one: Names, other: Names) -> Names:
    """Give what is assigned where two ways meet."""
    if one is None:
        return other
    return one if other is None else one & other


class _Loop:
    """Remember what was assigned where control left a loop or went on with its next turn."""

    __slots__ = ("broken", "continued", "label")

    def __init__(self, label: str | None) -> None:
        self.label = label
        self.broken: Names = None
        self.continued: Names = None


class _Walk:
    __slots__ = ("found", "loops")

    def __init__(self) -> None:
        self.found: set[n.Ast] = set()
        self.loops: list[_Loop] = []

    def visit(self, node: n.Ast, names: Names) -> Names:
        """Go through a node; give what is assigned behind it."""
        special = _VISITS.get(type(node))
        if special is not None:
            return special(self, node, names)
        if isinstance(node, _APART):
            return names
        return self.all(node.children(), names)

    def all(self, nodes: Iterable[n.Ast], names: Names) -> Names:
        """Go through nodes one after the other."""
        for node in nodes:
            names = self.visit(node, names)
        return names

    def block(self, node: Any, names: Names) -> Names:
        """Go through a block, its traps last."""
        return self.all(node.traps, self.all(node.statements, names))

    def variable(self, node: n.VariableExpressionAst, names: Names) -> Names:
        """Look at a variable that is read."""
        path = node.variable_path
        if names is not None and path.qualifier in _LOCAL and path.name.lower() not in names and path.user_path.lower() not in _GIVEN:
            self.found.add(node)
        return names

    def assignment(self, node: n.AssignmentStatementAst, names: Names) -> Names:
        """Go through the value, then the targets."""
        return self.target(node.left, self.visit(node.right, names))

    def target(self, node: n.Ast, names: Names) -> Names:
        """Go through what is assigned to."""
        if isinstance(node, n.VariableExpressionAst):
            path = node.variable_path
            return names if names is None or path.qualifier not in _LOCAL else names | {path.name.lower()}
        if isinstance(node, n.AttributedExpressionAst):
            return self.target(node.child, names)
        if isinstance(node, n.ArrayLiteralAst):
            for element in node.elements:
                names = self.target(element, names)
            return names
        if isinstance(node, n.ParenExpressionAst) and isinstance(node.pipeline, n.PipelineAst):
            first = node.pipeline.pipeline_elements[0]
            if isinstance(first, n.CommandExpressionAst):
                return self.target(first.expression, names)
        return self.visit(node, names)

    def binary(self, node: n.BinaryExpressionAst, names: Names) -> Names:
        """Go through both sides; the right one of `-and` and `-or` may be left out."""
        names = self.visit(node.left, names)
        behind = self.visit(node.right, names)
        return names if node.operator in _SHORT_CUTS else behind

    def ternary(self, node: n.TernaryExpressionAst, names: Names) -> Names:
        """Go both ways."""
        names = self.visit(node.condition, names)
        return _both(self.visit(node.if_true, names), self.visit(node.if_false, names))

    def choice(self, node: n.IfStatementAst, names: Names) -> Names:
        """Go all ways."""
        ends: list[Names] = []
        for condition, body in node.clauses:
            names = self.visit(condition, names)
            ends.append(self.visit(body, names))
        ends.append(names if node.else_clause is None else self.visit(node.else_clause, names))
        behind = ends[0]
        for end in ends[1:]:
            behind = _both(behind, end)
        return behind

    def loop(self, label: str | None, bodies: Iterable[n.Ast], names: Names) -> tuple[_Loop, Names]:
        """Go through the bodies of a loop, each from the same point; give where the last ends."""
        loop = _Loop(None if label is None else label.lower())
        self.loops.append(loop)
        behind = names
        for body in bodies:
            behind = self.visit(body, names)
        self.loops.pop()
        return loop, behind

    def switch(self, node: n.SwitchStatementAst, names: Names) -> Names:
        """Go through the clauses; none may match."""
        if node.condition is not None:
            names = self.visit(node.condition, names)
        for condition, _ in node.clauses:
            self.visit(condition, names)
        bodies = [body for _, body in node.clauses]
        self.loop(node.label, [*bodies, *([] if node.default is None else [node.default])], names)
        return names

    def for_each(self, node: n.ForEachStatementAst, names: Names) -> Names:
        """Go through the body, the variable assigned."""
        if node.condition is not None:
            names = self.visit(node.condition, names)
        names = self.target(node.variable, names)
        self.loop(node.label, [node.body], names)
        return names

    def for_loop(self, node: n.ForStatementAst, names: Names) -> Names:
        """Go through a loop that without a condition only `break` leaves."""
        for part in (node.initializer, node.condition):
            if part is not None:
                names = self.visit(part, names)
        loop, end = self.loop(node.label, [node.body], names)
        if node.iterator is not None:
            self.visit(node.iterator, _both(end, loop.continued))
        return names if node.condition is not None else loop.broken

    def while_loop(self, node: n.WhileStatementAst, names: Names) -> Names:
        """Go through a loop that looks first."""
        names = self.visit(node.condition, names)
        self.loop(node.label, [node.body], names)
        return names

    def do_loop(self, node: n.DoWhileStatementAst | n.DoUntilStatementAst, names: Names) -> Names:
        """Go through a loop that looks last."""
        loop, end = self.loop(node.label, [node.body], names)
        return _both(self.visit(node.condition, _both(end, loop.continued)), loop.broken)

    def attempt(self, node: n.TryStatementAst, names: Names) -> Names:
        """Go through a body that may fail at once."""
        behind = self.visit(node.body, names)
        for clause in node.catch_clauses:
            behind = _both(behind, self.visit(clause.body, names))
        return behind if node.finally_block is None else self.visit(node.finally_block, names)

    def leave(self, node: n.Ast, names: Names) -> Names:
        """Go to what is returned or thrown, and no further."""
        self.all(node.children(), names)
        return None

    def jump(self, node: n.BreakStatementAst | n.ContinueStatementAst, names: Names) -> Names:
        """Note what is assigned where control leaves."""
        label = node.label.value.lower() if isinstance(node.label, n.StringConstantExpressionAst) else None
        for loop in reversed(self.loops):
            if label is None or loop.label == label:
                if isinstance(node, n.BreakStatementAst):
                    loop.broken = _both(loop.broken, names)
                else:
                    loop.continued = _both(loop.continued, names)
                break
        return None

    def data(self, node: n.DataStatementAst, names: Names) -> Names:
        """Go through a data section, which assigns its variable."""
        names = self.visit(node.body, names)
        return names if names is None or node.variable is None else names | {node.variable.lower()}


_VISITS: dict[type[n.Ast], Callable[[_Walk, Any, Names], Names]] = {
    n.VariableExpressionAst: _Walk.variable,
    n.AssignmentStatementAst: _Walk.assignment,
    n.BinaryExpressionAst: _Walk.binary,
    n.TernaryExpressionAst: _Walk.ternary,
    n.StatementBlockAst: _Walk.block,
    n.IfStatementAst: _Walk.choice,
    n.SwitchStatementAst: _Walk.switch,
    n.ForEachStatementAst: _Walk.for_each,
    n.ForStatementAst: _Walk.for_loop,
    n.WhileStatementAst: _Walk.while_loop,
    n.DoWhileStatementAst: _Walk.do_loop,
    n.DoUntilStatementAst: _Walk.do_loop,
    n.TryStatementAst: _Walk.attempt,
    n.ReturnStatementAst: _Walk.leave,
    n.ThrowStatementAst: _Walk.leave,
    n.ExitStatementAst: _Walk.leave,
    n.BreakStatementAst: _Walk.jump,
    n.ContinueStatementAst: _Walk.jump,
    n.DataStatementAst: _Walk.data,
}
