"""What a session's command gives, shown to a person as PowerShell shows it, or to a program as lines of JSON.

Texts and plain numbers are written as they are. The first thing that needs formatting loads the engine's formatter; a command that only
says a word does without.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from pssession.client.items import Item
from pssession.objects import ErrorRecord, InformationRecord, ProgressRecord, StreamKind
from pssession.shell.console_host import ConsoleHost

if TYPE_CHECKING:
    from pssession.engine.formatting.formatter import Formatter

_PLAIN = {str: str, int: str, bool: str}


class Display(Protocol):
    """Show the items of one command."""

    def show(self, item: Item) -> None:
        """Show one item."""

    def fail(self, record: ErrorRecord) -> None:
        """Show the error that ended the command."""

    def close(self) -> None:
        """Show what is still held back."""


class OnceHost(ConsoleHost):
    """Be a console's host that shows once what comes twice: as a record, and as the call that a session makes to the host behind it."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None, *, interactive: bool, colors: bool) -> None:
        super().__init__(out, err, interactive=interactive, colors=colors)
        self._shown: Counter[tuple[str, str]] = Counter()

    def show_record(self, method: str, text: str, *colors: object) -> None:
        """Show a record the way a host method does; the call that says the same is passed over when it comes."""
        getattr(super(), method)(text, *colors)
        self._shown[method, text] += 1

    def _is_new(self, method: str, text: str) -> bool:
        """Tell whether a call says something that no record said."""
        if self._shown[method, text]:
            self._shown[method, text] -= 1
            return False
        return True

    def write(self, text: str, foreground: object = None, background: object = None) -> None:
        if self._is_new("write", text):
            super().write(text, foreground, background)

    def write_line(self, text: str = "", foreground: object = None, background: object = None) -> None:
        if self._is_new("write_line", text):
            super().write_line(text, foreground, background)

    def write_warning_line(self, text: str) -> None:
        if self._is_new("write_warning_line", text):
            super().write_warning_line(text)

    def write_verbose_line(self, text: str) -> None:
        if self._is_new("write_verbose_line", text):
            super().write_verbose_line(text)

    def write_debug_line(self, text: str) -> None:
        if self._is_new("write_debug_line", text):
            super().write_debug_line(text)

    def write_progress(self, source_id: int, record: ProgressRecord) -> None:
        # The record has been shown.
        return None

    def show_output(self, text: str) -> None:
        """Show a line of what the code wrote."""
        super().write_line(text)

    def show_progress(self, record: ProgressRecord) -> None:
        """Show how far an activity is."""
        super().write_progress(0, record)


class ForPeople:
    """Show items as the console does.

    Args:
        host: Takes the lines.
        width: Cells of a line.
    """

    def __init__(self, host: OnceHost, *, width: int) -> None:
        self._host = host
        self._width = width
        self._formatter: Formatter | None = None
        self._show: dict[StreamKind, Callable[[Any], None]] = {
            StreamKind.OUTPUT: self._output,
            StreamKind.ERROR: self.fail,
            StreamKind.WARNING: lambda record: host.show_record("write_warning_line", record.message),
            StreamKind.VERBOSE: lambda record: host.show_record("write_verbose_line", record.message),
            StreamKind.DEBUG: lambda record: host.show_record("write_debug_line", record.message),
            StreamKind.INFORMATION: self._information,
            StreamKind.PROGRESS: host.show_progress,
        }

    def show(self, item: Item) -> None:
        self._show[item.kind](item.value)

    def fail(self, record: ErrorRecord) -> None:
        from pssession.engine.formatting.error_facts import facts_of
        from pssession.engine.formatting.errors import PLAIN, VIRTUAL_TERMINAL, render

        colors = VIRTUAL_TERMINAL if self._host.colors else PLAIN
        self._formatting().feed_error(render(facts_of(record), "ConciseView", width=self._width, colors=colors))

    def close(self) -> None:
        if self._formatter is not None:
            self._formatter.close()
            self._formatter = None

    def _output(self, value: Any) -> None:
        plain = _PLAIN.get(type(value))
        if self._formatter is None and plain is not None:
            self._host.show_output(plain(value))
        elif value is not None:
            self._formatting().feed(value)

    def _information(self, record: InformationRecord) -> None:
        data = record.message_data
        if "PSHOST" not in record.tags:
            # pwsh 7.6: what Write-Information writes is not shown unless $InformationPreference says so; the session looked at that.
            return
        method = "write" if getattr(data, "no_new_line", False) else "write_line"
        colors = (getattr(data, "foreground_color", None), getattr(data, "background_color", None))
        self._host.show_record(method, str(data), *colors)

    def _formatting(self) -> Formatter:
        if self._formatter is None:
            from pssession.cmdlets import CATALOGUE
            from pssession.engine.commands.script_blocks import CURRENT
            from pssession.engine.formatting.session import formatter_for
            from pssession.engine.interpreter import Interpreter

            host = self._host
            # Views have small scripts in them, and scripts run in a runspace: that of this thread.
            context = CURRENT.context = Interpreter(host, catalogue=CATALOGUE).context
            self._formatter = formatter_for(
                context, width=self._width, line=host.show_output, colored=host.colors, streaming=True, error=host.write_error_line
            )
        return self._formatter


class ForPrograms:
    """Write each item as one line of JSON: its stream, its number, its value, and where several sessions speak, which one.

    Args:
        session: The session's name, "" where there is one only.
        out: Where lines go.
    """

    def __init__(self, session: str = "", out: TextIO | None = None) -> None:
        self._session = {"session": session} if session else {}
        self._out = out or sys.stdout

    def show(self, item: Item) -> None:
        self._write(type(item).__name__.lower(), item.value, {"sequence": item.sequence})

    def fail(self, record: ErrorRecord) -> None:
        self._write("error", record, {"terminating": True})

    def close(self) -> None:
        self._out.flush()

    def _write(self, stream: str, value: Any, more: dict[str, Any]) -> None:
        from pssession.cli.json_values import plain

        line = {**self._session, "stream": stream, **more, "value": plain(value)}
        self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._out.flush()


class Prefixed:
    """Be a text stream that puts a mark before each line, so that several sessions can speak at once.

    Args:
        stream: Where whole lines go.
        mark: What stands before each.
    """

    def __init__(self, stream: TextIO, mark: str) -> None:
        self._stream = stream
        self._mark = mark
        self._rest = ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._stream.write(f"{self._mark}{line}\n")
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """Write a line that has not ended."""
        if self._rest:
            self.write("\n")


def wants_colors(stream: TextIO) -> bool:
    """Tell whether escape sequences are welcome: on a terminal that is not dumb, unless NO_COLOR forbids them."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
