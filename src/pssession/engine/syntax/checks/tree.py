"""The walk over a tree that was just parsed, and one check per kind of node.

What depends on types that exist stands in `types`.

Source: the error names are PowerShell's; as PowerShell 7.6 was seen to check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pssession.engine.syntax import nodes as n
from pssession.engine.syntax.checks.assignment import unassigned
from pssession.engine.syntax.checks.flow import falls_through, is_void, lacks_label, leaves_finally, method_around, property_around
from pssession.engine.syntax.checks.restricted import check_data_section
from pssession.engine.syntax.checks.targets import is_constant, wrong_targets, wrong_using
from pssession.engine.syntax.kinds import TokenKind

Report = Callable[..., None]

_STEPS = frozenset((TokenKind.PlusPlus, TokenKind.PostfixPlusPlus, TokenKind.MinusMinus, TokenKind.PostfixMinusMinus))
_RESERVED = "KeywordParameterReservedForFutureUse"


def check(tree: n.Ast, report: Report) -> None:
    """Report what is wrong in a tree: start, end, name of the error, what its message is about."""
    find = _CHECKS.get
    stack: list[n.Ast] = [tree]
    pop = stack.pop
    unassigned_names: set[n.Ast] = set()
    while stack:
        node = pop()
        found = find(type(node))
        if found is not None:
            if found is _method:
                unassigned_names |= unassigned(node)  # type: ignore[arg-type]  # the row says which nodes
            found(node, lambda at, error_id, *about: report(at.extent.start, at.extent.end, error_id, *about))
            if node in unassigned_names:
                report(node.extent.start, node.extent.end, "VariableNotLocal")
        below = node.children()
        if below:
            below.reverse()
            stack += below


def _duplicates(parameters: Iterable[n.ParameterAst], report: Report) -> None:
    seen: set[str] = set()
    for parameter in parameters:
        name = parameter.name.variable_path.user_path
        if name.lower() in seen:
            report(parameter.name, "DuplicateFormalParameter", name)
        seen.add(name.lower())
        for attribute in parameter.attributes:
            if isinstance(attribute, n.TypeConstraintAst) and attribute.type_name.full_name.lower() in ("void", "system.void"):
                report(attribute, "VoidTypeConstraintNotAllowed")
                break


def _param_block(node: n.ParamBlockAst, report: Report) -> None:
    _duplicates(node.parameters, report)


def _parameter(node: n.ParameterAst, report: Report) -> None:
    around = None if node.parent is None else node.parent.parent
    typed = False
    for attribute in node.attributes:
        if not isinstance(attribute, n.TypeConstraintAst):
            continue
        if attribute.type_name.full_name.lower() == "ordered":
            report(attribute, "OrderedAttributeOnlyOnHashLiteralNode", attribute.type_name.full_name)
        elif isinstance(around, n.FunctionMemberAst):
            if typed:
                report(attribute, "MultipleTypeConstraintsOnMethodParam")
            typed = True


def _attribute(node: n.AttributeAst, report: Report) -> None:
    of_class = isinstance(node.parent, n.TypeDefinitionAst | n.MemberAst) or (
        isinstance(node.parent, n.ParameterAst)
        and node.parent.parent is not None
        and isinstance(node.parent.parent.parent, n.FunctionMemberAst)
    )
    error_id = "ParameterAttributeArgumentNeedsToBeConstant" + ("" if of_class else "OrScriptBlock")
    seen: set[str] = set()
    for named in node.named_arguments:
        assert isinstance(named, n.NamedAttributeArgumentAst)  # nothing else stands there
        if named.argument_name.lower() in seen:
            report(named, "DuplicateNamedArgument", named.argument_name)
        else:
            seen.add(named.argument_name.lower())
            if not named.expression_omitted and not is_constant(named.argument, not of_class, tables=False):
                report(named.argument, error_id)
    for value in node.positional_arguments:
        if not is_constant(value, not of_class, tables=False):
            report(value, error_id)


def _function(node: n.FunctionDefinitionAst, report: Report) -> None:
    if node.parameters:
        if node.body.param_block is not None:
            report(node.body.param_block, "OnlyOneParameterListAllowed")
        else:
            _duplicates(node.parameters, report)
    if node.is_workflow:
        report(node, "WorkflowNotSupportedInPowerShellCore")


def _method(node: n.FunctionMemberAst, report: Report) -> None:
    body = node.function.body
    if body.param_block is not None:
        report(body.param_block, "ParamBlockNotAllowedInMethod")
    named = (body.dynamic_param_block, body.begin_block, body.process_block, body.clean_block)
    if any(block is not None for block in named) or body.end_block is None or not body.end_block.unnamed:
        first = next((block for block in (*named[:3], body.end_block) if block is not None), None)
        report(first or body, "NamedBlockNotAllowedInMethod")
    if node.is_constructor and node.return_type is not None:
        report(node.return_type, "ConstructorCantHaveReturnType")
    if not is_void(node) and (body.end_block is None or falls_through(body.end_block.statements)):
        report(_At(node.function.name_extent), "MethodHasCodePathNotReturn")


class _At:
    """Stand for a node where only its extent is known."""

    __slots__ = ("extent",)

    def __init__(self, extent: n.Extent) -> None:
        self.extent = extent


def _switch(node: n.SwitchStatementAst, report: Report) -> None:
    if "Parallel" in node.flags:
        report(node, _RESERVED, "switch", "parallel")


def _foreach(node: n.ForEachStatementAst, report: Report) -> None:
    if "Parallel" in node.flags:
        report(node, _RESERVED, "foreach", "parallel")
    if node.throttle_limit is not None:
        report(node, _RESERVED, "foreach", "throttlelimit")
        if "Parallel" not in node.flags:
            report(node, "ThrottleLimitRequiresParallelFlag")


def _try(node: n.TryStatementAst, report: Report) -> None:
    clauses = node.catch_clauses
    for at, clause in enumerate(clauses[:-1]):
        names = {caught.type_name.full_name.lower() for caught in clause.catch_types}
        for later in clauses[at + 1 :]:
            if not clause.catch_types:
                before = max(later.extent.start - 1, 0)
                report(_At(n.Extent(before, before, later.extent.source)), "EmptyCatchNotLast")
                break
            for caught in later.catch_types:
                if caught.type_name.full_name.lower() in names:
                    report(caught, "ExceptionTypeAlreadyCaught", caught.type_name.full_name)


def _jump(node: n.BreakStatementAst | n.ContinueStatementAst, report: Report) -> None:
    label = node.label.value if isinstance(node.label, n.StringConstantExpressionAst) else ""
    if leaves_finally(node, label):
        report(node, "ControlLeavingFinally")
    if label and lacks_label(node, label):
        report(node, "LabelNotFound", label)


def _return(node: n.ReturnStatementAst, report: Report) -> None:
    if leaves_finally(node, None):
        report(node, "ControlLeavingFinally")
    method = method_around(node)
    if method is None:
        return
    if node.pipeline is not None:
        if is_void(method):
            report(node, "VoidMethodHasReturn")
    elif not is_void(method):
        report(node, "NonVoidMethodMissingReturnValue")


def _assignment(node: n.AssignmentStatementAst, report: Report) -> None:
    if type(node.left) is not n.VariableExpressionAst:
        for wrong in wrong_targets(node.left, node.operator is TokenKind.Equals):
            report(wrong, "InvalidLeftHandSide")


def _unary(node: n.UnaryExpressionAst, report: Report) -> None:
    if node.token_kind in _STEPS:
        for wrong in wrong_targets(node.child, False):
            report(wrong, "OperatorRequiresVariableOrProperty", node.token_kind.text)


def _convert(node: n.ConvertExpressionAst, report: Report) -> None:
    if node.attribute.type_name.full_name.lower() == "ordered" and not isinstance(node.child, n.HashtableAst):
        report(node, "OrderedAttributeOnlyOnHashLiteralNode", node.attribute.type_name.full_name)


def _attributed(node: n.AttributedExpressionAst, report: Report) -> None:
    child: n.ExpressionAst = node
    while isinstance(child, n.AttributedExpressionAst):
        child = child.child
    if not isinstance(child, n.VariableExpressionAst):
        report(node.attribute, "UnexpectedAttribute", node.attribute.type_name.full_name)


def _using(node: n.UsingExpressionAst, report: Report) -> None:
    wrong = wrong_using(node.sub_expression)
    if wrong is not None:
        report(wrong, "InvalidUsingExpression")


def _variable(node: n.VariableExpressionAst, report: Report) -> None:
    parent = node.parent
    if node.splatted and not isinstance(parent, n.CommandAst | n.UsingExpressionAst):
        in_list = isinstance(parent, n.ArrayLiteralAst) and isinstance(parent.parent, n.CommandAst)
        report(node, "SplattingNotPermittedInArgumentList" if in_list else "SplattingNotPermitted", node.variable_path.user_path)
    if node.variable_path.user_path.lower() == "this":
        method = method_around(node)
        member = method.method_attributes if method is not None else property_around(node)
        if "Static" in member:
            report(node, "NonStaticMemberAccessInStaticMember", node.variable_path.user_path)


def _hashtable(node: n.HashtableAst, report: Report) -> None:
    seen: set[str] = set()
    for key, _ in node.key_value_pairs:
        if isinstance(key, n.ConstantExpressionAst):
            name = str(key.value)
            if name.lower() in seen:
                report(key, "DuplicateKeyInHashLiteral", name)
            seen.add(name.lower())


def _block(node: n.BlockStatementAst, report: Report) -> None:
    word = node.kind.text
    start = node.extent.start
    report(_At(n.Extent(start, start + len(word), node.extent.source)), "UnexpectedKeyword", word)


def _using_statement(node: n.UsingStatementAst, report: Report) -> None:
    if node.using_statement_kind == "Namespace" and isinstance(node.name, n.StringConstantExpressionAst):
        names = str(node.name.value).split(".")
        if not all(name.isidentifier() for name in names):
            report(node.name, "InvalidNamespaceValue")


_CHECKS: dict[type[n.Ast], Callable[[Any, Report], None]] = {
    n.ParamBlockAst: _param_block,
    n.ParameterAst: _parameter,
    n.AttributeAst: _attribute,
    n.FunctionDefinitionAst: _function,
    n.FunctionMemberAst: _method,
    n.SwitchStatementAst: _switch,
    n.ForEachStatementAst: _foreach,
    n.TryStatementAst: _try,
    n.BreakStatementAst: _jump,
    n.ContinueStatementAst: _jump,
    n.ReturnStatementAst: _return,
    n.AssignmentStatementAst: _assignment,
    n.UnaryExpressionAst: _unary,
    n.ConvertExpressionAst: _convert,
    n.AttributedExpressionAst: _attributed,
    n.UsingExpressionAst: _using,
    n.VariableExpressionAst: _variable,
    n.HashtableAst: _hashtable,
    n.BlockStatementAst: _block,
    n.DataStatementAst: check_data_section,
    n.UsingStatementAst: _using_statement,
}
