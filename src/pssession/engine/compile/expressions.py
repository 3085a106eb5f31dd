"""Expressions: constants, operators, arrays, types, members, indexes.

Variables, texts, hash tables and script blocks stand in families of their own. No statement is written here.

Source: about_Operators, about_Arrays, about_Methods.
"""

from __future__ import annotations

import _ast as py

from pssession.engine.compile.unit import Expression, Unit
from pssession.engine.syntax import nodes as n


def constant(u: Unit, node: n.ConstantExpressionAst) -> Expression:
    return u.literal(node.value)


def binary(u: Unit, node: n.BinaryExpressionAst) -> Expression:
    kind = node.operator.name
    if kind in ("And", "Or"):
        operator: py.boolop = py.And() if kind == "And" else py.Or()
        return u.both(operator, condition(u, node.left), condition(u, node.right))
    if kind == "QuestionQuestion":
        held = u.fresh()
        left = _without_strictness(u, node.left)
        return u.choose(u.call("is_null", u.walrus(held, left)), u.expression(node.right), u.name(held))
    return u.call(f"op_{kind}", u.expression(node.left), u.expression(node.right))


def _without_strictness(u: Unit, node: n.Ast) -> Expression:
    """Read the left side of ?? and ?.: a variable that is not set is no error even in strict mode."""
    if isinstance(node, n.VariableExpressionAst):
        return u.call("read_loosely", u.name("X"), u.name("S"), u.keep(node.variable_path))
    return u.expression(node)


_BOOLEAN_RESULTS = frozenset(("And", "Or", "Xor", "Is", "IsNot", "Icontains", "Inotcontains", "Iin", "Inotin"))


def condition(u: Unit, node: n.Ast) -> Expression:
    """Write an expression as a Python condition."""
    bare = node
    while isinstance(bare, n.ParenExpressionAst):
        inner = pure_expression(bare.pipeline)
        if inner is None:
            break
        bare = inner
    if isinstance(bare, n.BinaryExpressionAst) and bare.operator.name in _BOOLEAN_RESULTS:
        return u.expression(bare)
    if isinstance(bare, n.UnaryExpressionAst) and bare.token_kind.name in ("Not", "Exclaim"):
        return u.negate(condition(u, bare.child))
    return u.call("truth", u.expression(node))


def pure_expression(node: n.Ast) -> n.ExpressionAst | None:
    """Give the expression that a pipeline is, None where it is more than that."""
    if isinstance(node, n.PipelineAst) and len(node.pipeline_elements) == 1 and not node.background:
        only = node.pipeline_elements[0]
        if isinstance(only, n.CommandExpressionAst) and not only.redirections:
            return only.expression
    if isinstance(node, n.CommandExpressionAst) and not node.redirections:
        return node.expression
    return None


def unary(u: Unit, node: n.UnaryExpressionAst) -> Expression:
    kind = node.token_kind.name
    if kind in ("PlusPlus", "MinusMinus", "PostfixPlusPlus", "PostfixMinusMinus"):
        return _step(u, node)
    if kind in ("Not", "Exclaim"):
        return u.negate(condition(u, node.child))
    if kind == "Comma":
        return u.listed([u.expression(node.child)])
    if kind == "Minus" and isinstance(node.child, n.ConstantExpressionAst) and type(node.child.value) is int and node.child.value:
        return u.literal(-node.child.value)
    return u.call(f"un_{kind}", u.expression(node.child))


def _step(u: Unit, node: n.UnaryExpressionAst) -> Expression:
    """Write ++ and --, before or behind."""
    kind = node.token_kind.name
    by = u.literal(1 if kind.endswith("PlusPlus") else -1)
    late = u.literal(kind.startswith("Postfix"))
    child: n.Ast = node.child
    while isinstance(child, n.ParenExpressionAst):
        inner = pure_expression(child.pipeline)
        if inner is None:
            break
        child = inner
    if isinstance(child, n.VariableExpressionAst):
        return u.call("step_variable", u.name("X"), u.name("S"), u.keep(child.variable_path), by, late)
    if isinstance(child, n.MemberExpressionAst) and not isinstance(child, n.InvokeMemberExpressionAst):
        owner, name = u.expression(child.expression), member_name(u, child.member)
        return u.call("step_static" if child.static else "step_member", u.name("X"), owner, name, by, late)
    if isinstance(child, n.IndexExpressionAst):
        return u.call("step_item", u.name("X"), u.expression(child.target), u.expression(child.index), by, late)
    return u.call("step_value", u.expression(child), by)


