"""Lists of statements, and those that choose or leave: if, return, exit, break, continue, data.

Each statement is written inside a `try` of its own, which costs nothing until something goes wrong; what happens then is decided by
one helper.

Source: about_If, about_Return, about_Break, about_Continue, about_Data_Sections.
"""

from __future__ import annotations

from collections.abc import Sequence

from pssession.engine.compile.expressions import condition, pure_expression
from pssession.engine.compile.unit import Expression, Statement, Unit
from pssession.engine.syntax import nodes as n

# How deep in blocks of Python a block of statements may stand before it becomes a function of its own: no statement adds more than
# six around the blocks in it (a catch block whose body has traps), and Python allows twenty.
_DEEPEST = 12
_NO_GUARD = (n.FunctionDefinitionAst, n.TrapStatementAst, n.TypeDefinitionAst, n.UsingStatementAst)


def statements(u: Unit, nodes: Sequence[n.Ast], traps: Sequence[n.TrapStatementAst] = ()) -> list[Statement]:
    """Write statements one after the other, each with what follows an error in it."""
    made: list[Statement] = []
    names: list[str] = []
    for trap in traps:
        names.append(_trap_function(u, trap, made))
    for node in nodes:
        if isinstance(node, n.TrapStatementAst):
            continue
        with u.inside(2 if names else 1):
            written = u.statement(node)
        if not written:
            continue
        with u.place(node.extent):
            if names:
                made.append(_trapped(u, written, traps, names))
            else:
                error = u.fresh("e")
                handler = [u.do(u.call("on_error", u.name("X"), u.name("S"), u.name(error)))]
                made.append(u.attempt(written, "Failure", error, handler))
    return made


def _trap_function(u: Unit, trap: n.TrapStatementAst, made: list[Statement]) -> str:
    with u.gathering() as before:
        name = u.nested_function(lambda: block(u, trap.body), ("X", "S", "L", "out"))
    made += before
    return name


def _trapped(u: Unit, written: list[Statement], traps: Sequence[n.TrapStatementAst], names: list[str]) -> Statement:
    error, saved = u.fresh("e"), u.fresh("p")
    choices = u.tupled([u.tupled([u.keep(trap), u.name(name)]) for trap, name in zip(traps, names, strict=True)])
    handler = [
        u.assign_attribute("X", "catching", u.name(saved)),
        u.do(u.call("on_trapped", u.name("X"), u.name("S"), u.name(error), choices, u.name(u.out))),
    ]
    guarded = u.attempt([u.assign_attribute("X", "catching", u.literal(True)), *written], "Failure", error, handler)
    restore = [u.assign_attribute("X", "catching", u.name(saved))]
    outer = u.attempt([u.assign(saved, u.attribute(u.name("X"), "catching")), guarded], always=restore)
    return outer


def block(u: Unit, node: n.Ast) -> list[Statement]:
    """Write the statements in braces."""
    assert isinstance(node, (n.StatementBlockAst, n.NamedBlockAst))
    if u.depth > _DEEPEST:
        with u.gathering() as before, u.place(node.extent):
            name = u.nested_function(lambda: statements(u, node.statements, node.traps), in_method=u.in_method)
            return [*before, u.do(u.call(name, u.name(u.out)))]
    return statements(u, node.statements, node.traps) or [u.nothing()]


def block_statement(u: Unit, node: n.StatementBlockAst) -> list[Statement]:
    return block(u, node)


def condition_at(u: Unit, node: n.Ast) -> tuple[list[Statement], Expression]:
    """Write a statement's condition at its own place; give what must stand before it, and the condition."""
    with u.place(node.extent), u.gathering() as before:
        pure = pure_expression(node)
        test = condition(u, pure) if pure is not None else u.call("truth", u.expression(node))
    return before, test


def if_statement(u: Unit, node: n.IfStatementAst) -> list[Statement]:
    rest: list[Statement] = block(u, node.else_clause) if node.else_clause is not None else []
    for test_node, body in reversed(node.clauses):
        before, test = condition_at(u, test_node)
        with u.place(test_node.extent):
            rest = [*before, u.when(test, block(u, body), rest)]
    return rest


def return_statement(u: Unit, node: n.ReturnStatementAst) -> list[Statement]:
    made: list[Statement] = []
    with u.place(node.extent):
        if node.pipeline is not None:
            if u.in_method:
                with u.gathering() as before, u.place(node.pipeline.extent):
                    value = u.expression(node.pipeline) if type(node.pipeline) in u.expressions else u.literal(None)
                if u.nested:
                    u.signals_return = True
                    return [*before, u.fail(u.call("ReturnSignal", value))]
                return [*before, u.give(value)]
            made += u.statement(node.pipeline)
        if u.nested:
            u.signals_return = True
            made.append(u.fail(u.call("ReturnSignal")))
        else:
            made.append(u.give())
    return made


def exit_statement(u: Unit, node: n.ExitStatementAst) -> list[Statement]:
    with u.place(node.extent), u.gathering() as before:
        code = u.literal(None)
        if node.pipeline is not None:
            pure = pure_expression(node.pipeline)
            code = u.expression(pure if pure is not None else node.pipeline)
        leave = u.fail(u.call("leave", code))
    return [*before, leave]


def _label(u: Unit, node: n.Ast | None) -> str | Expression | None:
    if node is None:
        return None
    if isinstance(node, n.StringConstantExpressionAst):
        return str(node.value)
    return u.call("name_text", u.expression(node))


def break_statement(u: Unit, node: n.BreakStatementAst | n.ContinueStatementAst) -> list[Statement]:
    leaves = isinstance(node, n.BreakStatementAst)
    with u.place(node.extent), u.gathering() as before:
        label = _label(u, node.label)
        if u.loops and (label is None or (isinstance(label, str) and label.lower() == (u.loops[-1].label or "").lower())):
            return [u.break_out() if leaves else u.go_on()]
        named = u.literal(label) if label is None or isinstance(label, str) else label
        signal = u.fail(u.call("BreakSignal" if leaves else "ContinueSignal", named))
    return [*before, signal]


def data_statement(u: Unit, node: n.DataStatementAst) -> list[Statement]:
    with u.place(node.extent), u.gathering() as before:
        function = u.nested_function(lambda: block(u, node.body))
        value = u.call("collect", u.name(function))
        if node.variable:
            main = u.do(u.call("store", u.name("S"), u.literal(node.variable.lower()), u.literal(node.variable), value))
        else:
            main = u.do(u.call("emit", u.name(u.out), value))
    return [*before, main]


def unavailable(u: Unit, node: n.Ast) -> list[Statement]:
    """Write a statement that exists in name only."""
    with u.place(node.extent):
        return [u.do(u.call("refuse_statement", u.keep(node)))]


def nothing(u: Unit, node: n.Ast) -> list[Statement]:
    return []


STATEMENTS = {
    n.StatementBlockAst: block_statement,
    n.IfStatementAst: if_statement,
    n.ReturnStatementAst: return_statement,
    n.ExitStatementAst: exit_statement,
    n.BreakStatementAst: break_statement,
    n.ContinueStatementAst: break_statement,
    n.DataStatementAst: data_statement,
    n.BlockStatementAst: unavailable,
    n.ErrorStatementAst: unavailable,
    n.ConfigurationDefinitionAst: unavailable,
    n.UsingStatementAst: nothing,
}
