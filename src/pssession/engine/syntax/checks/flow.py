"""Where control goes: whether all paths of a method return, and what may not leave a finally block or a method.

Source: about_Classes, about_Try_Catch_Finally; as PowerShell 7.6 was seen to check them.
"""

from __future__ import annotations

from collections.abc import Iterable

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.checks.targets import pure_expression

_LEAVES = (n.ReturnStatementAst, n.ThrowStatementAst, n.ExitStatementAst)


def falls_through(statements: Iterable[n.Ast]) -> bool:
    """Tell whether control may come to the end of statements."""
    return all(_passes(statement) for statement in statements)


def _passes(statement: n.Ast) -> bool:
    if isinstance(statement, _LEAVES):
        return False
    if isinstance(statement, n.IfStatementAst):
        bodies = [body for _, body in statement.clauses]
        if statement.else_clause is None:
            return True
        return any(falls_through(body.statements) for body in (*bodies, statement.else_clause))
    if isinstance(statement, n.SwitchStatementAst):
        if statement.default is None or _breaks(statement):
            return True
        return any(falls_through(body.statements) for body in (statement.default, *(body for _, body in statement.clauses)))
    if isinstance(statement, n.TryStatementAst):
        if statement.finally_block is not None and not falls_through(statement.finally_block.statements):
            return False
        return any(falls_through(body.statements) for body in (statement.body, *(clause.body for clause in statement.catch_clauses)))
    if isinstance(statement, n.DoWhileStatementAst | n.DoUntilStatementAst):
        return falls_through(statement.body.statements) or _breaks(statement)
    if isinstance(statement, n.WhileStatementAst):
        return not _is_true(statement.condition) or _breaks(statement)
    if isinstance(statement, n.ForStatementAst):
        return statement.condition is not None or _breaks(statement)
    return True


def _is_true(condition: n.Ast) -> bool:
    value = pure_expression(condition)
    if isinstance(value, n.VariableExpressionAst):
        return value.variable_path.user_path.lower() == "true"
    return type(value) is n.ConstantExpressionAst and bool(value.value)


def _breaks(loop: n.Ast) -> bool:
    return any(isinstance(node, n.BreakStatementAst) for node in loop.walk())


def method_around(node: n.Ast) -> n.FunctionMemberAst | None:
    """Give the method that a node stands in, None inside a script block or function of its own."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, n.ScriptBlockAst):
            function = parent.parent
            member = None if function is None else function.parent
            return member if isinstance(member, n.FunctionMemberAst) else None
        parent = parent.parent
    return None


def property_around(node: n.Ast) -> tuple[str, ...]:
    """Give the attributes of the property whose first value a node is part of; none inside a script block."""
    parent = node.parent
    while parent is not None and not isinstance(parent, n.ScriptBlockAst):
        if isinstance(parent, n.PropertyMemberAst):
            return parent.property_attributes
        parent = parent.parent
    return ()


def is_void(method: n.FunctionMemberAst) -> bool:
    """Tell whether a method gives nothing."""
    return method.return_type is None or method.return_type.type_name.full_name.lower() in ("void", "system.void")


def leaves_finally(node: n.Ast, label: str | None) -> bool:
    """Tell whether a jump leaves a finally block; without a label None for return, "" for the innermost loop."""
    child, parent = node, node.parent
    while parent is not None:
        if isinstance(parent, n.NamedBlockAst | n.TrapStatementAst | n.ScriptBlockAst):
            return False
        if label is not None and isinstance(parent, n.LabeledStatementAst) and _is_label(label, parent):
            return False
        if isinstance(parent, n.TryStatementAst) and parent.finally_block is child:
            return True
        child, parent = parent, parent.parent
    return False


def _is_label(label: str, loop: n.Ast) -> bool:
    return not label or label.lower() == (getattr(loop, "label", None) or "").lower()


def lacks_label(node: n.Ast, label: str) -> bool:
    """Tell whether no loop around has a label, where the method around makes that sure."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, n.FunctionDefinitionAst):
            return isinstance(parent.parent, n.FunctionMemberAst)
        if isinstance(parent, n.LabeledStatementAst) and not isinstance(parent, n.SwitchStatementAst) and _is_label(label, parent):
            return False
        parent = parent.parent
    return False
