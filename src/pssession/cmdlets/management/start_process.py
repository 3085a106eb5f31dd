"""Start-Process. Source: the command's help; PowerShell 7.6 as recorded (remote.native)."""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import ExitStack

from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import DotNetException, InvalidOperationException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.dotnet.process_starts import ProcessStartInfo, Stream, launch, split
from pssession.engine.values.dotnet.processes import Process, started


class StartProcessCommand(Cmdlet):
    """Start a program and go on, or wait for it."""

    def begin(self) -> None:
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def process(self) -> None:
        words = [self.file_path, *split(" ".join(self.argument_list or ()))]
        if not self.should_process(" ".join(words)):
            return
        folder = self._folder()
        info = ProcessStartInfo(self.file_path, " ".join(self.argument_list or ()))
        info.working_directory = folder
        try:
            with ExitStack() as files:
                child = launch(words, folder, self._environment(), **self._streams(files))
        except DotNetException as problem:
            text = f"This command cannot be run due to the error: {problem.message}"
            self.throw_terminating(self.error("InvalidOperationException", "InvalidOperation", InvalidOperationException(text, problem)))
        made = started(child, info)
        if self.pass_thru:
            self.write(made)
        if self.wait:
            self._wait(made)

    def _wait(self, made: Process) -> None:
        if not made.wait_for_exit(wait=self._stopped.wait):
            made.kill()

    def _folder(self) -> str:
        providers = self.context.providers
        if self.working_directory is None:
            return str(providers.file_system_location)
        return str(providers.file_path(self.working_directory))

    def _environment(self) -> dict[str, str]:
        found = {} if self.use_new_environment else dict(os.environ)
        if self.use_new_environment:
            found = {name: os.environ[name] for name in ("HOME", "PATH", "USER", "LANG", "TERM") if name in os.environ}
        for name, value in (self.environment or {}).items():
            if value is None or value == "":
                found.pop(to_string(name), None)
            else:
                found[to_string(name)] = to_string(value)
        return found

    def _streams(self, files: ExitStack) -> dict[str, Stream]:
        """Open what the program reads and writes: files, this terminal where there is one, else nothing."""
        own: Stream = None if self.context.services.get("terminal") is not None else subprocess.DEVNULL
        streams: dict[str, Stream] = {"stdin": own, "stdout": own, "stderr": own}
        for name, path, mode in (
            ("stdin", self.redirect_standard_input, "rb"),
            ("stdout", self.redirect_standard_output, "wb"),
            ("stderr", self.redirect_standard_error, "wb"),
        ):
            if path is None:
                continue
            full = self.context.providers.file_path(path)
            try:
                streams[name] = files.enter_context(open(full, mode))  # noqa: SIM115  # the stack closes it
            except OSError as problem:
                words = f"This command cannot be run due to the error: {problem.strerror}"
                self.throw_terminating(self.error("InvalidOperationException", "InvalidOperation", words, None, InvalidOperationException))
        return streams
