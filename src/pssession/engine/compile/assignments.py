"""Assignment: to variables, members, items, several at once; plain and combined with an operator.

Source: about_Assignment_Operators.
"""

from __future__ import annotations

from collections.abc import Callable

from pssession.engine.compile import variables
from pssession.engine.compile.expressions import member_name, pure_expression, value_of
from pssession.engine.compile.unit import Expression, Statement, Unit
from pssession.engine.syntax import nodes as n

_OPERATORS = {
    "PlusEquals": "op_Plus",
    "MinusEquals": "op_Minus",
    "MultiplyEquals": "op_Multiply",
    "DivideEquals": "op_Divide",
    "RemainderEquals": "op_Rem",
}


def assignment(u: Unit, node: n.AssignmentStatementAst) -> list[Statement]:
    with u.place(node.extent):
        kind = node.operator.name
        right = node.right
        if not _gives_value(u, right):
            if kind == "Equals":
                return _collected(u, node)
            sets_ok = False
        else:
            pure = pure_expression(right)
            sets_ok = pure is not None and not isinstance(pure, (n.ParenExpressionAst, n.SubExpressionAst, n.ArrayExpressionAst))
        with u.gathering() as before:
            main = u.do(_expression(u, node))
        return [*before, main, *([u.assign_attribute("X", "ok", u.literal(True))] if sets_ok else [])]


def _gives_value(u: Unit, right: n.Ast) -> bool:
    return pure_expression(right) is not None or type(right) in u.expressions


def _collected(u: Unit, node: n.AssignmentStatementAst) -> list[Statement]:
    """Assign what a statement gives; it is written in place, with output going to a list."""
    collected, write = u.fresh("c"), u.fresh("w")
    made: list[Statement] = [u.assign(collected, u.listed([])), u.assign(write, u.attribute(u.name(collected), "append"))]
    with u.writing_to(write):
        made += u.statement(node.right)
    with u.gathering() as before:
        value = u.call("unroll", u.name(collected))
        main = u.do(store(u, node.left, lambda: value, node))
    return [*made, *before, main]


def assignment_value(u: Unit, node: n.AssignmentStatementAst) -> Expression:
    """Write an assignment whose value is wanted, as in parentheses."""
    with u.place(node.extent):
        return _expression(u, node)


def _expression(u: Unit, node: n.AssignmentStatementAst) -> Expression:
    kind = node.operator.name

    def right() -> Expression:
        return value_of(u, node.right)

    if kind == "Equals":
        return store(u, node.left, right, node)
    return combine(u, node.left, kind, right, node)


def _bare(node: n.Ast) -> n.Ast:
    while isinstance(node, n.ParenExpressionAst):
        inner = pure_expression(node.pipeline)
        if inner is None:
            return node
        node = inner
    return node


def store(u: Unit, target: n.Ast, value: Callable[[], Expression], node: n.Ast) -> Expression:
    """Write the storing of a value; the expression gives the value stored."""
    bare = _bare(target)
    if isinstance(bare, n.VariableExpressionAst):
        return _store_variable(u, bare, value())
    if isinstance(bare, n.AttributedExpressionAst):
        attributes, inner = _attributes(bare)
        if isinstance(inner, n.VariableExpressionAst):
            with u.place(bare.attribute.extent):
                made = u.call("make_attributes", u.name("X"), u.name("S"), u.keep(tuple(attributes)))
            stored = value()
            return u.call("store_constrained", u.name("X"), u.name("S"), u.keep(inner.variable_path), made, stored)
        if isinstance(inner, (n.MemberExpressionAst, n.IndexExpressionAst)):
            return store(u, inner, lambda: _cast_all(u, attributes, value()), node)
    if isinstance(bare, n.ArrayLiteralAst):
        return _store_several(u, bare, value)
    if isinstance(bare, n.MemberExpressionAst):
        name = member_name(u, bare.member)
        owner = u.expression(bare.expression)
        return u.call("set_static" if bare.static else "set_member", u.name("X"), owner, name, value())
    if isinstance(bare, n.IndexExpressionAst):
        # PowerShell evaluates the value first, then what it goes into.
        held = u.fresh()
        stored = u.walrus(held, value())
        return u.call("set_item", u.name("X"), stored, u.expression(bare.target), u.expression(bare.index))
    return u.call("refuse_assignment", u.keep(node))


