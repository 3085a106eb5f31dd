"""A console: code goes in, and what it gives is shown on the host, errors on its error lines.

The program, the prompt and the reader of standard input all run their code through this. Whoever sits before it stands in
`console_host`; reading text from somewhere stands in `statements` and `prompt`.

Source: ConsoleHost of PowerShell 7.6 as recorded (cli goldens).
"""

from __future__ import annotations

import _thread
import os
import signal
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pssession.cmdlets import CATALOGUE
from pssession.engine.errors import IncompleteParseException, PipelineStoppedException, RuntimeException
from pssession.engine.formatting.host_output import HostOutput
from pssession.engine.interpreter import Interpreter
from pssession.objects import Argument, Command, PipelineDescription, PSObject, StreamKind

if TYPE_CHECKING:
    from pssession.shell.console_host import ConsoleHost
    from pssession.shell.target import Completion, Stay


class ConsoleSink:
    """Show what a run gives, stream by stream."""

    __slots__ = ("_host", "_output", "_show")

    def __init__(self, host: ConsoleHost, output: HostOutput) -> None:
        self._host = host
        self._output = output
        self._show: dict[StreamKind, Callable[[Any], None]] = {
            StreamKind.OUTPUT: output.feed,
            StreamKind.ERROR: self._error,
            StreamKind.WARNING: self._message(host.write_warning_line),
            StreamKind.VERBOSE: self._message(host.write_verbose_line),
            StreamKind.DEBUG: self._message(host.write_debug_line),
            StreamKind.INFORMATION: host.show_information,
            StreamKind.PROGRESS: self._progress,
        }

    def write(self, kind: StreamKind, value: Any) -> None:
        """Show one object."""
        self._show[kind](value)

    def _error(self, record: Any) -> None:
        self._output.error(record.base if type(record) is PSObject else record)

    def _message(self, line: Callable[[str], None]) -> Callable[[Any], None]:
        return lambda record: line(str(record.message))

    def _progress(self, record: Any) -> None:
        self._host.write_progress(0, record)


class Console:
    """Run code for somebody who reads text.

    Args:
        host: Shows and asks.

    Attributes:
        interpreter: The runspace.
        exit_code: What `exit` said, None while nobody said it.
        failed: Whether the last run ended in an error that ended it.
    """

    def __init__(self, host: ConsoleHost) -> None:
        self.host = host
        self.interpreter = Interpreter(host, catalogue=CATALOGUE)
        self.exit_code: int | None = None
        self.failed = False
        host.show_error = self._show_record
        host.enter = self._enter

    def run_text(self, text: str, *, input: Iterable[Any] | None = None, file: str | None = None, history: bool = False) -> bool:
        """Run a text in the global scope.

        Returns:
            Whether it went well, as `$?` says after it.
        """
        return self._run(text, input=input, file=file, history=history)

    def run_command(self, name: str, arguments: Iterable[Argument], *, input: Iterable[Any] | None = None) -> bool:
        """Run a command or script file by its name, in the global scope."""
        command = Command(name=name, use_local_scope=False, arguments=list(arguments))
        return self._run(PipelineDescription(statements=[[command]]), input=input)

    def _run(
        self, what: str | PipelineDescription, *, input: Iterable[Any] | None = None, file: str | None = None, history: bool = False
    ) -> bool:
        self.failed = False
        output = HostOutput(self.interpreter.context)
        sink = ConsoleSink(self.host, output)
        # A program whose output nobody takes gets our standard output itself, once what is held back has been shown.
        self.interpreter.context.services["terminal"] = output.close
        try:
            outcome = self.interpreter.invoke(what, input=input, sink=sink, file=file, add_to_history=history)
        except PipelineStoppedException:
            return False
        except RuntimeException as error:
            self.failed = True
            if isinstance(what, str) and isinstance(error, IncompleteParseException):
                # pwsh 7.6 shows nothing for a command line that only lacks its end.
                return False
            self._show_error(output, error)
            return False
        finally:
            output.close()
            self.host.end_progress()
        if outcome.exit_code is not None:
            self.exit_code = outcome.exit_code
        return bool(self.interpreter.context.ok)

    def _enter(self, runspace: Any) -> Stay:
        from pssession.shell.entered import EnteredSession

        return EnteredSession(runspace, self.host)

    def _show_record(self, record: Any) -> None:
        output = HostOutput(self.interpreter.context)
        output.error(record)
        output.close()

    def _show_error(self, output: HostOutput, error: RuntimeException) -> None:
        record = error.error_record
        if record is not None:
            output.error(record)

    def complete(self, text: str, cursor: int) -> tuple[int, list[Completion]]:
        """Give where the part begins that may be completed, and by what: text, what a menu shows, kind, tool tip."""
        if self.host.entered is not None:
            return self.host.entered.complete(text, cursor)
        found = self.interpreter.complete(text, cursor)
        return found.replacement_index, [(one.completion_text, one.list_item_text, one.kind, one.tool_tip) for one in found.matches]

    def prompt_text(self) -> str:
        """Give what the `prompt` function says."""
        return self.interpreter.prompt_text()

    def stop(self) -> None:
        """End what runs, and break off a question that waits."""
        self.interpreter.stop()
        self.host.interrupt()


class Interruption:
    """Let Ctrl-C end what a console runs, as long as it is entered.

    A thread of its own does it: the one that runs the code may wait in a call that no signal handler of Python's can break off.

    Args:
        stop: Ends what runs; called from another thread.

    Attributes:
        happened: Whether Ctrl-C came.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        self._handler: Any = None
        self._descriptor = -1
        self._pipe = (-1, -1)
        self.happened = False

    def __enter__(self) -> Interruption:
        self._pipe = os.pipe()
        os.set_blocking(self._pipe[1], False)
        self._handler = signal.signal(signal.SIGINT, lambda number, frame: None)
        self._descriptor = signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        _thread.start_new_thread(self._watch, (self._pipe[0],))
        return self

    def __exit__(self, *problem: object) -> None:
        signal.set_wakeup_fd(self._descriptor)
        signal.signal(signal.SIGINT, self._handler)
        os.close(self._pipe[1])  # the thread ends at the end of the pipe

    def _watch(self, source: int) -> None:
        while numbers := os.read(source, 64):
            if signal.SIGINT in numbers:
                self.happened = True
                self._stop()
        os.close(source)