def ternary(u: Unit, node: n.TernaryExpressionAst) -> Expression:
    return u.choose(condition(u, node.condition), u.expression(node.if_true), u.expression(node.if_false))


def array_literal(u: Unit, node: n.ArrayLiteralAst) -> Expression:
    return u.listed([u.expression(element) for element in node.elements])


def paren(u: Unit, node: n.ParenExpressionAst) -> Expression:
    inner = pure_expression(node.pipeline)
    if inner is not None:
        return u.expression(inner)
    return value_of(u, node.pipeline)


def value_of(u: Unit, node: n.Ast) -> Expression:
    """Write a statement whose output is wanted as one value."""
    inner = pure_expression(node)
    if inner is not None:
        return u.expression(inner)
    writer = u.expressions.get(type(node))
    if writer is not None:
        with u.place(node.extent):
            return writer(u, node)
    function = u.nested_function(lambda: u.statement(node))
    return u.call("collect", u.name(function))


def _only_expression(block: n.Ast) -> n.ExpressionAst | None:
    if isinstance(block, n.StatementBlockAst) and len(block.statements) == 1 and not block.traps:
        return pure_expression(block.statements[0])
    return None


def sub_expression(u: Unit, node: n.SubExpressionAst) -> Expression:
    only = _only_expression(node.sub_expression)
    if only is not None and not _is_silent(only):
        with u.place(node.sub_expression.statements[0].extent):  # type: ignore[attr-defined]  # checked just above
            return u.call("unrolled", u.expression(only))
    function = u.nested_function(lambda: u.statement(node.sub_expression))
    return u.call("collect", u.name(function))


def array_expression(u: Unit, node: n.ArrayExpressionAst) -> Expression:
    only = _only_expression(node.sub_expression)
    if only is not None and not _is_silent(only):
        with u.place(node.sub_expression.statements[0].extent):  # type: ignore[attr-defined]  # checked just above
            if isinstance(only, n.ArrayLiteralAst):
                return u.expression(only)
            return u.call("array_of", u.expression(only))
    function = u.nested_function(lambda: u.statement(node.sub_expression))
    return u.call("collect_array", u.name(function))


def _is_silent(node: n.Ast) -> bool:
    """Tell whether an expression as a statement gives nothing: steps and casts to void."""
    if isinstance(node, n.UnaryExpressionAst):
        return node.token_kind.name in ("PlusPlus", "MinusMinus", "PostfixPlusPlus", "PostfixMinusMinus")
    return isinstance(node, n.ConvertExpressionAst) and node.attribute.type_name.full_name.lower() in ("void", "system.void")


is_silent = _is_silent


def type_expression(u: Unit, node: n.TypeExpressionAst) -> Expression:
    with u.place(node.extent):
        return u.call("type_named", u.name("X"), u.keep(node.type_name), u.keep(node))


def cast(u: Unit, node: n.ConvertExpressionAst) -> Expression:
    name = node.attribute.type_name.full_name.lower()
    child = node.child
    if name == "ref":
        return _reference(u, child)
    if name in ("void", "system.void"):
        return u.call("voided", u.expression(child))
    if isinstance(child, n.HashtableAst):
        if name == "ordered":
            return u.call("make_ordered", *_pairs(u, child))
        if name in ("pscustomobject", "psobject"):
            return u.call("make_custom", *_pairs(u, child))
    with u.place(node.attribute.extent):
        found = u.call("type_named", u.name("X"), u.keep(node.attribute.type_name), u.keep(node.attribute))
    return u.call("cast", u.expression(child), found)


def _pairs(u: Unit, node: n.HashtableAst) -> list[Expression]:
    return [u.tupled([u.tupled([u.expression(key), value_of(u, value)]) for key, value in node.key_value_pairs])]


def _reference(u: Unit, child: n.Ast) -> Expression:
    if isinstance(child, n.VariableExpressionAst):
        return u.call("reference_variable", u.name("X"), u.name("S"), u.keep(child.variable_path))
    if isinstance(child, n.MemberExpressionAst) and not isinstance(child, n.InvokeMemberExpressionAst) and not child.static:
        return u.call("reference_member", u.expression(child.expression), member_name(u, child.member))
    return u.call("reference_value", u.expression(child))


