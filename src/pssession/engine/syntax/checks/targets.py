"""What may be assigned to, and what `$using:` may lead to.

Source: about_Assignment_Operators, about_Remote_Variables; as PowerShell 7.6 was seen to check them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pssession.engine.syntax import nodes as n

_FOLDS = 0x800000
_TARGETS = (n.VariableExpressionAst, n.MemberExpressionAst, n.IndexExpressionAst, n.AttributedExpressionAst)


def pure_expression(statement: n.Ast) -> n.ExpressionAst | None:
    """Give the expression that a pipeline only consists of."""
    if isinstance(statement, n.PipelineAst) and not statement.background and len(statement.pipeline_elements) == 1:
        statement = statement.pipeline_elements[0]
    if isinstance(statement, n.CommandExpressionAst) and not statement.redirections:
        return statement.expression
    return None


def wrong_targets(target: n.Ast, simple: bool) -> Iterator[n.Ast]:
    """List what cannot be assigned to; with `simple` a list of targets may stand there."""
    if isinstance(target, n.ArrayLiteralAst):
        if not simple:
            yield target
            return
        for element in target.elements:
            yield from wrong_targets(element, True)
    elif isinstance(target, n.ParenExpressionAst):
        inner = pure_expression(target.pipeline)
        if inner is None:
            yield target.pipeline
        else:
            yield from wrong_targets(inner, simple)
    elif not isinstance(target, _TARGETS):
        yield target
    elif isinstance(target, n.MemberExpressionAst | n.IndexExpressionAst):
        if target.null_conditional:
            yield target
    elif isinstance(target, n.AttributedExpressionAst):
        child: n.ExpressionAst = target
        while isinstance(child, n.AttributedExpressionAst):
            child = child.child
        yield from wrong_targets(child, simple)


def wrong_using(expression: n.ExpressionAst) -> n.Ast | None:
    """Give what `$using:` may not lead to."""
    while not isinstance(expression, n.VariableExpressionAst):
        if type(expression) is n.MemberExpressionAst and isinstance(expression.member, n.StringConstantExpressionAst):
            expression = expression.expression
        elif isinstance(expression, n.IndexExpressionAst):
            if not is_constant(expression.index):
                return expression.index
            expression = expression.target
        else:
            return expression
    return None


def is_constant(expression: n.Ast, script_blocks: bool = True, *, tables: bool = True) -> bool:
    """Tell whether a value is known before anything runs.

    Args:
        expression: What is looked at.
        script_blocks: Whether a script block counts.
        tables: Whether `@{}` and `@()` count; they do not in an argument of an attribute.
    """
    if isinstance(expression, n.VariableExpressionAst):
        return expression.variable_path.user_path.lower() in ("true", "false", "null")
    if isinstance(expression, n.ConstantExpressionAst | n.TypeExpressionAst):
        return True
    if isinstance(expression, n.ScriptBlockExpressionAst):
        return script_blocks
    if isinstance(expression, n.ParenExpressionAst):
        inner = pure_expression(expression.pipeline)
        return inner is not None and is_constant(inner, script_blocks, tables=tables)
    if isinstance(expression, n.SubExpressionAst | n.ArrayExpressionAst):
        block = expression.sub_expression
        assert isinstance(block, n.StatementBlockAst)  # nothing else stands there
        if isinstance(expression, n.ArrayExpressionAst) and not tables:
            return False
        values = [pure_expression(statement) for statement in block.statements]
        return not block.traps and all(value is not None and is_constant(value, script_blocks, tables=tables) for value in values)
    if type(expression) is n.MemberExpressionAst:
        return expression.static and isinstance(expression.expression, n.TypeExpressionAst)
    if isinstance(expression, n.HashtableAst):
        pairs = [(key, pure_expression(value)) for key, value in expression.key_value_pairs]
        return tables and all(is_constant(key) and value is not None and is_constant(value) for key, value in pairs)
    if isinstance(expression, n.UnaryExpressionAst | n.BinaryExpressionAst):
        kind = expression.operator if isinstance(expression, n.BinaryExpressionAst) else expression.token_kind
        if not kind.flags & _FOLDS:
            return False
    elif isinstance(expression, n.ConvertExpressionAst):
        return is_constant(expression.child, script_blocks, tables=tables)
    elif not isinstance(expression, n.TernaryExpressionAst | n.ArrayLiteralAst):
        return False
    return all(is_constant(child, script_blocks, tables=tables) for child in expression.children())
