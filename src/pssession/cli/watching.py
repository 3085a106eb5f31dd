"""Sees a session's command through: shows what it gives, lets the person answer what it asks, and gives the exit status."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, cast

from pssession.cli import exit_codes
from pssession.cli.display import Display, ForPeople, ForPrograms, OnceHost, Prefixed, wants_colors
from pssession.client.items import Error
from pssession.objects import Host, PSInvocationState

if TYPE_CHECKING:
    from pssession.client.blocking.run import Run


class Watcher:
    """Show what one session's command gives.

    Args:
        as_json: Whether a program reads what is shown; nobody can be asked then.
        name: The session's name where several are watched, else "".

    Attributes:
        host: What the session's host calls reach.
    """

    def __init__(self, *, as_json: bool = False, name: str = "") -> None:
        self._streams: list[Prefixed] = []
        self._had_errors = False
        self.host: Host
        self._display: Display
        if as_json:
            self.host = _Nobody()
            self._display = ForPrograms(name)
        else:
            console = self._console(name)
            self.host = console
            self._display = ForPeople(console, width=max(console.width - (len(name) + 3 if name else 0), 20))

    def _console(self, name: str) -> OnceHost:
        if not name:
            return OnceHost(interactive=sys.stdin.isatty(), colors=wants_colors(sys.stdout))
        self._streams = [Prefixed(stream, f"{name} | ") for stream in (sys.stdout, sys.stderr)]
        out, err = (cast(Any, stream) for stream in self._streams)
        return OnceHost(out, err, interactive=False, colors=wants_colors(sys.stdout))

    def show(self, item: Any) -> None:
        """Show one item."""
        self._had_errors = self._had_errors or type(item) is Error
        self._display.show(item)

    def see_through(self, run: Run) -> int:
        """Show everything until the command's end; give the exit status."""
        try:
            # Whatever ends the watching early, Ctrl-C at any moment included, ends the command too.
            with run:
                while (item := run.next_item()) is not None:
                    self.show(item)
            return self.finish(run)
        finally:
            self.close()

    def finish(self, run: Run) -> int:
        """Show how a command ended; give the exit status."""
        if run.reason is not None and run.state is PSInvocationState.FAILED:
            self._display.fail(run.reason)
        code = getattr(self.host, "exit_code", None)
        if code is not None:
            return int(code) & 0xFF
        well = run.state is PSInvocationState.COMPLETED and not self._had_errors
        return exit_codes.DONE if well else exit_codes.COMMAND_FAILED

    def close(self) -> None:
        """Show what is still held back."""
        self._display.close()
        for stream in self._streams:
            stream.close()


class _Nobody(Host):
    """Be nobody, who remembers how a script wants the program to end."""

    exit_code: int | None = None

    def set_should_exit(self, code: int) -> None:
        self.exit_code = code
