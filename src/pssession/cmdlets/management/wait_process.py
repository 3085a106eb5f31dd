"""Wait-Process. Source: the command's help."""

from __future__ import annotations

import os
import threading
import time

from pssession.cmdlets.management.process_command import ProcessCommand, shown_name
from pssession.engine.errors import TimeoutException
from pssession.engine.values.dotnet.processes import Process

_POLL_SECONDS = 0.02


class WaitProcessCommand(ProcessCommand):
    """Wait until processes have ended."""

    def begin(self) -> None:
        self._waiting: list[Process] = []
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def process(self) -> None:
        for one in self.chosen():
            if one.id == os.getpid():
                words = "This command cannot wait for the process that it runs in."
                self.report("WaitOnItself", "ObjectNotFound", words, one)
            else:
                self._waiting.append(one)

    def end(self) -> None:
        limit = None if self.timeout is None else time.monotonic() + int(self.timeout)
        running = list(self._waiting)
        while running:
            running = [one for one in running if not one.has_exited]
            if self.any and len(running) < len(self._waiting):
                break
            if not running or self._stopped.wait(_POLL_SECONDS):
                break
            if limit is not None and time.monotonic() >= limit:
                for one in running:
                    words = f'This command stopped operation because process "{shown_name(one)}" is not stopped in the specified time-out.'
                    self.write_error(self.error("ProcessNotTerminated", "CloseError", words, one, TimeoutException))
                break
        if self.pass_thru:
            self.write_all(self._waiting)
