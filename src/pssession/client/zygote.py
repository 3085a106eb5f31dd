"""Starts the process that new sessions are forked from, where it does not run yet.

The client names the module and never imports it. Several clients may find no zygote at the same time: each starts one, one of them gets
the socket, the others end at once; and every starter is told through a pipe when there is a socket to connect to.
"""

from __future__ import annotations

import os
import sys

from pssession.errors import TransportError
from pssession.transport.runtime_folder import RuntimeFolder

MODULE = "pssession.worker.zygote"
READY = b"ready"
START_SECONDS = 30.0
_COMPLAINT_BYTES = 4096


class ZygoteStart:
    """Start a zygote and hear from it.

    Attributes:
        descriptor: Becomes readable when there is something to hear.
    """

    __slots__ = ("_heard", "_pid", "descriptor")

    def __init__(self, folder: RuntimeFolder) -> None:
        """Start the process.

        Raises:
            TransportError: The runtime folder cannot be used, or the process cannot be started.
        """
        folder.make()
        self._heard = b""
        self.descriptor, writing = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        environment = {**os.environ, "PSSESSION_RUNTIME_DIR": folder.path}
        try:
            # Its standard output is the pipe. It sits in a session of its own: neither Ctrl-C here nor the end of a terminal reaches it.
            self._pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-m", MODULE],
                environment,
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_DUP2, writing, 1),
                    (os.POSIX_SPAWN_DUP2, writing, 2),
                ],
                setsid=True,
            )
        except OSError as error:
            os.close(self.descriptor)
            raise TransportError(f"cannot start {sys.executable} for the sessions' parent process: {error.strerror}") from error
        finally:
            os.close(writing)

    def hear(self) -> bool:
        """Take what it says; True once it says that its socket, or that of another, can be connected to.

        Raises:
            TransportError: It ended without saying so; the message has its complaint.
        """
        while True:
            try:
                said = os.read(self.descriptor, _COMPLAINT_BYTES)
            except BlockingIOError:
                return False
            self._heard += said
            if READY in self._heard:
                return True
            if not said:
                complaint = self._heard[-_COMPLAINT_BYTES:].decode("utf-8", "replace").strip()
                raise TransportError(f"the sessions' parent process did not start{': ' + complaint if complaint else ''}")

    def close(self) -> None:
        """Stop listening to it; the process goes on."""
        os.close(self.descriptor)
        try:
            os.waitpid(self._pid, os.WNOHANG)
        except ChildProcessError:
            pass
