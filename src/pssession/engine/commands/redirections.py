"""Redirections of one command: streams led into its output, into files, or nowhere.

Source: about_Redirection, about_Output_Streams.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pssession.engine.commands.processor import CommandArgument, Invocation, PipelineStreams, Processor
from pssession.engine.syntax import nodes as n
from pssession.engine.values.conversions import to_string

_ROUTES = {
    "Error": "write_error",
    "Warning": "write_warning",
    "Verbose": "write_verbose",
    "Debug": "write_debug",
    "Information": "write_information",
}

FindCommand = Callable[[Any, str, Any], Any]


class Redirected:
    """Hold what the redirections of one command come to.

    Attributes:
        files: Processors that take what goes into files; the pipeline begins and ends them.
        output: Takes the command's output where that goes into a file, None where it goes on.
    """

    __slots__ = ("files", "output")

    def __init__(self) -> None:
        self.files: list[Processor] = []
        self.output: Callable[[Any], Any] | None = None


def apply(X: Any, processor: Processor, redirections: Sequence[n.RedirectionAst], values: list[Any], find: FindCommand) -> Redirected:
    """Lead the streams of a command as its redirections say.

    Args:
        X: The runspace.
        processor: The command; its `streams` are replaced.
        redirections: In their order.
        values: Names of the files, as many as there are redirections into files.
        find: Finds a command by name: files are written by Out-File.
    """
    made = Redirected()
    given = iter(values)
    routes: dict[str, Callable[[Any], Any]] = {}

    def to_output(record: Any) -> None:
        (made.output or processor.out)(record)

    for one in redirections:
        if isinstance(one, n.MergingRedirectionAst):
            target: Callable[[Any], Any] = to_output
        else:
            assert isinstance(one, n.FileRedirectionAst)
            target = _file(X, next(given), one, made, find)
        streams = list(_ROUTES) if one.from_stream == "All" else [one.from_stream]
        for stream in streams:
            if stream in _ROUTES:
                routes[_ROUTES[stream]] = target
        if isinstance(one, n.FileRedirectionAst) and one.from_stream in ("All", "Output"):
            made.output = target
    if routes:
        streams_now: PipelineStreams = processor.streams
        processor.streams = streams_now.replaced(**routes)
    return made


def _file(X: Any, name: Any, one: n.FileRedirectionAst, made: Redirected, find: FindCommand) -> Callable[[Any], Any]:
    if name is None:
        return _drop
    command = find(X, "Out-File", None)
    arguments = [CommandArgument("FilePath", to_string(name))]
    if one.append:
        arguments.append(CommandArgument("Append", True, joined=True))
    invocation = Invocation(command, "Out-File", arguments, expecting_input=True)
    invocation.extent = one.extent
    writer: Processor = command.make_processor(X, invocation)
    made.files.append(writer)
    return writer.process


def _drop(record: Any) -> None:
    return None
