"""ForEach-Object -Parallel: each object in a runspace of its own, several at once, in threads.

What they write comes back through one queue, so that the pipeline itself stays on its own thread.

Source: the help of ForEach-Object; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

import threading
import time
from queue import Empty, Queue
from typing import Any

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.script_blocks import ScriptBlock
from pssession.engine.errors import DotNetException, ExitSignal, FlowSignal, PSInvalidOperationException, RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.engine.syntax import nodes as n
from pssession.objects import ErrorRecord, Hashtable, StreamKind

_WAIT_SECONDS = 0.05
_DEFAULT_LIMIT = 5


class ParallelRuns:
    """Run one script block for many objects at once."""

    def __init__(self, cmdlet: Cmdlet) -> None:
        self._cmdlet = cmdlet
        self._script: ScriptBlock = cmdlet.parallel
        self._limit: int = cmdlet.throttle_limit or _DEFAULT_LIMIT
        self._events: Queue[tuple[StreamKind | None, Any]] = Queue()
        self._running: dict[int, Interpreter] = {}
        self._number = 0
        timeout = cmdlet.timeout_seconds
        self._deadline = time.monotonic() + timeout if timeout else None
        self._using = values_of_using(cmdlet.context, self._script)
        if cmdlet.as_job:
            problem = PSInvalidOperationException("ForEach-Object -Parallel -AsJob is not supported.")
            cmdlet.throw_terminating(cmdlet.error("ParallelAsJobNotSupported", "NotImplemented", problem))

    def add(self, item: Any) -> None:
        """Start the block for one object as soon as there is room."""
        while len(self._running) >= self._limit:
            self._take()
        self._number += 1
        runspace = Interpreter(self._cmdlet.host, catalogue=self._cmdlet.context.catalogue)
        self._running[self._number] = runspace
        threading.Thread(target=self._run, args=(self._number, runspace, item), daemon=True).start()
        self._take_what_is_there()

    def finish(self) -> None:
        """Wait for all and pass on what they write."""
        while self._running:
            self._take()
        self._take_what_is_there()

    def stop(self) -> None:
        """Stop all that runs."""
        for runspace in list(self._running.values()):
            runspace.stop()

    def _run(self, number: int, runspace: Interpreter, item: Any) -> None:
        try:
            context = runspace.context
            context.global_scope.put("__using", self._using)
            context.global_scope.put("_", item)
            runspace.invoke(self._script.text, sink=_Sink(self._events))
        except RuntimeException as problem:
            self._events.put((StreamKind.ERROR, problem.error_record))
        except DotNetException as problem:
            self._events.put((StreamKind.ERROR, ErrorRecord(exception=problem)))
        except (ExitSignal, FlowSignal):
            return
        finally:
            self._events.put((None, number))

    def _take(self) -> None:
        self._cmdlet.context.check_stop()
        if self._deadline is not None and time.monotonic() > self._deadline:
            self.stop()
        try:
            kind, value = self._events.get(timeout=_WAIT_SECONDS)
        except Empty:
            return
        self._pass_on(kind, value)

    def _take_what_is_there(self) -> None:
        while True:
            try:
                kind, value = self._events.get_nowait()
            except Empty:
                return
            self._pass_on(kind, value)

    def _pass_on(self, kind: StreamKind | None, value: Any) -> None:
        cmdlet = self._cmdlet
        if kind is None:
            self._running.pop(value, None)
        elif kind is StreamKind.OUTPUT:
            cmdlet.write(value)
        elif kind is StreamKind.ERROR:
            cmdlet.write_error(value)
        elif kind is StreamKind.INFORMATION:
            cmdlet.write_information(value)
        elif kind is StreamKind.PROGRESS:
            cmdlet.write_progress(value)
        else:
            write = {
                StreamKind.WARNING: cmdlet.write_warning,
                StreamKind.VERBOSE: cmdlet.write_verbose,
                StreamKind.DEBUG: cmdlet.write_debug,
            }[kind]
            write(getattr(value, "message", value))


class _Sink:
    """Put everything into the queue."""

    def __init__(self, events: Queue[tuple[StreamKind | None, Any]]) -> None:
        self._events = events

    def write(self, kind: StreamKind, value: Any) -> None:
        """Take one object."""
        self._events.put((kind, value))


def values_of_using(context: Any, script: ScriptBlock) -> Hashtable:
    """Evaluate all `$using:` of a block where the block stands; keys as the runspace looks them up."""
    values = Hashtable()
    pending: list[Any] = [script.ast]
    while pending:
        node = pending.pop()
        if isinstance(node, n.UsingExpressionAst):
            values[node.sub_expression.extent.text.lower()] = context.evaluate(node.sub_expression)
        pending.extend(node.children())
    return values
