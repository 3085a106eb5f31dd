"""The switch statement: a loop over values with a chain of tests.

Source: about_Switch.
"""

from __future__ import annotations

from pssession.engine.compile.loops import check_stop
from pssession.engine.compile.statements import block
from pssession.engine.compile.unit import Expression, Loop, Statement, Unit
from pssession.engine.syntax import nodes as n


def switch_statement(u: Unit, node: n.SwitchStatementAst) -> list[Statement]:
    if node.condition is None:
        return []
    flags = tuple(flag.lower() for flag in node.flags)
    mode = next((flag for flag in flags if flag in ("regex", "wildcard")), "exact")
    item, matched, state = u.fresh("i"), u.fresh("m"), u.fresh("s")
    with u.place(node.condition.extent), u.gathering() as before:
        given = u.expression(node.condition)
        begin = u.assign(state, u.call("begin_switch", u.name("X"), u.name("S"), given, u.literal("file" in flags)))
    u.loops.append(Loop(node.label))
    turn: list[Statement] = [
        check_stop(u),
        u.do(u.call("set_item_variable", u.name("S"), u.name(item))),
        u.assign(matched, u.literal(False)),
    ]
    with u.inside(3):
        for test, body in node.clauses:
            with u.place(test.extent), u.gathering() as inner:
                wanted = _test(u, test, item, mode, "casesensitive" in flags)
            turn += [*inner, u.when(wanted, [u.assign(matched, u.literal(True)), *block(u, body)])]
        if node.default is not None:
            turn.append(u.when(u.negate(u.name(matched)), block(u, node.default)))
    u.loops.pop()
    signal = u.fresh("g")
    leave = u.when(u.call("leaves_loop", u.name(signal), u.literal(node.label)), [u.break_out()], [u.go_on()])
    with u.place(node.condition.extent):
        loop = u.each(item, u.name(state), [u.attempt(turn, "LoopSignal", signal, [leave])])
        end = u.do(u.call("end_switch", u.name("S"), u.name(state)))
    return [*before, begin, u.attempt([loop], always=[end])]


def _test(u: Unit, node: n.ExpressionAst, item: str, mode: str, exact_case: bool) -> Expression:
    arguments = (u.literal(mode), u.literal(exact_case))
    return u.call("switch_matches", u.name("X"), u.name("S"), u.name(item), u.expression(node), *arguments)


STATEMENTS = {n.SwitchStatementAst: switch_statement}
