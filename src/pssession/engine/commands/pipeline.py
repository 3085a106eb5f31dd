"""Running a pipeline: commands found, processors linked, objects pushed through, and what happens at the end.

What a pipeline is made of is read from its tree once (`plans`); here it runs. Redirections stand in `redirections`.

Source: about_Pipelines, about_Redirection; the order of calls and what stops what as PowerShell 7.6 shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pssession.engine.commands.processor import Processor
from pssession.engine.errors import PipelineStoppedException, StopUpstream
from pssession.engine.values import enumeration
from pssession.objects import AUTOMATION_NULL

Out = Callable[[Any], Any]

_SCALARS = frozenset((int, str, float, bool, type(None)))


class NoInput:
    """Stand for a pipeline whose first command gets no objects."""

    __slots__ = ()


NO_INPUT = NoInput()


def run_processors(X: Any, processors: Sequence[Processor], out: Out, source: Any = NO_INPUT) -> None:
    """Run commands that belong to one pipeline; sets `$?`.

    Args:
        X: The runspace.
        processors: From left to right.
        out: Takes what the last one writes.
        source: A value whose items go in, or NO_INPUT.
    """
    link(processors, out)
    if len(processors) > 1 and any(processor.streams is not X.streams for processor in processors):
        switch_streams(X, processors)
    running = X.running
    running.extend(processors)
    failed = True
    streams = X.streams
    scope = X.scope
    try:
        if len(processors) == 1:
            only = processors[0]
            only.prepare()
            only.begin()
            _feed(X, only.process, only, source)
            only.end()
        else:
            _run_all(X, processors, source)
        failed = False
    except StopUpstream as signal:
        if not any(processor is signal.command for processor in processors):
            raise
        failed = False
        _end_from(processors, _index(processors, signal))
    finally:
        X.streams = streams
        X.scope = scope
        del running[len(running) - len(processors) :]
        _clean(X, processors)
    X.ok = not failed and not any(processor.failed for processor in processors)


def _run_all(X: Any, processors: Sequence[Processor], source: Any) -> None:
    for processor in processors:
        processor.prepare()
    if any(processor.streams is not X.streams for processor in processors):
        switch_streams(X, processors)
    begun: set[int] = set()
    for place, processor in enumerate(processors):
        if place in begun:
            continue
        begun.add(place)
        try:
            if processor.writes_at_begin and place + 1 < len(processors):
                _begin_writing(processors, place, begun)
            else:
                processor.begin()
        except StopUpstream as signal:
            _stop_at(processors, signal, place)
            return
    first = processors[0]
    start = 0
    try:
        _feed(X, first.process, first, source)
    except StopUpstream as signal:
        start = _index(processors, signal)
    _end_from(processors, start)


def _begin_writing(processors: Sequence[Processor], place: int, begun: set[int]) -> None:
    """Begin a command that may write then; the next one begins when it gets its first object."""
    processor, following = processors[place], processors[place + 1]
    write = processor.out

    def early(item: Any) -> None:
        if place + 1 not in begun:
            begun.add(place + 1)
            if following.writes_at_begin and place + 2 < len(processors):
                _begin_writing(processors, place + 1, begun)
            else:
                following.begin()
        write(item)

    processor.out = early
    try:
        processor.begin()
    finally:
        processor.out = write


def _index(processors: Sequence[Processor], signal: StopUpstream) -> int:
    for place, processor in enumerate(processors):
        if processor is signal.command:
            return place
    raise signal


def _stop_at(processors: Sequence[Processor], signal: StopUpstream, place: int) -> None:
    """End a pipeline that was stopped while commands began."""
    start = _index(processors, signal)
    for later in processors[place + 1 :]:
        later.begin()
    _end_from(processors, start)


def _end_from(processors: Sequence[Processor], start: int) -> None:
    place = start
    while place < len(processors):
        try:
            processors[place].end()
        except StopUpstream as signal:
            place = max(place, _index(processors, signal) - 1)
        place += 1


def _feed(X: Any, process: Out, first: Processor, source: Any) -> None:
    if source is NO_INPUT:
        # A stop that came before this command could hear of it.
        if X.stopping:
            raise PipelineStoppedException()
        first.process_once()
        return
    for item in items_of(source):
        if X.stopping:
            raise PipelineStoppedException()
        process(item)


def items_of(source: Any) -> Iterable[Any]:
    """Give what goes into a pipeline for a value."""
    if type(source) in _SCALARS:
        return (source,)
    if source is AUTOMATION_NULL:
        return ()
    items = enumeration.iterate(source)
    return (source,) if items is None else items


def link(processors: Sequence[Processor], out: Out) -> None:
    """Let each command write to the next one."""
    last = len(processors) - 1
    for place, processor in enumerate(processors):
        processor.out = processor.diverted or (out if place == last else processors[place + 1].process)


def switch_streams(X: Any, processors: Sequence[Processor]) -> None:
    """Let each command see its own streams while it runs: some are led elsewhere."""
    for place, processor in enumerate(processors[:-1]):
        following = processors[place + 1]
        if processor.diverted is None:
            processor.out = _switched(X, following.streams, following.process)


def _switched(X: Any, streams: Any, process: Out) -> Out:
    def feed(item: Any) -> None:
        held = X.streams
        X.streams = streams
        try:
            process(item)
        finally:
            X.streams = held

    return feed


def _clean(X: Any, processors: Sequence[Processor]) -> None:
    for processor in processors:
        processor.clean()