def _cast_all(u: Unit, attributes: list[n.AttributeBaseAst], value: Expression) -> Expression:
    for one in reversed(attributes):
        if isinstance(one, n.TypeConstraintAst):
            value = u.call("cast", value, u.call("type_named", u.name("X"), u.keep(one.type_name), u.keep(one)))
    return value


def _attributes(node: n.AttributedExpressionAst) -> tuple[list[n.AttributeBaseAst], n.Ast]:
    found: list[n.AttributeBaseAst] = []
    inner: n.Ast = node
    while isinstance(inner, n.AttributedExpressionAst):
        found.append(inner.attribute)
        inner = _bare(inner.child)
    return found, inner


def _store_variable(u: Unit, node: n.VariableExpressionAst, value: Expression) -> Expression:
    path = node.variable_path
    name = variables.plain_name(path)
    if name is None:
        return u.call("store_path", u.name("X"), u.name("S"), u.keep(path), value)
    if name == "psitem":
        name = "_"
    return u.call("store", u.name("S"), u.literal(name), u.literal(path.name), value)


def _store_several(u: Unit, target: n.ArrayLiteralAst, value: Callable[[], Expression]) -> Expression:
    held, parts = u.fresh(), u.fresh()
    count = u.literal(len(target.elements))
    steps = [u.walrus(held, value()), u.walrus(parts, u.call("spread", u.name(held), count))]
    for place, element in enumerate(target.elements):
        steps.append(store(u, element, lambda place=place: u.item(u.name(parts), u.literal(place)), target))  # type: ignore[misc]
    steps.append(u.name(held))
    return u.item(u.tupled(steps), u.literal(-1))


def combine(u: Unit, target: n.Ast, kind: str, right: Callable[[], Expression], node: n.Ast) -> Expression:
    """Write += and its kin, and ??=."""
    bare = _bare(target)
    if isinstance(bare, n.AttributedExpressionAst):
        attributes, inner = _attributes(bare)
        if isinstance(inner, n.VariableExpressionAst) and kind != "QuestionQuestionEquals":
            made = u.call("make_attributes", u.name("X"), u.name("S"), u.keep(tuple(attributes)))
            value = u.call(_OPERATORS[kind], variables.read_for_update(u, inner.variable_path), right())
            return u.call("store_constrained", u.name("X"), u.name("S"), u.keep(inner.variable_path), made, value)
        bare = inner
    if kind == "QuestionQuestionEquals":
        return _store_if_null(u, bare, right, node)
    operator = _OPERATORS[kind]
    if isinstance(bare, n.VariableExpressionAst):
        return _store_variable(u, bare, u.call(operator, variables.read_for_update(u, bare.variable_path), right()))
    if isinstance(bare, n.MemberExpressionAst) and not isinstance(bare, n.InvokeMemberExpressionAst):
        owner, name = u.expression(bare.expression), member_name(u, bare.member)
        helper = "update_static" if bare.static else "update_member"
        return u.call(helper, u.name("X"), owner, name, u.name(operator), right())
    if isinstance(bare, n.IndexExpressionAst):
        place = (u.expression(bare.target), u.expression(bare.index))
        return u.call("update_item", u.name("X"), *place, u.name(operator), right())
    return u.call("refuse_assignment", u.keep(node))


def _store_if_null(u: Unit, bare: n.Ast, right: Callable[[], Expression], node: n.Ast) -> Expression:
    if isinstance(bare, n.VariableExpressionAst):
        held = u.fresh()
        known = u.walrus(held, u.call("read_loosely", u.name("X"), u.name("S"), u.keep(bare.variable_path)))
        return u.choose(u.call("is_null", known), _store_variable(u, bare, right()), u.name(held))
    held = u.fresh()
    return u.choose(u.call("is_null", u.walrus(held, u.expression(bare))), store(u, bare, right, node), u.name(held))


EXPRESSIONS = {n.AssignmentStatementAst: assignment_value}
STATEMENTS = {n.AssignmentStatementAst: assignment}
