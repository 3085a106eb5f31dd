"""Commands and pipelines.

The code evaluates names, arguments and places of redirection in their order and hands them to the runner together with the tree of the
pipeline; the runner (`commands.abi.pipelines`) reads from the tree which value is what. Per command: its name unless it is a
plain word, then every argument, a parameter's behind a colon included; then the files of its redirections.

Source: about_Pipelines, about_Parsing, about_Redirection, about_Pipeline_Chain_Operators.
"""

from __future__ import annotations

from pssession.engine.compile.expressions import is_silent, pure_expression
from pssession.engine.compile.unit import Expression, Statement, Unit
from pssession.engine.syntax import nodes as n

_KEEPS_OK = (n.ParenExpressionAst, n.SubExpressionAst, n.ArrayExpressionAst)


def pipeline(u: Unit, node: n.PipelineAst) -> list[Statement]:
    with u.place(node.extent):
        only = pure_expression(node)
        with u.gathering() as before:
            first = node.pipeline_elements[0]
            if only is not None:
                main = _expression_statement(u, only)
            elif len(node.pipeline_elements) == 1 and isinstance(first, n.CommandExpressionAst) and not node.background:
                main = _redirected(u, first)
            else:
                main = [u.do(_run(u, node, u.name(u.out)))]
        return [*before, *main]


def _redirected(u: Unit, node: n.CommandExpressionAst) -> list[Statement]:
    """Write an expression whose streams are led elsewhere: it runs as a function of its own, so that they are while it is evaluated."""
    function = u.nested_function(lambda: _expression_statement(u, node.expression))
    files = [u.expression(one.location) for one in node.redirections if isinstance(one, n.FileRedirectionAst)]
    return [u.do(u.call("run_redirected", u.name("X"), u.name("S"), u.keep(node), u.name(function), u.tupled(files), u.name(u.out)))]


def _redirected_value(u: Unit, node: n.CommandExpressionAst) -> Expression:
    function = u.nested_function(lambda: _redirected(u, node))
    return u.call("collect", u.name(function))


def _expression_statement(u: Unit, node: n.ExpressionAst) -> list[Statement]:
    value = u.expression(node)
    made = [u.do(value) if is_silent(node) else u.do(u.call("emit", u.name(u.out), value))]
    if not isinstance(node, _KEEPS_OK):
        made.append(u.assign_attribute("X", "ok", u.literal(True)))
    return made


def pipeline_value(u: Unit, node: n.PipelineAst) -> Expression:
    """Write a pipeline whose output is wanted as one value."""
    only = pure_expression(node)
    if only is not None:
        return u.expression(only)
    first = node.pipeline_elements[0]
    if len(node.pipeline_elements) == 1 and isinstance(first, n.CommandExpressionAst) and not node.background:
        return _redirected_value(u, first)
    return u.call("run_value", u.name("X"), u.name("S"), u.keep(node), _values(u, node))


def _run(u: Unit, node: n.PipelineAst, out: Expression) -> Expression:
    if node.background:
        return u.call("run_background", u.name("X"), u.name("S"), u.keep(node), out)
    return u.call("run", u.name("X"), u.name("S"), u.keep(node), _values(u, node), out)


def _values(u: Unit, node: n.PipelineAst) -> Expression:
    values: list[Expression] = []
    for element in node.pipeline_elements:
        if isinstance(element, n.CommandExpressionAst):
            values.append(_redirected_value(u, element) if element.redirections else _input(u, element.expression))
            continue
        if isinstance(element, n.CommandAst):
            values += _command_values(u, element)
        for redirection in getattr(element, "redirections", ()):
            if isinstance(redirection, n.FileRedirectionAst):
                values.append(u.expression(redirection.location))
    return u.tupled(values)


def _input(u: Unit, node: n.ExpressionAst) -> Expression:
    """Write the expression at a pipeline's beginning; a long range is not made into a list."""
    if is_silent(node):
        return u.call("voided", u.expression(node))
    if isinstance(node, n.BinaryExpressionAst) and node.operator.name == "DotDot":
        return u.call("lazy_range", u.expression(node.left), u.expression(node.right))
    return u.expression(node)


def _command_values(u: Unit, node: n.CommandAst) -> list[Expression]:
    values: list[Expression] = []
    for place, element in enumerate(node.command_elements):
        if place == 0:
            if not isinstance(element, n.StringConstantExpressionAst):
                values.append(u.expression(element))
        elif isinstance(element, n.CommandParameterAst):
            if element.argument is not None:
                values.append(u.expression(element.argument))
        else:
            values.append(u.expression(element))
    return values


def chain(u: Unit, node: n.PipelineChainAst) -> list[Statement]:
    """Write && and ||: the right side runs by what `$?` says of the left."""
    if node.background:
        with u.place(node.extent):
            return [u.do(u.call("run_background", u.name("X"), u.name("S"), u.keep(node), u.name(u.out)))]
    with u.place(node.left.extent):
        # An error on the left is reported there; then the right side has its say.
        error = u.fresh("e")
        handler = [u.do(u.call("on_error", u.name("X"), u.name("S"), u.name(error)))]
        made = [u.attempt(u.statement(node.left), "Failure", error, handler)]
    ok: Expression = u.attribute(u.name("X"), "ok")
    if node.operator.name == "OrOr":
        ok = u.negate(ok)
    return [*made, u.when(ok, u.statement(node.right))]


def command_expression(u: Unit, node: n.CommandExpressionAst) -> list[Statement]:
    with u.place(node.extent), u.gathering() as before:
        main = _redirected(u, node) if node.redirections else _expression_statement(u, node.expression)
        return [*before, *main]


EXPRESSIONS = {n.PipelineAst: pipeline_value}
STATEMENTS = {n.PipelineAst: pipeline, n.PipelineChainAst: chain, n.CommandExpressionAst: command_expression}
