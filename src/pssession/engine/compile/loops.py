"""Loops: while, do, for, foreach. Each looks at the stop flag at every turn and takes `break` and `continue` from code it calls.

Source: about_While, about_Do, about_For, about_Foreach, about_Break.
"""

from __future__ import annotations

from pssession.engine.compile import variables
from pssession.engine.compile.assignments import store
from pssession.engine.compile.statements import block, condition_at
from pssession.engine.compile.unit import Loop, Statement, Unit
from pssession.engine.syntax import nodes as n


def check_stop(u: Unit) -> Statement:
    """Write the test of the stop flag."""
    return u.when(u.attribute(u.name("X"), "stopping"), [u.do(u.call("stop_now", u.name("X")))])


def body_of(u: Unit, node: n.Ast, label: str | None) -> Statement:
    """Write a loop's body; signals from below that mean this loop end here."""
    u.loops.append(Loop(label))
    with u.inside(3):  # the loop, its try, and around foreach perhaps another
        written = block(u, node)
    u.loops.pop()
    signal = u.fresh("g")
    leave = u.when(u.call("leaves_loop", u.name(signal), u.literal(label)), [u.break_out()], [u.go_on()])
    return u.attempt(written, "LoopSignal", signal, [leave])


def while_statement(u: Unit, node: n.WhileStatementAst) -> list[Statement]:
    before, test = condition_at(u, node.condition)
    with u.place(node.condition.extent):
        turn = [check_stop(u), *before, u.when(u.negate(test), [u.break_out()])]
    return [u.forever([*turn, body_of(u, node.body, node.label)])]


def do_statement(u: Unit, node: n.DoWhileStatementAst | n.DoUntilStatementAst) -> list[Statement]:
    """Write the condition at the top, where `continue` leads to it, and skip it the first time."""
    before, test = condition_at(u, node.condition)
    if isinstance(node, n.DoWhileStatementAst):
        test = u.negate(test)
    first = u.fresh("first")
    with u.place(node.condition.extent):
        look = [*before, u.when(test, [u.break_out()])]
        turn = [check_stop(u), u.when(u.name(first), [u.assign(first, u.literal(False))], look)]
        start = u.assign(first, u.literal(True))
    return [start, u.forever([*turn, body_of(u, node.body, node.label)])]


def for_statement(u: Unit, node: n.ForStatementAst) -> list[Statement]:
    made: list[Statement] = []
    if node.initializer is not None:
        made += _step(u, node.initializer)
    turn: list[Statement] = [check_stop(u)]
    if node.iterator is not None:
        first = u.fresh("first")
        made.append(u.assign(first, u.literal(True)))
        turn.append(u.when(u.name(first), [u.assign(first, u.literal(False))], _step(u, node.iterator)))
    if node.condition is not None:
        before, test = condition_at(u, node.condition)
        with u.place(node.condition.extent):
            turn += [*before, u.when(u.negate(test), [u.break_out()])]
    return [*made, u.forever([*turn, body_of(u, node.body, node.label)])]


def _step(u: Unit, node: n.Ast) -> list[Statement]:
    """Write the beginning or the step of a for loop: what it gives is dropped."""
    with u.writing_to("drop"):
        return u.statement(node)


def foreach_statement(u: Unit, node: n.ForEachStatementAst) -> list[Statement]:
    if node.condition is None:
        return []
    item = u.fresh("i")
    with u.place(node.condition.extent), u.gathering() as before:
        items = u.call("items_of", u.expression(node.condition))
    with u.place(node.variable.extent):
        assign = u.do(store(u, node.variable, lambda: u.name(item), node.variable))
    if _mentions(node.body, "foreach"):
        enumerator = u.fresh("n")
        with u.place(node.condition.extent):
            begin = u.assign(enumerator, u.call("begin_foreach", u.name("S"), items))
            end = u.do(u.call("end_foreach", u.name("S"), u.name(enumerator)))
            loop = u.each(item, u.name(enumerator), [check_stop(u), assign, body_of(u, node.body, node.label)])
            return [*before, begin, u.attempt([loop], always=[end])]
    with u.place(node.condition.extent):
        return [*before, u.each(item, items, [check_stop(u), assign, body_of(u, node.body, node.label)])]


def _mentions(node: n.Ast, name: str) -> bool:
    """Tell whether a variable is read below."""
    return any(isinstance(one, n.VariableExpressionAst) and variables.plain_name(one.variable_path) == name for one in node.walk())


STATEMENTS = {
    n.WhileStatementAst: while_statement,
    n.DoWhileStatementAst: do_statement,
    n.DoUntilStatementAst: do_statement,
    n.ForStatementAst: for_statement,
    n.ForEachStatementAst: foreach_statement,
}
