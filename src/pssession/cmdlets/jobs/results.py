"""What a job keeps until it is received: records of all streams, and calls to the host, in one order.

A call that shows something is made when the job is received. A call that asks something blocks the job until then.

Source: PSRemotingChildJob of PowerShell 7.6; the state Blocked in about_Jobs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from pssession.engine.values.generic import PSDataCollection
from pssession.objects import Host, HostError, StreamKind

# The stream, None for a call to the host; and the value.
Result = tuple[StreamKind | None, Any]

_ELEMENTS = {
    StreamKind.OUTPUT: "PSObject",
    StreamKind.ERROR: "ErrorRecord",
    StreamKind.WARNING: "WarningRecord",
    StreamKind.VERBOSE: "VerboseRecord",
    StreamKind.DEBUG: "DebugRecord",
    StreamKind.INFORMATION: "InformationRecord",
    StreamKind.PROGRESS: "ProgressRecord",
}


def collections() -> dict[StreamKind, PSDataCollection]:
    """Make an empty collection for each stream."""
    return {kind: PSDataCollection((), f"System.Management.Automation.{name}") for kind, name in _ELEMENTS.items()}


class HostCall:
    """Hold a call to the host until somebody is there who can make it.

    Args:
        method: The host's method.
        arguments: What it is called with.
        asks: Whether the command waits for the answer.
    """

    __slots__ = ("_answered", "_error", "_result", "arguments", "asks", "method")

    def __init__(self, method: str, arguments: tuple[Any, ...], *, asks: bool) -> None:
        self.method = method
        self.arguments = arguments
        self.asks = asks
        self._answered = threading.Event()
        self._result: Any = None
        self._error: Exception | None = None

    def perform(self, host: Host) -> None:
        """Make the call, once for one that asks, and let the command go on with the answer."""
        if self._answered.is_set():
            return
        try:
            self._result = getattr(host, self.method)(*self.arguments)
        except Exception as error:
            # Whatever a host raises is the command's to see.
            self._error = error
        if self.asks:
            self._answered.set()

    def cancel(self, error: Exception) -> None:
        """Let the command go on without an answer."""
        if not self._answered.is_set():
            self._error = error
            self._answered.set()

    def wait(self) -> Any:
        """Wait for the answer and give it.

        Raises:
            HostError: There is none.
        """
        self._answered.wait()
        if self._error is not None:
            raise self._error
        return self._result


class JobHost(Host):
    """Be the host of a job's command.

    Args:
        keep: Keeps a call until the job is received.
        ask: Keeps one that asks, waits and gives its answer.
        closes: Ends the session, which is what `exit` in a command does.
    """

    def __init__(self, keep: Callable[[HostCall], None], ask: Callable[[HostCall], Any], closes: Callable[[], None]) -> None:
        super().__init__()
        self._keep = keep
        self._ask = ask
        self._closes = closes

    def set_should_exit(self, code: int) -> None:
        self._closes()


def _shows(method: str) -> Callable[..., None]:
    def call(self: JobHost, *arguments: Any) -> None:
        self._keep(HostCall(method, arguments, asks=False))

    return call


def _asks(method: str) -> Callable[..., Any]:
    def call(self: JobHost, *arguments: Any) -> Any:
        return self._ask(HostCall(method, arguments, asks=True))

    return call


_SHOWN = (
    "write",
    "write_line",
    "write_error_line",
    "write_warning_line",
    "write_verbose_line",
    "write_debug_line",
    "write_progress",
    "set_window_title",
    "flush_input_buffer",
)
_ASKED = (
    "read_line",
    "read_line_as_secure_string",
    "prompt",
    "prompt_for_credential",
    "prompt_for_choice",
    "prompt_for_multiple_choice",
    "read_key",
)
for _name in _SHOWN:
    setattr(JobHost, _name, _shows(_name))
for _name in _ASKED:
    setattr(JobHost, _name, _asks(_name))


STOPPED = HostError("The command was stopped before its question was answered.", "PipelineStopped")