def attributed(u: Unit, node: n.AttributedExpressionAst) -> Expression:
    return u.expression(node.child)


def member_name(u: Unit, node: n.Ast) -> Expression:
    """Write the name of a member: a word, or an expression that gives one."""
    if isinstance(node, n.StringConstantExpressionAst):
        return u.literal(node.value)
    return u.call("name_text", u.expression(node))


def member(u: Unit, node: n.MemberExpressionAst) -> Expression:
    name = member_name(u, node.member)
    if node.static:
        return u.call("get_static", u.name("X"), u.expression(node.expression), name)
    if node.null_conditional:
        held = u.fresh()
        owner = u.walrus(held, _without_strictness(u, node.expression))
        return u.choose(u.call("is_null", owner), u.literal(None), u.call("get_member", u.name("X"), u.name(held), name))
    return u.call("get_member", u.name("X"), u.expression(node.expression), name)


def invoke_member(u: Unit, node: n.InvokeMemberExpressionAst) -> Expression:
    name = member_name(u, node.member)
    generic = u.keep(tuple(node.generic_type_arguments)) if node.generic_type_arguments else u.literal(None)
    below = _method_of_base(u, node, name)
    if below is not None:
        return below
    if node.static:
        owner = u.expression(node.expression)
        return u.call("invoke_static", u.name("X"), owner, name, _arguments(u, node), generic)
    if node.null_conditional:
        held = u.fresh()
        target = u.walrus(held, _without_strictness(u, node.expression))
        done = u.call("invoke", u.name("X"), u.name(held), name, _arguments(u, node), generic)
        return u.choose(u.call("is_null", target), u.literal(None), done)
    return u.call("invoke", u.name("X"), u.expression(node.expression), name, _arguments(u, node), generic)


def _method_of_base(u: Unit, node: n.InvokeMemberExpressionAst, name: Expression) -> Expression | None:
    """Write `([Base]$this).Method()`, which calls the method of that very class; None for anything else."""
    target = node.expression
    inner = pure_expression(target.pipeline) if isinstance(target, n.ParenExpressionAst) else None
    if not isinstance(inner, n.ConvertExpressionAst) or not isinstance(inner.child, n.VariableExpressionAst):
        return None
    if inner.child.variable_path.user_path.lower() != "this":
        return None
    found = u.call("type_named", u.name("X"), u.keep(inner.attribute.type_name), u.keep(inner.attribute))
    return u.call("invoke_of_class", u.name("X"), found, u.expression(inner.child), name, _arguments(u, node))


def base_constructor(u: Unit, node: n.BaseCtorInvokeMemberExpressionAst) -> Expression:
    return u.call("invoke_base", u.name("X"), u.name("S"), _arguments(u, node))


def _arguments(u: Unit, node: n.InvokeMemberExpressionAst) -> Expression:
    return u.listed([u.expression(argument) for argument in node.arguments or ()])


def index(u: Unit, node: n.IndexExpressionAst) -> Expression:
    if node.null_conditional:
        held = u.fresh()
        target = u.walrus(held, _without_strictness(u, node.target))
        found = u.call("get_item", u.name("X"), u.name(held), u.expression(node.index))
        return u.choose(u.call("is_null", target), u.literal(None), found)
    return u.call("get_item", u.name("X"), u.expression(node.target), u.expression(node.index))


EXPRESSIONS = {
    n.ConstantExpressionAst: constant,
    n.StringConstantExpressionAst: constant,
    n.BinaryExpressionAst: binary,
    n.UnaryExpressionAst: unary,
    n.TernaryExpressionAst: ternary,
    n.ArrayLiteralAst: array_literal,
    n.ParenExpressionAst: paren,
    n.SubExpressionAst: sub_expression,
    n.ArrayExpressionAst: array_expression,
    n.TypeExpressionAst: type_expression,
    n.ConvertExpressionAst: cast,
    n.AttributedExpressionAst: attributed,
    n.MemberExpressionAst: member,
    n.InvokeMemberExpressionAst: invoke_member,
    n.BaseCtorInvokeMemberExpressionAst: base_constructor,
    n.IndexExpressionAst: index,
}
