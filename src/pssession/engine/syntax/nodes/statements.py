"""Statements, commands and pipelines. Names and fields are those of PowerShell's Ast classes, in snake case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pssession.engine.syntax.nodes.base import Ast, Extent
from pssession.engine.syntax.nodes.expressions import ExpressionAst, TypeConstraintAst, VariableExpressionAst


class StatementAst(Ast):
    """Be a statement."""


class StatementBlockAst(Ast):
    """Hold statements in braces."""

    statements: list[StatementAst]
    traps: list[TrapStatementAst]

    def visit(self) -> Iterator[Any]:
        yield sorted([*self.traps, *self.statements], key=lambda node: node.extent.start)


class CommandBaseAst(StatementAst):
    """Be one part of a pipeline."""


class CommandExpressionAst(CommandBaseAst):
    """Give a value to the pipeline."""

    expression: ExpressionAst
    redirections: list[RedirectionAst]


class CommandElementAst(Ast):
    """Be a name, argument or parameter of a command."""


class CommandParameterAst(CommandElementAst):
    """Name a parameter; `argument` is what stands behind its colon."""

    parameter_name: str
    argument: ExpressionAst | None
    error_position: Extent

    def visit(self) -> Iterator[Any]:
        yield self.argument


class CommandAst(CommandBaseAst):
    """Call a command; `invocation_operator` is the TokenKind Unknown, Dot or Ampersand."""

    command_elements: list[Any]
    redirections: list[RedirectionAst]
    invocation_operator: Any


class RedirectionAst(Ast):
    """Lead a stream elsewhere; streams are Output, Error, Warning, Verbose, Debug, Information, All."""


class FileRedirectionAst(RedirectionAst):
    """Lead a stream into a file."""

    from_stream: str
    location: ExpressionAst
    append: bool


class MergingRedirectionAst(RedirectionAst):
    """Lead a stream into another."""

    from_stream: str
    to_stream: str


class PipelineBaseAst(StatementAst):
    """Be a pipeline, or what may stand for one."""


class PipelineAst(PipelineBaseAst):
    """Chain commands."""

    pipeline_elements: list[CommandBaseAst]
    background: bool


class PipelineChainAst(PipelineBaseAst):
    """Run a pipeline depending on the one before; `operator` is AndAnd or OrOr."""

    left: PipelineBaseAst
    operator: Any
    right: PipelineBaseAst
    background: bool


class AssignmentStatementAst(PipelineBaseAst):
    """Assign; `operator` is a TokenKind."""

    left: ExpressionAst
    operator: Any
    right: StatementAst
    error_position: Extent


class LabeledStatementAst(StatementAst):
    """Be a statement that break and continue may name."""


class IfStatementAst(StatementAst):
    """Choose by conditions."""

    clauses: list[tuple[PipelineBaseAst, StatementBlockAst]]
    else_clause: StatementBlockAst | None


class SwitchStatementAst(LabeledStatementAst):
    """Choose by value; `flags` is a set of File, Regex, Wildcard, Exact, CaseSensitive, Parallel."""

    label: str | None
    condition: PipelineBaseAst | None
    flags: tuple[str, ...]
    clauses: list[tuple[ExpressionAst, StatementBlockAst]]
    default: StatementBlockAst | None

    def visit(self) -> Iterator[Any]:
        yield from (self.condition, self.clauses, self.default)


class ForEachStatementAst(LabeledStatementAst):
    """Repeat for each element."""

    label: str | None
    flags: tuple[str, ...]
    throttle_limit: ExpressionAst | None
    variable: VariableExpressionAst
    condition: PipelineBaseAst | None
    body: StatementBlockAst

    def visit(self) -> Iterator[Any]:
        yield from (self.variable, self.condition, self.throttle_limit, self.body)


class ForStatementAst(LabeledStatementAst):
    """Repeat with a beginning, a condition and a step."""

    label: str | None
    initializer: PipelineBaseAst | None
    condition: PipelineBaseAst | None
    iterator: PipelineBaseAst | None
    body: StatementBlockAst


class WhileStatementAst(LabeledStatementAst):
    """Repeat while a condition holds, which is looked at first."""

    label: str | None
    condition: PipelineBaseAst
    body: StatementBlockAst


class DoWhileStatementAst(WhileStatementAst):
    """Repeat while a condition holds, which is looked at last."""


class DoUntilStatementAst(WhileStatementAst):
    """Repeat until a condition holds."""


class CatchClauseAst(Ast):
    """Handle errors of some types, or of all."""

    catch_types: list[TypeConstraintAst]
    body: StatementBlockAst


class TryStatementAst(StatementAst):
    """Run statements whose errors are handled."""

    body: StatementBlockAst
    catch_clauses: list[CatchClauseAst]
    finally_block: StatementBlockAst | None


class TrapStatementAst(StatementAst):
    """Handle errors of the block around."""

    trap_type: TypeConstraintAst | None
    body: StatementBlockAst


class BreakStatementAst(StatementAst):
    """Leave a loop."""

    label: ExpressionAst | None


class ContinueStatementAst(StatementAst):
    """Go on with a loop's next turn."""

    label: ExpressionAst | None


class ReturnStatementAst(StatementAst):
    """Leave a function."""

    pipeline: PipelineBaseAst | None


class ExitStatementAst(StatementAst):
    """Leave a script."""

    pipeline: PipelineBaseAst | None


class ThrowStatementAst(StatementAst):
    """Raise an error."""

    pipeline: PipelineBaseAst | None


class DataStatementAst(StatementAst):
    """Hold data in a restricted language."""

    variable: str | None
    commands_allowed: list[ExpressionAst]
    body: StatementBlockAst


class BlockStatementAst(StatementAst):
    """Hold a parallel or sequence block, which exists in name only."""

    kind: Any
    body: StatementBlockAst


class ErrorStatementAst(PipelineBaseAst):
    """Stand where a statement could not be read."""

    kind: str | None
    nested: list[Ast]
