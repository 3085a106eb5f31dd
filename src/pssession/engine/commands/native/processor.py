"""Running a program as a command of a pipeline: objects in as text, lines out as strings, errors as records.

One thread feeds and reads by turns; nothing waits for a pipe that nobody empties. A host that is a terminal lends it to a program
whose output nobody takes.

Source: about_Native_Commands (PowerShell 7.6); exit codes as PowerShell reports them on Linux.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import selectors
import signal
import subprocess
from collections.abc import Callable
from typing import Any

from pssession.engine.commands import errors_handling
from pssession.engine.commands.frames import invocation_info
from pssession.engine.commands.native.arguments import native_arguments
from pssession.engine.commands.preferences import STOP, stopped
from pssession.engine.commands.processor import CommandArgument, CommandInfo, Invocation, Processor
from pssession.engine.errors import ApplicationFailedException, NativeCommandExitException, PipelineStoppedException, RemoteException
from pssession.engine.values.conversions import to_bool, to_string
from pssession.engine.values.ports import ports
from pssession.objects import ByteArray, ErrorCategory, ErrorRecord

_BLOCK = 65536


class NativeProcessor(Processor):
    """Run one call of a program."""

    __slots__ = ("_child", "_errors", "_find_cmdlet", "_lent", "_lines", "_selector", "_shower", "_told", "path")

    def __init__(self, context: Any, invocation: Invocation, path: str, *, find_cmdlet: Callable[[Any, str], CommandInfo | None]) -> None:
        super().__init__(context, invocation)
        self.path = path
        self._find_cmdlet = find_cmdlet
        self._child: subprocess.Popen[bytes] | None = None
        self._selector: selectors.BaseSelector | None = None
        self._lines = _Lines()
        self._errors = _Lines()
        self._shower: Processor | None = None
        self._told = False
        self._lent = False

    # What the pipeline calls.

    def begin(self) -> None:
        """Start the program."""
        context = self.context
        terminal = context.services.get("terminal")
        piped = self.invocation.expecting_input
        lent = False
        errors: int | None = subprocess.PIPE
        if terminal is not None:
            out, streams = context.services["top"]
            lent = self.out == out and self.streams is streams
            if lent:
                terminal()
                errors = None
                self._lent = not piped
        context.host.notify_begin_application()
        try:
            self._child = subprocess.Popen(
                [self.path, *native_arguments(self.invocation.arguments)],
                stdin=subprocess.PIPE if piped else (None if terminal is not None else subprocess.DEVNULL),
                stdout=None if lent else subprocess.PIPE,
                stderr=errors,
                cwd=ports.location(),
                start_new_session=terminal is None,
                bufsize=0,
            )
        except OSError as problem:
            raise self._not_started(problem) from problem
        found = self._selector = selectors.DefaultSelector()
        for stream, lines in ((self._child.stdout, self._lines), (self._child.stderr, self._errors)):
            if stream is not None:
                os.set_blocking(stream.fileno(), False)
                found.register(stream, selectors.EVENT_READ, lines)

    def process(self, item: Any) -> None:
        """Write an object to the program: texts as lines, bytes as they are, others as they are shown."""
        base = getattr(item, "base", item) if type(item).__name__ == "PSObject" else item
        if type(base) is str:
            self._feed(base.encode("utf-8", "surrogatepass") + b"\n")
        elif isinstance(base, (bytes, ByteArray)):
            self._feed(bytes(base))
        else:
            shower = self._shower
            if shower is None:
                shower = self._shower = self._make_shower()
            if shower is None:
                self._feed(to_string(item).encode() + b"\n")
            else:
                shower.process(item)

    def end(self) -> None:
        """Read what the program still says, and wait for its end."""
        child = self._child
        if child is None:
            return
        if self._shower is not None:
            self._shower.end()
        if child.stdin is not None:
            with contextlib.suppress(OSError):
                child.stdin.close()
        self._read(until_end=True)
        code = child.wait()
        if self.context.stopping:
            raise PipelineStoppedException()
        self._finish(code if code >= 0 else 128 - code)

    def clean(self) -> None:
        """End a program that nobody waits for any more."""
        child = self._child
        if child is not None:
            if child.poll() is None:
                self._kill()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(5)
            for stream in (child.stdin, child.stdout, child.stderr):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self.context.host.notify_end_application()
        if self._selector is not None:
            self._selector.close()

    def stop(self) -> None:
        """End the program and what it started; one that has the terminal got Ctrl-C itself, and may go on."""
        if not self._lent:
            self._kill()

    def _kill(self) -> None:
        child = self._child
        if child is None:
            return
        with contextlib.suppress(OSError):
            if os.getpgid(child.pid) == child.pid:
                os.killpg(child.pid, signal.SIGTERM if child.poll() is None else signal.SIGKILL)
            else:
                child.terminate()

    # Text in.

    def _make_shower(self) -> Processor | None:
        """Give what turns objects into lines: Out-String, where the session has it."""
        found = self._find_cmdlet(self.context, "out-string")
        if found is None:
            return None
        invocation = Invocation(found, "Out-String", [CommandArgument("Stream")], expecting_input=True)
        made = found.make_processor(self.context, invocation)
        made.out = lambda line: self._feed(to_string(line).encode() + b"\n")
        made.prepare()
        made.begin()
        return made

    def _feed(self, data: bytes) -> None:
        child = self._child
        if child is None or child.stdin is None or child.stdin.closed:
            return
        pipe = child.stdin.fileno()
        os.set_blocking(pipe, False)
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(pipe, view) :]
            except BlockingIOError:
                self._read(until_end=False, writable=pipe)
            except OSError:  # the program has closed its input
                with contextlib.suppress(OSError):
                    child.stdin.close()
                return
        self._read(until_end=False)

    # Lines out.

    def _read(self, *, until_end: bool, writable: int | None = None) -> None:
        """Pass on what the program wrote; until its end, until it takes input again, or what is there just now."""
        found = self._selector
        assert found is not None
        if writable is not None:
            found.register(writable, selectors.EVENT_WRITE, None)
        try:
            while found.get_map():
                ready = found.select(None if until_end or writable is not None else 0)
                if not ready:
                    return
                took_input = False
                for key, _ in ready:
                    if key.data is None:
                        took_input = True
                        continue
                    self._read_one(found, key)
                if took_input:
                    return
        finally:
            if writable is not None:
                with contextlib.suppress(KeyError):
                    found.unregister(writable)

    def _read_one(self, found: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
        lines: _Lines = key.data
        try:
            data = os.read(key.fd, _BLOCK)
        except BlockingIOError:
            return
        if not data:
            found.unregister(key.fileobj)
        emit = self.out if lines is self._lines else self._write_error
        for line in lines.feed(data):
            emit(line)

    def _write_error(self, line: str) -> None:
        record = ErrorRecord(
            exception=RemoteException(line),
            fully_qualified_error_id="NativeCommandErrorMessage" if self._told else "NativeCommandError",
            category=ErrorCategory.NotSpecified,
            target_object=line,
            invocation_info=invocation_info(self.invocation),
            activity=self.invocation.command.name,
        )
        if not self._told:
            from pssession.engine.commands import positions

            record.script_stack_trace = "\n".join(f"at {name}, {file}: line {number}" for name, file, number in positions.running_calls(2))
        self._told = True
        self.streams.write_error(record)

    # The end.

    def _finish(self, code: int) -> None:
        context = self.context
        context.last_exit_code = code
        if code == 0:
            return
        self.failed = True
        if not to_bool(context.variable("PSNativeCommandUseErrorActionPreference", False)):
            return
        name = self.invocation.command.name
        problem = NativeCommandExitException(
            f'Program "{name}" ended with non-zero exit code: {code} (0x{code:08X}).', "ProgramExitedWithNonZeroCode", "NotSpecified"
        )
        problem.path, problem.exit_code = self.path, code
        problem.process_id = 0 if self._child is None else self._child.pid
        record = problem.error_record
        record.target_object = self.path
        record.invocation_info = invocation_info(self.invocation)
        action = context.preference("ErrorActionPreference")
        if action == STOP:
            raise stopped("error", problem.message, record)
        if action != "ignore":
            errors_handling.remember(context, record)
        if action not in ("ignore", "silentlycontinue"):
            self.streams.write_error(record)

    def _not_started(self, problem: OSError) -> ApplicationFailedException:
        reason = f"An error occurred trying to start process '{self.path}' with working directory '{ports.location()}'. {problem.strerror}"
        extent = self.invocation.extent
        place = "" if extent is None else "At " + _place(extent)
        made = ApplicationFailedException(
            f"Program '{self.invocation.command.name}' failed to run: {reason}{place}.", "NativeCommandFailed", "ResourceUnavailable"
        )
        made.error_record.invocation_info = invocation_info(self.invocation)
        return made


def _place(extent: Any) -> str:
    from pssession.engine.commands.positions import position_message

    return position_message(extent).removeprefix("At ")


class _Lines:
    """Cut bytes into lines of text; what has no end yet is kept."""

    __slots__ = ("_decoder", "_rest")

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, data: bytes) -> list[str]:
        """Take bytes, none at the end; give the lines that are whole."""
        text = self._rest + self._decoder.decode(data, final=not data)
        parts = text.split("\n")
        self._rest = parts.pop()
        if not data and self._rest:
            parts.append(self._rest)
            self._rest = ""
        return [part[:-1] if part.endswith("\r") else part for part in parts]
