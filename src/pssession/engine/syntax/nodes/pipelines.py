"""Pipelines, commands, redirections and assignments. Names and fields are those of PowerShell's Ast classes, in snake case."""

from __future__ import annotations

from typing import Any

from pssession.engine.syntax.nodes.base import Ast, Extent
from pssession.engine.syntax.nodes.expressions import ExpressionAst


class StatementAst(Ast):
    """Be a statement."""

    __slots__ = ()


class CommandBaseAst(StatementAst):
    """Be one part of a pipeline."""

    __slots__ = ()


class CommandExpressionAst(CommandBaseAst):
    """Give a value to the pipeline."""

    __slots__ = ("expression", "redirections")

    def __init__(self, extent: Extent, expression: ExpressionAst, redirections: list[RedirectionAst]) -> None:
        self.extent = extent
        self.parent = None
        self.expression = expression
        self.redirections = redirections
        expression.parent = self
        for node in redirections:
            node.parent = self

    def children(self) -> list[Ast]:
        return [self.expression, *self.redirections]


class CommandElementAst(Ast):
    """Be a name, argument or parameter of a command."""

    __slots__ = ()


class CommandParameterAst(CommandElementAst):
    """Name a parameter; `argument` is what stands behind its colon."""

    __slots__ = ("argument", "error_position", "parameter_name")

    def __init__(self, extent: Extent, parameter_name: str, argument: ExpressionAst | None, error_position: Extent) -> None:
        self.extent = extent
        self.parent = None
        self.parameter_name = parameter_name
        self.argument = argument
        self.error_position = error_position
        if argument is not None:
            argument.parent = self

    def children(self) -> list[Ast]:
        return [] if self.argument is None else [self.argument]


class CommandAst(CommandBaseAst):
    """Call a command; `invocation_operator` is the TokenKind Unknown, Dot or Ampersand."""

    __slots__ = ("command_elements", "invocation_operator", "redirections")

    def __init__(self, extent: Extent, command_elements: list[Any], redirections: list[RedirectionAst], invocation_operator: Any) -> None:
        self.extent = extent
        self.parent = None
        self.command_elements = command_elements
        self.redirections = redirections
        self.invocation_operator = invocation_operator
        for node in command_elements:
            node.parent = self
        for node in redirections:
            node.parent = self

    def children(self) -> list[Ast]:
        return [*self.command_elements, *self.redirections]


class RedirectionAst(Ast):
    """Lead a stream elsewhere; streams are Output, Error, Warning, Verbose, Debug, Information, All."""

    __slots__ = ()


class FileRedirectionAst(RedirectionAst):
    """Lead a stream into a file."""

    __slots__ = ("append", "from_stream", "location")

    def __init__(self, extent: Extent, from_stream: str, location: ExpressionAst, append: bool) -> None:
        self.extent = extent
        self.parent = None
        self.from_stream = from_stream
        self.location = location
        self.append = append
        location.parent = self

    def children(self) -> list[Ast]:
        return [self.location]


class MergingRedirectionAst(RedirectionAst):
    """Lead a stream into another."""

    __slots__ = ("from_stream", "to_stream")

    def __init__(self, extent: Extent, from_stream: str, to_stream: str) -> None:
        self.extent = extent
        self.parent = None
        self.from_stream = from_stream
        self.to_stream = to_stream


class PipelineBaseAst(StatementAst):
    """Be a pipeline, or what may stand for one."""

    __slots__ = ()


class PipelineAst(PipelineBaseAst):
    """Chain commands."""

    __slots__ = ("background", "pipeline_elements")

    def __init__(self, extent: Extent, pipeline_elements: list[CommandBaseAst], background: bool) -> None:
        self.extent = extent
        self.parent = None
        self.pipeline_elements = pipeline_elements
        self.background = background
        for node in pipeline_elements:
            node.parent = self

    def children(self) -> list[Ast]:
        return list(self.pipeline_elements)


class PipelineChainAst(PipelineBaseAst):
    """Run a pipeline depending on the one before; `operator` is AndAnd or OrOr."""

    __slots__ = ("background", "left", "operator", "right")

    def __init__(self, extent: Extent, left: PipelineBaseAst, operator: Any, right: PipelineBaseAst, background: bool) -> None:
        self.extent = extent
        self.parent = None
        self.left = left
        self.operator = operator
        self.right = right
        self.background = background
        left.parent = self
        right.parent = self

    def children(self) -> list[Ast]:
        return [self.left, self.right]


class AssignmentStatementAst(PipelineBaseAst):
    """Assign; `operator` is a TokenKind."""

    __slots__ = ("error_position", "left", "operator", "right")

    def __init__(self, extent: Extent, left: ExpressionAst, operator: Any, right: StatementAst, error_position: Extent) -> None:
        self.extent = extent
        self.parent = None
        self.left = left
        self.operator = operator
        self.right = right
        self.error_position = error_position
        left.parent = self
        right.parent = self

    def children(self) -> list[Ast]:
        return [self.left, self.right]


class ErrorStatementAst(PipelineBaseAst):
    """Stand where a statement could not be read; `kind` is the word it began with, where PowerShell keeps it."""

    __slots__ = ("kind", "nested")

    def __init__(self, extent: Extent, kind: str | None, nested: list[Ast]) -> None:
        self.extent = extent
        self.parent = None
        self.kind = kind
        self.nested = nested
        for node in nested:
            node.parent = self

    def children(self) -> list[Ast]:
        return list(self.nested)
