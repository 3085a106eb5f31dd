"""Statements that begin with a word. Names and fields are those of PowerShell's Ast classes, in snake case."""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax.nodes.base import Ast, Extent, present
from pssession.engine.syntax.nodes.expressions import ExpressionAst, TypeConstraintAst, VariableExpressionAst
from pssession.engine.syntax.nodes.pipelines import PipelineBaseAst, StatementAst


class StatementBlockAst(Ast):
    """Hold statements in braces."""

    __slots__ = ("statements", "traps")

    def __init__(self, extent: Extent, statements: list[StatementAst], traps: list[TrapStatementAst]) -> None:
        self.extent = extent
        self.parent = None
        self.statements = statements
        self.traps = traps
        for node in statements:
            node.parent = self
        for node in traps:
            node.parent = self

    def children(self) -> list[Ast]:
        return [*self.traps, *self.statements]


class LabeledStatementAst(StatementAst):
    """Be a statement that break and continue may name."""

    __slots__ = ()


class IfStatementAst(StatementAst):
    """Choose by conditions."""

    __slots__ = ("clauses", "else_clause")

    def __init__(
        self,
        extent: Extent,
        clauses: list[tuple[PipelineBaseAst, StatementBlockAst]],
        else_clause: StatementBlockAst | None,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.clauses = clauses
        self.else_clause = else_clause
        for first, second in clauses:
            first.parent = second.parent = self
        if else_clause is not None:
            else_clause.parent = self

    def children(self) -> list[Ast]:
        return present(*(node for pair in self.clauses for node in pair), self.else_clause)


class SwitchStatementAst(LabeledStatementAst):
    """Choose by value; `flags` is a set of File, Regex, Wildcard, Exact, CaseSensitive, Parallel."""

    __slots__ = ("clauses", "condition", "default", "flags", "label")

    def __init__(
        self,
        extent: Extent,
        label: str | None,
        condition: PipelineBaseAst | None,
        flags: tuple[str, ...],
        clauses: list[tuple[ExpressionAst, StatementBlockAst]],
        default: StatementBlockAst | None,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.label = label
        self.condition = condition
        self.flags = flags
        self.clauses = clauses
        self.default = default
        if condition is not None:
            condition.parent = self
        for first, second in clauses:
            first.parent = second.parent = self
        if default is not None:
            default.parent = self

    def children(self) -> list[Ast]:
        return present(self.condition, *(node for pair in self.clauses for node in pair), self.default)


class ForEachStatementAst(LabeledStatementAst):
    """Repeat for each element."""

    __slots__ = ("body", "condition", "flags", "label", "throttle_limit", "variable")

    def __init__(
        self,
        extent: Extent,
        label: str | None,
        flags: tuple[str, ...],
        throttle_limit: ExpressionAst | None,
        variable: VariableExpressionAst,
        condition: PipelineBaseAst | None,
        body: StatementBlockAst,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.label = label
        self.flags = flags
        self.throttle_limit = throttle_limit
        self.variable = variable
        self.condition = condition
        self.body = body
        if throttle_limit is not None:
            throttle_limit.parent = self
        variable.parent = self
        if condition is not None:
            condition.parent = self
        body.parent = self

    def children(self) -> list[Ast]:
        return present(self.variable, self.condition, self.body)


class ForStatementAst(LabeledStatementAst):
    """Repeat with a beginning, a condition and a step."""

    __slots__ = ("body", "condition", "initializer", "iterator", "label")

    def __init__(
        self,
        extent: Extent,
        label: str | None,
        initializer: PipelineBaseAst | None,
        condition: PipelineBaseAst | None,
        iterator: PipelineBaseAst | None,
        body: StatementBlockAst,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.label = label
        self.initializer = initializer
        self.condition = condition
        self.iterator = iterator
        self.body = body
        if initializer is not None:
            initializer.parent = self
        if condition is not None:
            condition.parent = self
        if iterator is not None:
            iterator.parent = self
        body.parent = self

    def children(self) -> list[Ast]:
        return present(self.initializer, self.condition, self.iterator, self.body)


class WhileStatementAst(LabeledStatementAst):
    """Repeat while a condition holds, which is looked at first."""

    __slots__ = ("body", "condition", "label")

    def __init__(self, extent: Extent, label: str | None, condition: PipelineBaseAst, body: StatementBlockAst) -> None:
        self.extent = extent
        self.parent = None
        self.label = label
        self.condition = condition
        self.body = body
        condition.parent = self
        body.parent = self

    def children(self) -> list[Ast]:
        return [self.condition, self.body]


class DoWhileStatementAst(WhileStatementAst):
    """Repeat while a condition holds, which is looked at last."""

    __slots__ = ()


class DoUntilStatementAst(WhileStatementAst):
    """Repeat until a condition holds."""

    __slots__ = ()


class CatchClauseAst(Ast):
    """Handle errors of some types, or of all."""

    __slots__ = ("body", "catch_types")

    def __init__(self, extent: Extent, catch_types: list[TypeConstraintAst], body: StatementBlockAst) -> None:
        self.extent = extent
        self.parent = None
        self.catch_types = catch_types
        self.body = body
        for node in catch_types:
            node.parent = self
        body.parent = self

    def children(self) -> list[Ast]:
        return [*self.catch_types, self.body]


class TryStatementAst(StatementAst):
    """Run statements whose errors are handled."""

    __slots__ = ("body", "catch_clauses", "finally_block")

    def __init__(
        self,
        extent: Extent,
        body: StatementBlockAst,
        catch_clauses: list[CatchClauseAst],
        finally_block: StatementBlockAst | None,
    ) -> None:
        self.extent = extent
        self.parent = None
        self.body = body
        self.catch_clauses = catch_clauses
        self.finally_block = finally_block
        body.parent = self
        for node in catch_clauses:
            node.parent = self
        if finally_block is not None:
            finally_block.parent = self

    def children(self) -> list[Ast]:
        return present(self.body, *self.catch_clauses, self.finally_block)


class TrapStatementAst(StatementAst):
    """Handle errors of the block around."""

    __slots__ = ("body", "trap_type")

    def __init__(self, extent: Extent, trap_type: TypeConstraintAst | None, body: StatementBlockAst) -> None:
        self.extent = extent
        self.parent = None
        self.trap_type = trap_type
        self.body = body
        if trap_type is not None:
            trap_type.parent = self
        body.parent = self

    def children(self) -> list[Ast]:
        return present(self.trap_type, self.body)


class BreakStatementAst(StatementAst):
    """Leave a loop."""

    __slots__ = ("label",)

    def __init__(self, extent: Extent, label: ExpressionAst | None) -> None:
        self.extent = extent
        self.parent = None
        self.label = label
        if label is not None:
            label.parent = self

    def children(self) -> list[Ast]:
        return [] if self.label is None else [self.label]


class ContinueStatementAst(StatementAst):
    """Go on with a loop's next turn."""

    __slots__ = ("label",)

    def __init__(self, extent: Extent, label: ExpressionAst | None) -> None:
        self.extent = extent
        self.parent = None
        self.label = label
        if label is not None:
            label.parent = self

    def children(self) -> list[Ast]:
        return [] if self.label is None else [self.label]


class ReturnStatementAst(StatementAst):
    """Leave a function."""

    __slots__ = ("pipeline",)

    def __init__(self, extent: Extent, pipeline: PipelineBaseAst | None) -> None:
        self.extent = extent
        self.parent = None
        self.pipeline = pipeline
        if pipeline is not None:
            pipeline.parent = self

    def children(self) -> list[Ast]:
        return [] if self.pipeline is None else [self.pipeline]


class ExitStatementAst(StatementAst):
    """Leave a script."""

    __slots__ = ("pipeline",)

    def __init__(self, extent: Extent, pipeline: PipelineBaseAst | None) -> None:
        self.extent = extent
        self.parent = None
        self.pipeline = pipeline
        if pipeline is not None:
            pipeline.parent = self

    def children(self) -> list[Ast]:
        return [] if self.pipeline is None else [self.pipeline]


class ThrowStatementAst(StatementAst):
    """Raise an error."""

    __slots__ = ("pipeline",)

    def __init__(self, extent: Extent, pipeline: PipelineBaseAst | None) -> None:
        self.extent = extent
        self.parent = None
        self.pipeline = pipeline
        if pipeline is not None:
            pipeline.parent = self

    def children(self) -> list[Ast]:
        return [] if self.pipeline is None else [self.pipeline]


class DataStatementAst(StatementAst):
    """Hold data in a restricted language."""

    __slots__ = ("body", "commands_allowed", "variable")

    def __init__(self, extent: Extent, variable: str | None, commands_allowed: list[ExpressionAst], body: StatementBlockAst) -> None:
        self.extent = extent
        self.parent = None
        self.variable = variable
        self.commands_allowed = commands_allowed
        self.body = body
        for node in commands_allowed:
            node.parent = self
        body.parent = self

    def children(self) -> list[Ast]:
        return [self.body]


class BlockStatementAst(StatementAst):
    """Hold a parallel or sequence block, which exists in name only."""

    __slots__ = ("body", "kind")

    def __init__(self, extent: Extent, kind: Any, body: StatementBlockAst) -> None:
        self.extent = extent
        self.parent = None
        self.kind = kind
        self.body = body
        body.parent = self

    def children(self) -> list[Ast]:
        return [self.body]
