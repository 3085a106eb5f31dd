"""try, catch, finally and throw. Which error a clause catches and what becomes of one that no clause catches is the runtime's.

Source: about_Try_Catch_Finally, about_Throw, about_Trap.
"""

from __future__ import annotations

from pssession.engine.compile.expressions import pure_expression
from pssession.engine.compile.statements import block, nothing
from pssession.engine.compile.unit import Expression, Statement, Unit
from pssession.engine.syntax import nodes as n


def try_statement(u: Unit, node: n.TryStatementAst) -> list[Statement]:
    saved = u.fresh("p")
    with u.place(node.extent):
        body: list[Statement] = [u.assign_attribute("X", "catching", u.literal(True))]
        start = u.assign(saved, u.attribute(u.name("X"), "catching"))
        restore = u.assign_attribute("X", "catching", u.name(saved))
    with u.inside(2):
        body += block(u, node.body)
    with u.place(node.extent):
        if node.catch_clauses:
            body = [_catching(u, node, body, saved)]
        always: list[Statement] = [restore]
    if node.finally_block is not None:
        with u.inside(2):
            written = block(u, node.finally_block)
        with u.place(node.extent):
            held = u.fresh("s")
            begin = u.assign(held, u.call("enter_finally", u.name("X")))
            end = u.do(u.call("leave_finally", u.name("X"), u.name(held)))
            always += [begin, u.attempt(written, always=[end])]
    with u.place(node.extent):
        return [start, u.attempt(body, always=always)]


def _catching(u: Unit, node: n.TryStatementAst, body: list[Statement], saved: str) -> Statement:
    error, clause = u.fresh("e"), u.fresh("h")
    handler: list[Statement] = [
        u.assign_attribute("X", "catching", u.name(saved)),
        u.assign(clause, u.call("choose_catch", u.name("X"), u.name("S"), u.name(error), u.keep(node))),
    ]
    chain: list[Statement] = []
    for place, catch in reversed(list(enumerate(node.catch_clauses))):
        with u.inside(4):
            written = block(u, catch.body)
        with u.place(node.extent):
            held = u.fresh("s")
            begin = u.assign(held, u.call("enter_catch", u.name("X"), u.name("S"), u.name(error)))
            end = u.do(u.call("leave_catch", u.name("X"), u.name("S"), u.name(held)))
            is_this = u.call("same", u.name(clause), u.literal(place))
            chain = [u.when(is_this, [begin, u.attempt(written, always=[end])], chain)]
    return u.attempt(body, "Failure", error, [*handler, *chain])


def throw_statement(u: Unit, node: n.ThrowStatementAst) -> list[Statement]:
    with u.place(node.extent), u.gathering() as before:
        if node.pipeline is None:
            problem = u.call("thrown_again", u.name("X"), u.keep(node))
        else:
            # PowerShell shows an error in the value at the throw statement.
            problem = u.call("thrown", u.name("X"), _value(u, node.pipeline), u.keep(node))
        leave = u.fail(problem)
    return [*before, leave]


def _value(u: Unit, node: n.Ast) -> Expression:
    pure = pure_expression(node)
    return u.expression(pure if pure is not None else node)


STATEMENTS = {n.TryStatementAst: try_statement, n.ThrowStatementAst: throw_statement, n.TrapStatementAst: nothing}
