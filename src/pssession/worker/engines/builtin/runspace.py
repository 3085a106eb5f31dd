"""One runspace and the thread it lives in: it runs one pipeline after the other, and nested ones while it waits for an answer.

What reaches the thread comes through its queue: pipelines, answers to host calls, and that somebody wants a stop. Source: MS-PSRP 3.2.5.4.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from queue import SimpleQueue
from typing import Any

from pssession.engine.errors import PipelineStoppedException, RuntimeException
from pssession.engine.interpreter import Interpreter
from pssession.objects import ErrorCategory, ErrorRecord, Host
from pssession.protocol.psrp.requests import HostResponseReceived
from pssession.worker.engines.builtin.run import Run
from pssession.worker.engines.builtin.using_values import USING, take_using

# Scripts call deeply; the memory is only taken when it is used.
_STACK_BYTES = 256 * 1024 * 1024
# A debugger that nobody has here is switched on and off by these; clients want them to succeed.
_WITHOUT_EFFECT = frozenset({"__set-psdebugmode", "__set-psunhandledbreakpointmode", "__invoke-enableprofilecapture"})


class _Quit:
    """End the thread."""


class _Wake:
    """Have the thread look whether it was stopped."""


class Runspace:
    """Run pipelines in a thread.

    Args:
        host: The host while no pipeline runs.
        catalogue: The commands there are.
        variables: Variables (`engine.commands.variables.Variable`) of the global scope.
        idle: Told in the thread when a pipeline has ended; gives the next one, None for none.
        services: Rows for the commands, put in before the first pipeline.
    """

    def __init__(
        self,
        host: Host,
        catalogue: Mapping[str, Any],
        variables: Sequence[Any],
        idle: Callable[[Runspace, Run], Run | None],
        services: Mapping[Any, Any],
    ) -> None:
        self._host = host
        self._catalogue = catalogue
        self._variables = variables
        self._services = services
        self._idle = idle
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        self._later: deque[Run] = deque()
        self._answers: dict[tuple[Any, int], HostResponseReceived] = {}
        self._current: list[Run] = []
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self.interpreter: Interpreter | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Tell whether a pipeline runs."""
        return bool(self._current)

    def start(self) -> None:
        """Make the thread and, in it, the interpreter; return when it is there.

        Raises:
            RuntimeException: The interpreter could not be made.
        """
        held = threading.stack_size(_STACK_BYTES)
        try:
            self._thread = threading.Thread(target=self._live, name="runspace", daemon=True)
            self._thread.start()
        finally:
            threading.stack_size(held)
        self._ready.wait()
        if self._failure is not None:
            raise RuntimeException(f"The runspace cannot be opened: {self._failure}", "RunspaceOpenFailed", "OpenError")

    def submit(self, run: Run) -> None:
        """Run a pipeline when its turn comes."""
        run.runspace = self
        self._inbox.put(run)

    def answer(self, response: HostResponseReceived) -> None:
        """Hand over the answer to a host call."""
        self._inbox.put(response)

    def stop(self, run: Run) -> None:
        """Have a pipeline look at its `is_stopped`; from any thread."""
        if run in self._current and self.interpreter is not None:
            self.interpreter.stop()
        self._inbox.put(_Wake)

    def reset(self) -> None:
        """Begin anew: no variable, no function, no history is left; nothing runs meanwhile."""
        done = threading.Event()
        self._inbox.put(done)
        done.wait()

    def quit(self) -> None:
        """End the thread when what runs has ended."""
        for run in list(self._current):
            run.stop()
        self._inbox.put(_Quit)

    # In the thread.

    def _make(self) -> None:
        self.interpreter = Interpreter(self._host, catalogue=self._catalogue)
        for variable in self._variables:
            self.interpreter.context.global_scope.define(variable)
        self.interpreter.context.services.update(self._services)

    def _live(self) -> None:
        try:
            self._make()
        except BaseException as failure:
            self._failure = failure
            return
        finally:
            self._ready.set()
        while True:
            item: Any = self._later.popleft() if self._later else self._inbox.get()
            if item is _Quit:
                return
            if isinstance(item, threading.Event):
                self._make()
                item.set()
            elif isinstance(item, Run):
                following: Run | None = item
                while following is not None:
                    following.runspace = self
                    self._execute(following)
                    following = self._idle(self, following)

    def _execute(self, run: Run) -> None:
        self._current.append(run)
        try:
            if run.is_stopped:
                run.end_stopped()
            elif _is_without_effect(run):
                run.complete()
            else:
                self._invoke(run)
        finally:
            self._current.remove(run)

    def _invoke(self, run: Run) -> None:
        interpreter = self.interpreter
        if interpreter is None:
            raise RuntimeError("the runspace has no interpreter")
        scope = interpreter.context.global_scope
        held = scope.variables.get(USING)
        values = take_using(run.description)
        if values is not None:
            scope.put(USING, values)
        try:
            outcome = interpreter.invoke(
                run.description,
                input=run.input,
                sink=run,
                host=run.host,
                add_to_history=run.description.add_to_history,
                is_stopped=lambda: run.is_stopped,
            )
            if outcome.exit_code is not None:
                run.host.set_should_exit(outcome.exit_code)
        except PipelineStoppedException:
            run.end_stopped()
        except RuntimeException as error:
            if run.is_stopped:
                run.end_stopped()
            else:
                run.fail(error.error_record)
        except BaseException as error:
            # Nothing that a pipeline does may end the session.
            run.fail(ErrorRecord(exception=error, fully_qualified_error_id="InternalError", category=ErrorCategory.NotSpecified))
        else:
            if run.is_stopped:
                run.end_stopped()
            else:
                run.complete()
        finally:
            if values is not None:
                scope.variables.pop(USING, None)
                if held is not None:
                    scope.variables[USING] = held

    def wait_for(self, run: Run, call_id: int) -> HostResponseReceived:
        """Wait, in the thread, for the answer to a host call; nested pipelines run meanwhile.

        Raises:
            PipelineStoppedException: The pipeline was stopped.
        """
        key = (run.id, call_id)
        while True:
            found = self._answers.pop(key, None)
            if found is not None:
                return found
            if run.is_stopped:
                raise PipelineStoppedException()
            item = self._inbox.get()
            if isinstance(item, HostResponseReceived):
                self._answers[(item.pipeline_id, item.call_id)] = item
            elif isinstance(item, Run):
                if item.description.is_nested:
                    item.runspace = self
                    self._execute(item)
                    following = self._idle(self, item)
                    if following is not None:
                        self._later.append(following)
                else:
                    self._later.append(item)
            elif item is not _Wake:
                # The session ends, or begins anew: this pipeline is stopped first.
                self._inbox.put(item)
                if item is _Quit:
                    raise PipelineStoppedException()


def _is_without_effect(run: Run) -> bool:
    statements = run.description.statements
    if not statements or not statements[0]:
        return True
    command = statements[0][0]
    return not command.is_script and command.name.casefold() in _WITHOUT_EFFECT
